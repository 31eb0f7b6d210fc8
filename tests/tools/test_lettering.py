"""Letters that our own font lacks: which fonts of the system show them, and what stands for those that none has."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from annexa.tools import fonts, libreoffice, scripts, typst
from annexa.tools.fonts import Face
from annexa.tools.lettering import prepared, unshown
from annexa.tools.lettering.characters import FONTS, USUAL

BENGALI, HINDI, JOINER, EMOJI = "\u0995", "\u0915", "\u200d", "\U0001f600"


def face(
    name: str, *spans: tuple[int, int], style: str = "Regular", coloured: bool = False, ending: str = "ttf"
) -> Face:
    return Face(Path(f"/fonts/{name}-{style}.{ending}"), name, style, coloured, spans)


@pytest.fixture
def machine(monkeypatch):
    """A machine with the fonts that a test names."""

    def with_fonts(*faces: Face) -> None:
        monkeypatch.setattr(fonts, "faces", lambda: faces)
        fonts.has.cache_clear()

    yield with_fonts
    fonts.has.cache_clear()


def test_a_letter_is_set_in_a_font_of_the_system_in_both_styles(machine):
    machine(
        face("Old Bengali", (0x980, 0x9FF)),
        face("Noto Sans Bengali", (0x20, 0x7E), (0x980, 0x9FF)),
        face("Noto Sans Bengali", (0x980, 0x9FF), style="Bold"),
        face("Noto Sans Bengali", (0x980, 0x9FF), style="Black"),
        face("Noto Sans Tamil", (0xB80, 0xBFF)),
    )
    shown = prepared({"title": f"Notes {BENGALI}", "key": HINDI})
    assert shown.data == {"title": f"Notes {BENGALI}", "key": HINDI}
    assert shown.families == ("Noto Sans Bengali",)
    assert [file.name for file in shown.files] == ["Noto Sans Bengali-Regular.ttf", "Noto Sans Bengali-Bold.ttf"]


def test_what_no_font_has_becomes_a_question_mark_and_is_named(machine):
    machine(face("Noto Sans Bengali", (0x980, 0x9FF)))
    assert prepared([f"{BENGALI}{HINDI} é Ａ"]).data == [f"{BENGALI}? é A"]
    assert unshown(f"{BENGALI}{HINDI} é Ａ") == (HINDI,)


@pytest.mark.parametrize(
    "useless",
    [
        face("Noto Color Emoji", (0x1F600, 0x1F64F), coloured=True),
        face("Old Emoji", (0x1F600, 0x1F64F), ending="pcf"),
    ],
)
def test_a_font_that_leaves_nothing_in_a_pdf_does_not_count(machine, useless):
    machine(useless)
    assert unshown(EMOJI) == (EMOJI,)
    assert prepared(EMOJI).files == ()


def test_usual_letters_are_in_both_styles_of_our_font():
    for style in ("Regular", "Semibold"):
        letters = TTFont(FONTS / f"SourceSans3-{style}.ttf").getBestCmap()
        assert {ord(mark) for mark in USUAL} <= letters.keys()


def test_english_asks_for_no_font_of_the_system(machine):
    machine(face("Noto Sans", (0x20, 0x10FFFF)))
    assert prepared({"title": "Plain – “quoted” Łódź"}).files == ()


def test_joiners_stay_between_letters_that_they_shape_and_nowhere_else(machine):
    machine(face("Noto Sans Devanagari", (0x900, 0x97F), (0x200C, 0x200D)))
    text = f"{HINDI}{JOINER}{HINDI} a{JOINER}b"
    assert prepared(text).data == f"{HINDI}{JOINER}{HINDI} ab"


@pytest.mark.parametrize(
    ("mark", "script", "package"),
    [
        (BENGALI, "Bengali", "fonts-noto-core"),
        (HINDI, "Devanagari (Hindi, Nepali, Marathi)", "fonts-noto-core"),
        ("\u4e2d", "Chinese", "fonts-noto-cjk"),
        ("\ud55c", "Korean", "fonts-noto-cjk"),
        ("\u30cd", "Japanese", "fonts-noto-cjk"),
        ("\u1230", "Ethiopic (Tigrinya, Amharic)", "fonts-noto-core"),
        (EMOJI, "symbols and emoji", "fonts-symbola"),
        ("\u2705", "symbols and emoji", "fonts-symbola"),
    ],
)
def test_a_letter_without_a_font_names_its_script_and_the_package(machine, mark, script, package):
    machine(face("Source", (0x20, 0x24F)))
    assert scripts.without_font(f"a é – {mark}") == (script,)
    assert scripts.packages_for([script]) == (package,)


def test_english_and_polish_are_of_no_script_that_has_to_be_installed(machine):
    machine(face("Source", (0x20, 0x24F)))
    assert scripts.without_font("Łódź – “no”, 10 € … naïve") == ()


def test_where_nobody_knows_the_fonts_nothing_is_said_to_be_missing(machine):
    machine()
    assert scripts.without_font(BENGALI) == ()
    assert unshown(BENGALI) == ()


def test_libreoffice_sees_the_fonts_of_the_system_but_no_coloured_one(tmp_path):
    if not libreoffice.SYSTEM_FONTS.exists():
        pytest.skip("fontconfig is not installed")
    seen = libreoffice.environment(tmp_path)["FONTCONFIG_FILE"]
    assert "<include>/etc/fonts/fonts.conf</include>" in Path(seen).read_text("utf-8")
    assert '<patelt name="color"><bool>true</bool></patelt>' in Path(seen).read_text("utf-8")


def test_a_page_of_ours_shows_letters_of_other_scripts(tmp_path):
    """With whatever fonts are there: letters that the machine has stand on the page, the others are question marks."""
    import pypdfium2

    template = tmp_path / "t.typ"
    template.write_text(
        '#let data = json(bytes(sys.inputs.data))\n#set document(title: "x")\n'
        '#set text(font: ("Source Sans 3", ..data.fonts), lang: "en")\n= #data.title\n',
        encoding="utf-8",
    )
    there = [mark for mark in (BENGALI, HINDI, "\u0627", "\u05d0", "\u4e2d", "\u2713", "\u1230") if fonts.has(mark)]
    pdf = typst.compile_pdf(template, {"title": "One " + " ".join(there) + chr(0x10FFFD)})
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[0].get_textpage().get_text_range()
    assert set(there) <= set(text)
    assert "?" in text
