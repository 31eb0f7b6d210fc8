"""Form fields become what was filled in: whole, in letters that exist, where the form wants them.

Long because each kind of field is filled in and looked at.
"""

import io
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from annexa.documents.reader import read
from annexa.pdf.forms import flatten
from annexa.pdf.source import Source, open_source
from annexa.tools import fonts

RECT = (100, 400, 300, 500)
MULTILINE, PASSWORD, RADIO, PUSH, COMBO, COMB = 1 << 12, 1 << 13, 1 << 15, 1 << 16, 1 << 17, 1 << 24
SIXTY = " ".join(f"word{number}" for number in range(1, 61))


class Letter(NamedTuple):
    text: str
    left: float
    bottom: float
    right: float
    top: float


def form(*, needs: bool = True, rect: tuple[int, ...] = RECT, **entries: Any) -> bytes:
    """A page with one field."""
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    widget = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("answer"), F=4, Rect=Array(rect),
        DA=String("/Helv 12 Tf 0 g"),
    )  # fmt: skip
    for key, value in entries.items():
        widget[f"/{key}"] = value(pdf) if callable(value) else String(value) if isinstance(value, str) else value
    widget = pdf.make_indirect(widget)
    page.Annots = Array([widget])
    pdf.Root.AcroForm = Dictionary(Fields=Array([widget]), DA=String("/Helv 0 Tf 0 g"))
    if needs:
        pdf.Root.AcroForm.NeedAppearances = True
    stream = io.BytesIO()
    pdf.save(stream)
    return stream.getvalue()


def flat(content: bytes) -> tuple[bytes, Source]:
    """The page after flattening, and what was noted."""
    source = open_source(io.BytesIO(content), prefix="x.", title="A form")
    flatten.flatten(source)
    stream = io.BytesIO()
    source.pdf.save(stream, deterministic_id=True)
    return stream.getvalue(), source


def letters(content: bytes) -> list[Letter]:
    """What pdfium reads on the first page, with places in points."""
    with pypdfium2.PdfDocument(content) as document:
        text = document[0].get_textpage()
        signs = [text.get_text_range(number, 1) for number in range(text.count_chars())]
        return [
            Letter(sign, *text.get_charbox(number))
            for number, sign in enumerate(signs)
            if sign.strip() and sign != "\ufffe"
        ]


