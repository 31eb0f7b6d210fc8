"""Office documents through a few LibreOffice workers, started when the first document needs one."""

import re
import shutil
import threading
import zipfile
from pathlib import Path

from annexa.convert import early, faults, plain
from annexa.convert.early import Early
from annexa.convert.job import SHEET_FORMATS, TEXT_FORMATS, Job, Options
from annexa.convert.limits import patience
from annexa.convert.paragraphs import longest_paragraph
from annexa.documents.facts import ReadFault
from annexa.documents.faults import long_paragraph
from annexa.tools import libreoffice, office_worker
from annexa.tools.patience import Patience
from annexa.tools.zips import DAMAGED

TRIES = 2
LOOKED_AT = 8 * 1024**2
"""Bytes of a file that is no archive in which fonts are looked for; they stand near its beginning."""
_FONT = re.compile(r"(^|/)fonts/|\.(odttf|fntdata|ttf|otf|ttc|eot)$", re.IGNORECASE)

ZIPPED = b"PK"
SLIDE_SHOWS = frozenset({"pptx", "pptm", "ppsx", "ppsm", "potx", "potm"})
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SIGNATURES: dict[str, tuple[bytes, ...]] = {
    **dict.fromkeys(
        ("doc", "dot", "xls", "xlt", "ppt", "pps", "pot"), (COMPOUND, b"<", b"{\\rtf", b"\xdb\xa5", b"\x09")
    ),
    **dict.fromkeys(("fodt", "fods"), (b"<", b"\xef\xbb\xbf<")),
    "rtf": (b"{\\rtf",),
    **dict.fromkeys(("txt", "csv", "tsv"), (b"",)),
}


class Offices:
    """The workers of one run."""

    def __init__(self, options: Options, seconds: float) -> None:
        """`seconds` of the clock limit one try at one document where nobody tells how much LibreOffice works."""
        self.options = options
        self.seconds = seconds
        self._idle: list[office_worker.Worker] = []
        self._all: list[office_worker.Worker | Early] = []
        self._lock = threading.Lock()
        self._closed = False

    def print(self, job: Job, target: Path, *, save_as: str | None = None) -> ReadFault | tuple[str, ...]:
        """Makes the PDF at `target` and answers notes, or says why not; with a filter's name, saves in that format.

        Raises MissingTool, ToolFailed, OSError.
        """
        if fault := _wrong_from_the_start(job):
            return fault
        last: office_worker.Crashed | None = None
        allowed = patience(job.source, self.seconds, is_sheet=job.format in SHEET_FORMATS)
        for _ in range(TRIES):
            worker = self._borrow()
            try:
                return self._try(worker, job, target, save_as, allowed)
            except office_worker.Overworked:
                return faults.too_much_work(allowed.work)
            except office_worker.Crashed as error:
                if self._closed:
                    raise
                last = error
            finally:
                self._give_back(worker, is_used_up=self.options.reproducible or brings_fonts(job.source))
        return faults.hung() if isinstance(last, office_worker.TimedOut) else faults.crashed()

    def _try(
        self, worker: office_worker.Worker, job: Job, target: Path, save_as: str | None, allowed: Patience
    ) -> ReadFault | tuple[str, ...]:
        folder = worker.work_folder()
        try:
            copy, load, kept = plain.private_copy(job, folder)
            made = folder / "annexa-print.pdf"
            request: dict[str, object] = {
                "source": str(copy),
                "target": str(made),
                "load": load,
                "widen": job.format in ("csv", "tsv"),
                "sheets": {
                    "floor": self.options.smallest_scale,
                    "pages": job.most_pages or self.options.most_pages,
                    "heading": " · ".join(part for part in (job.item, job.source.name) if part),
                },
                "export": export_options(self.options),
            }
            if save_as is not None:
                request["save_as"] = save_as
            notes = worker.print(request, patience=allowed)
            if not made.exists() or not made.stat().st_size:
                return faults.no_pages()
            shutil.move(made, target)
            return kept + notes
        except office_worker.Refused as refused:
            return self._fault(refused, job)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _fault(self, refused: office_worker.Refused, job: Job) -> ReadFault:
        match refused.kind:
            case "password":
                return faults.password()
            case "too large":
                return (
                    faults.to_be_decided(str(refused), job.most_pages)
                    if job.most_pages
                    else faults.too_many_pages(str(refused), self.options.most_pages)
                )
            case "no pages":
                return faults.no_pages()
            case "changes":
                return faults.changes_left()
            case _:
                return faults.damaged()

    def _borrow(self) -> office_worker.Worker:
        with self._lock:
            if self._closed:
                raise office_worker.Crashed("closed")
            if self._idle:
                return self._idle.pop()
            begun = early.waiting()
            if begun is not None:
                self._all.append(begun)
        if begun is not None and (ready := begun.worker()) is not None:
            return ready
        with self._lock:
            if self._closed:
                raise office_worker.Crashed("closed")
            worker = office_worker.Worker(libreoffice.require())
            self._all.append(worker)
        return worker.start()

    def _give_back(self, worker: office_worker.Worker, *, is_used_up: bool) -> None:
        if is_used_up:
            worker.close()
        with self._lock:
            if not worker.closed:
                self._idle.append(worker)

    def close(self) -> None:
        """Ends every worker, also those at work; from then on nothing is tried again."""
        with self._lock:
            self._closed = True
            workers = list(self._all)
        for worker in workers:
            worker.close()


