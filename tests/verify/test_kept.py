"""What readers saw of a page is kept by all that the page draws; a page that draws anything else is looked at.

Long because each way in which a page can change is one of its cases.
"""

import re
from collections.abc import Callable
from itertools import zip_longest
from pathlib import Path

import msgspec
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String
from tests.verify.test_reading_once import packed

from annexa.pdf.stamp import Stamper
from annexa.verify import drawn, kept, looking, reader, verify_each
from annexa.verify.facts import Drawn, Reading
from annexa.verify.kept import Kept, Sights
from annexa.verify.plain import Held
from annexa.verify.second import Second
from annexa.verify.turns import Readers
from annexa.verify.written import NotPlain

Make = Callable[..., Path]


def digests(path: Path) -> tuple[str, ...]:
    (found,) = drawn.read(path)
    return found.pages


def changed(path: Path, change: Callable[[Pdf], object], name: str = "changed.pdf") -> Path:
    """A copy with one change, written plainly."""
    copy = path.with_name(name)
    with pikepdf.open(path) as pdf:
        change(pdf)
        pdf.save(copy, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return copy


@pytest.fixture
def plainly(make: Make) -> Path:
    """A bundle of seven pages as qpdf writes it, each page its own content, one font between them."""
    path = make()
    packed(path)
    return path


def looked(path: Path, sights: Sights | None) -> tuple[Reading, Second | None]:
    return looking.look(path, seconds=240, told=lambda seen, pages: None, readers=Readers(), sights=sights)


def content(pdf: Pdf, page: int) -> pikepdf.Object:
    found = pdf.pages[page].obj.Contents
    return found[0] if isinstance(found, Array) else found


def rewritten(page: int, before: bytes, after: bytes) -> Callable[[Pdf], object]:
    def change(pdf: Pdf) -> None:
        stream = content(pdf, page)
        data = stream.read_bytes()
        assert before in data
        stream.write(data.replace(before, after, 1))

    return change


def font(pdf: Pdf, page: int) -> pikepdf.Object:
    return next(iter(pdf.pages[page].obj.Resources.Font.values()))


def own_font(pdf: Pdf, page: int) -> pikepdf.Object:
    """A copy of a page's font for itself, among resources for itself."""
    made = pdf.make_indirect(Dictionary(font(pdf, page)))
    key = next(iter(pdf.pages[page].obj.Resources.Font.keys()))
    resources = Dictionary(pdf.pages[page].obj.Resources)
    resources.Font = Dictionary(resources.Font)
    resources.Font[key] = made
    pdf.pages[page].obj.Resources = resources
    return made


def other_letters(pdf: Pdf) -> None:
    made = own_font(pdf, 3)
    made.ToUnicode = pdf.make_stream(made.ToUnicode.read_bytes() + b"\n% other letters")


def other_glyphs(pdf: Pdf) -> None:
    """Four steps away: in the file of the font's descriptor."""
    made = own_font(pdf, 3)
    below = pdf.make_indirect(Dictionary(made.DescendantFonts[0]))
    below.FontDescriptor = pdf.make_indirect(Dictionary(below.FontDescriptor))
    key = next(each for each in ("/FontFile3", "/FontFile2") if each in below.FontDescriptor)
    old = below.FontDescriptor[key]
    below.FontDescriptor[key] = pdf.make_stream(old.read_bytes() + b"\0")
    made.DescendantFonts = Array([below])


def picture(pdf: Pdf, byte: int) -> pikepdf.Object:
    return pdf.make_stream(
        bytes([byte]) * 64,
        {"/Type": Name.XObject, "/Subtype": Name.Image, "/Width": 8, "/Height": 8, "/BitsPerComponent": 8,
         "/ColorSpace": Name.DeviceGray},
    )  # fmt: skip


def note(kind: str) -> Callable[[Pdf], object]:
    def change(pdf: Pdf) -> None:
        made = Dictionary(Type=Name.Annot, Subtype=Name(kind), Rect=Array([9, 9, 99, 99]), Contents=String("Note"))
        pdf.pages[3].obj.Annots = Array([pdf.make_indirect(made)])

    return change


CHANGES: dict[str, Callable[[Pdf], object]] = {
    "a byte of the content": lambda pdf: content(pdf, 3).write(content(pdf, 3).read_bytes() + b" "),
    "content behind it": lambda pdf: pdf.pages[3].contents_add(b"q Q"),
    "content before it": lambda pdf: pdf.pages[3].contents_add(b"q Q", prepend=True),
    "no content": lambda pdf: pdf.pages[3].obj.__delitem__("/Contents"),
    "turned": lambda pdf: pdf.pages[3].obj.__setitem__("/Rotate", 90),
    "another box": lambda pdf: pdf.pages[3].obj.__setitem__("/MediaBox", Array([0, 0, 595, 841])),
    "cropped": lambda pdf: pdf.pages[3].obj.__setitem__("/CropBox", Array([0, 0, 500, 500])),
    "larger units": lambda pdf: pdf.pages[3].obj.__setitem__("/UserUnit", 2),
    "a picture": lambda pdf: pdf.pages[3].add_resource(picture(pdf, 7), Name.XObject, Name.Picture),
    "other letters": other_letters,
    "other glyphs": other_glyphs,
    "a link": note("/Link"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_page_that_draws_anything_else_has_another_digest(plainly: Path, change: Callable[[Pdf], object]) -> None:
    before, after = digests(plainly), digests(changed(plainly, change))
    assert len(set(before)) == 7
    assert "" not in before + after
    assert [at for at, (one, other) in enumerate(zip(before, after, strict=True)) if one != other] == [3]


def test_a_picture_is_told_from_another_by_its_dots(plainly: Path) -> None:
    found = []
    for byte in (7, 8):
        copy = changed(
            plainly, lambda pdf, byte=byte: pdf.pages[3].add_resource(picture(pdf, byte), Name.XObject, Name.P)
        )
        found.append(digests(copy)[3])
    assert found[0] != found[1]


def test_what_pages_inherit_counts(plainly: Path) -> None:
    def turned(pdf: Pdf) -> None:
        pdf.Root.Pages.Rotate = 90

    before, after = digests(plainly), digests(changed(plainly, turned))
    assert not set(before) & set(after)


def test_where_a_page_stands_and_what_links_lead_to_draws_nothing(plainly: Path) -> None:
    """Other numbers of objects, another place, other tags: a page that was kept is found again."""

    def moved(pdf: Pdf) -> None:
        pdf.add_blank_page(page_size=(300, 300))
        last = pdf.pages[-1]
        del pdf.pages[-1]
        pdf.pages.insert(1, last)
        for number, page in enumerate(pdf.pages):
            page.obj.StructParents = 100 + number
        pdf.make_indirect(Dictionary(Filler=1))
        for link in pdf.pages[0].obj.Annots:
            if "/A" in link:
                del link["/A"]
            link.Dest = Array([pdf.pages[4].obj, Name.Fit])

    before, after = digests(plainly), digests(changed(plainly, moved))
    assert (after[0], after[2:]) == (before[0], before[1:])


@pytest.mark.filterwarnings("ignore:.*form widget annotation")
@pytest.mark.parametrize("kind", ["/Text", "/Widget", "/FreeText", "/Stamp"])
def test_of_a_page_with_notes_or_fields_nothing_is_kept(plainly: Path, kind: str) -> None:
    """Readers draw them each in its own way, by what stands elsewhere in the file."""
    assert [bool(each) for each in digests(changed(plainly, note(kind)))] == [True] * 3 + [False] + [True] * 3


def layered(hidden: bool, **more: object) -> Callable[[Pdf], object]:
    def change(pdf: Pdf) -> None:
        layers = [pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Layer"))) for _ in range(2)]
        pdf.pages[3].obj.Resources = Dictionary(pdf.pages[3].obj.Resources)
        pdf.pages[3].obj.Resources.Properties = Dictionary(L=layers[0])
        usual = Dictionary(Order=Array(layers), OFF=Array(layers[:1] if hidden else layers[1:]), **more)
        pdf.Root.OCProperties = Dictionary(OCGs=Array(layers), D=usual)

    return change


def test_a_layer_counts_by_whether_it_is_shown(plainly: Path) -> None:
    """Two of the same name, of which one is hidden."""
    shown = digests(changed(plainly, layered(False)))
    hidden = digests(changed(plainly, layered(True)))
    assert [one == other for one, other in zip(shown, hidden, strict=True)] == [True] * 3 + [False] + [True] * 3
    assert shown[3]
    unsure = digests(changed(plainly, layered(False, BaseState=Name.OFF)))
    assert [bool(each) for each in unsure] == [True] * 3 + [False] + [True] * 3


def again_through_itself(pdf: Pdf) -> None:
    form = pdf.make_stream(b"", {"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": Array([0, 0, 9, 9])})
    form.Resources = Dictionary(XObject=Dictionary(Again=form))
    pdf.pages[3].obj.Resources = Dictionary(XObject=Dictionary(Form=form))


def test_what_leads_back_to_itself_is_not_kept(plainly: Path) -> None:
    assert digests(changed(plainly, again_through_itself))[3] == ""


def test_what_lies_too_deep_is_not_kept(plainly: Path) -> None:
    def deep(pdf: Pdf) -> None:
        inner = pdf.make_indirect(Dictionary(End=1))
        for _ in range(200):
            inner = pdf.make_indirect(Dictionary(Next=inner))
        pdf.pages[3].obj.PieceInfo = inner
        pdf.pages[4].obj.PieceInfo = pikepdf.Object.parse(b"[" * 200 + b"]" * 200)

    assert [bool(each) for each in digests(changed(plainly, deep))] == [True] * 3 + [False] * 2 + [True] * 2


def lengthened(data: bytes) -> bytes:
    """A stream that says that it is shorter than it is: one reader goes by the one, another by the other."""
    at = data.index(b"/Length ", data.index(b"/Filter /FlateDecode"))
    end = at + 8 + len(data[at + 8 :].split(b" ", 1)[0])
    return data[: at + 8] + str(int(data[at + 8 : end]) - 1).encode().zfill(end - at - 8) + data[end:]


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda data: data + b"\n1 0 obj\n<< >>\nendobj\n",
        lambda data: b"GIF89a" + data,
        lambda data: data[:-8],
        lambda data: data.replace(b"/Type /XRef", b"/Type /XReF"),
        lambda data: data.replace(b"/Type /ObjStm", b"/Type /ObjStn"),
        lambda data: data.replace(b"/Predictor 12", b"/Predictor 15"),
        lambda data: data.replace(b"/Root", b"/Prev 10 /Root", 1),
        lambda data: data.replace(b"/Root", b"/Rood", 1),
        lambda data: data.replace(b"/First ", b"/Frist "),
        lambda data: data.replace(b"%%EOF", b"%%EOG"),
        lambda data: b"",
        lambda data: b"%PDF-1.7\n",
    ],
)  # fmt: skip
def test_of_a_file_that_is_not_written_plainly_nothing_is_said(plainly: Path, spoilt: Callable[[bytes], bytes]) -> None:
    plainly.write_bytes(spoilt(plainly.read_bytes()))
    assert not any(digests(plainly))


@pytest.mark.parametrize(
    "head", [b"<\a /Length %s /Filter /FlateDecode >>", b"<< /L^ngth %s /Filter /FlateDecode >>",
             b"<< /Length %s /Filter /FlateDecode 7>", b"<</ /Length %s /Filter /FlateDecode >>"]
)  # fmt: skip
def test_a_sign_too_many_before_a_stream_is_not_overlooked(plainly: Path, head: bytes) -> None:
    """A reader of ours saw the stream all the same, and pdfium none (found by changing files at random)."""

    def stamp(pdf: Pdf) -> None:
        Stamper(pdf, draft=False).stamp(pdf.pages[3].obj, "Page 4 of 7", halo=False)

    path = changed(plainly, stamp)
    data, good = path.read_bytes(), digests(path)
    found = re.findall(rb"<< /Length (\d+) /Filter /FlateDecode >>", data)
    spoilt = set()
    for length in found:
        written = b"<< /Length %s /Filter /FlateDecode >>" % length
        other = (head % length)[: len(written)].ljust(len(written))
        path.write_bytes(data.replace(written, other))
        spoilt |= {at for at, (one, two) in enumerate(zip_longest(good, digests(path))) if one != two}
    assert 3 in spoilt
    path.write_bytes(data.replace(b"<< /Type /ObjStm", b"[< /Type /ObjStm", 1))
    assert digests(path) == ()


def test_as_other_programs_write_it_nothing_is_said(make: Make) -> None:
    """pypdf's own, with a table."""
    assert digests(make()) == ()


class Written:
    """A file of a few objects."""

    root = 1

    def __init__(self, count: int, *kids: int) -> None:
        listed = b" ".join(b"%d 0 R" % kid for kid in kids)
        self._objects = {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [ %s ] /Count %d >>" % (listed, count),
            3: b"<< /Type /Page /Parent 2 0 R >>",
            4: b"<< /Type /Page /Parent 2 0 R /Rotate 90 >>",
        }

    def held(self, number: int) -> Held | None:
        found = self._objects.get(number)
        return None if found is None else Held(found, None)

    def content(self, number: int) -> bytes:
        raise NotPlain


@pytest.mark.parametrize(
    ("count", "kids", "told"), [(2, (3, 4), 2), (1, (3, 4), 0), (3, (3, 4), 0), (2, (3, 2), 0), (2, (3, 9), 0)]
)
def test_only_a_page_tree_that_readers_cannot_differ_about_counts(count: int, kids: tuple[int, ...], told: int) -> None:
    assert len(drawn.drawn(Written(count, *kids)).pages) == told


# ------------------------------------------------------------------------------------- looked at once, and kept


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the readers of pages are asked for."""
    asked: list[str] = []
    run = reader._run

    def counted(name: str, path: Path, *others: object) -> None:
        asked.append(name)
        run(name, path, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(reader, "_run", counted)
    return asked


@pytest.fixture
def rarely(monkeypatch: pytest.MonkeyPatch) -> None:
    """No known page is looked at again, but the first and the last."""
    monkeypatch.setattr(kept.Known, "_is_again", lambda self, position: False)


def test_only_pages_that_have_changed_are_looked_at(
    plainly: Path, tmp_path: Path, counting: list[str], rarely: None
) -> None:
    sights = Sights(tmp_path / "bundle.sights")
    whole = looked(plainly, sights)
    assert sorted(counting) == ["drawn", "sight", "structure"]
    sights.save()
    after = changed(plainly, CHANGES["a picture"])
    del counting[:]
    found = looked(after, Sights(tmp_path / "bundle.sights"))
    assert sorted(counting) == ["drawn", "sight 1,4,7 of 7", "structure"]
    everything = looked(after, None)
    assert found[0] == everything[0] != whole[0]


def test_the_answer_is_the_same_by_every_profile(plainly: Path, tmp_path: Path, rarely: None) -> None:
    sights = Sights(tmp_path / "bundle.sights")
    profiles = ["annexa", "fpd-27a-2026"]
    verify_each(plainly, profiles, sights=sights)
    sights.save()
    for name in ("no content", "turned", "a picture", "a link"):
        after = changed(plainly, CHANGES[name])
        assert verify_each(after, profiles, sights=Sights(tmp_path / "bundle.sights")) == verify_each(after, profiles)


def test_a_sight_that_is_not_true_is_found_out(plainly: Path, tmp_path: Path, counting: list[str]) -> None:
    """Whatever went wrong with what was kept: known pages are looked at again, and then nothing kept counts."""
    sights = Sights(tmp_path / "bundle.sights")
    looked(plainly, sights)
    untrue = {
        key: Kept(msgspec.structs.replace(page.seen, letters=page.seen.letters + 1), page.second)
        for pages in sights._now.values()
        for key, page in pages.items()
    }
    sights.keep("0" * 64, untrue)
    sights._now = {"0" * 64: sights._now["0" * 64]}
    sights.save()
    del counting[:]
    found = looked(plainly, Sights(tmp_path / "bundle.sights"))
    assert "sight" in counting, "all of them"
    assert found[0] == looked(plainly, None)[0]


def test_some_known_pages_are_looked_at_again_and_others_in_another_file() -> None:
    sights = Sights(None)
    page = Kept(kept.Seen(position=1, width=1, height=1, letters=1), None)
    chosen = []
    for file in range(60):
        digests = tuple(f"{file}-{number}" for number in range(2000))
        sights._known = {f"{digest} {at < kept.FRONT_PAGES:d}": page for at, digest in enumerate(digests)}
        asked = kept.Known(sights, Drawn(pages=digests, stamps=("",) * 2000)).wanted()
        assert asked is not None
        assert {1, 2000} <= set(asked.positions)
        assert 10 <= len(asked.positions) <= 40
        chosen.append(frozenset(asked.positions))
    assert len(set(chosen)) > 20


@pytest.mark.parametrize("harm", ["damaged", "other code", "another's"])
def test_a_store_that_cannot_be_trusted_is_none(
    plainly: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    path = tmp_path / "bundle.sights"
    sights = Sights(path)
    looked(plainly, sights)
    sights.save()
    assert Sights(path)._known
    if harm == "damaged":
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
    elif harm == "another's":
        path = path.rename(tmp_path / "other.sights")
    else:
        monkeypatch.setattr(kept.outputs, "key", lambda **parts: "another version")
    assert not Sights(path)._known


def test_pages_of_volumes_that_are_gone_are_forgotten(plainly: Path, tmp_path: Path) -> None:
    path = tmp_path / "bundle.sights"
    first = Sights(path)
    first.keep("a", {"one": Kept(kept.Seen(position=1, width=1, height=1, letters=1), None)})
    first.keep("b", {"two": Kept(kept.Seen(position=1, width=1, height=1, letters=1), None)})
    first.save()
    second = Sights(path)
    second.stay("a")
    second.save()
    assert set(Sights(path)._known) == {"one"}
