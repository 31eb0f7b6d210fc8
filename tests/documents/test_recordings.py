"""Films and sound recordings: how long they run, and whether they are what their names say."""

import io
import struct
import wave
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.convert.compound import atom, compound
from tests.documents.conftest import docx_bytes, odf_bytes, pptx_bytes

from annexa.convert.plain import private_copy
from annexa.convert.settle.recordings import SILENT
from annexa.documents import Facts, ReadFault, read
from annexa.documents.facts import Active, ActiveKind
from annexa.documents.legacy import facts_from
from annexa.documents.old_recordings import in_file
from annexa.model.findings import Place


def box(name: bytes, content: bytes) -> bytes:
    return (len(content) + 8).to_bytes(4, "big") + name + content


def film(seconds: int) -> bytes:
    """The boxes of an MP4 film without pictures: what it is, how long it runs, its data."""
    header = bytes(12) + (1000).to_bytes(4, "big") + (seconds * 1000).to_bytes(4, "big") + bytes(80)
    parts = (
        box(b"ftyp", b"isom" + bytes(4) + b"isommp41"),
        box(b"moov", box(b"mvhd", header)),
        box(b"mdat", bytes(90)),
    )
    return b"".join(parts)


def sound(seconds: int) -> bytes:
    stream = io.BytesIO()
    with wave.open(stream, "wb") as target:
        target.setnchannels(1)
        target.setsampwidth(1)
        target.setframerate(2000)
        target.writeframes(b"\x80" * 2000 * seconds)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "seconds"),
    [
        ("a.mp4", film(754), 754.0),
        ("a.MP4", film(3), 3.0),
        ("a.mov", film(60), 60.0),
        ("a.m4a", film(61), 61.0),
        ("a.wav", sound(75), 75.0),
        ("a.mkv", b"\x1aE\xdf\xa3" + bytes(60), None),
        ("a.webm", b"\x1aE\xdf\xa3" + bytes(60), None),
        ("a.avi", b"RIFF" + bytes(4) + b"AVI " + bytes(60), None),
        ("a.wmv", b"0&\xb2u\x8ef\xcf\x11" + bytes(60), None),
        ("a.mpg", b"\x00\x00\x01\xba" + bytes(60), None),
        ("a.amr", b"#!AMR\n" + bytes(60), None),
    ],
)
def test_a_recording_is_known_and_timed(tmp_path: Path, name: str, data: bytes, seconds: float | None) -> None:
    (tmp_path / name).write_bytes(data)
    facts = read(tmp_path / name)
    assert isinstance(facts, Facts)
    assert (facts.format, facts.seconds, facts.blocks) == (name[2:].lower(), seconds, ())


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.mp4", b"", "empty"),
        ("a.mp4", film(754)[:100], "corrupt"),
        ("a.mp4", film(754)[:24], "corrupt"),
        ("a.mp4", sound(1), "mislabelled"),
        ("a.wav", film(1), "mislabelled"),
        ("a.mp4", b"PK\x03\x04" + bytes(60), "mislabelled"),
        ("a.mp3", b"These are plain words.", "mislabelled"),
        ("a.mp3", bytes(3000), "corrupt"),
        ("a.docx", film(1), "corrupt"),
    ],
)
def test_what_is_no_recording_is_refused(
    fault_of: Callable[[str, bytes], ReadFault], name: str, data: bytes, kind: str
) -> None:
    fault = fault_of(name, data)
    assert fault.kind == kind
    assert fault.remedy


