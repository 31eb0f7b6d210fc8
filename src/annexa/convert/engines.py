"""What makes a PDF of which format, and what its result depends on."""

import functools
import hashlib
import json
from dataclasses import asdict
from pathlib import Path

from annexa.convert.job import IMAGE_FORMATS, MESSAGE_FORMATS, OFFICE_FORMATS, PDF_FORMATS, SHEET_FORMATS, Job, Options
from annexa.model.errors import ToolFailed
from annexa.tools import fonts, libreoffice, typst
from annexa.tools.files import write_whole

RECIPE = 26
"""Raise it when the same engine and options are made to give another PDF."""
AS_DELIVERED = "as delivered"


def engine_of(job: Job, cache_dir: Path) -> str | None:
    """Name and version of what converts this job; None if nothing does. Raises MissingTool, ToolFailed."""
    if job.format in OFFICE_FORMATS:
        return office_engine(cache_dir)
    if job.format in IMAGE_FORMATS:
        return image_engine()
    if job.format in MESSAGE_FORMATS:
        return message_engine()
    return AS_DELIVERED if job.format in PDF_FORMATS else None


def entry_name(job: Job, engine: str, options: Options) -> tuple[str, str]:
    """The name of the cache entry, and the digest of everything besides the source's bytes.

    The source's own name counts for Office files, because page headers may print it.
    """
    depends = {"recipe": RECIPE, "engine": engine, "options": asdict(options), "format": job.format}
    if job.format in OFFICE_FORMATS:
        depends |= {"name": job.source.name, "fonts": fonts.fingerprint(), "formulas": _draws_formulas()}
    if job.format in SHEET_FORMATS:
        depends["item"] = job.item
    digest = hashlib.sha256(json.dumps(depends, sort_keys=True).encode()).hexdigest()[:16]
    return f"{job.sha256}-{digest}", digest


@functools.cache
def _draws_formulas() -> bool:
    soffice = libreoffice.find_soffice()
    return soffice is not None and libreoffice.draws_formulas(soffice)


@functools.cache
def image_engine() -> str:
    """Such as "Pillow 12.0.0"."""
    import pikepdf
    import PIL

    return f"Pillow {PIL.__version__}, pikepdf {pikepdf.__version__}"


def message_engine() -> str:
    """Such as "typst 0.15.2"."""
    return f"typst {typst.version()}"


def office_engine(cache_dir: Path) -> str:
    """Such as "LibreOffice 7.4.7.2". The answer is kept in the cache, so that a warm run starts nothing."""
    return _named_office(cache_dir)[0]


@functools.cache
def _named_office(cache_dir: Path) -> tuple[str, str]:
    """Its name, and the stamp that it had before it was asked for that."""
    soffice = libreoffice.require_soffice()
    stamp = libreoffice.stamp(soffice)
    engine = _kept_engine(cache_dir, soffice)
    if engine is None:
        engine = f"LibreOffice {libreoffice.version(soffice)}"
        write_whole(cache_dir / "pdf" / "engine.json", json.dumps({"engine": engine, "stamp": stamp}) + "\n")
    return engine, stamp


def require_same_office(cache_dir: Path) -> None:
    """Raises ToolFailed where another LibreOffice has been installed since `office_engine` named it: what it makes
    must not be kept under that name."""
    engine, stamp = _named_office(cache_dir)
    if libreoffice.stamp(libreoffice.require_soffice()) != stamp:
        raise ToolFailed(
            f"{engine} was replaced by another LibreOffice while it converted documents",
            remedy="Wait until it is installed, then run the same again.",
        )


def known_office_engine(cache_dir: Path) -> str | None:
    """What `office_engine` would say, where it is known without starting anything."""
    soffice = libreoffice.find_soffice()
    return _kept_engine(cache_dir, soffice) if soffice is not None else None


def _kept_engine(cache_dir: Path, soffice: Path) -> str | None:
    try:
        record = json.loads((cache_dir / "pdf" / "engine.json").read_bytes())
        return str(record["engine"]) if record["stamp"] == libreoffice.stamp(soffice) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None
