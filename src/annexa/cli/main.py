"""The command line as a whole: which commands there are, and what becomes of every error."""

import importlib
import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path

import click

from annexa import __version__
from annexa.model.errors import AnnexaError, ExitCode

COMMANDS = {
    "adopt": "Puts the documents of a folder into the items that they answer",
    "attest": "Answers a checklist point that no program can judge",
    "build": "Does all of it: check, both bundles, the site",
    "bundle": "Builds the numbered PDF of a submission",
    "calendar": "Writes the dates of an inspection, as a table or for a calendar program",
    "chase": "Drafts a reminder for each role of what is outstanding",
    "check": "Runs the quality checklist over metadata and documents",
    "children": "Keeps the register of children whom inspectors follow",
    "codeowners": "Writes the file that makes accountable leads the reviewers of their items",
    "confirm": "Says that a person has looked at what annexa guessed",
    "debrief": "Makes debriefing forms, and drafts the day's headlines from them",
    "doctor": "Says what is installed and what to do about what is missing",
    "explain": "Explains a rule and how to put its findings right",
    "init": "Makes a library for an area of one's own",
    "link-sheet": "Writes the hyperlink document of an item",
    "links": "Opens every link and says which ones an inspector cannot open",
    "lists": "Checks lists of children before they are sent, and shows no value of them",
    "merge-reports": "Joins the reports of several machines, each of a part of the library",
    "migrate": "Takes the library over to another list of requirements",
    "new": "Hands in files for a requirement, with an entry in its item.yaml",
    "notify": "Records the notification call, and tells every deadline that follows",
    "package": "Packs a built submission for sending, with proof of its bytes",
    "prove": "Proves that pages show all that a document says and nothing that it hides",
    "request": "Takes what inspectors ask for besides through its nine steps",
    "requirements": "Lists what the framework asks for, and when it is due",
    "rules": "Lists the rules",
    "schema": "Writes the JSON Schemas that editors use for completion",
    "search": "Finds words in all documents",
    "secure": "Keeps files about children outside the library, and deletes them when they must be",
    "sign-off": "Signs a stage of items, bound to their bytes and fields",
    "site": "Builds the guidance site",
    "status": "Shows who must do what by when",
    "timetable": "Keeps the timetable of the fieldwork, and what is to be arranged",
    "validate": "Checks the metadata alone",
    "verify": "Judges a finished bundle or package against published standards",
    "waive": "Accepts a finding, with a reason, until a date",
    "withdraw": "Takes back what a role has signed",
}
"""Every command and what it does; each is the module of that name, loaded only when it is called."""

AUDIENCES = {
    "Evidence leads": (
        "adopt",
        "new",
        "check",
        "explain",
        "confirm",
        "attest",
        "waive",
        "link-sheet",
        "prove",
        "search",
    ),
    "Coordinators": (
        "notify",
        "calendar",
        "status",
        "chase",
        "build",
        "bundle",
        "package",
        "request",
        "children",
        "timetable",
        "debrief",
        "lists",
        "secure",
        "links",
        "requirements",
    ),
    "Accountable leads and directors": ("sign-off", "withdraw", "verify"),
    "Staff": ("site",),
    "Reviewers, CI and whoever looks after the library": (
        "init",
        "migrate",
        "validate",
        "merge-reports",
        "rules",
        "schema",
        "codeowners",
        "doctor",
    ),
}
"""Who uses which command most, in the order of an inspection: the order of `--help`."""

BEFORE_THE_COMMAND = {"--library": 1, "--debug": 0}
"""Options of the program itself, with the number of values each takes: people write them behind the command too."""


class ReaderGone(Exception):
    """Whoever reads the output, such as `head`, has enough of it; click would end as if there were findings."""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called, so that `--help` and each command start at once."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does, with the program's own options taken from wherever they stand."""
        return super().parse_args(ctx, own_options_first(args))

    def invoke(self, ctx: click.Context) -> object:
        """As click does, but a reader that goes away is told apart from a failure."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise ReaderGone from None

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in alphabetical order."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"annexa.cli.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, but a misspelt name is answered with the nearest right one."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from annexa.model.near import guess, nearest

            near = nearest(args[0], COMMANDS) if args else None
            raise click.UsageError(error.message.rstrip(".") + (guess(near) or "."), ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands by who uses them, without importing one."""
        width = max(map(len, COMMANDS))
        for heading, names in AUDIENCES.items():
            with formatter.section(heading):
                formatter.write_dl([(f"{name:<{width}}", COMMANDS[name]) for name in names])


