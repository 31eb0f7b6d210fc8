"""What becomes PDF is what was asked about: a document that is exchanged while it is converted, and put back, is not."""

import io
import os
import shutil
from email.message import EmailMessage
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from annexa.convert import convert, own
from annexa.documents.facts import ReadFaultKind
from annexa.tools import office_worker

from .conftest import FakeWorker, pdf_bytes


def picture(side):
    stream = io.BytesIO()
    Image.new("RGB", (side, 100), "white").save(stream, "PNG")
    return stream.getvalue()


def message(words):
    made = EmailMessage()
    made["Subject"] = words
    made["From"] = "lano@westmere.example"
    made.set_content(words)
    return made.as_bytes()


def locked(pages):
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_bytes(pages))) as document:
        document.save(stream, encryption=pikepdf.Encryption(owner="o", user=""))
    return stream.getvalue()


CASES = {
    "a.txt": (b"What was checked.", b"What was swapped."),
    "a.csv": (b"1,2\n", b"3,4\n"),
    "a.png": (picture(100), picture(300)),
    "a.eml": (message("Checked"), message("Swapped")),
    "a.pdf": (pdf_bytes(1), pdf_bytes(2)),
    "restricted.pdf": (locked(1), locked(2)),
}
WAYS = ["written", "renamed"]


def put(path, content, how):
    """As another program might: over the old bytes with the old time, or by a rename."""
    if how == "renamed":
        path.with_name("beside").write_bytes(content)
        path.with_name("beside").replace(path)
        return
    stamp = path.stat()
    path.write_bytes(content)
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))


@pytest.mark.parametrize("how", WAYS)
@pytest.mark.parametrize("name", CASES)
def test_a_document_exchanged_before_it_is_copied_is_a_fault_and_nothing_is_kept(
    tmp_path, job, office, monkeypatch, name, how
):
    office("works")
    source, (checked, other) = tmp_path / name, CASES[name]
    source.write_bytes(checked)
    asked = job(source)
    real = shutil.copyfile

    def copyfile(old, new, **more):
        if old != source:
            return real(old, new, **more)
        put(source, other, how)
        real(old, new, **more)
        put(source, checked, how)
        return new

    monkeypatch.setattr(shutil, "copyfile", copyfile)
    result = convert([asked], cache_dir=tmp_path / "cache")[0]
    assert result.fault.kind is ReadFaultKind.CORRUPT
    assert "changed" in result.fault.message
    assert not list((tmp_path / "cache" / "pdf").glob(f"{asked.sha256}*"))


@pytest.mark.parametrize("name", CASES)
def test_a_document_exchanged_after_it_was_copied_is_converted_as_it_was_checked(
    tmp_path, job, office, monkeypatch, name
):
    office("works")
    given = []

    class Looking(FakeWorker):
        def print(self, request, *, patience):
            given.append(Path(request["source"]).read_bytes())
            return super().print(request, patience=patience)

    monkeypatch.setattr(office_worker, "Worker", Looking)
    source, (checked, other) = tmp_path / name, CASES[name]
    source.write_bytes(checked)
    asked, undisturbed = job(source), convert([job(source)], cache_dir=tmp_path / "undisturbed")[0]
    expected = undisturbed.pdf.read_bytes()

    def copied(wanted, folder):
        made = own.own_copy(wanted, folder)
        put(source, other, "written")
        return made

    monkeypatch.setattr("annexa.convert.run.own_copy", copied)
    result = convert([asked], cache_dir=tmp_path / "cache")[0]
    assert (result.fault, result.pages) == (None, undisturbed.pages)
    assert given == [checked] * len(given)
    if result.pdf != source:  # a PDF that needs no change is not kept: whoever merges it compares it once more
        assert result.pdf.read_bytes() == expected
