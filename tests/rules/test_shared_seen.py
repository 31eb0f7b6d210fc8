"""Documents of others in which something is covered, hidden or only looks so, and acronyms: what careful readers say.

What is right stands in the table: rule, level and place of each finding, or nothing. The files lie beside the checkout;
without them the tests are skipped.
"""

import dataclasses
from pathlib import Path

import pytest
from samples import document

from annexa.documents import Facts, read
from annexa.load.tree import parse
from annexa.rules import RULES

Found = list[tuple[str, str, str]]
SEEN = ("covered-text", "hidden-content")
SHORT = ("acronym-undefined", "acronym-before-definition")
COVERED, HIDDEN = ("covered-text", "error"), ("hidden-content", "error")

CASES: list[tuple[str, tuple[str, ...], Found]] = [
    ("checks/10-failed-redaction-outside-pdf-boxes/r07.docx", SEEN, [(*COVERED, "paragraph 4")]),
    ("checks/10-failed-redaction-outside-pdf-boxes/r08.docx", SEEN, [(*COVERED, "paragraph 4")]),
    ("checks/10-failed-redaction-outside-pdf-boxes/r10.docx", SEEN, [(*HIDDEN, "paragraph 4")]),
    ("checks/10-failed-redaction-outside-pdf-boxes/r12.xlsx", SEEN, [(*HIDDEN, "sheet Data")]),
    ("checks/10-failed-redaction-outside-pdf-boxes/r18.pptx", SEEN, [(*HIDDEN, "slide 1")]),
    ("checks/10-failed-redaction-outside-pdf-boxes/r19.pptx", SEEN, [(*COVERED, "slide 1")]),
    ("checks/10-failed-redaction-outside-pdf-boxes/r25.pdf", SEEN, [(*COVERED, "page 1")]),
    ("checks/10-failed-redaction-outside-pdf-boxes/r26.pdf", SEEN, [(*HIDDEN, "page 1")]),
    ("checks/11-covered-text-that-everybody-reads/freeculture-page-6.pdf", SEEN, []),
    ("checks/11-covered-text-that-everybody-reads/issue1905.pdf", SEEN, []),
    ("checks/11-covered-text-that-everybody-reads/issue840.pdf", SEEN, []),
    ("checks/11-covered-text-that-everybody-reads/light.pdf", SEEN, []),
    ("reports/10-xlsx-hidden/three-semicolons.xlsx", SEEN, [(*HIDDEN, "sheet Places, cell A8")]),
    ("reports/10-xlsx-hidden/white-on-white.xlsx", SEEN, [(*HIDDEN, "sheet Places, cell A8")]),
    ("reports/11-docx-hidden-by-style/hidden-row.docx", SEEN, [(*HIDDEN, "cell A2, table 1")]),
    ("reports/13-pdf-xray-redactions/outside-cropbox.pdf", SEEN, [(*HIDDEN, "page 1")]),
    ("reports/13-pdf-xray-redactions/rect-as-thick-line.pdf", SEEN, [(*COVERED, "page 1")]),
    ("reports/34-pptx-hidden/covered-by-black-box.pptx", SEEN, [(*COVERED, "slide 2")]),
    ("reports/35-docx-covered-and-charts/black-highlight.docx", SEEN, [(*COVERED, "paragraph 4")]),
    ("checks/13-acronyms/k05.docx", SHORT, []),
    ("checks/13-acronyms/k07.docx", SHORT, []),
    ("checks/13-acronyms/k11.docx", SHORT, []),
    ("checks/13-acronyms/k12.docx", SHORT, []),
    ("checks/13-acronyms/k15.docx", SHORT, []),
    ("checks/13-acronyms/k20.docx", SHORT, []),
    ("checks/13-acronyms/k31.docx", SHORT, []),
    ("checks/13-acronyms/k37.docx", SHORT, []),
    (
        "reports/17-links-in-sources/f-dangling.pdf", ("internal-link-broken",),
        [("internal-link-broken", "error", "page 1")] * 2,
    ),
    ("reports/17-links-in-sources/g-to-others.pdf", ("internal-link-broken",), []),
]  # fmt: skip


@pytest.mark.parametrize(("name", "rules", "wanted"), CASES, ids=[name for name, _, _ in CASES])
def test_what_is_found(shared: Path, name: str, rules: tuple[str, ...], wanted: Found) -> None:
    path = shared / "cases" / name
    facts = read(path)
    assert isinstance(facts, Facts)
    subject = dataclasses.replace(document(name=path.name, format=facts.format), facts=facts)
    found = [
        (rule, str(fault.level or RULES[rule].LEVEL), str(fault.place))
        for rule in rules
        for fault in RULES[rule].check(subject)  # type: ignore[attr-defined]
    ]
    assert found == wanted


@pytest.mark.parametrize(("name", "line", "column"), [("title-hash.yaml", 7, 35), ("title-amp.yaml", 7, 12)])
def test_half_a_title_that_is_lost(shared: Path, name: str, line: int, column: int) -> None:
    _, found = parse((shared / "cases/reports/30-yaml" / name).read_bytes())
    assert [(fault.rule, fault.line, fault.column) for fault in found] == [("text-cut-off", line, column)]