FILM = (
    "<draw:frame><draw:plugin xlink:href='Media/a.mp4' draw:mime-type='application/vnd.sun.star.media'/></draw:frame>"
)
SLIDE = '<draw:page draw:name="1">%s</draw:page>'
WITH_RECORDINGS = {
    "pptx": pptx_bytes(
        "",
        slide_rels={"r1": ("video", "../media/a.mp4"), "r2": ("media", "../media/a.mp4")},
        extra={"ppt/media/a.mp4": b"-"},
    ),
    "docx": docx_bytes("<w:p/>", rels={"r1": ("audio", "media/a.wav")}, extra={"word/media/a.wav": b"-"}),
    "odp": odf_bytes(SLIDE % FILM, kind="presentation", extra={"Media/a.mp4": b"-"}),
}
WITHOUT = {
    "pptx": pptx_bytes(""),
    "docx": docx_bytes("<w:p/>"),
    "odp": odf_bytes(SLIDE % "", kind="presentation"),
    "rtf": b"{\rtf1 Words}",
}


@pytest.mark.parametrize("ending", WITH_RECORDINGS)
def test_a_film_inside_a_document_is_named_with_its_place_and_in_a_note_of_its_pages(
    ending: str, tmp_path: Path
) -> None:
    path = tmp_path / f"a.{ending}"
    path.write_bytes(WITH_RECORDINGS[ending])
    facts = read(path)
    assert isinstance(facts, Facts)
    assert [one.kind for one in facts.active] == [ActiveKind.RECORDING]
    assert facts.active[0].place.slide == (None if ending == "docx" else 1)
    assert private_copy(path, ending, _folder(tmp_path))[2] == (SILENT,)


