"""What is known of a document is known of the bytes that were asked about, whatever the file holds a moment later."""

import os

import pytest

from annexa.check import reading
from annexa.check.store import FactsStore
from annexa.documents import guarded, sniff
from annexa.documents.facts import Facts, ReadFault
from annexa.documents.legacy import completed
from annexa.tools.files import sha256_of

CHECKED, OTHER = "What was checked.", "What was put in its place."


def put(path, words, how):
    """Another program's way of writing a file: with the time of the one before, under its name, or not at all."""
    if how == "gone":
        path.unlink()
    elif how == "renamed":
        beside = path.with_name("beside")
        beside.write_text(words)
        beside.replace(path)
    else:
        stamp = path.stat() if path.exists() else None
        path.write_text("" if how == "emptied" else words)
        if stamp:
            os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))


@pytest.fixture
def read(tmp_path, monkeypatch):
    """Reads a file that is exchanged the moment before the worker opens it, and put back the moment after."""
    path, store = tmp_path / "notes.txt", FactsStore(tmp_path / "cache")
    path.write_text(CHECKED)
    digests = {path: sha256_of(path)}

    def run(how=None, *, is_put_back=True):
        real = guarded._Worker.ask

        def ask(worker, *given):
            if how:
                put(path, OTHER, how)
            found = real(worker, *given)
            if how and is_put_back:
                put(path, CHECKED, "written")
            return found

        with monkeypatch.context() as patch:
            patch.setattr(guarded._Worker, "ask", ask)
            ((_, found),) = reading.read_paths(digests, store, workers=1)
        return found

    return run


@pytest.mark.parametrize("how", ["written", "renamed", "emptied", "gone"])
def test_a_file_that_is_exchanged_and_put_back_is_a_fault_and_nothing_of_it_is_kept(tmp_path, read, how):
    found = read(how)
    assert isinstance(found, ReadFault)
    assert found.remedy
    assert not list((tmp_path / "cache").rglob("*.msgpack"))
    found = read()
    assert isinstance(found, Facts)
    assert found.text == CHECKED


def test_a_file_that_is_another_from_then_on_is_one_too(read):
    assert isinstance(read("written", is_put_back=False), ReadFault)


@pytest.mark.parametrize("name", ["film.mp3", "old.doc"])
def test_what_is_read_another_way_is_compared_as_well(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"ID3\x03\x00" + bytes(2000))
    sound = sha256_of(path)
    path.write_bytes(b"ID3\x03\x00" + bytes(2001))
    if name == "old.doc":
        found = completed(path, Facts(format="docx"), sha256=sound)
    else:
        ((_, found),) = guarded.read_many([path], digests={path: sound}, workers=0)
    assert isinstance(found, ReadFault)
    assert "changed" in found.message


def test_an_empty_file_that_was_asked_about_is_empty(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"")
    ((_, found),) = guarded.read_many([path], digests={path: sha256_of(path)}, workers=0)
    assert "empty" in found.message
    with pytest.raises(sniff.faults.Unreadable, match="changed"):
        sniff.load(path, guarded.Limits(), "0" * 64)
