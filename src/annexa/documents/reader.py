"""One file in, its facts out; or the fault that says why not. Nothing else ever comes out."""

import io
from pathlib import Path
from typing import TYPE_CHECKING

from annexa.documents import faults, sniff
from annexa.documents.facts import Facts, ReadFault
from annexa.documents.limits import Limits

if TYPE_CHECKING:
    from annexa.documents.ooxml import Package


def read(path: Path, *, limits: Limits = Limits(), sha256: str = "") -> Facts | ReadFault:  # noqa: B008 - frozen
    """Reads one document; never raises for bad input.

    `sha256`: of the bytes that are asked about, where that is known. What is read is read once, and where it is
    something else the answer is the fault of a file that was changed, whatever the file holds a moment later.

    A file whose content is not what its name promises is a fault (MISLABELLED), and so is one in a format of
    before 2007 (NEEDS_TOOL; see `annexa.documents.legacy`). It guards against neither a crash of the process
    nor a file that takes hours: see `annexa.documents.guarded`.
    """
    try:
        promised = sniff.promised(path)
        if not promised:
            from annexa.documents import unknown

            return unknown.fault_of(path)
        if promised in sniff.RECORDINGS:
            from annexa.documents import recordings

            found = recordings.read(path, promised, limits)
            sniff.ensure(path, sha256)  # it may be larger than memory, so that only its ends are read
            return found
        return _read(sniff.load(path, limits, sha256), promised, limits)
    except faults.Unreadable as error:
        return error.fault
    except MemoryError:
        return faults.out_of_memory()
    except RecursionError:
        return faults.corrupt("its parts are nested too deeply").fault
    except (
        Exception
    ) as error:  # a reader's own mistake must not stop the other documents; it is named, so that it is mended
        return faults.crashed(f"{type(error).__name__}: {error}"[:200])


def read_content(data: bytes, limits: Limits) -> Facts:
    """Reads bytes that have no name, by what they are; raises Unreadable."""
    from annexa.documents import ooxml
    from annexa.documents.archive import Archive
    from annexa.documents.odf import reader as odf

    family = sniff.family(data)
    if family == "ole":
        return _read_ole(data, sniff.ole_format(sniff.ole_stream_names(data)) or "an Office file", limits)
    if family == "text":
        from annexa.documents import messages, text

        if messages.looks_like_mail(data):
            return messages.read(data, "eml", limits)

        return text.read_text(data, limits)
    if family != "zip":
        if family not in sniff.FAMILIES:
            raise faults.unknown("")
        return _read_flat(data, family, limits)
    archive = Archive(io.BytesIO(data), limits)
    if "[content_types].xml" not in archive:
        really = odf.format_of(archive)
        _expect(really, really)
        return odf.read(archive, really, limits)
    package = ooxml.Package(archive)
    _expect(package.format, package.format)
    return _read_package(package, limits)


def _read(data: bytes, promised: str, limits: Limits) -> Facts:
    family = sniff.family(data)
    if promised == "eml":
        from annexa.documents import messages

        return messages.read(data, promised, limits)
    if family == "zip":
        return _read_zip(data, promised, limits)
    if family == "ole":
        return _read_ole(data, promised, limits)
    if promised == "msg":
        raise _not_what_it_says(data, family, promised)
    if sniff.is_textual(promised):
        if family not in ("text", "XML", "a web page (HTML)"):
            raise faults.mislabelled(promised, family)
        from annexa.documents import text

        return text.read_csv(data, limits) if promised == "csv" else text.read_text(data, limits)
    if family != promised:
        raise _not_what_it_says(data, family, promised)
    return _read_flat(data, family, limits)


def _not_what_it_says(data: bytes, family: str, promised: str) -> faults.Unreadable:
    """Mislabelled, or damaged where the content is nothing at all."""
    if family.startswith("of a kind"):
        return faults.corrupt(f"it does not hold a {promised} document, or was not copied whole")
    return faults.mislabelled(promised, "plain text" if family == "text" else family)


def _read_flat(data: bytes, family: str, limits: Limits) -> Facts:
    if family == "pdf":
        from annexa.documents.pdf import reader as pdf

        return pdf.read(data, limits)
    if family == "rtf":
        from annexa.documents.rtf import reader as rtf

        return rtf.read_bytes(data, limits)
    from annexa.documents import images

    return images.read(data, family, limits)


def _read_ole(data: bytes, promised: str, limits: Limits) -> Facts:
    really = sniff.ole_format(sniff.ole_stream_names(data))
    if really == "encrypted":
        raise faults.password()
    if really and really != promised:
        raise faults.mislabelled(promised, really)
    if not really:
        raise faults.mislabelled(promised, "an old Office file of a kind that is not known")
    if really == "msg":
        from annexa.documents import messages

        return messages.read(data, really, limits)
    if really != "xls" and sniff.is_locked(data, really):  # many a locked xls opens with Excel's own default password
        raise faults.password()
    raise faults.needs_tool(really)


def _read_zip(data: bytes, promised: str, limits: Limits) -> Facts:
    from annexa.documents import ooxml
    from annexa.documents.archive import Archive

    archive = Archive(io.BytesIO(data), limits)
    if "[content_types].xml" in archive:
        package = ooxml.Package(archive)
        _expect(promised, package.format)
        return _read_package(package, limits)
    from annexa.documents.odf import reader as odf

    really = odf.format_of(archive)
    _expect(promised, really)
    return odf.read(archive, really, limits)


def _expect(promised: str, really: str) -> None:
    if not really:
        raise faults.mislabelled(promised, "a zip archive of something else")
    if really != promised:
        raise faults.mislabelled(promised, really)


def _read_package(package: "Package", limits: Limits) -> Facts:
    if package.format.startswith("do"):
        from annexa.documents.word import reader as docx

        return docx.read(package, limits)
    if package.format.startswith("x"):
        from annexa.documents.excel import reader as xlsx

        return xlsx.read(package, limits)
    from annexa.documents.slides import reader as pptx

    return pptx.read(package, limits)
