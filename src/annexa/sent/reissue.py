"""One volume of a bundle that was sent, with documents put into it."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, String

from annexa.model.sent import SentFile
from annexa.pdf import merge, order, save
from annexa.pdf.jumps import last_part
from annexa.pdf.placed import Merged
from annexa.pdf.sanitise import clean
from annexa.pdf.source import open_source
from annexa.pdf.stamp import Stamper
from annexa.pdf.tags.graft import Issue
from annexa.pdf.view import top_of
from annexa.pdf.washed import open_washed
from annexa.plan import safe_names
from annexa.sent.suffixes import suffix_order
from annexa.tools.files import sha256_of

WITH = " – with insertions"
COVER = "WITH INSERTIONS – SEE PAGE {}"
"""What is drawn on the cover, with the page of the first change note; those of later insertions stand behind it."""
SENT = "The bundle as it was sent"


Targets = Mapping[str, tuple[str, str]]
"""What links may lead to: the label of the first page and the title of each document, by its file name in small."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A document to insert: its PDF and the numbers of its pages."""

    key: str
    title: str
    pdf: Path
    """Our own, or a washed copy without its ending."""
    labels: tuple[str, ...]
    is_washed: bool = False
    joins: bool = False
    """Whether it stands behind a document of its own item."""
    files: tuple[str, ...] = ()
    """Names by which links in other inserted documents may call it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """One volume with what was inserted into it."""

    file: SentFile
    labels: tuple[str, ...]
    """Of its pages, in order."""
    accessible: bool
    """Whether it says that it is PDF/UA-1."""
    issues: tuple[tuple[str, Issue], ...] = ()
    """With the label of the page that each is about."""
    notes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """What could not be kept, by the key of a sheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reissue:
    """What all volumes of a bundle with insertions have in common."""

    number: int
    language: str
    dated: date
    total: int
    """The last number of the bundle that was sent."""
    targets: Targets


def labels_of(path: Path) -> list[str]:
    """The page labels of a PDF, one a page."""
    from pypdf import PdfReader

    return [str(label) for label in PdfReader(path).page_labels]


def write(
    folder: Path,
    file: SentFile,
    base: Path,
    labels: Sequence[str],
    sheets: Sequence[Sheet],
    reissue: Reissue,
    *,
    note: str = "",
) -> Volume:
    """Writes one volume into a folder; one that nothing goes into is the file that was sent, byte for byte.

    `base` is that file, `labels` are those of its pages. `note`: the page of the change note that the cover sends
    readers to; empty where the volume has no cover or its cover says so already.
    """
    with pikepdf.open(base) as sent:
        title, claims = str(sent.docinfo.get("/Title", base.stem)).partition(WITH)[0], _claims(sent)
    if not sheets:
        shutil.copyfile(base, folder / file.name)
        return Volume(file=file, labels=tuple(labels), accessible=claims)
    ending = f"{WITH} {reissue.number}"
    merged = merge.merge(
        _leaves(base, sheets),
        title=title + ending,
        language=reissue.language,
        numbering=merge.Numbering(first=int(file.first), total=reissue.total),
        elsewhere=lambda target: _words(reissue.targets, target),
    )
    every = [*labels, *(label for sheet in sheets for label in sheet.labels)]
    if note:
        Stamper(merged.pdf, draft=False).head(merged.leaves[0].pages[0], COVER.format(note))
    _lead_back(merged, dict(zip(labels, merged.leaves[0].pages, strict=True)), reissue.targets)
    runs = [order.Run(pages=merged.leaves[0].pages, labels=labels)]
    for leaf, sheet in zip(merged.leaves[1:], sheets, strict=True):
        runs.append(order.Run(pages=leaf.pages, labels=sheet.labels, joins=sheet.joins))
    places = sorted(range(len(every)), key=lambda index: suffix_order(every[index]))
    order.arrange(merged.pdf, runs, places)
    accessible = claims and not any(issue.breaks for issue in merged.issues)
    save.describe(
        merged.pdf,
        save.About(title=title + ending, language=reissue.language, dated=reissue.dated, is_accessible=accessible),
    )
    name = safe_names.safe_name(title.replace(":", " -"), suffix=f"{ending}.pdf")
    save.save(merged.pdf, folder / name)
    return Volume(
        file=SentFile(
            name=name, sha256=sha256_of(folder / name), pages=len(every), first=file.first, volume=file.volume
        ),
        labels=tuple(every[place] for place in places),
        accessible=accessible,
        issues=tuple((every[issue.page - int(file.first)], issue) for issue in merged.issues),
        notes={merged.leaves[index].key: found for index, found in merged.notes.items()},
    )


def _leaves(base: Path, sheets: Sequence[Sheet]) -> Iterator[merge.Leaf]:
    source = open_source(base, prefix="sent.", title=SENT, doubt="")
    clean(source)
    yield merge.Leaf(source=source, title=SENT, sent=True)
    for place, sheet in enumerate(sheets, start=1):
        if sheet.is_washed:
            source = open_washed(sheet.pdf, title=sheet.title)
        else:
            source = open_source(sheet.pdf, prefix=f"inserted{place}.{sheet.labels[0]}.", title=sheet.title)
            clean(source)
        yield merge.Leaf(
            source=source,
            title=sheet.title,
            names=sheet.labels,
            describe=sheet.title,
            key=sheet.key,
            files=sheet.files,
        )


def _words(targets: Targets, target: str) -> str | None:
    """Words for a link to a document that the bundle held before; `_lead_back` finds the page."""
    found = targets.get(last_part(target).casefold())
    return f"On page {found[0]}: {found[1]}" if found else None


def _lead_back(merged: Merged, pages: Mapping[str, Dictionary], targets: Targets) -> None:
    """Leads links of inserted documents to those that the volume held before, which the merge knows only as one."""
    for leaf in merged.leaves[1:]:
        for annotation, jump in leaf.jumps:
            found = targets.get(last_part(jump.target).casefold())
            if "/Dest" not in annotation and found and found[0] in pages:
                annotation["/Dest"] = top_of(pages[found[0]])
                annotation["/Contents"] = String(f"Go to page {found[0]}: {found[1]}")


def _claims(pdf: pikepdf.Pdf) -> bool:
    """Whether the bundle that was sent says that it is PDF/UA: what is put into it cannot make it better."""
    return b"pdfuaid:part" in pdf.Root.Metadata.read_bytes() if "/Metadata" in pdf.Root else False