def words(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as document:
        return " ".join(document[0].get_textpage().get_text_range().split())


def ink(content: bytes, rect: tuple[int, ...] = RECT) -> int:
    """Dark points in a rectangle, at 72 dots per inch."""
    with pypdfium2.PdfDocument(content) as document:
        picture = document[0].render(scale=1).to_pil().convert("L")
    left, bottom, right, top = rect
    return sum(picture.crop((left, 842 - top, right, 842 - bottom)).histogram()[:128])


@pytest.mark.parametrize("size", ["12", "0", "40"])
def test_a_long_answer_is_wrapped_and_all_of_it_is_inside_the_field(size):
    made, source = flat(form(V=SIXTY, Ff=MULTILINE, DA=f"/Helv {size} Tf 0 g"))
    assert words(made) == SIXTY
    assert all(one.left >= 100 and one.right <= 300 and one.bottom >= 400 and one.top <= 500 for one in letters(made))
    assert source.notes == []


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_lines_that_were_broken_stay_broken(end):
    made, _ = flat(form(V=f"Call the school.{end}{end}Send the letter.", Ff=MULTILINE))
    first, second = (next(one for one in letters(made) if one.text == sign) for sign in "CS")
    assert first.bottom - second.bottom > 2 * 11, "an empty line stands between them"
    assert words(made) == "Call the school. Send the letter."


@pytest.mark.parametrize(("align", "middle"), [(0, 115), (1, 200), (2, 285)])
def test_an_answer_stands_left_in_the_middle_or_right(align, middle):
    made, _ = flat(form(V="Mid", Q=align))
    found = letters(made)
    assert abs((found[0].left + found[-1].right) / 2 - middle) < 8
    assert abs((found[0].bottom + found[0].top) / 2 - 450) < 8, "one line stands halfway up"


def test_an_answer_of_one_line_that_is_too_wide_becomes_smaller():
    answer = "A long answer in one line that does not fit in the width of its field at the size that was asked for"
    made, source = flat(form(V=answer, rect=(100, 400, 300, 430)))
    assert words(made) == answer
    assert max(one.right for one in letters(made)) <= 300
    assert source.notes == []


@pytest.mark.parametrize(
    "answer",
    [
        "Łukasz Żuraw, Ağaoğlu, Συμφωνώ",
        "Шевченко – Київ",
        "Naïve café, 5 °C, £20 – “yes”",
        "ক খ",
        "हिन्दी",
        "اردو",
        "中文",
        "ቤት",
        "✓ 😀",
    ],
)
def test_an_answer_is_drawn_in_letters_that_exist(answer):
    if not all(fonts.has(mark) for mark in answer if not mark.isspace() and not mark.isascii()):
        pytest.skip("no font for these letters is installed here")
    made, _ = flat(form(V=answer))
    found = {one.text for one in letters(made)}
    assert {mark for mark in answer if mark.isalpha()} <= found | set(words(made))
    assert "?" not in found
    assert ink(made) > 10


@pytest.mark.parametrize("answer", ["বাংলা লেখা", "हिन्दी में", "ਪੰਜਾਬੀ", "தமிழ் மொழி"])
def test_signs_of_several_letters_are_read_as_these_letters(answer):
    if not all(fonts.has(mark) for mark in answer if mark.isalpha()):
        pytest.skip("no font for these letters is installed here")
    assert words(flat(form(V=answer))[0]) == answer


def test_a_letter_that_no_font_has_is_seen_to_be_missing():
    made, _ = flat(form(V=f"before {chr(0x10FFFD)} after"))
    assert words(made) == "before ? after"


def test_letters_of_a_comb_stand_in_equal_places():
    made, _ = flat(form(V="QX12", Ff=COMB, MaxLen=10))
    middles = [(one.left + one.right) / 2 for one in letters(made)]
    assert [one.text for one in letters(made)] == list("QX12")
    assert all(abs(middle - (110 + 20 * number)) < 4 for number, middle in enumerate(middles))


@pytest.mark.parametrize("more", [0, MULTILINE, COMB])
@pytest.mark.parametrize("drawn", [False, True])
def test_a_password_is_never_in_clear(more, drawn):
    content = form(V="Swordfish1", Ff=PASSWORD | more, **({"AP": appearance("Swordfish1")} if drawn else {}))
    made, _ = flat(content)
    assert "Swordfish" not in words(made)
    assert b"Swordfish" not in b"".join(
        each.read_bytes() for each in Pdf.open(io.BytesIO(made)).objects if isinstance(each, pikepdf.Stream)
    )
    assert ink(made) > 10


def test_a_password_is_quoted_from_no_document(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(form(V="Swordfish1", Ff=PASSWORD))
    facts = read(path)
    assert "Swordfish" not in str(facts)


def appearance(text: str, extra: str = ""):
    """A drawing that is in the file, in a font that it brings along."""

    def made(pdf: Pdf) -> Dictionary:
        font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        stream = pdf.make_stream(
            f"/Tx BMC q BT /H 20 Tf 1 0 0 rg 5 40 Td ({text}) Tj ET Q EMC {extra}".encode(),
            Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 200, 100]),
            Resources=Dictionary(Font=Dictionary(H=font)),
        )  # fmt: skip
        return Dictionary(N=stream)

    return made


@pytest.mark.parametrize("needs", [True, False])
def test_a_good_appearance_is_kept_as_it_is(needs):
    made, source = flat(form(needs=needs, V="As it was", AP=appearance("As it was")))
    with pypdfium2.PdfDocument(made) as document:
        picture = document[0].render(scale=1).to_pil()
    colours = picture.convert("RGB").getcolors(100_000)
    assert any(red > 200 and green < 60 for _, (red, green, _) in colours), "its own red"
    assert source.notes == []


@pytest.mark.parametrize("shown", ["Something else", ""])
@pytest.mark.parametrize("needs", [True, False])
def test_an_appearance_that_does_not_show_the_answer_is_drawn_again(needs, shown):
    made, _ = flat(form(needs=needs, V="What was filled in", AP=appearance(shown)))
    assert words(made) == "What was filled in"


def test_a_figure_that_a_script_shows_in_its_own_form_is_kept():
    made, _ = flat(form(needs=False, V="1234.5", AP=appearance("1,234.50")))
    assert words(made) == "1,234.50"


def test_the_choice_of_a_menu_is_shown_by_its_name():
    options = Array([Array([String("y"), String("Yes, always")]), Array([String("n"), String("No")])])
    made, _ = flat(form(FT=Name.Ch, Ff=COMBO, Opt=options, V="y"))
    assert words(made) == "Yes, always"


