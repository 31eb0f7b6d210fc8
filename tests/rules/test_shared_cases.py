"""Documents of others on which careful readers agree: the date, the actions, the signatures, the draft and the title.

What is right stands in the table, not in the names of the files: the metadata, and each finding with its rule, level and
place. The files lie beside the checkout; without them the tests are skipped.
"""

from pathlib import Path
from typing import Any

import pytest
from samples import document

from annexa.documents import Facts, read
from annexa.documents.facts import Facts as Read
from annexa.rules import RULES

Found = list[tuple[str, str, str]]
DATES = ("undated", "date-mismatch")
NO_DATE = "undated", "error"


def found_in(folder: Path, name: str, rules: tuple[str, ...], **meta: Any) -> Found:
    """Rule, level and place of each finding."""
    (path,) = folder.glob(f"cases/checks/*/{name}")
    facts = read(path)
    assert isinstance(facts, Read)
    fields = {field: getattr(facts, field) for field in Facts.__struct_fields__ if field not in ("format", "blocks")}
    subject = document(*facts.blocks, format=facts.format, name=name, front=False, **fields, **meta)
    return [
        (rule, str(fault.level or RULES[rule].LEVEL), str(fault.place))
        for rule in rules
        for fault in RULES[rule].check(subject)  # type: ignore[attr-defined]
    ]


DATED: list[tuple[str, str, Found]] = [
    # the file, `dated:`, what is found
    ("p02.docx", "2025-09-14", []),
    ("p02.docx", "2024-02-02", [("date-mismatch", "error", "paragraph 2")]),
    ("p11.docx", "2025-10-14", []),
    ("p11.docx", "2024-02-02", [("date-mismatch", "warning", "paragraph 2")]),
    ("p41.docx", "2025-09-30", []),
    ("p41.docx", "2024-02-02", [("date-mismatch", "warning", "paragraph 2")]),
    ("p42.docx", "2025-09-30", []),
    ("p42.docx", "2024-02-02", [("date-mismatch", "warning", "paragraph 2")]),
    ("p61.docx", "2025-09-30", []),
    ("p61.docx", "2024-02-02", [("date-mismatch", "error", "paragraph 2")]),
    ("p62.docx", "2025-09-30", []),
    ("p62.docx", "2026-09-15", [("date-mismatch", "error", "paragraph 2")]),
    ("p27.docx", "2025-10-14", []),
    ("p27.docx", "2024-02-02", [("date-mismatch", "error", "paragraph 2")]),
    ("p28.docx", "2025-10-14", []),
    ("p28.docx", "2024-02-02", [("date-mismatch", "error", "paragraph 2")]),
    ("l09.docx", "2025-09-30", [(*NO_DATE, "paragraph 3")]),
    ("l10.docx", "2025-09-30", [(*NO_DATE, "paragraph 3")]),
    ("l15.docx", "2025-09-30", [(*NO_DATE, "footer, paragraph 1")]),
    ("o01.odt", "2025-09-30", [(*NO_DATE, "paragraph 2")]),
    ("l18.docx", "2025-09-30", []),
    ("l18.docx", "2026-09-30", [("date-mismatch", "error", "cell B2, table 1, paragraph 6")]),
    ("l20.docx", "2025-09-30", []),
    ("l20.docx", "2024-05-12", [("date-mismatch", "error", "cell B3, table 1, paragraph 11")]),
    ("p45.docx", "2025-09-30", [(*NO_DATE, "")]),
    ("p45.docx", "2024-03-03", [(*NO_DATE, ""), ("date-mismatch", "error", "paragraph 2")]),
    ("l27.docx", "2025-09-30", [(*NO_DATE, "")]),
    ("l27.docx", "2025-09-02", [(*NO_DATE, ""), ("date-mismatch", "error", "paragraph 4")]),
    ("l19.docx", "2025-09-30", []),
    ("l19.docx", "2024-02-02", [("date-mismatch", "warning", "cell B3, table 1, paragraph 81")]),
    ("x02.xlsx", "2025-09-30", []),
    ("x02.xlsx", "2024-02-02", [("date-mismatch", "error", "sheet Data, cell A2")]),
    ("x06.xlsx", "2025-09-30", []),
    ("x06.xlsx", "2024-02-02", [("date-mismatch", "warning", "sheet Data, cell A2")]),
    ("x07.xlsx", "2025-09-15", []),
    ("x07.xlsx", "2024-02-02", [("date-mismatch", "warning", "sheet Data, cell A2")]),
    ("x03.xlsx", "2025-09-15", []),
    ("x03.xlsx", "2024-02-02", [("date-mismatch", "error", "sheet Data, cell B2")]),
    ("p01.docx", "2025-10-14", [("undated", "warning", "paragraph 2")]),
    ("p01.docx", "2024-02-02", [("undated", "warning", "paragraph 2"), ("date-mismatch", "warning", "paragraph 2")]),
    ("p05.docx", "2025-09-30", [("undated", "warning", "paragraph 2")]),
    ("p05.docx", "2024-02-02", [("undated", "warning", "paragraph 2"), ("date-mismatch", "warning", "paragraph 2")]),
    ("p16.docx", "2026-04-01", [("undated", "warning", "paragraph 2")]),
    ("p16.docx", "2024-02-02", [("undated", "warning", "paragraph 2"), ("date-mismatch", "warning", "paragraph 2")]),
    ("p32.docx", "2026-03-31", [("undated", "warning", "paragraph 2")]),
    ("p32.docx", "2024-02-02", [("undated", "warning", "paragraph 2"), ("date-mismatch", "warning", "paragraph 2")]),
    ("s04.pptx", "2025-10-14", [("undated", "warning", "slide 1")]),
    ("s04.pptx", "2024-02-02", [("undated", "warning", "slide 1"), ("date-mismatch", "warning", "slide 1")]),
]


