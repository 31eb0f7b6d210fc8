"""Films and sound recordings: how long they run, and whether they are what their names say."""

import io
import wave
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.documents.conftest import docx_bytes, odf_bytes, pptx_bytes

from annexa.convert.plain import private_copy
from annexa.convert.settle.recordings import SILENT
from annexa.documents import Facts, ReadFault, read
from annexa.documents.facts import ActiveKind


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


def _folder(place: Path) -> Path:
    folder = place / "own"
    folder.mkdir()
    return folder
