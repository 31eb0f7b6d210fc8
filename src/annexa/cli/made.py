"""What was built, in words and for other programs: for every command that builds bundles."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from annexa.bundle.aside import asides
from annexa.bundle.lacking import first_lines, lacking
from annexa.bundle.refusal import named, standing
from annexa.load.sent import path_of, read
from annexa.model.bundle_files import OLD
from annexa.model.errors import ExitCode
from annexa.model.words import count, listed, within
from annexa.pipeline.bundles import Bundles
from annexa.pipeline.sent import is_again, shown
from annexa.plan.folders import FolderName
from annexa.plan.planned import discreet, in_messages
from annexa.plan.records import Built
from annexa.plan.signing import recorded
from annexa.proof import summed


def summary(made: Bundles, root: Path) -> dict[str, Any]:
    """What was built and what was not, for other programs."""
    return {
        "bundles": [_record(each, root) for each in made.built],
        "refused": [
            {"submission": each.submission, "message": each.error.message, "remedy": each.error.remedy}
            for each in made.refused
        ],
        "old": [shown(folder, root) for folder in made.old],
        "errors": {submission: len(errors) for submission, errors in made.against.items()},
    }


def in_words(made: Bundles, root: Path) -> Iterator[str]:
    """What was built, what is old, and the errors that stand against other submissions, for people."""
    for each in made.built:
        yield from _lines(each, root)
    yield from _beside(made)
    for folder in made.old:
        yield f"Old, from an earlier build: {shown(folder, root)} ({OLD} in it says why)."


def complain(made: Bundles) -> ExitCode:
    """Says on standard error why a submission was not built; returns what the process ends with."""
    from annexa.cli.main import say

    for message, remedy in dict.fromkeys((each.error.message, each.error.remedy) for each in made.refused):
        say(message, remedy)  # once, where LibreOffice, say, is why no submission was built
    return made.exit_code


def _beside(made: Bundles) -> Iterator[str]:
    """Errors that stopped nothing: all of those of a draft are counted, those of other submissions are named."""
    refused = {each.submission for each in made.refused}
    built = {each.plan.submission for each in made.built}
    seen = {id(error) for submission in built | refused for error in made.against[submission]}
    for submission, errors in made.against.items():
        if submission in refused or not errors:
            continue
        if submission in built:
            yield f"{standing(errors)} against {submission}: annexa check names them."
        elif others := [error for error in errors if id(error) not in seen]:
            yield f"{standing(others)} against {submission}, which this does not touch:"
            yield from (f"  {line}" for line in named(others))


def _record(built: Built, root: Path) -> dict[str, Any]:
    return {
        "submission": built.plan.submission,
        "package": built.plan.package,
        "draft": built.plan.draft,
        "folder": shown(built.folder, root),
        "bundles": [file.path for file in built.bundles()],
        "items": len(built.plan.items),
        "documents": len(built.plan.there),
        "pages": built.total,
        "unchanged": built.is_left,
        "missing": [
            {"item": lack.item, "document": lack.document or None, "reason": lack.reason}
            for lack in lacking(built.plan, in_messages=True)
        ],
        "sign_off": msgspec.to_builtins(recorded(built.plan.sign_offs)),
        "explained": [
            {
                "item": gap.planned.item,
                "title": in_messages(gap.planned.title, gap.planned.key, built.plan.package).strip("“”"),
                "page": gap.page,
            }
            for gap in built.gaps
        ],
        "pdf_ua": built.accessible,
        "accessibility": [
            {"page": each.page, "message": discreet(each.message, built.plan.package)} for each in built.issues
        ],
        "unproved": [
            {
                "item": document.item,
                "document": document.called(built.plan.package).strip("“”"),
                "errors": [discreet(error, built.plan.package) for error in proof.errors or (proof.unproved,)],
            }
            for document in built.plan.there
            if (proof := document.rendering.proof) is not None and not proof.is_sound
        ],
    }


def _lines(built: Built, root: Path) -> Iterator[str]:
    """A bundle in at most a dozen lines."""
    parts = ((len(built.plan.items), "item"), (len(built.plan.there), "document"), (built.total, "page"))
    yield f"{built.title}: {', '.join(count(number, word) for number, word in parts)}"
    yield from (f"  {shown(built.folder / file.path, root)}" for file in built.bundles())
    if built.is_left:
        yield "  As the last build left it: nothing has changed that it is made of"
    if missing := first_lines(built.plan, in_messages=True):
        yield "  Missing from this draft:"
        yield from (f"    {line}" for line in missing)
    if unsigned := built.plan.sign_offs.in_short:
        answers = built.plan.sign_offs.without
        yield f"  {unsigned}" + (f"; {answers.role} answers for that: {answers.reason}" if answers else "")
    yield from (f"  ! {sentence}" for sentence in built.plan.sign_offs.about_children)
    for gap in built.gaps:
        called = in_messages(gap.planned.title, gap.planned.key, built.plan.package)
        yield f"  Explained on page {gap.page}: {called}, item {gap.planned.item}"
    for document in built.plan.there:
        if document.link is None and document.rendering.pdf is None:
            yield f"  Without pages, beside the bundle: {document.called(built.plan.package)}, item {document.item}"
    yield from _proof_lines(built)
    breaks = [issue for issue in built.issues if issue.breaks]
    if breaks:
        places = count(len(breaks), "place keeps", "places keep")
        yield f"  {places} it from being fully accessible; the first ones:"
        yield from (f"    {discreet(issue.message, built.plan.package)}" for issue in breaks[:5])
    yield from _sent_lines(built, root)


def _proof_lines(built: Built) -> Iterator[str]:
    """What was proved of the documents, and of a draft what was not."""
    proofs = [(document, proof) for document in built.plan.there if (proof := document.rendering.proof) is not None]
    if not proofs:
        return
    found, words = sum(proof.found for _, proof in proofs), sum(proof.words for _, proof in proofs)
    counted = summed(each for _, proof in proofs for each in proof.counted)
    told = listed([f"{found:,} of {words:,} words", *map(str, counted)])
    yield f"  Proved: {told} of {count(len(proofs), 'document')} are on their pages"
    for document, proof in proofs:
        for error in (*proof.errors, *((proof.unproved,) if proof.unproved else ())):
            said = discreet(within(error), built.plan.package)
            yield f"    {document.called(built.plan.package)}, item {document.item}: {said}"


def _sent_lines(built: Built, root: Path) -> Iterator[str]:
    """What was sent already, or packed and perhaps sent: what this build is beside it, and what to do."""
    whole = FolderName(submission=built.plan.submission, package=built.plan.package)
    record = read(path_of(root, whole.submission, whole.package))
    if record is not None and built.folder.name == str(replace(whole, rebuilt=True)):
        yield f"  {whole} was sent on {record.in_words}."
        yield f"  This is a rebuild beside it, with {is_again(built, record)}, and not to be sent."
        yield f"  What has changed goes into a supplement: annexa bundle {whole.submission} --supplement"
    elif record is None:
        yield from earlier(built.folder, whole.submission)


def earlier(folder: Path, submission: str, option: str = "") -> Iterator[str]:
    """Packages that were made of a bundle before, and how to record one that was sent."""
    for each in asides(folder):
        yield f"  A package of before is kept in {each.name}. If that one was sent, record it before anything else:"
        yield f"    annexa bundle {submission}{option} --freeze --seal {each.name[-8:]}"
