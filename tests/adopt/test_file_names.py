"""What names of files and folders say: versions, copies, dates, numbers of requirements, and safe names."""

from datetime import date
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annexa.adopt.file_names import Said, is_old_folder, safe_name, said
from annexa.adopt.numbers import numbered, section_of, without_number
from annexa.load import project
from annexa.load.shipped import brought
from annexa.model.framework import Framework


@pytest.fixture(scope="module")
def framework() -> Framework:
    return project(brought()).framework


NAMES = {
    "Partnership structure v3 FINAL (2).docx": Said(
        words="Partnership structure", version=(3,), is_final=True, copy=True
    ),
    "Copy of Copy of Structure.docx": Said(words="Structure", copy=True),
    "Structure - Copy (2).docx": Said(words="Structure", copy=True),
    "structure_v2.1_draft.docx": Said(words="structure", version=(2, 1), is_draft=True),
    "Structure version 4.docx": Said(words="Structure", version=(4,)),
    "SEND strategy 2025-28.docx": Said(words="SEND strategy 2025-28"),
    "Strategy 2026-09-14.docx": Said(words="Strategy", dated=date(2026, 9, 14)),
    "Strategy Sept 2026 approved.docx": Said(words="Strategy", is_final=True, dated=date(2026, 9, 30)),
    "Board minutes 14.09.2026.docx": Said(words="Board minutes 14.09.2026"),
    "Plan (superseded).docx": Said(words="Plan", is_old=True),
    "zArchive/Plan.docx": Said(words="Plan", is_old=True),
    "Overview of old age.docx": Said(words="Overview of age", is_old=True),
    "v2.docx": Said(words="v2", version=(2,)),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_says_which_version_it_is(name: str) -> None:
    assert said(PurePosixPath(name)) == NAMES[name]


NUMBERS = {
    "1.1 Structure/Partnership.docx": "1.1",
    "1_1 Structure/Partnership.docx": "1.1",
    "01.02 JSNA/JSNA.pdf": "1.2",
    "Annex A 3.4/Leavers v2.1.docx": "3.4",
    "Item 3-4 - leavers/a.docx": "3.4",
    "3.4.2 Leavers.xlsx": "3.4",
    "(2.4) tribunals.docx": "2.4",
    "Evidence for 2.4 tribunals.docx": "2.4",
    "2.1 Engagement/2.2 Plans.docx": "2.2",
    "2.1 Engagement/Table 2.3 in words.docx": "2.1",
    "Child level data/list.xlsx": "child-level-data",
    "tracked_children/x.docx": "tracked-children",
    "report v2.1.docx": None,
    "minutes 3.4.26.docx": None,
    "3.4.2026 minutes.docx": None,
    "growth of 1.1% in 2025.docx": None,
    "Ages 3-4 offer.docx": None,
    "2026.docx": None,
}


@pytest.mark.parametrize("path", NUMBERS)
def test_a_path_gives_the_number_of_a_requirement(path: str, framework: Framework) -> None:
    found = numbered(PurePosixPath(path), framework).requirement
    assert (found.id if found else None) == NUMBERS[path]


def test_a_number_that_is_not_on_the_list_is_said(framework: Framework) -> None:
    found = numbered(PurePosixPath("7.1 Other/x.docx"), framework)
    assert (found.requirement, found.said) == (None, "7.1")


def test_a_section_narrows_what_words_may_mean(framework: Framework) -> None:
    assert section_of(PurePosixPath("3 Education/Leavers.docx"), framework) == {f"3.{n}" for n in range(1, 7)}
    assert section_of(PurePosixPath("9 Other/Leavers.docx"), framework) is None


@pytest.mark.parametrize(
    ("words", "plain"),
    [("3.4.2 Leavers", "Leavers"), ("3.4 (b) Leavers", "Leavers"), ("9.9 x", "9.9 x"), ("3.4", "3.4")],
)
def test_the_number_is_no_part_of_the_title(words: str, plain: str, framework: Framework) -> None:
    assert without_number(words, framework) == plain


@pytest.mark.parametrize(
    ("words", "suffix", "name"),
    [
        ("Résumé & plan’s", ".DOCX", "resume-and-plans.docx"),
        ("con", ".pdf", "document-con.pdf"),
        ("計画", ".pdf", "document.pdf"),
        ("a" * 300, ".pdf", "a" * 80 + ".pdf"),
    ],
)
def test_a_safe_name_is_taken_everywhere(words: str, suffix: str, name: str) -> None:
    assert safe_name(words, suffix) == name


@given(st.text(max_size=300))
def test_any_name_becomes_a_safe_one(words: str) -> None:
    name = safe_name(words, ".docx")
    assert name.endswith(".docx") and 6 <= len(name) <= 100
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.") and not name.startswith((".", "-"))


@pytest.mark.parametrize("name", ["Old", "old versions", "_Archive", "zz Superseded", "Previous drafts"])
def test_folders_for_what_is_over(name: str) -> None:
    assert is_old_folder(name) and not is_old_folder(f"{name} people's homes")
