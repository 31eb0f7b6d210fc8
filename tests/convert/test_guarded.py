"""What we do ourselves to a document before and after LibreOffice costs that document alone, whatever it does."""

import errno
import signal
import sys
import zipfile
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from tests import in_process

from annexa.convert import convert, faults, guarded, images, plain, unfit
from annexa.convert.guarded import Closed, Done, Guard, Task, encoded
from annexa.convert.guarded_worker import PRINTED, work
from annexa.documents.facts import ReadFaultKind
from annexa.tools.asked import Helper


@pytest.fixture
def task(tmp_path: Path):
    """A text to be made ready, in which may stand the number of a signal."""

    def make(words: str, **about: object) -> Task:
        folder = tmp_path / words
        folder.mkdir()
        source = folder / "a.txt"
        source.write_text(words)
        return Task(**{"does": "prepare", "source": source, "format": "txt", "into": folder, **about})

    return make


@pytest.mark.skipif(sys.platform == "win32", reason="its processes end by no signal")
def test_a_document_that_ends_the_process_is_refused_and_the_next_is_done(task, tmp_path, monkeypatch):
    (tmp_path / "sitecustomize.py").write_text(
        "import os\nfrom annexa.convert import plain\nreal = plain.private_copy\n"
        "def ends(source, *rest):\n"
        "    words = source.read_text()\n"
        "    return os.kill(os.getpid(), int(words)) if words.isdigit() else real(source, *rest)\n"
        "plain.private_copy = ends\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    deadly = {
        signal.SIGPROF: ReadFaultKind.TIMEOUT,
        signal.SIGABRT: ReadFaultKind.TOO_LARGE,
        signal.SIGSEGV: ReadFaultKind.CORRUPT,
    }
    guard = Guard()
    try:
        for number, kind in deadly.items():
            fault = guard.ask(task(str(int(number)))).fault
            assert fault is not None and fault.kind is kind and fault.remedy
        done = guard.ask(task("words"))
    finally:
        guard.close()
    assert (done.fault, done.made.read_text()) == (None, "words")
    with pytest.raises(Closed):
        guard.ask(task("too late"))


class Spoilt:
    """A helper that ends at its second document, as one does that the first has spoilt."""

    ended = -int(getattr(signal, "SIGSEGV", 11))

    def __init__(self, *_: str) -> None:
        self.asked = 0

    @property
    def is_running(self) -> bool:
        return self.asked > 0

    def ask(self, request: Path) -> bytes | None:
        self.asked = (self.asked + 1) % 2
        return encoded(Done()) if self.asked else None


def test_what_ends_a_helper_that_others_have_used_is_asked_of_a_fresh_one(task, monkeypatch):
    monkeypatch.setattr(guarded, "Helper", Spoilt)
    guard = Guard()
    assert [guard.ask(task(words)).fault for words in ("one", "two", "three")] == [None] * 3


@pytest.mark.parametrize(
    ("name", "members", "words", "brings"),
    [
        ("a.docx", ("word/fonts/font1.odttf",), b"", True),
        ("a.pptx", ("ppt/fonts/font1.fntdata",), b"", True),
        ("a.odt", ("Pictures/a.png", "fonts.xml"), b"", False),
        ("a.fodt", (), b"<style:font-face><svg:font-face-src>", True),
        ("a.fodt", (), b"<style:font-face/>", False),
        ("a.rtf", (), rb"{\rtf1{\fonttbl{\f0{\*\fontemb 00}}}}", True),
        ("a.rtf", (), rb"{\rtf1{\fonttbl{\f0 Arial;}}}", False),
    ],
)
def test_which_documents_bring_fonts(tmp_path, name, members, words, brings):
    path = tmp_path / name
    if members:
        with zipfile.ZipFile(path, "w") as archive:
            for member in members:
                archive.writestr(member, b"a font")
    else:
        path.write_bytes(words)
    assert unfit.brings_fonts(path) is brings


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (MemoryError(), ReadFaultKind.TOO_LARGE),
        (RecursionError(), ReadFaultKind.CORRUPT),
        (KeyError("w:body"), ReadFaultKind.CORRUPT),
    ],
    ids=["memory", "depth", "mistake"],
)
def test_what_goes_wrong_is_that_documents_fault(task, monkeypatch, error, kind):
    in_process.conversion(monkeypatch)
    monkeypatch.setattr(plain, "private_copy", _raises(error))
    fault = Guard().ask(task("words")).fault
    assert fault is not None and fault.kind is kind and fault.remedy


