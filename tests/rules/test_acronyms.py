"""Where acronyms are spelled out, where they are used, and how exact that is on labelled text."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from samples import Block, BlockKind, Facts, Place, document

from annexa.rules import acronym_undefined
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


SPELLED_OUT = {
    "a plural of mixed letters": ("Special educational needs co-ordinators (SENCos) met. Each SENCo reports.", "SENCo"),
    "another writing of the same": ("The special educational needs coordinator (SENCO) met. The SENCo asks.", "SENCo"),
    "or": ("The Children’s Services Improvement Board, or CSIB, agreed. The CSIB meets monthly.", "CSIB"),
    "or simply": ("The integrated care board, or simply ICB, pays. The ICB met.", "ICB"),
    "known as": ("The Children’s Services Improvement Board, known as the CSIB, agreed. The CSIB met.", "CSIB"),
    "also known as": ("The local area partnership, also known as LAP, met. The LAP agreed.", "LAP"),
    "is known as": ("The integrated care board is known as the ICB. The ICB met.", "ICB"),
    "which is called": ("The designated clinical officer, which is called the DCO, signs. The DCO reads.", "DCO"),
    "referred to as": ("Alternative provision, referred to as AP, is used. AP is rare.", "AP"),
    "abbreviated to": ("Speech and language therapy, abbreviated to SALT, is offered. SALT waits fell.", "SALT"),
    "hereafter": ("The quality assurance framework, hereafter QAF, applies. The QAF holds.", "QAF"),
    "the, in brackets": ("The Children’s Services Improvement Board (the CSIB) met. The CSIB agreed.", "CSIB"),
    "the, in quotation marks": ("The joint commissioning group (the “JCG”) met. The JCG agreed.", "JCG"),
    "hereafter, in brackets": ("The joint commissioning group (hereafter JCG) met. The JCG agreed.", "JCG"),
    "or, in brackets": ("A continuing health care panel (or CHCP) met. The CHCP agreed.", "CHCP"),
    "between dashes": ("Emotionally based school avoidance – EBSA – is not truancy. EBSA needs help.", "EBSA"),
    "after a dash": ("We met the young people’s forum - YPF. The YPF asked.", "YPF"),
    "after it, between dashes": ("The EBSA – emotionally based school avoidance – team. EBSA needs help.", "EBSA"),
    "stands for": ("In this paper EBSA stands for emotionally based school avoidance. EBSA grows.", "EBSA"),
    "is short for": ("Here PfA is short for preparing for adulthood. PfA begins early.", "PfA"),
    "over a comma": ("Parents met. The parent carer forum, or PCF, asked. The PCF wrote.", "PCF"),
}
NOT_SPELLED_OUT = {
    "alone": ("The CSIB met. The CSIB agreed.", "CSIB"),
    "other words before a dash": ("We met in May – CSIB was there.", "CSIB"),
    "or between two": ("Ask the school, or CSIB, in May.", "CSIB"),
    "another board": ("The Children’s Services Improvement Board, or QXR, met. The QXR agreed.", "QXR"),
    "the, in brackets, after other words": ("We met in May (the CSIB) and June. Then the CSIB met.", "QSIB"),
    "over the end of a sentence": ("A care board met. In Care, or ICB, it is so.", "ICB"),
    "known as, without letters that fit": ("Our school is known as XYZ. The XYZ grows.", "XYZ"),
}


@pytest.mark.parametrize(("text", "short"), SPELLED_OUT.values(), ids=SPELLED_OUT)
def test_spelled_out_in_words(text: str, short: str) -> None:
    assert acronyms_of(facts(text)).spells_out(short)


@pytest.mark.parametrize(("text", "short"), NOT_SPELLED_OUT.values(), ids=NOT_SPELLED_OUT)
def test_not_spelled_out(text: str, short: str) -> None:
    assert not acronyms_of(facts(text)).spells_out(short)


def undefined(*texts: str) -> list[str]:
    """The acronyms that the rule names."""
    subject = document(*texts)
    return [fault.message.split()[0] for fault in acronym_undefined.check(subject)]


@pytest.mark.parametrize(
    ("texts", "named"),
    [
        (["Present: Jane Sample, Amir Brook.", "JS to write to schools. AB to report in May."], []),
        (["Attendees", "Jane P. Sample", "Anne-Marie Brook", "JPS, JS, AMB and AB reported."], []),
        (["Apologies: Jan de Vries", "JV will write; JdV agrees."], []),
        (["Jane Sample wrote.", "JS will write."], ["JS"]),
        (["Present: JS, AB (chair). Apologies: GH.", "JS to write. AB and GH agreed."], []),
        (["Present: Jane Sample", "QX will write."], ["QX"]),
        (["AOB: none. DONM: 3 October."], []),
        (["Open MON to FRI, 9 AM to 5 PM, from JAN to DEC."], []),
        (["VAT is included. The PDF is on the USB stick. Ask HR or IT."], []),
        (["It costs 40 GBP or 50 EUR for 20 ML and 30 MPH."], []),
        (["Dr Jane Sample OBE, BSc, PhD, and Amir Brook KC."], []),
        (["The QSB met the DCO."], ["QSB", "DCO"]),
    ],
)
def test_what_needs_no_spelling_out(texts: list[str], named: list[str]) -> None:
    assert undefined(*texts) == named