def brings_fonts(source: Path) -> bool:
    """Whether a file has fonts of its own: LibreOffice would draw what it prints later with them as well.

    Measured with LibreOffice 7.4: four of eight documents that only name Calibri were drawn with the Calibri that an
    earlier one had brought, in which 1 and 9 are exchanged.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            return any(_FONT.search(name) for name in archive.namelist())
    except DAMAGED:
        pass
    try:
        with source.open("rb") as stream:
            head = stream.read(LOOKED_AT)
        return b"font-face-src" in head or b"\\fontemb" in head
    except OSError:
        return True


def export_options(options: Options) -> dict[str, object]:
    """The PDF export's options: LibreOffice prints comments unless `ExportNotes` is false, and ignores unknown ones."""
    return {
        "UseTaggedPDF": True,
        "ExportLinksRelativeFsys": True,  # else a link to a neighbouring file shows the folder it is converted in
        "PDFUACompliance": True,
        "ExportBookmarks": True,
        "ExportNotes": False,
        "ExportNotesPages": False,
        "ExportHiddenSlides": False,
        "ExportFormFields": False,
        "ReduceImageResolution": True,
        "MaxImageResolution": options.resolution,
    }


def _wrong_from_the_start(job: Job) -> ReadFault | None:
    """What LibreOffice would open as something else: it takes plain text named .docx for text and answers success."""
    with job.source.open("rb") as stream:
        head = stream.read(8)
    if not head:
        return faults.empty()
    expected = SIGNATURES.get(job.format, (ZIPPED,))
    if head.startswith(COMPOUND) and expected == (ZIPPED,):
        return faults.password()  # an encrypted Office file is a compound file
    if not head.startswith(expected):
        return faults.mislabelled(job.format)
    if job.format in TEXT_FORMATS and (longest := longest_paragraph(job.source, job.format)):
        return long_paragraph(longest).fault
    return faults.no_pages() if job.format in SLIDE_SHOWS and _is_without_slides(job.source) else None


def _is_without_slides(source: Path) -> bool:
    """LibreOffice would add an empty slide and print that."""
    try:
        with zipfile.ZipFile(source) as archive:
            return not any(name.startswith("ppt/slides/slide") for name in archive.namelist())
    except DAMAGED:
        return False  # LibreOffice will say what is wrong with it
