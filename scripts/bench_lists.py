"""How long `annexa lists check` takes for a list of 20,000 children, and how much memory: under 3 s and 300 MB."""

import csv
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

from openpyxl import Workbook

from annexa.rules.support.person_level import newest_template
from measuring import ROOT, annexa

ROWS = 20_000
EMPTY = "<table:table-cell/>"
_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def children(rows: int) -> Iterator[dict[str, object]]:
    """Rows of made-up children, whose numbers have right check letters."""
    for number in range(rows):
        digits = f"{800_000_000_000 + number}"
        total = sum(int(digit) * weight for digit, weight in zip(digits, range(2, 14), strict=True))
        yield {
            "unique-id": f"C{number}", "upn": f"{_LETTERS[total % 23]}{digits}", "gender": "F", "ethnicity": "WBRI",
            "date-of-birth": date(2010, 1, 1) + timedelta(days=number % 3000), "plan-issued": date(2024, 1, 31),
            "plan-updated": date(2025, 1, 31), "plan-reviewed": date(2026, 1, 31), "primary-need": "ASD",
            "main-urn": "123456", "main-phase": "Primary", "home-education": "No", "suspensions": "0",
            "exclusions": "0", "absence": "4.5", "pupil-premium": "Yes", "social-care": "No", "disability": "Yes",
        }  # fmt: skip


def open_document(rows: Iterable[Sequence[object]]) -> str:
    """The content of an OpenDocument workbook with these rows."""
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    body = "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in rows)
    return f'<office:document {names}><table:table table:name="List 1">{body}</table:table></office:document>'


def _cell(value: object) -> str:
    if isinstance(value, date):
        about = f'office:value-type="date" office:date-value="{value}"'
        return f"<table:table-cell {about}><text:p>{value:%d/%m/%Y}</text:p></table:table-cell>"
    return f"<table:table-cell><text:p>{escape(str(value))}</text:p></table:table-cell>" if value else EMPTY


def write(folder: Path) -> tuple[Path, ...]:
    """The same list as text, as Excel's workbook and as an OpenDocument one."""
    template = newest_template(ROOT)
    if template is None:
        raise SystemExit("schema/ holds no template of the lists")
    columns = template.lists[0].columns
    book, text, opened = (folder / f"list.{ending}" for ending in ("xlsx", "csv", "ods"))
    titles = [template.title_of(column) for column in columns]
    rows = [[child.get(column, "") for column in columns] for child in children(ROWS)]
    with text.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(titles)
        writer.writerows([f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell for cell in row] for row in rows)
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("List 1")
    for row in (titles, *rows):
        sheet.append(row)
    workbook.save(book)
    with zipfile.ZipFile(opened, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("content.xml", open_document([titles, *rows]))
    return text, book, opened


def main() -> None:
    """Writes the three files and measures the command on each."""
    with tempfile.TemporaryDirectory() as folder:
        for file in write(Path(folder)):
            took = annexa(ROOT, "lists", "check", str(file), "--as-of", "2026-11-30", "--quiet")
            if took.code:
                raise SystemExit(took.said)
            figures = f"{took.wall:.1f} s ({took.cpu:.1f} s of processor), {took.peak:.0f} MB"
            print(f"{file.name}: {ROWS:,} rows in {figures}")


if __name__ == "__main__":
    main()
