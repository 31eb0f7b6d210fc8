"""No report quotes a document in which personal data was found, whatever rule speaks of it; its places stay true."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest
from pikepdf import Dictionary
from tests.documents.made_pdf import new, saved, say

from annexa.check import check
from annexa.load import project
from annexa.model.findings import Finding
from annexa.rules import RULES

FOLDER = "evidence/3.4-destinations"
AS_OF = date(2026, 11, 2)


def findings_of(root: Path) -> tuple[Finding, ...]:
    return check(project(root), as_of=AS_OF, cache=root / "build" / "cache", workers=1).findings


def word(*paragraphs: str) -> bytes:
    made = docx.Document()
    made.add_heading("Destinations after leaving school", 0)
    for text in paragraphs:
        made.add_paragraph(text)
    made.add_comment(made.paragraphs[-1].runs, text="Robin Example says no", author="x", initials="x")
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def test_a_document_without_personal_data_is_quoted(make_library: Callable[..., Path]) -> None:
    root = make_library()
    (root / FOLDER / "destinations.docx").write_bytes(word("Robin Example moved school in the summer."))
    (comment,) = (finding for finding in findings_of(root) if finding.rule == "comments")
    assert comment.excerpt and comment.place.begins


@pytest.mark.parametrize("again", [False, True], ids=["judged", "from the cache"])
def test_one_with_personal_data_is_quoted_by_no_rule(make_library: Callable[..., Path], again: bool) -> None:
    root = make_library()
    (root / FOLDER / "destinations.docx").write_bytes(word("Robin Example, born 3 April 2012, moved school."))
    found = findings_of(root)
    if again:
        found = findings_of(root)
    assert {"personal-data", "comments"} <= {finding.rule for finding in found}
    for finding in found:
        assert "Robin" not in f"{finding.message} {finding.remedy} {finding.excerpt} {finding.place}"
    places = {finding.rule: finding.place for finding in found}
    assert places["personal-data"].paragraph == 2  # a place that a person can go to stays


def test_one_whose_personal_data_could_not_be_looked_for_is_quoted_by_no_rule(
    make_library: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(subject: object) -> None:
        raise KeyError("Robin")

    root = make_library()
    (root / FOLDER / "destinations.docx").write_bytes(word("Robin Example moved school in the summer."))
    monkeypatch.setattr(RULES["personal-data"], "check", broken)
    assert not any("Robin" in f"{one.message} {one.excerpt} {one.place}" for one in findings_of(root))


def test_a_note_that_a_list_cannot_be_read_hides_nothing(make_library: Callable[..., Path]) -> None:
    root = make_library()
    library = root / "evidence/library.yaml"
    library.write_text(library.read_text("utf-8") + "name_lists: [names.txt]\n", encoding="utf-8")
    (root / FOLDER / "destinations.docx").write_bytes(word("Robin Example moved school in the summer."))
    found = findings_of(root)
    assert any(finding.rule == "personal-data" for finding in found)
    assert any(finding.excerpt for finding in found if finding.rule == "comments")


def test_the_page_of_a_pdf_stays(make_library: Callable[..., Path], item_yaml: str) -> None:
    root = make_library(item_yaml.replace("destinations.docx", "destinations.pdf"))
    pdf = new(say("Destinations after leaving school"), say("She was born on 3 April 2012."))
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    (root / FOLDER / "destinations.pdf").write_bytes(saved(pdf))
    (finding,) = (finding for finding in findings_of(root) if finding.rule == "personal-data")
    assert finding.place.page == 2
