"""Our own pages about requests, set by typst: an explanation, question and answer, and the note before them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from annexa.model.words import count, pages_in_words
from annexa.plan.planned import Plan, PlannedItem, Rendering
from annexa.sent import changenote
from annexa.sent.answers import EXPLANATION, Answer, AnswersInput, about
from annexa.sent.changenote import was_sent
from annexa.tools import typst

TEMPLATE = Path(__file__).with_name("answer.typ")
SHEET = "Question and answer"

Places = Mapping[str, tuple[str, str]]
"""The first and the last page of each document, by its key."""


def rendering_of(folder: Path, name: str, made: bytes) -> Rendering:
    """A page of ours as a PDF in a folder, ready to be merged."""
    from pypdf import PdfReader

    path = folder / f"{name}.pdf"
    path.write_bytes(made)
    pages = len(PdfReader(path).pages)
    return Rendering(pdf=path, pages=pages, size=len(made), engine=f"typst {typst.version()}")


def explanation(answer: Answer, language: str) -> bytes:
    """Why there is no document, or not all that was asked for. Raises ToolFailed."""
    title = f"Request {answer.request.number}: explanation"
    return _set(title, language, sections=[("", answer.explanation)])


def sheet(given: AnswersInput, answer: Answer, item: PlannedItem, places: Places) -> bytes:
    """Question and answer on a page that is inserted before the documents. Raises ToolFailed."""
    rows = [
        {"title": document.title, "pages": _where(places, [document.key])}
        for document in item.documents
        if document.key in places
    ]
    sections = [("What was asked for", answer.asked), (EXPLANATION, answer.explanation)]
    title = f"Request {answer.request.number}: {SHEET.lower()}"
    return _set(title, given.library.meta.language, about(answer, given.library), sections, rows)


def note(given: AnswersInput, plan: Plan, places: Places) -> bytes:
    """The page behind the index: which requests are answered, and on which pages. Raises ToolFailed."""
    language, region = _language(plan.language)
    rows = []
    for answer, item in zip(given.answers, plan.items, strict=True):
        keys = [f"{answer.item}/0", *(document.key for document in item.documents)]
        title = item.title.partition(": ")[2] or "Child-level material"
        rows.append({"item": str(answer.request.number), "title": title, "pages": _where(places, keys)})
    data = {
        "title": f"Answers to requests: insertions {given.number}",
        "language": language,
        "region": region,
        "columns": ["Request", "What was asked for"],
        "lead": [
            f"{was_sent(given.record)} {count(len(rows), 'request')} for more evidence"
            f" {'is' if len(rows) == 1 else 'are'} answered here.",
            changenote.INSERTED,
        ],
        "groups": [{"title": "Answered", "heading": "Where", "rows": rows}],
    }
    return typst.compile_pdf(changenote.TEMPLATE, data)


def _where(places: Places, keys: Sequence[str]) -> str:
    there = [places[key] for key in keys if key in places]
    first, last = there[0][0], there[-1][1]
    return f"{'Page' if first == last else 'Pages'} {pages_in_words(first, last)}"


def _set(
    title: str,
    language: str,
    about: str = "",
    sections: Sequence[tuple[str, str]] = (),
    documents: Sequence[Mapping[str, str]] = (),
) -> bytes:
    main, region = _language(language)
    data: dict[str, Any] = {
        "title": title,
        "language": main,
        "region": region,
        "about": about,
        "sections": [{"title": name, "lines": _paragraphs(text)} for name, text in sections if text],
        "documents": list(documents),
    }
    return typst.compile_pdf(TEMPLATE, data)


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _language(tag: str) -> tuple[str, str | None]:
    language, _, region = tag.partition("-")
    return language.lower(), region.upper() or None
