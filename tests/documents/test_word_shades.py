"""Colours behind words and empty cells of Word documents."""

from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_COLOR_INDEX

from annexa.documents.faults import Unreadable
from annexa.documents.limits import Limits
from annexa.documents.word.shades import Shade, shades

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def test_cells_and_runs_are_told_with_their_colour(tmp_path: Path) -> None:
    document = docx.Document()
    run = document.add_paragraph().add_run("Amber")
    run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    document.add_paragraph("plain")
    table = document.add_table(rows=1, cols=3)
    for cell, shading in zip(
        table.rows[0].cells, ('w:val="clear" w:fill="ff0000"', 'w:val="clear" w:fill="auto"'), strict=False
    ):
        cell._tc.get_or_add_tcPr().append(docx.oxml.parse_xml(f"<w:shd {W} {shading}/>"))
    document.save(str(tmp_path / "a.docx"))
    assert shades(tmp_path / "a.docx", Limits()) == (Shade("Amber", "FFFF00", False), Shade("", "FF0000", True))


def test_what_is_no_word_document_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(Unreadable):
        shades(tmp_path / "a.docx", Limits())