@pytest.mark.parametrize("value", ["third", Array([String("third")])])
def test_the_right_line_of_a_list_is_lit(value):
    names = ("first", "second", "third", "fourth")
    made, _ = flat(form(FT=Name.Ch, Opt=Array([String(name) for name in names]), V=value))
    assert words(made) == "first second third fourth"
    third = next(one for one in letters(made) if one.text == "t" and one.bottom < 480 - 12)
    with pypdfium2.PdfDocument(made) as document:
        picture = document[0].render(scale=1).to_pil().convert("RGB")
    assert picture.getpixel((280, round(842 - third.bottom - 3))) == (0x99, 0xC1, 0xDA)
    assert picture.getpixel((280, round(842 - third.bottom + 12))) == (255, 255, 255)


@pytest.mark.parametrize("sign", ["4", "8", "l", "n", "u", ""])
def test_a_box_that_is_ticked_stays_ticked_without_a_drawing(sign):
    look = Dictionary(CA=String(sign)) if sign else Dictionary()
    made, _ = flat(form(FT=Name.Btn, V=Name.Yes, AS=Name.Yes, MK=look, rect=(100, 400, 120, 420)))
    assert ink(made, (100, 400, 120, 420)) > 10


def states(*names: str):
    def made(pdf: Pdf) -> Dictionary:
        black = pdf.make_stream(b"0 0 20 20 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 20, 20]))
        return Dictionary(N=Dictionary(dict.fromkeys(names, black)))

    return made


@pytest.mark.parametrize(
    ("entries", "ticked"),
    [
        ({"AS": Name.Yes, "V": Name.Yes}, True),
        ({"AS": Name.Off, "V": Name.Off}, False),
        ({"V": Name.Yes}, True),
        ({"V": Name.Off}, False),
        ({}, False),
        ({"AS": Name.Off, "V": Name.Other, "Ff": RADIO}, False),
        ({"AS": Name.Yes, "Ff": RADIO}, True),
    ],
)
def test_a_box_with_drawings_shows_its_state(entries, ticked):
    made, _ = flat(form(FT=Name.Btn, AP=states("/Yes"), rect=(100, 400, 120, 420), **entries))
    assert (ink(made, (100, 400, 120, 420)) > 200) is ticked


@pytest.mark.parametrize("value", [Name.Off, Name.Other, None])
def test_a_box_without_a_state_shows_how_it_looks_unticked(value):
    entries = {"V": value} if value else {}
    made, _ = flat(form(FT=Name.Btn, AP=states("/Yes", "/Off"), rect=(100, 400, 120, 420), **entries))
    assert ink(made, (100, 400, 120, 420)) > 200, "its own drawing of a box without a tick"


def test_a_box_that_is_not_ticked_is_not_ticked_for_it():
    made, _ = flat(form(FT=Name.Btn, V=Name.Off, rect=(100, 400, 120, 420)))
    assert ink(made, (100, 400, 120, 420)) == 0


def test_border_and_ground_are_drawn_with_the_answer():
    look = Dictionary(BC=Array([0]), BG=Array([1, 0.9, 0.5]))
    made, _ = flat(form(V="Framed", MK=look))
    with pypdfium2.PdfDocument(made) as document:
        picture = document[0].render(scale=2).to_pil().convert("RGB")
    assert picture.getpixel((2 * 290, 2 * (842 - 410)))[2] < 200
    assert picture.getpixel((2 * 200, 2 * (842 - 400) - 1)) < (60, 60, 60)


@pytest.mark.parametrize("height", [8, 14, 100])
def test_a_field_without_a_border_gets_none_and_its_answer_the_room_that_there_is(height):
    rect = (100, 400, 300, 400 + height)
    made, _ = flat(form(V="Alice", rect=rect))
    found = letters(made)
    assert found[0].top - found[0].bottom > 0.4 * min(height, 12)
    with pypdfium2.PdfDocument(made) as document:
        picture = document[0].render(scale=4).to_pil().convert("L")
    right = picture.crop((4 * 250, 4 * (842 - 400 - height), 4 * 300, 4 * 442))
    assert min(right.tobytes()) == 255, "nothing is drawn beside the answer"


@pytest.mark.parametrize(("over", "red"), [(True, True), (False, False)])
def test_a_drawing_under_a_field_does_not_cover_it_afterwards(over, red):
    with Pdf.open(io.BytesIO(form(needs=False, V="As it was", AP=appearance("As it was")))) as pdf:
        black = pdf.make_stream(
            b"0 0 300 300 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 300, 300])
        )  # fmt: skip
        square = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Square, Rect=Array([50, 300, 350, 600]), AP=Dictionary(N=black), F=4
            )
        )
        field = pdf.pages[0].Annots[0]
        pdf.pages[0].Annots = Array([square, field] if over else [field, square])
        stream = io.BytesIO()
        pdf.save(stream)
    made, source = flat(stream.getvalue())
    assert source.removed["form fields (what was filled in stays, as text)"] == 1
    with pypdfium2.PdfDocument(made) as document:
        colours = document[0].render(scale=1, may_draw_forms=False).to_pil().convert("RGB").getcolors(100_000)
    assert any(r > 200 and g < 60 for _, (r, g, _) in colours) is red
    assert sum(count for count, colour in colours if colour == (0, 0, 0)) > 50_000