def test_what_the_disk_refuses_is_no_documents_fault(task, monkeypatch):
    in_process.conversion(monkeypatch)
    monkeypatch.setattr(plain, "private_copy", _raises(OSError(errno.ENOSPC, "full", "/tmp/a")))
    with pytest.raises(OSError, match="full") as refused:
        Guard().ask(task("words"))
    assert (refused.value.errno, refused.value.filename) == (errno.ENOSPC, "/tmp/a")


def test_a_picture_that_takes_too_much_memory_is_said_to_be_too_large_a_picture(task, monkeypatch):
    in_process.conversion(monkeypatch)
    monkeypatch.setattr(images, "to_pdf", lambda *_, **__: _raises(MemoryError())())
    assert Guard().ask(task("words", does="picture", format="png")).fault == faults.too_large_picture()


def test_what_is_said_on_pages_is_told_and_a_damaged_pdf_is_a_fault(task, pdf, tmp_path, monkeypatch):
    in_process.conversion(monkeypatch)
    assert Guard().ask(task("sound", does="texts", source=pdf("a.pdf", 2), format="pdf")).texts == ("", "")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7")
    assert Guard().ask(task("broken", does="texts", source=tmp_path / "broken.pdf", format="pdf")).fault


@pytest.mark.parametrize(
    ("name", "content", "is_fit"),
    [
        ("a.csv", b"a,b\n" * 9, True),
        ("a.csv", b"a,b\n" * 11, False),
        ("a.txt", b"a\n" * 11, False),
        ("a.csv", b"," * 101, False),
        ("a.tsv", b'a\t"' + b"b" * 101, False),
        ("a.csv", b"," * 99, True),
    ],
)
def test_plain_text_that_nobody_can_read_on_pages_is_not_given_to_libreoffice(
    tmp_path, monkeypatch, name, content, is_fit
):
    monkeypatch.setattr(unfit, "MOST_LINES", 10)
    monkeypatch.setattr(unfit, "LONG", 100)
    (tmp_path / name).write_bytes(content)
    fault = unfit.unfit(tmp_path / name, name[2:])
    assert (fault is None) is is_fit
    assert fault is None or (fault.kind is ReadFaultKind.TOO_LARGE and fault.remedy)


def _raises(error: BaseException):
    def run(*_: object) -> None:
        raise error

    return run


def test_a_name_that_is_not_utf8_comes_through(task, tmp_path, monkeypatch):
    in_process.conversion(monkeypatch)
    odd = tmp_path / "pl\udce4tze.txt"
    try:
        odd.write_text("words")
    except (OSError, UnicodeError):
        pytest.skip("names are UTF-8 here")
    done = Guard().ask(task("odd", source=odd))
    assert (done.made.name, done.made.read_text()) == (odd.name, "words")


def test_pages_that_were_printed_count_for_what_they_may_take(task, tmp_path):
    printed = tmp_path / "printed.pdf"
    printed.write_bytes(b"0" * 2_000_000)
    allowed = {}
    for name, given in (("before", {}), ("after", {"printed": printed})):
        each = task(name, **given)
        (each.into / "task.json").write_bytes(encoded(each))
        allowed[name] = work(each.into / "task.json")
    assert allowed["after"] - allowed["before"] == pytest.approx(PRINTED * 2, rel=0.01)


def test_what_libreoffice_printed_and_pictures_are_opened_in_no_process_of_ours(
    tmp_path, job, docx, office, monkeypatch
):
    office("works")
    monkeypatch.setattr(guarded, "Helper", Helper)
    monkeypatch.setattr(pikepdf, "open", None)
    monkeypatch.setattr(Image, "open", None)
    Image.new("RGB", (20, 20), "red").save(tmp_path / "a.png")
    done = convert([job(docx("a.docx", "one")), job(tmp_path / "a.png")], cache_dir=tmp_path / "cache")
    assert [(each.fault, each.pages) for each in done] == [(None, 2), (None, 1)]
