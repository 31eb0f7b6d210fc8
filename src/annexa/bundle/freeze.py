"""What was sent, kept for good: a record beside the evidence that is committed with it.

`evidence/submissions/<submission>.yaml` says which documents were handed in, by their SHA-256, and on which pages each
stands. It is written by a command, never by hand, and only ever grows: a supplement is added to it, and nothing that it
said before changes. Of child-level documents it holds neither title nor name, since it is read by everybody.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from annexa.bundle.suffixes import suffix_order, suffixes_of
from annexa.load.record import build
from annexa.load.tree import parse
from annexa.model.errors import UsageError
from annexa.model.framework import Identifier, Record
from annexa.model.library import Sha256
from annexa.tools.files import write_whole

FOLDER = "evidence/submissions"
HEAD = "# What was handed in. Written by annexa when it was sent, and only ever added to: do not change it by hand.\n"
WITHHELD = "withheld"
PENDING = "sent.yaml"
"""In a supplement's folder: what the record of the submission will say once the supplement is sent."""

Label = Annotated[str, Field(pattern=r"^[0-9]{1,6}[A-Z]{0,3}$")]
"""A page number as stamped: 57, or 57A for a page that was inserted after it."""


class SentDocument(Record):
    """One document as it was sent."""

    key: str
    """Its place in the metadata when it was sent, such as "3.4/2"."""
    item: Identifier
    title: str
    """`withheld` for child-level material."""
    file: str
    """Path in the library; for child-level material its SHA-256; empty for a document that is only a link."""
    version: str
    """SHA-256 of its bytes; for a link, of what the metadata says of it."""
    kind: str = ""
    dated: date | None = None
    first: Label
    """Number of its first page."""
    last: Label
    pages: Annotated[int, Field(ge=1)]
    volume: Annotated[int, Field(ge=1)] = 1


class SentFile(Record):
    """One PDF as it was sent."""

    name: str
    sha256: Sha256
    pages: Annotated[int, Field(ge=1)]
    first: Label
    volume: Annotated[int, Field(ge=1)] = 1


class SentChange(Record):
    """One line of a change note."""

    kind: Literal["added", "replaced", "withdrawn"]
    item: Identifier
    title: str
    replaces: str = ""
    """In words: which pages of what was sent before it takes the place of."""
    key: str = ""
    """The document in this supplement; empty for one that is withdrawn."""
    was: str = ""
    """Where the document stood that is replaced or withdrawn: "bundle:3.4/2" or "supplement-1:3.4/2"."""


class Supplement(Record):
    """What was sent after the bundle."""

    number: Annotated[int, Field(ge=1)]
    sent: date
    commit: str = ""
    seal: str = ""
    """Of its package, where one was made."""
    inserted: Literal["yes", "no"] = "no"
    """Whether its pages carry numbers with suffixes, to be inserted into the bundle."""
    files: tuple[SentFile, ...] = ()
    documents: tuple[SentDocument, ...] = ()
    changes: tuple[SentChange, ...] = ()

    @property
    def id(self) -> str:
        """What `SentChange.was` calls it."""
        return f"supplement-{self.number}"


class Frozen(Record):
    """Everything that was sent for one submission and package, in the order of sending."""

    format: Literal["1"] = "1"
    submission: Identifier
    package: Literal["shared", "child-level"]
    title: str
    sent: date
    commit: str = ""
    seal: str = ""
    """Of the package, where one was made."""
    pages: Annotated[int, Field(ge=1)]
    """The last page number of the bundle."""
    files: tuple[SentFile, ...]
    documents: tuple[SentDocument, ...]
    supplements: tuple[Supplement, ...] = ()


def path_of(root: Path, submission: str, package: str) -> Path:
    """Where the record of a submission lies."""
    suffix = "-child-level" if package == "child-level" else ""
    return root / FOLDER / f"{submission}{suffix}.yaml"


