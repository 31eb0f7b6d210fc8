"""What a built bundle's manifest says was sent, and the record of it, which is committed with the evidence.

The record is written by a command, never by hand, and only ever grows: see `annexa.model.sent`.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from annexa.model.errors import UsageError
from annexa.model.manifest import Manifest
from annexa.model.sent import (
    Frozen,
    Numbering,
    Sending,
    SentChange,
    SentDocument,
    SentFile,
    SentRequest,
    Supplement,
)
from annexa.sent.suffixes import suffix_order, suffixes_of
from annexa.tools.files import write_whole

HEAD = "# What was handed in. Written by annexa when it was sent, and only ever added to: do not change it by hand.\n"
WITHHELD = "withheld"


def write(path: Path, frozen: Frozen, *, before: Frozen | None) -> None:
    """Writes the record whole or not at all. Raises UsageError where it would change what was sent before."""
    if before is not None and not extends(frozen, before):
        raise UsageError(
            f"{path.name} already says what was sent, and that cannot change",
            remedy=f"Build what has changed since: annexa bundle {frozen.submission} --supplement",
        )
    write_whole(path, HEAD + as_yaml(frozen))


def extends(newer: Frozen, older: Frozen) -> bool:
    """Whether a record says all that an older one says, in the same words, and adds supplements at most."""
    same = newer.model_copy(update={"supplements": ()}) == older.model_copy(update={"supplements": ()})
    return same and newer.supplements[: len(older.supplements)] == older.supplements


def correct(frozen: Frozen, changes: Mapping[str, Any], *, newest: bool) -> Frozen:
    """The record with when, by whom or to where put right, for the bundle or its newest supplement.

    What it said before is kept in words. What was sent cannot be changed: `changes` names fields of `Sending`.
    """
    entry = frozen.supplements[-1] if newest else frozen
    right = entry.model_copy(update={**changes, "corrected": (*entry.corrected, entry.in_words)})
    if isinstance(right, Frozen):
        return right
    return frozen.model_copy(update={"supplements": (*frozen.supplements[:-1], right)})


def as_yaml(frozen: Frozen) -> str:
    """The record as YAML with every value in quotes; the same text for the same record."""
    import yaml

    first = {"format": frozen.format, "submission": frozen.submission, "package": frozen.package, "title": frozen.title}
    plain = _strings(first | frozen.model_dump(mode="json", exclude_defaults=True))
    return yaml.safe_dump(plain, sort_keys=False, allow_unicode=True, width=110, default_style=None)


def _strings(value: Any) -> Any:
    """Everything as strings, as the models read it; the dumper quotes what would be read as something else."""
    if isinstance(value, dict):
        return {key: _strings(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_strings(part) for part in value]
    return str(value)


# -- freezing ---------------------------------------------------------------------------------------------


def freeze(manifest: Manifest, sending: Sending) -> Frozen:
    """What a built bundle's manifest says was sent. Raises UsageError for a draft."""
    refuse_draft(manifest)
    return Frozen(
        submission=manifest.submission,
        package=manifest.package,
        title=manifest.title,
        pages=manifest.pages,
        files=tuple(sent_files(manifest)),
        documents=tuple(sent_documents(manifest)),
        **dict(sending),
    )


def refuse_draft(manifest: Manifest) -> None:
    """Raises UsageError where a manifest is that of a draft."""
    if manifest.draft:
        raise UsageError("A draft is not sent, and so not frozen", remedy="Build the bundle without --draft.")


def sent_files(manifest: Manifest) -> Iterator[SentFile]:
    """The volumes of a manifest."""
    for file in manifest.volumes:
        yield SentFile(
            name=file.path,
            sha256=file.sha256,
            pages=file.pages or 0,
            first=str(file.first_page),
            volume=file.volume or 1,
        )


