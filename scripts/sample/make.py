"""Short hands for the content modules: a document in one call, whatever its format."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from annexa.links.sheet import Sheet
from annexa.links.sheet_docx import sheet_docx

from . import measure, opendocument, rich, sheets, slides, typeset, word
from .area import NOTIFICATION, PARTNERSHIP
from .model import Attest, Block, Document, Paper, Waive, blocks_of, long_date
from .pictures import photograph

Part = Block | str | tuple[Block, ...]
Blocks = Callable[[], tuple[Block, ...]]


def written(
    file: str,
    title: str,
    kind: str,
    dated: str,
    owner: str,
    *parts: Part,
    version: str = "1.0",
    subtitle: str = "",
    approved: str = "SEND Partnership Board",
    cover: bool = True,
    numbered: bool = False,
    chapters: bool = False,
    about_date: str = "Date",
    summary: str = "",
    sensitivity: str = "official",
    extra: dict[str, dict[str, object]] | None = None,
    attest: tuple[Attest, ...] = (),
    comment: str = "",
    valid_until: str = "",
) -> Document:
    """A text document; the ending of its name says in which format it is written."""
    paper = Paper(
        title=title,
        subtitle=subtitle,
        dated=date.fromisoformat(dated),
        version=version,
        owner=owner,
        approved=approved,
        blocks=blocks_of(*parts),
        cover=cover,
        numbered=numbered,
        chapters=chapters,
        about_date=about_date,
    )
    return Document(
        file=file,
        title=title,
        kind=kind,
        dated=paper.dated,
        build=lambda document: write(document.file, paper),
        summary=summary,
        sensitivity=sensitivity,
        extra=extra or {},
        attest=attest,
        comment=comment,
        valid_until=date.fromisoformat(valid_until) if valid_until else None,
    )


def write(file: str, paper: Paper) -> bytes:
    """The bytes of a paper in the format of its name."""
    if file.endswith(".docx"):
        return word.write(paper, pages=tuple(measure.kept().get(file, ())))
    if file.endswith("-scan.pdf"):
        return typeset.scan(paper)
    writers = {".odt": opendocument.write, ".pdf": typeset.write, ".rtf": rich.write}
    return writers[Path(file).suffix](paper)


def workbook(
    file: str,
    title: str,
    dated: str,
    owner: str,
    about: tuple[tuple[str, str], ...],
    *tabs: sheets.Sheet,
    summary: str = "",
    sensitivity: str = "official",
    attest: tuple[Attest, ...] = (),
    comment: str = "",
    kind: str = "data",
) -> Document:
    """A workbook of data."""
    book = sheets.Book(owner=owner, about=about, sheets=tabs)
    return Document(
        file=file, title=title, kind=kind, dated=date.fromisoformat(dated), summary=summary, sensitivity=sensitivity,
        attest=attest, comment=comment, build=lambda document: sheets.write(document, book),
    )  # fmt: skip


def deck(
    file: str,
    title: str,
    kind: str,
    dated: str,
    owner: str,
    subtitle: str,
    *pages: slides.Slide,
    summary: str = "",
    attest: tuple[Attest, ...] = (),
    comment: str = "",
) -> Document:
    """A presentation."""
    made = slides.Deck(subtitle=subtitle, owner=owner, slides=pages)
    return Document(
        file=file, title=title, kind=kind, dated=date.fromisoformat(dated), summary=summary, attest=attest,
        comment=comment, build=lambda document: slides.write(document, made),
    )  # fmt: skip


def link_sheet(
    file: str,
    title: str,
    requirement: str,
    dated: str,
    url: str,
    shows: str,
    why: str,
    role: str,
    role_title: str,
    *,
    waive: tuple[Waive, ...] = (),
) -> Document:
    """Evidence that is only a link, in the template of `annexa link-sheet`."""
    day = date.fromisoformat(dated)
    looked = Sheet(
        partnership=PARTNERSHIP, title=title, requirement=requirement, dated=day, address=url, shows=shows,
        why_open=why, content="", looked_at=f"{long_date(day)}, by: {role_title}",
    )  # fmt: skip
    note = "Opened from a private computer without an account; the whole page and its documents could be read."
    return Document(
        file=file, title=title, kind="link", dated=day, build=lambda document: sheet_docx(looked),
        extra={"link": {"url": url, "shows": shows, "why_open": why, "looked_at": day, "looked_at_by": role}},
        attest=(Attest("link-accessible", role, on(dated, 7), note),), waive=waive,
        comment="Made by annexa link-sheet from the block below.",
    )  # fmt: skip


def picture(
    file: str, title: str, kind: str, dated: str, draw: Callable[[], bytes], *, summary: str = "", comment: str = ""
) -> Document:
    """A picture that is a document by itself, PNG or JPEG by its name."""
    made = draw if file.endswith(".png") else lambda: photograph(draw())
    return Document(
        file=file, title=title, kind=kind, dated=date.fromisoformat(dated), summary=summary, comment=comment,
        build=lambda document: made(),
    )  # fmt: skip


def table_text(
    file: str,
    title: str,
    dated: str,
    rows: tuple[tuple[str | int | float, ...], ...],
    *,
    summary: str = "",
    attest: tuple[Attest, ...] = (),
) -> Document:
    """Data as comma-separated values; the first row is the header."""
    text = "".join(",".join(_csv(value) for value in row) + "\r\n" for row in rows)
    return Document(
        file=file, title=title, kind="data", dated=date.fromisoformat(dated), summary=summary, attest=attest,
        build=lambda document: text.encode(),
    )  # fmt: skip


def _csv(value: str | int | float) -> str:
    text = str(value)
    return f'"{text}"' if "," in text else text


def on(dated: str, days: int = 16) -> date:
    """The day on which somebody answered for a document: some days after it was made, before the notification."""
    return min(date.fromisoformat(dated) + timedelta(days=days), NOTIFICATION - timedelta(days=10))


def outcome(by: str, dated: str, note: str) -> Attest:
    return Attest("outcome-focused", by, on(dated), note)


def impact(by: str, dated: str, note: str) -> Attest:
    return Attest("feedback-impact", by, on(dated), note)


def meeting(by: str, dated: str, issues: str, case_file: str = "") -> tuple[Attest, ...]:
    """The three answers that minutes need."""
    return (
        Attest("issues-highlighted", by, on(dated), issues),
        Attest("week-3-concerns", by, on(dated), "The next meeting of this group falls outside week 3.", "no"),
        Attest(
            "case-file-current",
            by,
            on(dated),
            case_file or "No selected child is discussed in these minutes.",
            "yes" if case_file else "not-applicable",
        ),
    )