def own_options_first(arguments: Sequence[str]) -> list[str]:
    """The arguments with the program's own options in front; what follows `--` is not looked at."""
    own: list[str] = []
    rest: list[str] = []
    left = list(arguments)
    while left and left[0] != "--":
        word = left.pop(0)
        name, equals, _ = word.partition("=")
        if name not in BEFORE_THE_COMMAND:
            rest.append(word)
            continue
        values = 0 if equals else BEFORE_THE_COMMAND[name]
        own += [word, *left[:values]]
        del left[:values]
    return [*own, *rest, *left]


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, "-V", "--version", prog_name="annexa")
@click.option(
    "--library",
    "start",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    default=Path(),
    help="The project folder, which holds evidence/. Otherwise the nearest one above this folder.",
)
@click.option("--debug", is_flag=True, help="Show the traceback of an error, also of a rule that broke.")
@click.pass_context
def annexa(ctx: click.Context, start: Path, debug: bool) -> None:
    """Turns a folder of inspection evidence into checked, numbered PDF bundles and a guidance site.

    \b
    Start with:  annexa check
    Then:        annexa bundle day-2
    All of it:   annexa build
    """
    from annexa.cli.options import plain_terminal

    ctx.obj = start
    if plain_terminal():
        ctx.color = False


def run(arguments: Sequence[str]) -> int:
    """Runs one command; every error becomes one sentence, a remedy and an exit code."""
    debug = "--debug" in arguments
    with _log_shown() if debug else nullcontext():
        return _run(arguments, debug=debug)


def _run(arguments: Sequence[str], *, debug: bool) -> int:
    try:
        answer = annexa.main(args=list(arguments), prog_name="annexa", standalone_mode=False)
        sys.stdout.flush()
        return int(answer) if isinstance(answer, int) else ExitCode.OK
    except AnnexaError as error:
        if debug:
            traceback.print_exc()
        say(error.message, error.remedy)
        return error.exit_code
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.exceptions.NoArgsIsHelpError as alone:  # a command that only leads to others
        click.echo(alone.format_message(), err=True)
        return ExitCode.USAGE
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "annexa"
        say(error.format_message().rstrip("."), f"See ‘{command} --help’.")
        return ExitCode.USAGE
    except ModuleNotFoundError as error:
        return _not_installed(error)
    except (KeyboardInterrupt, click.Abort):
        click.echo("\nannexa: interrupted; nothing half-written is left", err=True)
        return ExitCode.INTERRUPTED
    except (ReaderGone, BrokenPipeError):
        # Python would complain once more while closing stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.OK
    except OSError as error:
        if debug:
            traceback.print_exc()
        where = f"{error.filename}: " if error.filename else ""
        say(
            f"{where}{error.strerror or error}",
            "Check that the file is there, may be written, and that the disk has room.",
        )
        return ExitCode.USAGE
    except Exception:
        return _bug()


def _not_installed(error: ModuleNotFoundError) -> int:
    """A library that belongs to an extra was left out when annexa was installed; any other is a fault of ours."""
    from annexa.tools.extras import lacked

    missing = lacked(error.name)
    if missing is None:
        return _bug()
    say(missing.message, missing.remedy)
    return missing.exit_code


def _bug() -> int:
    traceback.print_exc()
    say("this is a fault of annexa, not of the evidence", "Send the lines above to those who look after annexa.")
    return ExitCode.BUG


@contextmanager
def _log_shown() -> Iterator[None]:
    """What annexa notes for those who look after it, such as the traceback of a rule that broke, on standard error.

    Until the command has ended: one that runs later in the same process has not asked for it.
    """
    import logging  # not needed otherwise, and start-up time counts

    log = logging.getLogger("annexa")
    level, handler = log.level, logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(name)s: %(message)s"))
    log.setLevel(logging.DEBUG)
    log.addHandler(handler)
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.setLevel(level)


def say(message: str, remedy: str) -> None:
    """An error for people: what is wrong, and what to do about it, on standard error."""
    end = "" if message.endswith(("?", "!", ".")) else "."
    click.echo(f"annexa: {message}{end}\n        {remedy}", err=True)
