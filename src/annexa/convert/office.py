"""Documents made into pages: Office files by a few LibreOffices, started when the first document needs one."""

import shutil
import tempfile
import threading
from pathlib import Path
from typing import Literal, NamedTuple

from annexa.convert import early, faults
from annexa.convert.early import Early
from annexa.convert.guarded import Done, Guard, Task
from annexa.convert.job import Job, Options
from annexa.documents.facts import ReadFault
from annexa.tools import libreoffice, office_worker

TRIES = 2


class Made(NamedTuple):
    """A PDF that was made."""

    content: bytes
    pages: int
    notes: tuple[str, ...]


class Offices:
    """The workers of one run."""

    def __init__(self, options: Options, seconds: float) -> None:
        """`seconds` of the clock limit one try at one document where nobody tells how much LibreOffice works."""
        self.options = options
        self.seconds = seconds
        self.guard = Guard()
        self._idle: list[office_worker.Worker] = []
        self._all: list[office_worker.Worker | Early] = []
        self._lock = threading.Lock()
        self._closed = False

    def pages(self, job: Job, folder: Path) -> Made | ReadFault:
        """What LibreOffice prints, finished; in a folder of ours. Raises MissingTool, ToolFailed, OSError."""
        printed = folder / "printed.pdf"
        notes = self.print(job, printed)
        if isinstance(notes, ReadFault):
            return notes
        made = self.made("finish", job, folder, printed)
        return made if isinstance(made, ReadFault) else made._replace(notes=notes + made.notes)

    def made(
        self, does: Literal["finish", "picture", "message"], job: Job, folder: Path, printed: Path | None = None
    ) -> Made | ReadFault:
        """What needs no LibreOffice, or none any more; in a folder of ours. Raises ToolFailed, OSError."""
        task = Task(
            does=does,
            source=job.source,
            format=job.format,
            into=folder,
            printed=printed,
            resolution=self.options.resolution,
            most_pages=self.options.most_pages,
        )
        done = self.guard.ask(task)
        return done.fault or Made(done.made.read_bytes(), done.pages, done.notes)

    def print(self, job: Job, target: Path, *, save_as: str | None = None) -> ReadFault | tuple[str, ...]:
        """Makes the PDF at `target` and answers notes, or says why not; with a filter's name, saves in that format.

        Raises MissingTool, ToolFailed, OSError.
        """
        with tempfile.TemporaryDirectory(dir=target.parent) as folder:
            task = Task(does="prepare", source=job.source, format=job.format, into=Path(folder), seconds=self.seconds)
            ready = self.guard.ask(task)
            return ready.fault or self._print(job, ready, target, save_as)

    def _print(self, job: Job, ready: Done, target: Path, save_as: str | None) -> ReadFault | tuple[str, ...]:
        last: office_worker.Crashed | None = None
        for _ in range(TRIES):
            worker = self._borrow()
            try:
                return self._try(worker, job, ready, target, save_as)
            except office_worker.Overworked:
                return faults.too_much_work(ready.patience.work)
            except office_worker.Crashed as error:
                if self._closed:
                    raise
                if isinstance(error, office_worker.OutOfMemory) and worker.is_fresh:
                    return faults.too_much_memory_there()  # it would take as much again
                last = error
            finally:
                self._give_back(worker, is_used_up=self.options.reproducible or ready.brings_fonts)
        return faults.hung() if isinstance(last, office_worker.TimedOut) else faults.crashed()

    def _try(
        self, worker: office_worker.Worker, job: Job, ready: Done, target: Path, save_as: str | None
    ) -> ReadFault | tuple[str, ...]:
        folder = worker.work_folder()
        try:
            copy = shutil.copyfile(ready.made, folder / ready.made.name)
            made = folder / "annexa-print.pdf"
            request: dict[str, object] = {
                "source": str(copy),
                "target": str(made),
                "load": ready.load,
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
            notes = worker.print(request, patience=ready.patience)
            if not made.exists() or not made.stat().st_size:
                return faults.no_pages()
            shutil.move(made, target)
            return ready.notes + notes
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
        self.guard.close()
        for worker in workers:
            worker.close()


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