def sent_documents(manifest: Manifest) -> Iterator[SentDocument]:
    """The documents of a manifest."""
    secret = manifest.is_child_level
    for each in manifest.documents:
        yield SentDocument(
            key=each.key,
            item=each.item,
            title=WITHHELD if secret else each.title,
            file=known_as(each.source, secret=secret),
            version=version_of(each.sha256, title=each.title, kind=each.kind, dated=each.dated, status=each.status),
            kind=each.kind,
            dated=each.dated,
            first=str(each.page_from),
            last=str(each.page_to),
            pages=each.pages,
            volume=each.volume,
        )


def known_as(file: str, *, secret: bool) -> str:
    """A document's path as the record holds it."""
    return hashlib.sha256(file.encode()).hexdigest() if secret and file else file


def version_of(sha256: str, *, title: str, kind: str, dated: date, status: str) -> str:
    """What tells one version of a document from another: its bytes, or what is said of one that has none."""
    return sha256 or hashlib.sha256("\n".join((title, kind, dated.isoformat(), status)).encode()).hexdigest()


def latest(frozen: Frozen) -> dict[str, SentDocument]:
    """What inspectors hold now of the items, by where it stands ("bundle:3.4/2"): replaced and withdrawn documents left
    out, and answers to requests, which no item holds."""
    now = {f"bundle:{document.key}": document for document in frozen.documents}
    for supplement in frozen.supplements:
        if supplement.requests:
            continue
        for change in supplement.changes:
            now.pop(change.was, None)
        now.update({f"{supplement.id}:{document.key}": document for document in supplement.documents})
    return now


def answering(frozen: Frozen) -> dict[str, SentDocument]:
    """Files that inspectors hold as answers to requests, by where each stands; replaced ones left out."""
    found = {
        f"{supplement.id}:{document.key}": document
        for supplement in frozen.supplements
        for document in (supplement.documents if supplement.requests else ())
        if document.file
    }
    replaced = {change.was for supplement in frozen.supplements for change in supplement.changes}
    return {place: document for place, document in found.items() if place not in replaced}


def standing(frozen: Frozen) -> dict[str, SentDocument]:
    """What stands in the bundle's own volumes, insertions included, by place: also what was replaced or withdrawn."""
    found = {f"bundle:{document.key}": document for document in frozen.documents}
    for supplement in frozen.supplements:
        if supplement.inserted == "yes":
            found.update({f"{supplement.id}:{document.key}": document for document in supplement.documents})
    return found


def last_number(frozen: Frozen) -> int:
    """The last page number without a letter that was given: what is appended goes on from there."""
    ends = (
        int(file.first) + file.pages - 1 for each in frozen.supplements if each.appended == "yes" for file in each.files
    )
    return max([frozen.pages, *ends])


def labels_sent(frozen: Frozen) -> Iterable[str]:
    """Every page number of the bundle that somebody may have quoted, insertions included, in order."""
    inserted: dict[str, list[str]] = {}
    for supplement in frozen.supplements:
        if supplement.inserted == "yes":
            for document in supplement.documents:
                after, labels = suffixes_of(document.first, document.pages)
                inserted.setdefault(after, []).extend(labels)
    for number in range(1, frozen.pages + 1):
        yield str(number)
        yield from sorted(inserted.get(str(number), ()), key=suffix_order)


# -- supplements ------------------------------------------------------------------------------------------


def with_supplement(
    frozen: Frozen,
    documents: Iterable[SentDocument],
    files: Iterable[SentFile],
    *,
    sent: date,
    commit: str = "",
    numbering: Numbering = "apart",
    changes: Iterable[SentChange] = (),
    requests: Iterable[SentRequest] = (),
) -> Frozen:
    """The record with a supplement added; all that it said before stays as it was.

    `documents` are those of the supplement as they were built, with the pages that they got.
    """
    supplement = Supplement(
        number=len(frozen.supplements) + 1,
        sent=sent,
        commit=commit,
        inserted="yes" if numbering == "inserted" else "no",
        appended="yes" if numbering == "appended" else "no",
        files=tuple(files),
        documents=tuple(documents),
        changes=tuple(changes),
        requests=tuple(requests),
    )
    return frozen.model_copy(update={"supplements": (*frozen.supplements, supplement)})