def test_a_turned_field_is_read_from_below():
    made, _ = flat(form(V="Turned", MK=Dictionary(R=90), rect=(100, 400, 130, 500)))
    found = letters(made)
    assert words(made).replace(" ", "") == "Turned"
    assert found[-1].bottom > found[0].bottom + 20


def test_a_hidden_field_stays_hidden():
    made, _ = flat(form(V="Hidden", F=2))
    assert words(made) == ""


def test_what_no_size_can_show_is_said():
    made, source = flat(form(V=SIXTY * 20, Ff=MULTILINE, TU="Decision", rect=(100, 400, 160, 420)))
    assert source.notes == [
        "The answer in the form field “Decision” is longer than the field; all of it is in the original only."
    ]
    assert words(made).startswith("word1 word2")


def test_an_answer_may_be_kept_as_a_stream_or_above_the_field():
    long = flat(form(V=lambda pdf: pdf.make_stream(SIXTY.encode()), Ff=MULTILINE))[0]
    assert words(long) == SIXTY
    above = flat(form(Parent=lambda pdf: pdf.make_indirect(Dictionary(V=String("From above"), T=String("up")))))[0]
    assert words(above) == "From above"


RICH = (
    '<?xml version="1.0"?><body xmlns="http://www.w3.org/1999/xhtml"><p>First &amp; <b>bold</b></p><p>second</p></body>'
)


@pytest.mark.parametrize(
    ("entries", "shown"), [({"RV": RICH}, "First & bold second"), ({"RV": RICH, "V": "Plain"}, "Plain")]
)
def test_rich_text_is_shown_where_there_is_no_plain_one(entries, shown, tmp_path):
    content = form(Ff=MULTILINE | 1 << 25, **entries)
    assert words(flat(content)[0]) == shown
    (tmp_path / "a.pdf").write_bytes(content)
    assert [" ".join(block.text.split()) for block in read(tmp_path / "a.pdf").blocks] == [shown]


@pytest.mark.filterwarnings("ignore:This document has")  # that is what it is about
@pytest.mark.parametrize(
    "change", [lambda root: root.AcroForm.__setitem__("/Fields", Array([])), lambda root: root.__delitem__("/AcroForm")]
)
def test_a_field_that_no_form_names_is_shown_and_read(change, tmp_path):
    with Pdf.open(io.BytesIO(form(V="An answer", AP=appearance("An answer")))) as pdf:
        change(pdf.Root)
        pdf.save(tmp_path / "a.pdf")
    assert words(flat((tmp_path / "a.pdf").read_bytes())[0]) == "An answer"
    assert [block.text for block in read(tmp_path / "a.pdf").blocks] == ["An answer"]


def test_two_runs_give_the_same_bytes():
    content = form(V=f"Łukasz {SIXTY}", Ff=MULTILINE)
    assert flat(content)[0] == flat(content)[0]


@pytest.mark.parametrize(
    "entries",
    [
        {"Rect": Array([1, 2])},
        {"DA": 7, "V": "kept"},
        {"MK": Array([]), "BS": 3, "V": "kept"},
        {"V": Array([Array([])]), "FT": Name.Ch, "Opt": 5},
        {"Ff": String("x"), "MaxLen": Name.A, "V": "kept"},
        {"DA": "/Helv -5 Tf 9 9 9 rg", "V": "kept"},
    ],
)
def test_an_odd_field_costs_itself_only(entries):
    made, _ = flat(form(**entries))
    if "kept" in entries.values():
        assert words(made) == "kept"
