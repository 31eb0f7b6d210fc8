"""Headers of pictures, read without Pillow: what it would say of the same files."""

import io

import pytest
from PIL import Image

from annexa.browser.standins.PIL.others import told


def picture(format_name: str, size: tuple[int, int] = (41, 30), frames: int = 1, **more: object) -> bytes:
    pictures = [Image.radial_gradient("L").resize(size).convert("RGB").rotate(90 * turn) for turn in range(frames)]
    stream = io.BytesIO()
    moving = {"save_all": True, "append_images": pictures[1:]} if frames > 1 else {}
    pictures[0].save(stream, format_name, **moving, **more)
    return stream.getvalue()


MADE = {
    "gif": picture("GIF"),
    "a moving gif": picture("GIF", frames=3),
    "bmp": picture("BMP"),
    "lossy webp": picture("WEBP"),
    "lossless webp": picture("WEBP", lossless=True),
    "a moving webp": picture("WEBP", frames=3),
    "jp2": picture("JPEG2000"),
}


@pytest.mark.parametrize("name", MADE)
def test_size_and_frames_are_those_that_pillow_tells(name: str) -> None:
    with Image.open(io.BytesIO(MADE[name])) as expected:
        found = told(MADE[name])
        assert found is not None
        assert (found.size, found.frames) == (expected.size, getattr(expected, "n_frames", 1))
    assert not found.is_cut_off


@pytest.mark.parametrize("name", MADE)
def test_one_that_breaks_off_is_told(name: str) -> None:
    half = MADE[name][: len(MADE[name]) // 2]
    try:
        found = told(half)
    except IndexError:
        return
    assert found is not None and found.is_cut_off


def test_other_files_are_none() -> None:
    assert told(b"plain text") is None and told(b"\x89PNG\r\n\x1a\n") is None