@pytest.mark.parametrize("ending", WITHOUT)
def test_a_document_without_a_film_has_no_such_note(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{ending}"
    path.write_bytes(WITHOUT[ending])
    assert private_copy(path, ending, _folder(tmp_path))[2] == ()


def dropped(data: bytes, name: bytes) -> bytes:
    """A native stream as Windows writes it of a file that is dropped into a document."""
    path = b"C:\\\\films\\\\" + name + b"\0"
    content = b"\2\0" + name + b"\0" + path + b"\0\0\3\0" + struct.pack("<I", len(path)) + path
    content += struct.pack("<I", len(data)) + data
    return struct.pack("<I", len(content)) + content


def media(kind: int, number: int, path: str = "") -> bytes:
    """A film or sound in the list of a presentation ([MS-PPT] 2.10)."""
    named = atom(0x0FBA, path.encode("utf-16-le")) if path else b""
    return atom(kind, atom(0x1005, atom(0x1004, struct.pack("<II", number, 0)) + named, container=True), container=True)


def slide(*shown: int) -> bytes:
    """A slide that shows the films of these numbers."""
    shapes = b"".join(atom(0xF011, atom(0x0BC1, struct.pack("<I", number)), container=True) for number in shown)
    return atom(0x03EE, atom(0x040C, shapes, container=True), container=True)


def presentation(*slides: bytes, listed: bytes = b"", sounds: int = 0) -> bytes:
    """The stream of a presentation; its slides were saved in another order than they are shown in."""
    order = b"".join(atom(0x03F3, struct.pack("<I16x", number)) for number in range(2, len(slides) + 2))
    kept = [atom(0x07E6, atom(0x07E7, b"RIFF"), container=True)] * sounds
    document = atom(
        0x03E8,
        atom(0x0FF0, atom(0x03F3, struct.pack("<I16x", 99)), container=True, instance=1)
        + atom(0x0409, listed, container=True)
        + atom(0x07E4, b"".join(kept), container=True)
        + atom(0x0FF0, order, container=True),
        container=True,
    )
    stream, places = slide(), {}
    for number, content in ((1, document), *reversed(list(enumerate(slides, 2)))):
        places[number] = len(stream)
        stream += content
    table = [places[number] for number in sorted(places)]
    return stream + atom(0x1772, struct.pack(f"<I{len(table)}I", len(table) << 20 | 1, *table))


FILMS = media(0x1006, 7, r"C:\films\day.avi") + media(0x100F, 8)
OLD = {
    "film on a slide": ({"PowerPoint_Document": presentation(slide(), slide(7), listed=FILMS[:76])}, [(2, "day.avi")]),
    "film and sound": (
        {"PowerPoint_Document": presentation(slide(8), slide(), slide(7, 7), listed=FILMS, sounds=1)},
        [(1, "sound"), (3, "day.avi"), (3, "day.avi")],
    ),
    "no slide names it": ({"PowerPoint_Document": presentation(slide(), listed=FILMS[:76])}, [(None, "day.avi")]),
    "sound of a transition": ({"PowerPoint_Document": presentation(slide(), sounds=1)}, [(None, "sound")]),
    "dropped into a text": ({"\x01Ole10Native": dropped(film(3), b"day.mp4")}, [(None, "day.mp4")]),
    "recorded in a text": ({"\x01Ole10Native": struct.pack("<I", 4044) + sound(2)}, [(None, "sound")]),
    "a paper was dropped": ({"\x01Ole10Native": dropped(b"%PDF-1.7", b"day.mp3")}, []),
    "neither": ({"PowerPoint_Document": presentation(slide(7), slide())}, []),
}


@pytest.mark.parametrize("name", OLD)
def test_a_film_in_a_file_of_before_2007_is_named_with_its_slide(name: str, tmp_path: Path) -> None:
    streams, wanted = OLD[name]
    ending = "ppt" if "PowerPoint_Document" in streams else "doc"
    file = compound(tmp_path / f"a.{ending}", **streams)
    (tmp_path / "new.pptx").write_bytes(WITHOUT["pptx"])
    facts = facts_from(file, tmp_path / "new.pptx")
    assert isinstance(facts, Facts)
    places = [Place(part="document") if number is None else Place(slide=number) for number, _ in wanted]
    names = [file_name for _, file_name in wanted]
    assert facts.active == tuple(
        Active(kind=ActiveKind.RECORDING, place=place, name=each) for place, each in zip(places, names, strict=True)
    )
    assert (SILENT in private_copy(file, ending, _folder(tmp_path))[2]) == bool(wanted)


@pytest.mark.parametrize("kind", [0x1006, 0x1007, 0x100D, 0x100E, 0x100F, 0x1010])
def test_each_kind_of_film_and_sound_is_named(kind: int, tmp_path: Path) -> None:
    file = compound(tmp_path / "a.ppt", PowerPoint_Document=presentation(slide(7), listed=media(kind, 7, "day.avi")))
    assert [(one.place.slide, one.name) for one in in_file(file.read_bytes())] == [(1, "day.avi")]


def test_a_film_that_was_dropped_into_a_newer_document_is_named_and_in_a_note_of_its_pages(tmp_path: Path) -> None:
    held = compound(tmp_path / "object.bin", **{"\x01Ole10Native": dropped(film(3), b"day.mp4")}).read_bytes()
    extra = {"word/embeddings/oleObject1.bin": held}
    (tmp_path / "a.docx").write_bytes(
        docx_bytes("<w:p/>", rels={"r1": ("oleObject", "embeddings/oleObject1.bin")}, extra=extra)
    )
    facts = read(tmp_path / "a.docx")
    assert isinstance(facts, Facts)
    assert [one.kind for one in facts.active] == [ActiveKind.EMBEDDED_OBJECT, ActiveKind.RECORDING]
    assert private_copy(tmp_path / "a.docx", "docx", _folder(tmp_path))[2] == (SILENT,)


@pytest.mark.parametrize("cut", range(0, 900, 7))
def test_a_presentation_that_breaks_off_tells_what_it_can(cut: int, tmp_path: Path) -> None:
    content = OLD["film and sound"][0]["PowerPoint_Document"]
    file = compound(tmp_path / "a.ppt", PowerPoint_Document=content[:cut] + b"\xff" * 40 + content[cut + 40 :])
    assert len(in_file(file.read_bytes())) <= 3


def _folder(place: Path) -> Path:
    folder = place / "own"
    folder.mkdir()
    return folder
