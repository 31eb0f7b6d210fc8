"""`annexa sign-off`: a role passes a stage, bound to the bytes and fields that it signs."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annexa.cli import names, options, signing
from annexa.cli.free_text import TEXT
from annexa.cli.progress import progress
from annexa.inspection import signoff
from annexa.model.errors import ExitCode, SignOffRefused, UsageError
from annexa.model.text import one_line
from annexa.model.words import count

if TYPE_CHECKING:
    from annexa.load import Loaded
    from annexa.model.standing import StageStanding
    from annexa.pipeline.signing import Proposal


@click.command("sign-off")
@signing.choosing
@click.option("--note", metavar="TEXT", type=TEXT, default="", help="What whoever comes next, or later, should know.")
@click.option("--list", "lists", is_flag=True, help="Sign nothing: show who has signed what, and whose turn it is.")
@click.option("--verify-git", is_flag=True, help="As --list, and compare who committed each entry with people.yaml.")
@options.as_of
@options.as_json
@options.quiet
@click.pass_context
def command(
    ctx: click.Context,
    items: tuple[Path | str, ...],
    group: str | None,
    submission: str | None,
    every: bool,
    stage: str | None,
    role: str | None,
    dry_run: bool,
    yes: bool,
    note: str,
    lists: bool,
    verify_git: bool,
    as_of: Any,
    as_json: bool,
    quiet: bool,
) -> int:
    """Signs a stage of items: their documents byte for byte, and every field of item.yaml.

    Stages are signed in order, by the roles that people.yaml names. What whoever signs must have seen, such as concerns
    from minutes, is shown first. Each signature becomes a file in the item's folder sign-off/: commit it. A change of a
    document or a field makes it stale. To take one back, run ‘annexa withdraw’.

    \b
    annexa sign-off 3.4 --role education-evidence-lead
    annexa sign-off --group health --role health-accountable-lead --note "Read on 2 November."
    annexa sign-off --submission day-2 --stage director --role director --dry-run
    annexa sign-off --list --verify-git
    """
    loaded = options.loaded_of(ctx)
    library = options.library_of(loaded)
    lists = lists or verify_git
    all_of_them = every or (lists and not (items or group or submission))
    wanted = signing.chosen(loaded, library, items, group=group, submission=submission, every=all_of_them)
    if lists:
        from annexa.cli import signed

        return signed.say(loaded, library, wanted, verify_git=verify_git, as_json=as_json)
    signer = names.role_of(role, library, "--role")
    which = signing.stage_of(stage, signer, loaded, library)
    from annexa.pipeline.signing import propose

    with progress("Checking", quiet=quiet or as_json) as advance:
        proposals = propose(
            loaded,
            library,
            wanted,
            stage=which,
            role=signer,
            at=datetime.now().astimezone(),
            note=" ".join(note.split()),
            as_of=options.day_of(as_of, loaded),
            advance=advance,
        )
    theirs = _theirs(proposals, signer, which, named=bool(items))
    ready = [each for each in theirs if each.entry is not None]
    if ready and not (as_json or quiet):
        click.echo("\n".join(_to_read(ready, loaded)))
    doing = not dry_run and bool(ready)
    if doing and not signing.agreed(f"Sign {count(len(ready), 'item')} as {signer}, {which}?", yes=yes or as_json):
        click.echo("Nothing is signed.", err=True)
        return ExitCode.FINDINGS
    files = {each.item.yaml: signoff.write(each.item, each.entry) for each in ready if each.entry and doing}
    if as_json:
        answer = [_answer(each, files.get(each.item.yaml), loaded) for each in theirs]
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        if not quiet:
            click.echo("\n".join(_summary(theirs, signer, which, dry_run=dry_run)))
        _say_refused(theirs)
    return ExitCode.FINDINGS if any(_is_open(each) for each in theirs) else ExitCode.OK


def _theirs(proposals: "Sequence[Proposal]", role: str, stage: str, *, named: bool) -> "list[Proposal]":
    """The items that the role signs at this stage; where each was named, also those that are not its own.

    Raises why, where one item was named and is refused, and UsageError where there is none at all.
    """
    found = [each for each in proposals if named or not isinstance(each.refused, signoff.NotTheirs)]
    if named and len(found) == 1 and found[0].refused is not None and _is_open(found[0]):
        raise found[0].refused
    if not found:
        raise UsageError(
            f"{role} signs {stage} of none of these items",
            remedy="‘annexa sign-off --list’ shows who signs what; people.yaml says so.",
        )
    return found


def _is_open(proposal: "Proposal") -> bool:
    return proposal.refused is not None and not isinstance(proposal.refused, signoff.AlreadySigned)


def _to_read(ready: "Iterable[Proposal]", loaded: "Loaded") -> Iterator[str]:
    """Each item with what whoever signs it must have seen."""
    for each in ready:
        what = count(len(each.item.meta.documents), "document")
        yield click.style(f"{signing.heading(each.item, loaded)}", bold=True) + f": {what}"
        for seen in each.seen:
            about = f"{one_line(seen.document)}: " if seen.document else ""
            yield f"  {click.style(f'{seen.sort:<8}', fg='yellow')} {about}{one_line(seen.words)}"


def _summary(proposals: "Sequence[Proposal]", role: str, stage: str, *, dry_run: bool) -> Iterator[str]:
    done = [each for each in proposals if each.entry is not None]
    already = [each for each in proposals if isinstance(each.refused, signoff.AlreadySigned)]
    if done:
        did = "Would be signed" if dry_run else "Signed"
        yield f"{did} by {role}, {stage}: {_ids(done)}"
    if already:
        yield f"Signed before, and unchanged: {_ids(already)}"
    following: dict[str, list[Proposal]] = {}
    for each in done:
        words = f"{each.next.stage}: {each.next.whose}" if each.next else "all stages are signed"
        following.setdefault(words, []).append(each)
    yield from (f"Next: {words} ({_ids(them)})" for words, them in following.items())
    if done and not dry_run:
        yield "Commit the new files in sign-off/; ‘annexa withdraw’ takes a signature back."


def _ids(proposals: "Iterable[Proposal]") -> str:
    return ", ".join(each.item.meta.requirement for each in proposals)


def _say_refused(proposals: "Iterable[Proposal]") -> None:
    """Each refusal with its remedy; items that wait for the same signature are said in one."""
    waiting: dict[tuple[str, tuple[str, ...]], tuple[StageStanding, list[Proposal]]] = {}
    for each in proposals:
        if each.refused is None or not _is_open(each):
            continue
        if isinstance(each.refused, SignOffRefused) and each.next is not None and not each.next.changes:
            waiting.setdefault((each.next.stage, each.next.missing), (each.next, []))[1].append(each)
        else:
            end = "" if each.refused.message.endswith(("…", ")")) else "."
            click.echo(f"Not signed: {each.refused.message}{end}\n  {each.refused.remedy}", err=True)
    for stage, them in waiting.values():
        click.echo(f"Not signed: {_ids(them)}: ‘{stage.title}’ comes first, and is not signed.", err=True)
        typed = signoff.command((each.item.meta.requirement for each in them), stage)
        click.echo(f"  It is the turn of {stage.whose}: {typed}", err=True)


def _answer(proposal: "Proposal", file: Path | None, loaded: "Loaded") -> dict[str, Any]:
    """What became of one item, for other programs."""
    refused, after = proposal.refused, proposal.next
    return {
        "item": proposal.item.meta.requirement,
        "file": file.relative_to(loaded.root).as_posix() if file else None,
        "signed": file is not None or isinstance(refused, signoff.AlreadySigned),
        "refused": {"message": refused.message, "remedy": refused.remedy} if refused is not None else None,
        "to_be_seen": [
            {"sort": seen.sort, "document": seen.document or None, "words": seen.words} for seen in proposal.seen
        ],
        "next": {"stage": after.stage, "roles": list(after.missing), "enough": after.enough} if after else None,
    }
