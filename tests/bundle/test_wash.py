"""PDFs washed before they are merged: one that cannot be is named and tried again next time, the others are kept."""

import json
import os
import signal
import threading
import time
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from annexa.bundle.wash import Soiled, wash_all
from annexa.pdf import washed
from annexa.tools.asked import Helper
from annexa.tools.files import sha256_of
from annexa.tools.supervised import Supervised


@pytest.fixture
def soiled(tmp_path):
    """Makes a PDF that is to be washed; `change` is given the open PDF."""

    def make(name: str, change=lambda pdf: None, **about: object) -> Soiled:
        pdf = pikepdf.new()
        pdf.add_blank_page()
        change(pdf)
        path = tmp_path / name
        pdf.save(path, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
        given = {"source": path, "pdf": path, "sha256": sha256_of(path), "is_ours": False}
        return Soiled(**{**given, **about})

    return make


@pytest.fixture
def places(tmp_path):
    aside = tmp_path / "aside"
    aside.mkdir()
    return {"cache": tmp_path / "cache", "aside": aside}


def files_of(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.fixture
def asked(monkeypatch):
    """The names of the files that workers are asked about."""
    found: list[str] = []
    real = Helper.ask

    def ask(helper: Helper, path: Path) -> bytes | None:
        found.append(path.name)
        return real(helper, path)

    monkeypatch.setattr(Helper, "ask", ask)
    return found


def empty(pdf):
    pdf.Root["/Pages"] = Dictionary()


def test_what_cannot_be_merged_has_a_reason_and_is_tried_again_and_what_can_is_washed_once(soiled, places, asked):
    sound, hopeless, twin = soiled("sound.pdf"), soiled("empty.pdf", empty), soiled("twin.pdf")
    done = wash_all([sound, hopeless, twin], **places)
    assert set(done.copies) == {sound.source, twin.source}
    assert len(asked) == 2  # two documents of the same bytes are one
    (slip,) = done.refused.values()
    assert (slip.pdf, slip.fault, slip.carry) == (None, "failed", True)
    assert slip.reason[0].isupper() and "Washing" not in slip.reason and slip.remedy
    assert all(washed.is_whole(copy) and copy.is_relative_to(places["cache"]) for copy in done.copies.values())
    assert not files_of(places["aside"])
    asked.clear()
    again = wash_all([sound, hopeless, twin], **places)
    assert again.copies == done.copies
    assert asked == [f"{hopeless.name}.soiled"]


def test_nothing_of_a_private_document_stays_in_the_cache(soiled, places):
    private = soiled("private.pdf", is_private=True)
    copy = wash_all([private], **places).copies[private.source]
    assert copy.is_relative_to(places["aside"])
    assert not files_of(places["cache"])


def test_a_file_that_was_changed_since_it_was_checked_is_not_washed(soiled, places, asked):
    one, gone = soiled("one.pdf"), soiled("gone.pdf")
    one.pdf.write_bytes(b"%PDF-1.7 another")
    gone.pdf.unlink()
    done = wash_all([one, Soiled(source=gone.source, pdf=gone.pdf, sha256="0" * 64, is_ours=False)], **places)
    assert set(done.swapped) == {one.source, gone.source}
    assert not (asked or done.copies or done.refused)


@pytest.mark.parametrize("ending", ["pdf", "about", "files"])
def test_a_copy_that_was_damaged_in_the_cache_is_made_again(soiled, places, asked, ending):
    def attach(pdf):
        pdf.attachments["figures.csv"] = b"a,b\n1,2\n"

    document = soiled("one.pdf", attach)
    copy = wash_all([document], **places).copies[document.source]
    path = washed.beside(copy, ending)
    whole = path.read_bytes()
    path.write_bytes(whole[:-9] + bytes(9))
    assert not washed.is_whole(copy)
    assert wash_all([document], **places).copies[document.source] == copy
    assert path.read_bytes() == whole
    assert len(asked) == 2


def test_a_copy_of_another_document_under_this_ones_name_is_none(soiled, places, asked):
    one, other = soiled("one.pdf"), soiled("other.pdf", lambda pdf: pdf.add_blank_page())
    copies = wash_all([one, other], **places).copies
    for ending in ("pdf", "about"):
        washed.beside(copies[other.source], ending).replace(washed.beside(copies[one.source], ending))
    assert washed.open_washed(wash_all([one], **places).copies[one.source], title="One").looks is not None
    assert asked[2:] == [f"{one.name}.soiled"]


def test_the_copy_holds_nothing_that_a_bundle_must_not_hold(soiled, places):
    def secret(pdf):
        pdf.docinfo["/Author"] = "MARKER"
        pdf.Root["/OpenAction"] = Dictionary(S=Name.JavaScript, JS=String("MARKER"))
        pdf.Root["/Names"] = Dictionary(JavaScript=Dictionary(Names=Array([String("MARKER"), Dictionary()])))
        pdf.pages[0].obj["/PieceInfo"] = Dictionary(MARKER=Dictionary())
        with pdf.open_metadata() as metadata:
            metadata["dc:creator"] = ["MARKER"]

    document = soiled("secret.pdf", secret)
    copy = wash_all([document], **places).copies[document.source]
    with pikepdf.open(washed.beside(copy, "pdf")) as pdf:
        assert "MARKER" not in pdf.Root.unparse(True).decode() + "".join(str(each.unparse()) for each in pdf.objects)
        assert "/Info" not in pdf.trailer


@pytest.mark.parametrize(
    ("endings", "is_washed"),
    [
        ([signal.SIGKILL], True),  # the machine's fault, or that of an earlier file: asked again
        ([signal.SIGKILL, signal.SIGKILL], False),
        ([signal.SIGPROF], False),  # its own work took too long: it would again
    ],
)
def test_a_worker_that_ends_is_the_answer_only_where_the_document_ended_it(
    soiled, places, monkeypatch, endings, is_washed
):
    first, document = soiled("first.pdf"), soiled("one.pdf", lambda pdf: pdf.add_blank_page())
    left, asked = list(endings), []
    ask, start = Helper.ask, Helper._start

    def end(process: Supervised) -> None:
        os.kill(process.pid, left.pop(0))
        process.wait(time.monotonic() + 120)

    def asks(helper: Helper, path: Path) -> bytes | None:
        if path.name == f"{document.name}.soiled":
            asked.append(path)
            if left and helper._process:
                end(helper._process)
        return ask(helper, path)

    def starts(helper: Helper) -> Supervised:
        process = start(helper)
        if asked and left:
            end(process)
        return process

    with monkeypatch.context() as deadly:
        deadly.setattr(Helper, "ask", asks)
        deadly.setattr(Helper, "_start", starts)
        done = wash_all([first, document], **places, workers=1)
    assert (document.source in done.copies, len(asked), left) == (is_washed, 1, [])
    assert first.source in done.copies
    assert document.source in wash_all([document], **places).copies  # never kept as an answer


def test_what_other_code_washed_is_removed(soiled, places):
    old = places["cache"] / "washed" / "0123-11.9"
    old.mkdir(parents=True)
    (old / "a.pdf").write_bytes(b"%PDF")
    wash_all([soiled("one.pdf")], **places)
    assert not old.exists()
    assert [path.suffix for path in files_of(places["cache"])].count(".pdf") == 1


def test_what_is_known_of_it_survives_the_way_to_the_disk(soiled, places):
    def rich(pdf):
        page = pdf.pages[0].obj
        mark = pdf.make_indirect(Dictionary(Title=String("A chapter"), Dest=Array([page, Name.XYZ, 7, 9.5, None])))
        pdf.Root["/Outlines"] = pdf.make_indirect(Dictionary(First=mark, Last=mark))
        pdf.Root["/Names"] = Dictionary(Dests=Dictionary(Names=Array([String("\xe4"), Array([page, Name.Fit])])))
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]))
        link["/A"] = Dictionary(S=Name.GoToR, F=String("other.docx"), D=String("place"))
        page["/Annots"] = Array([pdf.make_indirect(link)])

    document = soiled("rich.pdf", rich)
    source = washed.open_washed(wash_all([document], **places).copies[document.source], title="Rich")
    (mark,) = source.bookmarks
    assert (mark.title, mark.page, tuple(map(float, mark.place))) == ("A chapter", 0, (7.0, 9.5))
    assert source.destinations == {bytes(String("\xe4"))}
    (jump,) = source.jumps
    assert (jump.page, jump.position, jump.target, jump.destination) == (0, 0, "other.docx", b"place")
    assert json.loads(json.dumps(source.notes)) == source.notes


def test_ctrl_c_ends_what_is_washed_and_no_more_begins(soiled, places, monkeypatch):
    """The first is answered at once, and the others only when their helper is ended."""
    documents = [soiled(f"{number}.pdf", lambda pdf, n=number: pdf.Root.update({"/N": n})) for number in range(6)]
    begun, ended = [], threading.Event()

    def ask(helper: Helper, path: Path) -> bytes | None:
        begun.append(path.name)
        if path.name != f"{documents[0].name}.soiled":
            ended.wait(120)
        return b'["Washing: no", "Nothing."]'

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Helper, "ask", ask)
    monkeypatch.setattr(Helper, "end", lambda helper: ended.set())
    with pytest.raises(KeyboardInterrupt):
        wash_all(documents, **places, workers=2, advance=interrupted)
    assert ended.is_set()
    assert len(begun) <= 3, "what had not begun is not washed any more"