def read(path: Path) -> Frozen | None:
    """The record, or None where nothing was frozen yet. Raises UsageError where it cannot be understood."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UsageError(f"{path.name} cannot be read: {error.strerror}", remedy="See who may read it.") from error
    return read_text(data, name=path.name)


def read_text(data: bytes | str, *, name: str = "the record") -> Frozen:
    """A record from its YAML. Raises UsageError where it cannot be understood."""
    tree, faults = parse(data.encode() if isinstance(data, str) else data)
    record, more = build(Frozen, tree) if tree is not None else (None, ())
    wrong = [*faults, *more]
    if record is None or wrong:
        where = f": line {wrong[0].line}: {wrong[0].message}" if wrong else ""
        raise UsageError(
            f"The record of what was sent, {name}, cannot be used{where}",
            remedy=f"It is not written by hand: restore it with git checkout -- {FOLDER}/{name}",
        )
    return record


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


def as_yaml(frozen: Frozen) -> str:
    """The record as YAML with every value in quotes; the same text for the same record."""
    import yaml

    plain = _strings(frozen.model_dump(mode="json", exclude_defaults=True) | {"format": frozen.format})
    return yaml.safe_dump(plain, sort_keys=False, allow_unicode=True, width=110, default_style=None)


def _strings(value: Any) -> Any:
    """Everything as strings, as the models read it; the dumper quotes what would be read as something else."""
    if isinstance(value, dict):
        return {key: _strings(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_strings(part) for part in value]
    return str(value)


# -- freezing ---------------------------------------------------------------------------------------------


def freeze(manifest: Mapping[str, Any], *, sent: date, commit: str = "", seal: str = "") -> Frozen:
    """What a built bundle's manifest says was sent. Raises UsageError for a draft."""
    if manifest["draft"]:
        raise UsageError("A draft is not sent, and so not frozen", remedy="Build the bundle without --draft.")
    return Frozen(
        submission=manifest["submission"],
        package=manifest["package"],
        title=manifest["title"],
        sent=sent,
        commit=commit,
        seal=seal,
        pages=int(manifest["pages"]),
        files=tuple(sent_files(manifest)),
        documents=tuple(sent_documents(manifest)),
    )


def sent_files(manifest: Mapping[str, Any]) -> Iterator[SentFile]:
    """The volumes of a manifest."""
    for file in manifest["files"]:
        if file["kind"] == "bundle":
            yield SentFile(
                name=file["path"],
                sha256=file["sha256"],
                pages=file["pages"],
                first=str(file["first_page"]),
                volume=file["volume"],
            )


def sent_documents(manifest: Mapping[str, Any]) -> Iterator[SentDocument]:
    """The documents of a manifest."""
    secret = manifest["package"] == "child-level"
    for row in manifest["documents"]:
        yield SentDocument(
            key=row["key"],
            item=row["item"],
            title=WITHHELD if secret else row["title"],
            file=known_as(row["source"], secret=secret),
            version=version_of(row),
            kind=row["kind"],
            dated=date.fromisoformat(row["dated"]),
            first=str(row["page_from"]),
            last=str(row["page_to"]),
            pages=row["pages"],
            volume=row["volume"],
        )


def known_as(file: str, *, secret: bool) -> str:
    """A document's path as the record holds it."""
    return hashlib.sha256(file.encode()).hexdigest() if secret and file else file


def version_of(row: Mapping[str, Any]) -> str:
    """What tells one version of a document from another."""
    if row["sha256"]:
        return str(row["sha256"])
    said = "\n".join(str(row[field]) for field in ("title", "kind", "dated", "status"))
    return hashlib.sha256(said.encode()).hexdigest()


def latest(frozen: Frozen) -> dict[str, SentDocument]:
    """What inspectors hold now, by where it stands ("bundle:3.4/2"): replaced and withdrawn documents left out."""
    now = {f"bundle:{document.key}": document for document in frozen.documents}
    for supplement in frozen.supplements:
        for change in supplement.changes:
            now.pop(change.was, None)
        now.update({f"{supplement.id}:{document.key}": document for document in supplement.documents})
    return now


def standing(frozen: Frozen) -> dict[str, SentDocument]:
    """What stands in the bundle's own volumes, insertions included, by place: also what was replaced or withdrawn."""
    found = {f"bundle:{document.key}": document for document in frozen.documents}
    for supplement in frozen.supplements:
        if supplement.inserted == "yes":
            found.update({f"{supplement.id}:{document.key}": document for document in supplement.documents})
    return found


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
