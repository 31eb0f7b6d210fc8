"""Names of a list, in the forms that people write them. All are made up."""

import pytest

from annexa.rules.support.person_names import Match, NameList, names_in, pairs_in

LISTED = NameList.of(
    frozenset(
        {
            "Tamsin Vell",
            "Marlo Quist-Hale",
            "Aoife O'Brannick",
            "Zoë Fernández",
            "Mary-Jane de la Cruz",
            "Łukasz Nowak",
            "Oakes, Priya Anne",
            "Grace May",
            "Bertie",
            "Rose",
            "Will",
        }
    )
)

NAMES = [
    "Tamsin Vell",
    "TAMSIN VELL",
    "tamsin vell",
    "Vell, Tamsin",
    "VELL Tamsin",
    "Vell , Tamsin Jane",
    "Tamsin Jane Vell",
    "Tamsin J. Vell",
    "Tamsin J R Vell",
    "Tamsin Vell’s plan",
    "Tamsin Vell's plan",
    "the Vells met Tamsin Vell",
    "Tamsin\u00a0Vell",
    "Tam\u00adsin Vell",
    "Tamsin\u200b Vell",
    "Tamsin\nVell",
    "Tamsin-Vell",
    "mail tamsin.vell@example.org",
    "Marlo Quist Hale",
    "Marlo Quist–Hale",
    "Marlo QuistHale",
    "Marlo Quist\u2011Hale",
    "Quist-Hale, Marlo",
    "Aoife O’Brannick",
    "Aoife OBrannick",
    "AOIFE O'BRANNICK",
    "Zoe Fernandez",
    "Zoe\u0308 Ferna\u0301ndez",
    "ZOË FERNÁNDEZ",
    "Mary Jane de la Cruz",
    "Maryjane Cruz",
    "de la Cruz, Mary-Jane",
    "Lukasz Nowak",
    "Priya Oakes",
    "Priya Anne Oakes",
    "Grace May came",
    "Then Bertie came.",
    "Bertie said so",
    "BERTIE said so",
    "Rose agreed",
    "a boy called Will",
    "Will's plan",
]
MAYBE = ["T. Vell moved", "T Vell", "T.J. Vell", "Vell, T.", "Vell T.", "M Quist-Hale", "Z. Fernandez"]
NONE = [
    "Tamsin came. Vell left.",
    "Tamsin and the Vell family",
    "Tamsina Vell",
    "Tamsin Velling",
    "Robin Vell",
    "R. Vell",
    "I don’t Vell",
    "the child’s Vell",
    "Marlo Quist",
    "Tamsin with a Vell",
    "numbers rose by ten",
    "Rose garden",
    "THE ROSE GARDEN PROJECT",
    "Will the board agree?",
    "at will",
    "bertie",
    "with grace may come",
    "a vell",
    "Vell A meeting",
    "",
]


@pytest.mark.parametrize("text", NAMES)
def test_found(text: str) -> None:
    hits = names_in(text, LISTED)
    assert [hit.match for hit in hits] == [Match.NAME]
    assert text[hits[0].start : hits[0].end].strip()


@pytest.mark.parametrize("text", MAYBE)
def test_initials_and_a_surname_may_be_someone_else(text: str) -> None:
    assert [hit.match for hit in names_in(text, LISTED)] == [Match.MAYBE]


@pytest.mark.parametrize("text", NONE)
def test_not_found(text: str) -> None:
    assert names_in(text, LISTED) == []


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("m94 Tamsin Vell review", True),
        ("tamsin-vell-plan", True),
        ("TamsinVellPlan", True),
        ("vell_tamsin_2026", True),
        ("tamsinvell", True),
        ("final.Zoe.Fernandez", True),
        ("bertie plan", True),
        ("vell, tamsin", True),
        ("quist-hale marlo v2", True),
        ("rose-report", False),
        ("will", False),
        ("velling-tamsin", False),
        ("destinations-2026", False),
    ],
)
def test_in_the_names_of_files_capitals_say_nothing(name: str, found: bool) -> None:
    assert bool(names_in(name, LISTED, is_file_name=True)) is found


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (("Tamsin", "Vell"), 1),
        (("Vell", "Tamsin"), 1),
        (("VELL", "Year 4", "Oak School", "Tamsin Jane"), 1),
        (("Zoe", "x", "Fernandez"), 1),
        (("Marlo", "Quist Hale"), 1),
        (("Tamsin", "Velling"), 0),
        (("Tamsin", "the Vell family"), 0),
        (("Marlo", "Vell"), 0),
        (("Tamsin Vell",), 0),
        ((), 0),
    ],
)
def test_two_columns(cells: tuple[str, ...], found: int) -> None:
    assert len(list(pairs_in(cells, LISTED))) == found


def test_a_hit_gives_offsets_of_the_text_as_written() -> None:
    text = "İ: Zoe\u0308 Ferna\u0301ndez\u00ad!"
    (hit,) = names_in(text, LISTED)
    assert text[hit.start : hit.end].rstrip("\u00ad") == "Zoe\u0308 Ferna\u0301ndez"


def test_five_thousand_names_in_a_long_text() -> None:
    """Would take minutes if each name were looked for by itself."""
    many = NameList.of(
        frozenset(f"Name{chr(97 + n % 26) * (1 + n % 7)} Family{n}x" for n in range(5_000)) | {"Tamsin Vell"}
    )
    assert len(names_in("The quick brown fox jumps over Tamsin Vell. " * 5_000, many)) == 5_000
