"""What the rules about links share: each address once, judged, and words for it that may stand in a report."""

import posixpath
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from annexa.documents.facts import Facts, Link, LinkOrigin
from annexa.links.address import Judged, as_relative_file, judge, same_page
from annexa.links.verdict import WORDS, Answer, Verdict
from annexa.model.findings import Place
from annexa.model.library import Kind, Sensitivity
from annexa.rules.base import DocumentSubject
from annexa.rules.support.faults import shorten
from annexa.rules.support.once import once

MARGINS = frozenset({"header", "footer", "contents"})
"""Blocks that are not what a document says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One address of a document, however often it stands there."""

    judged: Judged
    place: Place
    text: str
    """The words shown, of the first place."""
    origins: frozenset[LinkOrigin]
    times: int
    field: str = ""
    """Set where the address stands in the metadata."""
    is_guess: bool = False
    """Only read from the text of a PDF, where the end of a line may have cut it: nothing certain follows from it."""


@once
def _rows_of_facts(facts: Facts) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = {}
    for link in facts.links:
        if link.origin is not LinkOrigin.INTERNAL:
            found.setdefault(link.target, []).append(link)
    cut_off = _cut_off(facts)
    return {target: links for target, links in found.items() if target not in cut_off}


def _cut_off(facts: Facts) -> frozenset[str]:
    """What a PDF shows as the beginning of a longer link, cut at the end of a line."""
    if facts.format != "pdf":
        return frozenset()
    written = {link.target for link in facts.links if link.origin is LinkOrigin.TEXT}
    clickable = sorted({link.target for link in facts.links if link.origin is not LinkOrigin.TEXT})
    return frozenset(
        target
        for target in written.difference(clickable)
        if (place := bisect_left(clickable, target)) < len(clickable) and clickable[place].startswith(target)
    )


def rows(subject: DocumentSubject) -> Iterator[Row]:
    """Each address that the document or its metadata links to, once, in reading order."""
    lists = subject.around.library.meta.links
    from_pdf = subject.facts.format == "pdf"
    for target, links in _rows_of_facts(subject.facts).items():
        origins = frozenset(link.origin for link in links)
        yield Row(
            judged=judge(target, lists),
            place=links[0].place,
            text=next((link.text for link in links if link.text.strip()), ""),
            origins=origins,
            times=len(links),
            is_guess=from_pdf and origins == {LinkOrigin.TEXT},
        )
    if subject.meta.link is not None and subject.meta.link.url not in _rows_of_facts(subject.facts):
        yield Row(
            judged=judge(subject.meta.link.url, lists),
            place=Place(),
            text="",
            origins=frozenset(),
            times=1,
            field=f"documents.{subject.index}.link.url",
        )


def about(subject: DocumentSubject, row: Row, said: Judged | Answer) -> str:
    """What is said of a link, in one sentence; of a sensitive document's nothing that stands there."""
    sentence = WORDS[said.verdict].sentence
    if row.judged.verdict is Verdict.CREDENTIALS:
        # Not even the address: a report travels further than the document.
        return sentence
    times = f", {row.times} times" if row.times > 1 else ""
    if subject.is_sensitive:
        return f"{sentence}{times}"
    if said.detail and said.detail not in row.judged.target:
        sentence = f"{sentence} ({said.detail})"
    address = row.judged.target if len(row.judged.target) <= 160 else f"{row.judged.target[:150]}…"
    shown = shorten(row.text, 60)
    words = f"“{shown}”, " if shown and shown not in address and address not in row.text else ""
    return f"{sentence}: {words}{address}{times}"


def leads_to_document(subject: DocumentSubject, row: Row) -> bool:
    """Whether a relative link leads to another document of the library that may go into the shared bundle."""
    path = as_relative_file(row.judged.target)
    if path is None:
        return False
    folder = posixpath.dirname(f"{subject.item.folder.name}/{subject.meta.name}")
    wanted = posixpath.normpath(f"{folder}/{path}")
    return any(
        wanted == f"{item.folder.name}/{document.file}"
        for item in subject.around.library.items
        for document in item.meta.documents
        if document.file is not None and document.sensitivity is not Sensitivity.CHILD_LEVEL
    )


def is_lifted(subject: DocumentSubject, row: Row) -> bool:
    """Whether a hyperlink sheet of the same item carries the content of that address."""
    return any(
        document.kind is Kind.LINK
        and document.link is not None
        and bool(document.link.content)
        and same_page(document.link.url, row.judged.target)
        for document in subject.item.meta.documents
    )
