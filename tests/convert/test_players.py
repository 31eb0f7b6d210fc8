"""A film without a picture of its own is not given to LibreOffice: it would start a player and wait for twenty seconds."""

import zipfile
from pathlib import Path

import pytest
from tests.documents.conftest import odf_bytes, pptx_bytes

from annexa.convert.plain import private_copy
from annexa.convert.settle.recordings import SILENT

PLAYER = "<draw:plugin xlink:href='Media/a.mp4' draw:mime-type='application/vnd.sun.star.media'/>"
POSTER = "<draw:image xlink:href='Pictures/a.png'/>"


def open_slide(*held: str) -> bytes:
    return odf_bytes(f"<draw:page><draw:frame>{''.join(held)}</draw:frame></draw:page>", kind="presentation")


def slide(how: str) -> bytes:
    """A film whose poster is linked or embedded."""
    return pptx_bytes(
        '<p:pic><p:nvPicPr><p:cNvPr id="3" name="p"/><p:cNvPicPr/><p:nvPr><a:videoFile r:link="v"/><p:extLst><p:ext '
        f'uri="x"/></p:extLst></p:nvPr></p:nvPicPr><p:blipFill><a:blip r:{how}="i"/></p:blipFill><p:spPr/></p:pic>'
    )


@pytest.mark.parametrize(
    ("ending", "data", "part", "mark", "stays"),
    [
        ("odp", open_slide(PLAYER), "content.xml", b":plugin", False),
        ("odp", open_slide(PLAYER, POSTER), "content.xml", b":plugin", True),
        ("pptx", slide("link"), "ppt/slides/slide1.xml", b"videoFile", False),
        ("pptx", slide("link"), "ppt/slides/slide1.xml", b"extLst", False),
        ("pptx", slide("embed"), "ppt/slides/slide1.xml", b"videoFile", True),
    ],
)
def test_a_film_is_in_the_copy_where_it_has_a_picture(
    ending: str, data: bytes, part: str, mark: bytes, stays: bool, tmp_path: Path
) -> None:
    path, folder = tmp_path / f"a.{ending}", tmp_path / "own"
    path.write_bytes(data)
    folder.mkdir()
    copy, _, notes = private_copy(path, ending, folder)
    with zipfile.ZipFile(copy) as archive:
        assert (mark in archive.read(part)) is stays
    assert stays or notes == (SILENT,)
