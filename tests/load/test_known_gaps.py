"""An item lists documents or says why there are none; a document has a file or says why it comes later."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from annexa.load import project

Make = Callable[..., Path]

HEAD = """\
requirement: "3.4"
lead: education-evidence-lead
accountable: education-accountable-lead
summary: Where young people go after school.
"""
GAP = "{reason: The service starts in January., by: lano, on: 2026-11-02}"
LATER = f"""\
documents:
  - title: Annual report
    kind: other
    to_follow: {GAP}
"""


@pytest.mark.parametrize("rest", [f"nothing_to_submit: {GAP}\n", LATER])
def test_a_reason_is_enough(make_library: Make, rest: str) -> None:
    loaded = project(make_library(HEAD + rest))
    assert loaded.findings == () and loaded.library is not None
    ((field, gap),) = loaded.library.items[0].meta.gaps
    assert field in ("nothing_to_submit", "documents.0.to_follow")
    assert (gap.by, gap.on, gap.follows) == ("lano", date(2026, 11, 2), None)


@pytest.mark.parametrize(
    ("rest", "rule", "field", "line"),
    [
        ("", "metadata-missing-field", "documents", 1),
        ("documents: []\n", "metadata-missing-field", "documents", 5),
        ("docments: []\n", "metadata-unknown-field", "docments", 5),
        ("documents:\n", "metadata-value", "documents", 5),
        (f"nothing_to_submit: {GAP}\n{LATER}", "metadata-value", "nothing_to_submit", 5),
        (LATER + "    file: report.docx\n", "metadata-value", "documents.0.to_follow", 8),
        (LATER.replace(f"to_follow: {GAP}", "dated: 2026-09-14"), "metadata-missing-field", "documents.0", 6),
        (LATER.replace(f"to_follow: {GAP}", "file: a.docx"), "metadata-missing-field", "documents.0.dated", 6),
        (LATER.replace(", on: 2026-11-02", ""), "metadata-missing-field", "documents.0.to_follow.on", 8),
        (LATER.replace("2026-11-02", "soon"), "metadata-value", "documents.0.to_follow.on", 8),
        (LATER.replace("by: lano", "by: nobody"), "metadata-value", "documents.0.to_follow.by", 8),
        (f"nothing_to_submit: {GAP.replace('lano', 'nobody')}\n", "metadata-value", "nothing_to_submit.by", 5),
        (f"nothing_to_submit: {GAP.replace('reason: The service starts in January., ', '')}\n",
         "metadata-missing-field", "nothing_to_submit.reason", 5),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_once_at_its_line(
    make_library: Make, rest: str, rule: str, field: str, line: int
) -> None:
    (finding,) = project(make_library(HEAD + rest)).findings
    assert (finding.rule, finding.field, finding.place.line, finding.item) == (rule, field, line, "3.4")
    assert finding.remedy
