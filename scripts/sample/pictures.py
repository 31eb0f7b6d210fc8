"""Charts and diagrams, drawn by typst as small PNG files.

Letters are Aileron, the typeface that comes inside Pillow, so that nothing depends on the fonts of a machine. It holds
plain ASCII only; a label with any other character is an error here, not an empty box in a document.
"""

import io
import json
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import typst
from PIL import Image, ImageFont

PROGRAM = Path(__file__).with_name("pictures.typ")
Series = tuple[tuple[str, tuple[float, ...]], ...]
"""Named rows of values, one value a category."""


@cache
def fonts() -> Path:
    """A folder that holds the typeface; it lives as long as the process."""
    folder = _keep(tempfile.TemporaryDirectory(prefix="annexa-sample-"))
    face = ImageFont.load_default(12)
    if not isinstance(face, ImageFont.FreeTypeFont):
        raise RuntimeError("this Pillow has no FreeType, and so no typeface for pictures")
    (folder / "aileron.ttf").write_bytes(face.font_bytes)
    return folder


_kept: list[tempfile.TemporaryDirectory[str]] = []


def _keep(folder: "tempfile.TemporaryDirectory[str]") -> Path:
    _kept.append(folder)
    return Path(folder.name)


@cache
def _draw(request: str) -> bytes:
    if not request.isascii():
        raise ValueError(f"the typeface of pictures holds ASCII only: {request}")
    raw: object = typst.compile(
        str(PROGRAM),
        format="png",
        ppi=144,
        font_paths=[str(fonts())],
        ignore_system_fonts=True,
        sys_inputs={"picture": request},
    )
    if not isinstance(raw, bytes):
        raise TypeError("a picture has one page")
    return shrink(raw)


def shrink(png: bytes, colours: int = 48) -> bytes:
    """The picture with few colours and without transparency."""
    with Image.open(io.BytesIO(png)) as source:
        flat = Image.new("RGB", source.size, "white")
        flat.paste(source, mask=source.getchannel("A") if source.mode == "RGBA" else None)
    out = io.BytesIO()
    flat.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def photograph(png: bytes) -> bytes:
    """The picture as JPEG, as some partners send it."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(png)) as source:
        source.convert("RGB").save(out, "JPEG", quality=88, dpi=(144, 144))
    return out.getvalue()


def _picture(kind: str, **data: object) -> Callable[[], bytes]:
    return lambda: _draw(json.dumps({"kind": kind, **data}, ensure_ascii=False))


def columns(
    categories: tuple[str, ...], series: Series, *, unit: str = "", stacked: bool = False
) -> Callable[[], bytes]:
    """Upright columns, side by side or stacked."""
    return _picture("columns", categories=categories, series=series, unit=unit, stacked=stacked)


def lines(categories: tuple[str, ...], series: Series, *, unit: str = "", low: float = 0) -> Callable[[], bytes]:
    """Lines over time; `low` is where the axis starts."""
    return _picture("lines", categories=categories, series=series, unit=unit, low=low)


def bars(categories: tuple[str, ...], values: tuple[float, ...], *, unit: str = "") -> Callable[[], bytes]:
    """Lying bars with their values, for categories with long names."""
    return _picture("bars", categories=categories, values=values, unit=unit)


def tree(levels: tuple[tuple[str, ...], ...]) -> Callable[[], bytes]:
    """An organisation chart: rows of boxes, each row answering to the one above."""
    return _picture("tree", levels=levels)


def flow(steps: tuple[tuple[str, str], ...]) -> Callable[[], bytes]:
    """A flow diagram: steps from top to bottom, each with a remark beside it."""
    return _picture("flow", steps=steps)