@pytest.mark.parametrize(("name", "dated", "wanted"), DATED, ids=[f"{name} {dated}" for name, dated, _ in DATED])
def test_dates(shared: Path, name: str, dated: str, wanted: Found) -> None:
    assert found_in(shared, name, DATES, dated=dated) == wanted


OPEN = {
    "a03.docx": ["cell A3, table 1, paragraph 14", "cell A4, table 1, paragraph 18"],
    "a05.docx": ["cell A2, table 1, paragraph 10", "cell A3, table 1, paragraph 14"],
    "a08.docx": ["cell A2, table 1, paragraph 10"],
    "a09.docx": ["cell A2, table 1, paragraph 10"],
    "a11.docx": ["cell A2, table 1, paragraph 10"],
    "a12.docx": ["cell A3, table 1, paragraph 14"],
    "a16.docx": ["cell A3, table 1, paragraph 12"],
    "a17.docx": ["paragraph 7", "paragraph 8"],
    "a20.docx": ["cell B2, table 1, paragraph 11"],
    "a21.docx": ["cell A2, table 1, paragraph 9"],
    "e04.docx": ["cell A2, table 1, paragraph 9"],
    "e05.docx": ["cell A2, table 1, paragraph 9"],
    "e07.docx": ["cell A2, table 1, paragraph 9"],
    "e08.docx": ["cell A2, table 1, paragraph 9"],
}


@pytest.mark.parametrize("name", OPEN)
def test_open_actions(shared: Path, name: str) -> None:
    found = found_in(shared, name, ("open-actions",), kind="minutes", minutes={"actions_complete": "yes"})
    assert found == [("open-actions", "error", place) for place in OPEN[name]]


MISSING: dict[str, list[str]] = {
    "g04.docx": ["paragraph 6", "paragraph 11"],
    "g06.docx": [],
    "g09.docx": [],
    "g10.docx": ["paragraph 7"],
    "g14.docx": [],
}


@pytest.mark.parametrize("name", MISSING)
def test_signatures(shared: Path, name: str) -> None:
    found = found_in(shared, name, ("unsigned",), kind="agreement")
    assert found == [("unsigned", "error", place) for place in MISSING[name]]


DRAFTS: dict[str, Found] = {
    "d04.docx": [("draft", "error", "")],
    "d05.docx": [("draft", "warning", "footer, paragraph 1")],
    "d08.docx": [("draft", "error", "paragraph 1")],
    "d10.docx": [],
    "d12.docx": [("draft", "error", "paragraph 3")],
    "e11.docx": [],
    "response-to-draft-strategy.docx": [],
}


@pytest.mark.parametrize("name", DRAFTS)
def test_drafts(shared: Path, name: str) -> None:
    assert found_in(shared, name, ("draft",)) == DRAFTS[name]


def test_a_title_in_the_header(shared: Path) -> None:
    title = "Short breaks statement for families"
    assert found_in(shared, "t03.docx", ("unclear-title",), title=title) == []
    assert found_in(shared, "t03.docx", ("unclear-title",), title="Annual report on transport") != []
