"""`annexa bundle`: the numbered PDF of a submission, with everything that goes beside it."""

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annexa import pipeline
from annexa.bundle.records import Built
from annexa.cli import names, options
from annexa.cli.progress import progress
from annexa.model.errors import UsageError

if TYPE_CHECKING:
    from annexa.load import Loaded


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
@click.option(
    "--sent",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="With --freeze: the day of sending; otherwise today.",
)
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
    sent: Any,
    as_of: Any,
    as_json: bool,
    quiet: bool,
) -> None:
    """Builds the bundle of a submission into build/bundles/: SUBMISSION is day-2, day-5 or all.

    It refuses while findings at error level stand against the submission, and names them. A draft is built anyway.

    \b
    annexa bundle day-2
    annexa bundle all --draft
    annexa bundle day-5 --item 3.4

    After it was sent, --freeze records that, --supplement builds what has changed since, and --supplement --freeze
    records that the supplement was sent. With --insert the pages go into the bundle instead, as 57A behind 57. The
    record is evidence/submissions/SUBMISSION.yaml: commit it.

    \b
    annexa bundle day-2 --freeze --sent 2026-11-03
    annexa bundle day-2 --supplement --insert
    annexa bundle day-2 --supplement --freeze
    """
    loaded = options.loaded_of(ctx)
    library = options.library_of(loaded)
    _refuse_together(freezes, supplements, insert=insert, sent=sent, draft=draft, item=item)
    wanted = names.submissions_of(submission, loaded.framework)
    if item is not None:
        names.refuse_other_submission(item, wanted, loaded.framework)
    if freezes:
        day = sent.date() if sent is not None else date.today()
        _say(*_frozen(loaded, submission, day, supplements), as_json, quiet)
        return
    if supplements:
        day = options.day_of(as_of, loaded)
        _say(*_supplemented(loaded, submission, day, insert, reproducible), as_json, quiet)
        return
    with progress("Building", quiet=quiet or as_json) as advance:
        built = pipeline.bundle(
            loaded,
            wanted if item is None else [names.requirement_of(item, loaded.framework).submission],
            as_of=options.day_of(as_of, loaded),
            draft=draft,
            item=item,
            reproducible=reproducible,
            advance=advance,
        )
    answer = [summary(each, library.root) for each in built]
    _say(answer, [in_words(each, library.root) for each in built], as_json, quiet)


def _refuse_together(freezes: bool, supplements: bool, *, insert: bool, sent: Any, draft: bool, item: Any) -> None:
    """Raises UsageError for options of which one would do nothing beside the others."""
    if insert and (freezes or not supplements):
        raise UsageError("--insert says how a supplement is built", remedy="Use it with --supplement and nothing else.")
    if sent is not None and not freezes:
        raise UsageError("--sent says when something was sent", remedy="Use it with --freeze.")
    if (freezes or supplements) and (draft or item):
        raise UsageError(
            "What is sent is neither a draft nor one item",
            remedy="Leave --draft and --item out beside --freeze and --supplement.",
        )


def _frozen(loaded: "Loaded", submission: str, sent: date, supplements: bool) -> tuple[Any, list[str]]:
    """Records that something was sent: the answer for programs, and for people."""
    from annexa.cli import sending

    record = sending.freeze_supplements if supplements else sending.freeze
    records = [_shown(path, loaded.root) for path in record(loaded, submission, sent=sent)]
    return {"records": records}, [f"{name} says what was sent. Commit it." for name in records]


def _supplemented(
    loaded: "Loaded", submission: str, as_of: date, insert: bool, reproducible: bool
) -> tuple[Any, list[str]]:
    """Builds what changed since it was sent: the answer for programs, and for people."""
    from annexa.cli import sending

    made = sending.supplement(loaded, submission, as_of=as_of, insert=insert, reproducible=reproducible)
    words = [sending.in_words(each, loaded.root) for each in made] or ["Nothing has changed since it was sent."]
    return [sending.summary(each, loaded.root) for each in made], words


def _say(answer: Any, words: list[str], as_json: bool, quiet: bool) -> None:
    if as_json:
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    elif not quiet:
        click.echo("\n".join(words))


def summary(built: Built, root: Path) -> dict[str, Any]:
    """What was built, for other programs."""
    return {
        "submission": built.plan.submission,
        "package": built.plan.package,
        "draft": built.plan.draft,
        "folder": _shown(built.folder, root),
        "bundles": [file.path for file in built.bundles()],
        "items": len(built.plan.items),
        "documents": len(built.documents),
        "pages": built.total,
        "pdf_ua": built.accessible,
        "accessibility": [{"page": each.page, "message": each.message} for each in built.issues],
    }


def in_words(built: Built, root: Path) -> str:
    """What was built, for people: at most a dozen lines."""
    from annexa.model.words import count

    parts = ((len(built.plan.items), "item"), (len(built.documents), "document"), (built.total, "page"))
    lines = [
        f"{built.title}: {', '.join(count(number, word) for number, word in parts)}",
        *(f"  {_shown(built.folder / file.path, root)}" for file in built.bundles()),
    ]
    missing = [each.number or each.title for each in built.plan.mentioned if each.why == "missing"]
    if missing:
        lines.append(f"  missing: {', '.join(missing)}")
    breaks = [issue for issue in built.issues if issue.breaks]
    if breaks:
        places = count(len(breaks), "place keeps", "places keep")
        lines.append(f"  {places} it from being fully accessible; the first ones:")
        lines += [f"    {issue.message}" for issue in breaks[:5]]
    if (sent := sent_on(built, root)) is not None:
        lines.append(f"  It was sent on {sent} already: send what has changed with --supplement, not this.")
    return "\n".join(lines)


def sent_on(built: Built, root: Path) -> str | None:
    """The day on which another build of this bundle was sent, in words; None where none was, or this is but a part."""
    from annexa.bundle import folder_name
    from annexa.load.sent import path_of, read
    from annexa.model.words import day_in_words

    if built.plan.draft or built.folder.name != folder_name(built.plan, None):
        return None
    record = read(path_of(root, built.plan.submission, built.plan.package))
    digests = {file.sha256 for file in built.bundles()}
    if record is None or digests == {file.sha256 for file in record.files}:
        return None
    return day_in_words(record.sent)


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
