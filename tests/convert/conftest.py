"""Documents made for a test, and fakes of LibreOffice named for what goes wrong in it."""

import io
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from tests import in_process

from annexa.convert import Job
from annexa.tools import libreoffice, office_worker
from annexa.tools.files import sha256_of
from annexa.tools.patience import Patience


@pytest.fixture
def job() -> Callable[[Path], Job]:
    """The job of a file, its format as its extension says."""

    def make(path: Path, format_: str | None = None) -> Job:
        return Job(source=path, sha256=sha256_of(path), format=format_ or path.suffix[1:])

    return make


@pytest.fixture
def pdf(tmp_path: Path) -> Callable[..., Path]:
    """Makes a PDF of blank pages."""

    def make(name: str, pages: int = 1) -> Path:
        (tmp_path / name).write_bytes(pdf_bytes(pages))
        return tmp_path / name

    return make


@pytest.fixture
def docx(tmp_path: Path) -> Callable[..., Path]:
    """Makes a small Word file of paragraphs."""

    def make(name: str, *paragraphs: str) -> Path:
        import docx as python_docx

        document = python_docx.Document()
        for text in paragraphs:
            document.add_paragraph(text)
        document.save(str(tmp_path / name))
        return tmp_path / name

    return make


def pdf_bytes(pages: int = 1) -> bytes:
    """A PDF of blank pages."""
    stream = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page()
        document.save(stream)
    return stream.getvalue()


@pytest.fixture
def with_parts() -> Callable[..., Path]:
    """Copies an Office file, each part passed through `change(name, content)`."""
    return _with_parts


def _with_parts(source: Path, target: Path, change: Callable[[str, bytes], bytes]) -> Path:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            new.writestr(member.filename, change(member.filename, old.read(member)))
    return target


class FakeWorker:
    """A worker that always prints two pages; its heirs do what their names say."""

    started: list["FakeWorker"] = []

    def __init__(self, installation: object = None) -> None:
        self.closed = False
        self.is_fresh = True
        self.printed: list[str] = []
        self.started.append(self)

    def start(self) -> "FakeWorker":
        return self

    def work_folder(self) -> Path:
        return Path(tempfile.mkdtemp(prefix="annexa-test-"))

    def print(self, request: dict[str, str], *, patience: Patience) -> tuple[str, ...]:
        self.printed.append(Path(request["source"]).name)
        Path(request["target"]).write_bytes(pdf_bytes(2))
        return ()

    def close(self) -> None:
        self.closed = True


class LibreofficeCrashes(FakeWorker):
    def print(self, request: dict[str, str], *, patience: Patience) -> tuple[str, ...]:
        self.close()
        raise office_worker.Crashed("LibreOffice ended while it worked")


class LibreofficeHangs(FakeWorker):
    def print(self, request: dict[str, str], *, patience: Patience) -> tuple[str, ...]:
        self.close()
        raise office_worker.TimedOut("did not finish")


class TakesTooMuchWork(FakeWorker):
    def print(self, request: dict[str, str], *, patience: Patience) -> tuple[str, ...]:
        self.close()
        raise office_worker.Overworked("too much work")


class WantsTooMuchMemory(FakeWorker):
    def print(self, request: dict[str, str], *, patience: Patience) -> tuple[str, ...]:
        self.close()
        raise office_worker.OutOfMemory("bad_alloc")


class HasTakenMemoryBefore(FakeWorker):
    """The first worker still holds what earlier documents took; a fresh one has enough."""

    def print(self, request: dict[str, str], *, patience: Patience) -> tuple[str, ...]:
        if len(self.started) == 1:
            self.is_fresh = False
            self.close()
            raise office_worker.OutOfMemory("bad_alloc")
        return super().print(request, patience=patience)


class BridgeDisposedOnce(FakeWorker):
    """The first worker is lost; the next one works."""

    def print(self, request: dict[str, str], *, patience: Patience) -> tuple[str, ...]:
        if len(self.started) == 1:
            self.close()
            raise office_worker.Crashed("DisposedException: Binary URP bridge disposed during call")
        return super().print(request, patience=patience)


class PrintsNothing(FakeWorker):
    """Answers success and writes no file, as the command line of LibreOffice does."""

    def print(self, request: dict[str, str], *, patience: Patience) -> tuple[str, ...]:
        return ()


class PrintsRubbish(FakeWorker):
    def print(self, request: dict[str, str], *, patience: Patience) -> tuple[str, ...]:
        Path(request["target"]).write_bytes(b"not a PDF")
        return ()


class AsksForPassword(FakeWorker):
    def print(self, request: dict[str, str], *, patience: Patience) -> tuple[str, ...]:
        raise office_worker.Refused("password", "")


FAKES: dict[str, type[FakeWorker]] = {
    "works": FakeWorker,
    "libreoffice_crashes": LibreofficeCrashes,
    "libreoffice_hangs": LibreofficeHangs,
    "takes_too_much_work": TakesTooMuchWork,
    "wants_too_much_memory": WantsTooMuchMemory,
    "has_taken_memory_before": HasTakenMemoryBefore,
    "bridge_disposed_once": BridgeDisposedOnce,
    "prints_nothing": PrintsNothing,
    "prints_rubbish": PrintsRubbish,
    "asks_for_password": AsksForPassword,
}


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[FakeWorker]]:
    """Puts a fake in the place of LibreOffice; answers the list of workers that were started."""

    def use(fake: str) -> list[FakeWorker]:
        monkeypatch.setattr(FakeWorker, "started", [])
        monkeypatch.setattr(office_worker, "Worker", FAKES[fake])
        in_process.conversion(monkeypatch)
        monkeypatch.setattr(libreoffice, "find_soffice", lambda: Path("/usr/bin/true"))
        monkeypatch.setattr(libreoffice, "version", lambda soffice: "1.2.3")
        monkeypatch.setattr(libreoffice, "require", lambda: None)
        return FakeWorker.started

    return use
