"""Every ready-made PDF merged once for trial, in a process that it can only harm itself in, before it is merged.

What was made elsewhere may loop, unpack to gigabytes or bring a library down. Here that costs the document its place
(a reason, a slip sheet in a draft) and nothing else. What was merged once is not tried again.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import msgspec

from annexa.bundle.planned import Rendering
from annexa.bundle.source import AGAIN, SourceRefused
from annexa.convert import Converted
from annexa.tools.asked import Helper
from annexa.tools.code import code_version
from annexa.tools.files import sha256_of, write_whole

PROCESSOR: Final = 10
"""Seconds of work for one PDF; 4,800 pages, the largest of our benches, take six."""
SECONDS: Final = 90
"""The same by the clock, on a machine that has other things to do."""
MEMORY: Final = 1_500_000_000
"""Bytes of address space, a fifth of which Python and its libraries take."""
_TITLE: Final = "Trial"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What became of ready-made PDFs, by the absolute path of the source."""

    refused: dict[Path, Rendering]
    """Why they cannot be merged, for those that cannot."""
    doubts: dict[Path, str]
    """Why a bundle with them cannot claim PDF/UA-1, for the others; empty where it can."""


def tried(converted: Iterable[Converted], *, cache: Path) -> Tried:
    """Merges each ready-made PDF once. `cache` is the project's build/cache.

    Only what went well is kept in it, and nothing of what a document says. Raises OSError where that cannot be written.
    """
    folder = cache / "trial" / code_version("bundle", "documents", "proof")
    kept = {each.job.source: folder / _digest(each) for each in converted if each.pdf and each.job.format == "pdf"}
    answers = dict(_tried({each.job.source: each.pdf for each in converted if each.pdf}, kept))
    return Tried(
        refused={path: answer for path, answer in answers.items() if isinstance(answer, Rendering)},
        doubts={path: answer for path, answer in answers.items() if isinstance(answer, str)},
    )


def merge_alone(path: Path) -> str:
    """Merges a PDF as a bundle would, and lets the result go. Raises SourceRefused.

    Returns why a bundle with it cannot claim PDF/UA-1; empty where it can.
    """
    from annexa.bundle import merge, sanitise, save
    from annexa.bundle.source import open_source, refusing

    source = open_source(path, prefix="trial.", title=_TITLE)
    with refusing(_TITLE):
        sanitise.clean(source)
        leaf = merge.Leaf(source=source, title=_TITLE)
        numbering = merge.Numbering(total=leaf.length)
        merged = merge.merge([leaf], title=_TITLE, language="en-GB", numbering=numbering)
        save.describe(merged.pdf, save.About(title=_TITLE, language="en-GB", dated=date.min, is_accessible=False))
        with Path(os.devnull).open("wb") as nowhere:
            merged.pdf.save(nowhere)
    return source.doubt or ""


def _digest(converted: Converted) -> str:
    if converted.pdf is None or converted.pdf == converted.job.source:
        return converted.job.sha256
    return sha256_of(converted.pdf)


def _tried(pdfs: Mapping[Path, Path], kept: Mapping[Path, Path]) -> "Iterable[tuple[Path, Rendering | str]]":
    with Helper("annexa.bundle.trial_worker") as helper:
        for source, mark in kept.items():
            if mark.is_file():
                yield source, mark.read_text("utf-8")
                continue
            answer = helper.ask(pdfs[source])
            if answer is not None and answer.startswith(b"+"):
                write_whole(mark, answer[1:])
                yield source, answer[1:].decode()
            else:
                yield source, _slip(*_reason(answer))


def _reason(answer: bytes | None) -> tuple[str, str]:
    if answer is None:
        return (
            f"The PDF cannot be merged within {PROCESSOR} seconds and {MEMORY / 1e9:.1f} GB of memory.",
            f"{AGAIN} Or print it to a new PDF.",
        )
    message, remedy = msgspec.json.decode(answer, type=tuple[str, str])
    words = message.removeprefix(f"{_TITLE}: ")
    return f"{words[:1].upper()}{words[1:]}.", remedy


def answer(path: Path) -> bytes:
    """What the worker says of a PDF: "+" and its doubt, or message and remedy of its refusal as JSON."""
    try:
        return b"+" + merge_alone(path).encode()
    except SourceRefused as error:
        return msgspec.json.encode((error.message, error.remedy))
    except OSError as error:
        return msgspec.json.encode((f"the PDF cannot be read from the disk ({error.strerror})", AGAIN))


def _slip(reason: str, remedy: str) -> Rendering:
    return Rendering(pdf=None, carry=True, reason=reason, fault="failed", remedy=remedy)
