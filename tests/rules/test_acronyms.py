"""Where acronyms are spelled out, where they are used, and how exact that is on labelled text."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from samples import Block, BlockKind, Facts, Place

from annexa.rules.support.acronyms import acronyms_of, singular, used_too_early, uses_in
from annexa.rules.support.pairs import find_pairs

PAIRS = [
    ("special educational needs (SEN)", [("SEN", "special educational needs")]),
    (
        "special educational needs and disabilities (SEND)",
        [("SEND", "special educational needs and disabilities")],
    ),
    ("an education, health and care plan (EHCP)", [("EHCP", "education, health and care plan")]),
    ("education, health and care plans (EHCPs)", [("EHCPs", "education, health and care plans")]),
    ("an education, health and care plan (EHC plan)", [("EHC plan", "education, health and care plan")]),
    ("education, health and care (EHC) plans", [("EHC", "education, health and care")]),
    ("Child and Adolescent Mental Health Services (CAMHS)", [("CAMHS", "Child and Adolescent Mental Health Services")]),
    ("the Department for Education (DfE)", [("DfE", "Department for Education")]),
    ("the integrated care board [ICB]", [("ICB", "integrated care board")]),
    ("the SENCO (special educational needs coordinator)", [("SENCO", "special educational needs coordinator")]),
    ("the lead (local area nominated officer, LANO)", [("LANO", "local area nominated officer")]),
    ("not in education, employment or training (NEET)", [("NEET", "not in education, employment or training")]),
    ("memorandum of understanding (“MoU”)", [("MoU", "memorandum of understanding")]),
    ("accident and emergency (A&E)", [("A&E", "accident and emergency")]),
    ("The board (chaired by the director) met", []),
    ("Year 9 (aged 13)", []),
    ("see section 4 (ii) and (b)", []),
    ("the survey (see Appendix C)", []),
    ("the plan (2024)", []),
    ("reading and writing (see RW)", []),
    ("XRCC2 (XRCC3)", []),
    ("a bracket that (never closes", []),
]


@pytest.mark.parametrize(("text", "pairs"), PAIRS)
def test_pairs(text: str, pairs: list[tuple[str, str]]) -> None:
    assert [(pair.short, pair.long) for pair in find_pairs(text)] == pairs


def test_a_pair_says_where_it_stands() -> None:
    text = "In short, special educational needs (SEN) matter."
    (pair,) = find_pairs(text)
    assert text[pair.start : pair.end] == "special educational needs (SEN"


USES = [
    ("The ICB met.", ["ICB"]),
    ("Both ICBs, the ICB’s plan and the ICBs' plans", ["ICB", "ICB", "ICB"]),
    ("DfE and MoU, A&E and SENCo", ["DfE", "MoU", "A&E", "SENCo"]),
    ("Part II, AB1 2CD, 4 MB, Q4, KS2 and 2024/QR", []),
    ("MINUTES OF THE ICB BOARD", []),
    ("mail SEND@westmere.example, www.ICB.nhs.uk, ICB.docx", []),
    ("LA-maintained and NHS-wide", []),
    ("YYYY, XX, UK, PDF and TBC", []),
    ("the NORTHERN DISTRICT COURT sat", []),
    ("PowerPoint, McDonald and YouTube", []),
]


@pytest.mark.parametrize(("text", "shorts"), USES)
def test_uses(text: str, shorts: list[str]) -> None:
    assert [short for short, _ in uses_in(text)] == shorts


@pytest.mark.parametrize("word", ["EHCP", "EHCPs", "EHCP’s", "EHCPs’", "EHCP's"])
def test_plural_and_possessive_are_the_same_acronym(word: str) -> None:
    assert singular(word) == "EHCP"


def facts(*texts: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Facts:
    return Facts(
        format="docx",
        blocks=tuple(Block(text=text, place=Place(paragraph=n), kind=kind) for n, text in enumerate(texts)),
    )


def test_too_early_and_never() -> None:
    found = acronyms_of(facts("The ICB met the QSB.", "An integrated care board (ICB) pays. The ICB agreed."))
    assert [(use.short, use.place.paragraph, definition.long) for use, definition in used_too_early(found)] == [
        ("ICB", 0, "integrated care board")
    ]
    assert found.uses["ICB"].times == 2
    assert not found.spells_out("QSB")


def test_two_rules_share_one_reading() -> None:
    one = facts("The ICB met.")
    assert acronyms_of(one) is acronyms_of(one)
    assert acronyms_of(facts("Nothing.")).uses == {}


@pytest.fixture
def score(project_root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("acronym_score", project_root / "scripts" / "acronym_score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
def test_on_labelled_text(shared: Path, score: ModuleType) -> None:
    """Half of MED1250 (public domain): exact pairs, and acronyms used before they are spelled out."""
    pairs, early = score.scores(shared / "corpus" / "acronyms" / "med1250-half.jsonl")
    assert pairs.f1 >= 0.9
    assert early.precision >= 0.95
    assert early.recall >= 0.85
