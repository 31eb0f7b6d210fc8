"""`annexa bundle`: the numbered PDF of a submission, with everything that goes beside it."""

import json
from datetime import date, time
from typing import Any

import click

from annexa.cli import names, options, sending, signing
from annexa.cli.free_text import TEXT
from annexa.cli.machines import machines
from annexa.cli.made import complain, in_words, summary
from annexa.cli.moments import DAY_AND_TIME
from annexa.cli.progress import progress
from annexa.model.errors import ExitCode, UsageError
from annexa.model.sent import Numbering
from annexa.pipeline.bundles import build_bundles, checked_for
from annexa.pipeline.sent import PACKAGES


@click.command("bundle")
@click.argument("submission", metavar="SUBMISSION", type=names.Submission("all"))
@click.option("--draft", is_flag=True, help="Build in spite of findings and gaps, with DRAFT on every page.")
@click.option("--item", metavar="ID", type=names.ItemId(), help="Only this item, such as 3.4, in a folder of its own.")
@click.option(
    "--reproducible",
    is_flag=True,
    help="The same bytes even from an empty cache; takes longer. Only an encrypted package differs each time, since its"
    " salt is random, as it must be.",
)
@click.option("--freeze", "freezes", is_flag=True, help="Record that what was built has been sent; builds nothing.")
@click.option(
    "--supplement", "supplements", is_flag=True, help="Build what changed since it was sent, numbered from 1."
)
@click.option("--insert", is_flag=True, help="With --supplement: into the bundle that was sent, as pages 57A, 57B …")
@click.option("--append", is_flag=True, help="With --supplement: numbered on from the last page that was sent.")
@click.option(
    "--sent",
    type=DAY_AND_TIME,
    metavar="DATE[ TIME]",
    help="With --freeze: when it was sent, local time; otherwise now.",
)
@click.option(
    "--by",
    type=names.Role(),
    metavar="ROLE",
    help="With --freeze: the role that sent it; otherwise the one that the receipt names.",
)
@click.option("--to", metavar="WHERE", type=TEXT, default="", help="With --freeze: where it was sent, in your words.")
@click.option(
    "--package",
    "package",
    type=click.Choice(["shared", "child-level"]),
    help="With --freeze: this one alone, where the two were sent at different times or to different places.",
)
@click.option(
    "--without-package",
    is_flag=True,
    help="With --freeze: it was sent without being packed, so that no seal proves it.",
)
@click.option(
    "--seal",
    metavar="SHA-256",
    default="",
    help="With --freeze: the seal on the receipt of the package that was sent, where several were made.",
)
@click.option("--again", is_flag=True, help="With --freeze: put right when, by whom or to where it was sent.")
@signing.without
@machines
@options.as_of
@options.as_json
@options.quiet
@click.pass_context
def command(
    ctx: click.Context,
    submission: str,
    draft: bool,
    item: str | None,
    reproducible: bool,
    freezes: bool,
    supplements: bool,
    insert: bool,
    append: bool,
    sent: tuple[date, time | None] | None,
    by: str | None,
    to: str,
    package: Any,
    without_package: bool,
    seal: str,
    again: bool,
    without_sign_off: str | None,
    reason: str | None,
    as_of: Any,
    as_json: bool,
    quiet: bool,
) -> int:
    """Builds the bundle of a submission into build/bundles/: SUBMISSION is day-2, day-5 or all.

    It refuses while findings at error level stand against the submission, an item is not signed off (annexa sign-off)
    or a document lacks its pages, and names them; errors of another submission are named and do not stop it. A draft is
    built anyway and says what is missing. What an earlier build left where this one built nothing is marked as old by a
    file OLD.txt.

    \b
    annexa bundle day-2
    annexa bundle all --draft
    annexa bundle day-5 --item 3.4
    annexa bundle day-2 --without-sign-off lano --reason "The director cannot be reached before noon."

    After it was sent, --freeze records that, with the day, the time, the role and the place, and keeps all of it in
    sent/, so that build/ can be deleted; --supplement builds what has changed since, and --supplement --freeze records
    that the supplement was sent. With --insert the pages go into the bundle instead, as 57A behind 57; with --append
    they are numbered on from the last page that was sent. Answers to requests: annexa request bundle. The record is
    evidence/submissions/SUBMISSION.yaml: commit it.

    \b
    annexa bundle day-2 --freeze --sent "2026-11-03 11:20" --by lano --to "the inspectors' folder"
    annexa bundle day-2 --supplement --insert
    annexa bundle day-2 --supplement --freeze
    """
    loaded = options.loaded_of(ctx)
    library = options.library_of(loaded)
    about = {"--sent": sent, "--by": by, "--to": to, "--package": package}
    about |= {"--without-package": without_package, "--seal": seal, "--again": again}
    telling = [name for name, value in about.items() if value]
    _refuse_together(freezes, supplements, insert=insert, append=append, telling=telling, draft=draft, item=item)
    unsigned = signing.without_of(without_sign_off, reason, library, needless=draft or freezes)
    wanted = names.submissions_of(submission, loaded.framework)
    if item is not None:
        names.refuse_other_submission(item, wanted, loaded.framework)
    if (freezes or supplements) and submission not in wanted:
        raise UsageError(
            "What was sent is recorded one submission after the other", remedy=f"Name one of: {', '.join(wanted)}."
        )
    if freezes:
        from annexa.package.proof import written_seal
        from annexa.pipeline import freezing
        from annexa.sent.recording import Said

        day, clock = sent or (None, None)
        done = freezing.freeze(
            loaded,
            submission,
            Said(sent=day, sent_at=clock, by=names.role_of(by, library, "--by") if by else None, to=to),
            supplements=supplements,
            packages=(package,) if package else PACKAGES,
            unpacked=without_package,
            correcting=again,
            seal=written_seal(seal, least=8) if seal else "",
        )
        _say(*sending.frozen(done, loaded.root), as_json, quiet)
        return ExitCode.OK
    if supplements:
        from annexa.pipeline import freezing

        day = options.day_of(as_of, loaded)
        with progress("Building", quiet=quiet or as_json) as advance:
            supplemented = freezing.supplement(
                loaded,
                submission,
                as_of=day,
                numbering=_numbering(insert=insert, append=append),
                reproducible=reproducible,
                without=unsigned,
                advance=advance,
            )
        _say(*sending.supplemented(supplemented, loaded, submission), as_json, quiet)
        return ExitCode.OK
    if item is not None:
        wanted = [names.requirement_of(item, loaded.framework).submission]
    day = options.day_of(as_of, loaded)
    with (
        progress("Building", quiet=quiet or as_json) as advance,
        checked_for(loaded, wanted, as_of=day, reproducible=reproducible, advance=advance) as checked,
    ):
        made = build_bundles(
            loaded,
            wanted,
            as_of=day,
            checked=checked,
            draft=draft,
            item=item,
            reproducible=reproducible,
            without=unsigned,
            advance=advance,
        )
    _say(summary(made, loaded.root), list(in_words(made, loaded.root)), as_json, quiet)
    return complain(made)


def _refuse_together(
    freezes: bool, supplements: bool, *, insert: bool, append: bool, telling: list[str], draft: bool, item: str | None
) -> None:
    """Raises UsageError for options of which one would do nothing beside the others."""
    if insert and append:
        raise UsageError("Pages are inserted or appended, not both", remedy="Use --insert or --append.")
    if (insert or append) and (freezes or not supplements):
        option = "--insert" if insert else "--append"
        raise UsageError(
            f"{option} says how a supplement is built", remedy="Use it with --supplement and nothing else."
        )
    if telling and not freezes:
        says = "says" if len(telling) == 1 else "say"
        raise UsageError(f"{' and '.join(telling)} {says} how something was sent", remedy="Use it with --freeze.")
    if (freezes or supplements) and (draft or item):
        raise UsageError(
            "What is sent is neither a draft nor one item",
            remedy="Leave --draft and --item out beside --freeze and --supplement.",
        )


def _numbering(*, insert: bool, append: bool) -> Numbering:
    return "inserted" if insert else "appended" if append else "apart"


def _say(answer: Any, words: list[str], as_json: bool, quiet: bool) -> None:
    if as_json:
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    elif not quiet:
        click.echo("\n".join(words))
