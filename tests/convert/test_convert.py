"""What becomes of jobs: their order, the cache, and each way in which LibreOffice can fail.

Long because each way to fail is one of its cases.
"""

import errno
import io
import json
import random
import shutil
import tempfile
import zipfile
from pathlib import Path

import pikepdf
import pytest

from annexa.convert import Options, convert, engine_versions, ready
from annexa.convert.limits import patience
from annexa.convert.modern import modernise
from annexa.documents.facts import ReadFaultKind
from annexa.model.errors import MissingTool, ToolFailed
from annexa.tools import libreoffice, office_worker
from annexa.tools.asked import Helper


def test_results_come_in_the_order_of_the_jobs(tmp_path, job, docx, pdf, office):
    office("works")
    files = [docx("small.docx", "a"), pdf("ready.pdf", 3), docx("large.docx", *["text"] * 300)]
    done = []
    results = convert([job(f) for f in files], cache_dir=tmp_path / "cache", on_done=done.append)
    assert [r.job.source.name for r in results] == ["small.docx", "ready.pdf", "large.docx"]
    assert [r.pages for r in results] == [2, 3, 2]
    assert sorted(r.job.source.name for r in done) == ["large.docx", "ready.pdf", "small.docx"]


def test_a_second_run_starts_nothing_and_gives_the_same_bytes(tmp_path, job, docx, office):
    started = office("works")
    jobs = [job(docx("a.docx", "one")), job(docx("b.docx", "two"))]
    first = convert(jobs, cache_dir=tmp_path / "cache")
    bytes_before = [r.pdf.read_bytes() for r in first]
    started.clear()
    second = convert(jobs, cache_dir=tmp_path / "cache")
    assert started == []
    assert all(r.from_cache for r in second)
    assert [r.pdf.read_bytes() for r in second] == bytes_before


def test_each_document_that_takes_work_says_when_its_turn_comes(tmp_path, job, docx, pdf, office):
    office("works")
    jobs = [job(docx("a.docx", "one")), job(pdf("ready.pdf", 1)), job(docx("b.docx", "two"))]
    started = []
    for _ in range(2):
        convert(jobs, cache_dir=tmp_path / "cache", on_start=lambda job, number, total: started.append((number, total)))
    assert sorted(started) == [(1, 3), (2, 3), (3, 3)]  # nothing is done twice


def test_a_document_that_brings_fonts_has_a_libreoffice_of_its_own(tmp_path, job, docx, office):
    """Else it would draw others with that font, as it keeps what it has once loaded."""
    started = office("works")
    plain = [docx(f"{name}.docx", name) for name in "abc"]
    with_font = docx("font.docx", *["text"] * 300)  # the largest comes first
    with zipfile.ZipFile(with_font, "a") as archive:
        archive.writestr("word/fonts/font1.odttf", b"a font")
    convert([job(path) for path in (*plain, with_font)], cache_dir=tmp_path / "cache", workers=1)
    assert [worker.printed for worker in started] == [["font.docx"], ["a.docx", "b.docx", "c.docx"]]
    assert started[0].closed


def test_equal_documents_are_printed_once(tmp_path, job, docx, office):
    started = office("works")
    one = job(docx("a.docx", "one"))
    convert([one] * 5, cache_dir=tmp_path / "cache")
    assert sum(len(worker.printed) for worker in started) == 1


def test_two_documents_use_two_workers_and_all_are_closed(tmp_path, job, docx, office):
    started = office("works")
    convert([job(docx(f"{n}.docx", str(n))) for n in range(6)], cache_dir=tmp_path / "cache", workers=2)
    assert 1 <= len(started) <= 2
    assert all(worker.closed for worker in started)


def test_reproducible_takes_a_fresh_office_for_each_document(tmp_path, job, docx, office):
    started = office("works")
    jobs = [job(docx(f"{n}.docx", str(n))) for n in range(3)]
    results = convert(jobs, cache_dir=tmp_path / "cache", options=Options(reproducible=True))
    assert [len(worker.printed) for worker in started] == [1, 1, 1]
    plain = convert(jobs, cache_dir=tmp_path / "cache")
    assert {r.options for r in results}.isdisjoint({r.options for r in plain})


@pytest.mark.parametrize("damage", [b"", b"%PDF-1.7 cut off"])
def test_a_corrupt_cache_entry_is_made_again(tmp_path, job, docx, office, damage):
    office("works")
    jobs = [job(docx("a.docx", "one"))]
    kept = convert(jobs, cache_dir=tmp_path / "cache")[0].pdf
    kept.write_bytes(damage)
    again = convert(jobs, cache_dir=tmp_path / "cache")[0]
    assert not again.from_cache
    with pikepdf.open(again.pdf) as document:
        assert len(document.pages) == 2


@pytest.mark.parametrize("record", ["", "[]", "{}", '{"fault": {"kind": "??"}}', '{"fault": null, "sha256": 7}'])
def test_a_corrupt_cache_record_is_made_again(tmp_path, job, docx, office, record):
    office("works")
    jobs = [job(docx("a.docx", "one"))]
    kept = convert(jobs, cache_dir=tmp_path / "cache")[0].pdf
    kept.with_suffix(".json").write_text(record)
    assert not convert(jobs, cache_dir=tmp_path / "cache")[0].from_cache


def test_another_version_or_option_or_name_is_another_entry(tmp_path, job, docx, office, monkeypatch):
    office("works")
    source = docx("a.docx", "one")
    seen = {convert([job(source)], cache_dir=tmp_path / "cache")[0].pdf}
    seen.add(convert([job(source)], cache_dir=tmp_path / "cache", options=Options(resolution=200))[0].pdf)
    renamed = source.rename(tmp_path / "b.docx")  # a page header may print the file's name
    seen.add(convert([job(renamed)], cache_dir=tmp_path / "cache")[0].pdf)
    monkeypatch.setattr(libreoffice, "version", lambda soffice: "1.2.4")
    seen.add(convert([job(renamed)], cache_dir=tmp_path / "other")[0].pdf)
    assert len(seen) == 4


@pytest.mark.parametrize("name", ["a.docx", "a.doc"])
def test_what_another_libreoffice_made_half_way_is_not_kept_under_the_olds_name(
    tmp_path, job, docx, office, monkeypatch, name
):
    """As when it is upgraded while it works: the next run asks the new one, and makes all that is missing."""
    program = tmp_path / "program"
    program.mkdir()
    (program / "versionrc").write_text("the old one")
    office("works")
    monkeypatch.setattr(libreoffice, "find_soffice", lambda: program / "soffice")

    def upgraded(self, request, *, patience):
        (program / "versionrc").write_text("another one")
        return print_as_before(self, request, patience=patience)

    source = docx(name, "one")
    if name.endswith(".doc"):
        source.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    worker = office_worker.Worker
    print_as_before = worker.print
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(worker, "print", upgraded)
        with pytest.raises(ToolFailed, match="replaced"):
            if name.endswith(".doc"):
                list(modernise([job(source)], cache_dir=tmp_path / "cache"))
            else:
                convert([job(source)], cache_dir=tmp_path / "cache")
    kept = [path.name for folder in ("pdf", "modern") for path in (tmp_path / "cache" / folder).glob("*")]
    assert kept == ["engine.json"]


@pytest.mark.parametrize("fake", ["bridge_disposed_once", "has_taken_memory_before"])
def test_a_crash_is_tried_once_more_in_a_fresh_worker(tmp_path, job, docx, office, fake):
    started = office(fake)
    result = convert([job(docx("a.docx", "one"))], cache_dir=tmp_path / "cache")[0]
    assert result.pages == 2
    assert result.fault is None
    assert len(started) == 2


@pytest.mark.parametrize(
    ("fake", "kind", "workers"),
    [
        ("libreoffice_crashes", ReadFaultKind.CORRUPT, 2),
        ("libreoffice_hangs", ReadFaultKind.TIMEOUT, 2),
        ("takes_too_much_work", ReadFaultKind.TIMEOUT, 1),  # it would take as much again
        ("wants_too_much_memory", ReadFaultKind.TIMEOUT, 1),
        ("asks_for_password", ReadFaultKind.PASSWORD, 1),
        ("prints_nothing", ReadFaultKind.NO_PAGES, 1),
        ("prints_rubbish", ReadFaultKind.CORRUPT, 1),
    ],
)
def test_a_failing_document_is_a_fault_and_the_others_go_on(tmp_path, job, docx, pdf, office, fake, kind, workers):
    started = office(fake)
    jobs = [job(docx("bad.docx", "one")), job(pdf("good.pdf"))]
    bad, good = convert(jobs, cache_dir=tmp_path / "cache", timeout=1)
    assert bad.fault.kind == kind
    assert bad.fault.message
    assert bad.fault.remedy
    assert bad.pdf is None
    assert good.fault is None
    assert len(started) == workers


def test_a_lasting_fault_is_kept_and_a_passing_one_is_not(tmp_path, job, docx, office):
    source = job(docx("bad.docx", "one"))
    started = office("libreoffice_hangs")
    convert([source], cache_dir=tmp_path / "cache", timeout=1)
    started = office("asks_for_password")
    assert convert([source], cache_dir=tmp_path / "cache")[0].fault.kind == ReadFaultKind.PASSWORD
    started.clear()
    again = convert([source], cache_dir=tmp_path / "cache")[0]
    assert (again.fault.kind, again.from_cache, started) == (ReadFaultKind.PASSWORD, True, [])


@pytest.mark.parametrize(
    "fake",
    [
        "libreoffice_crashes",
        "libreoffice_hangs",
        "takes_too_much_work",
        "wants_too_much_memory",
        "prints_nothing",
        "prints_rubbish",
    ],
)
def test_what_may_be_the_machines_fault_is_tried_again_in_the_next_run(tmp_path, job, docx, office, fake):
    source = job(docx("good.docx", "one"))
    office(fake)
    assert convert([source], cache_dir=tmp_path / "cache", timeout=1)[0].fault is not None
    office("works")
    again = convert([source], cache_dir=tmp_path / "cache")[0]
    assert (again.fault, again.pages) == (None, 2)


def test_a_fault_that_an_older_version_kept_is_no_answer(tmp_path, job, docx, office):
    source = job(docx("good.docx", "one"))
    office("works")
    kept = convert([source], cache_dir=tmp_path / "cache")[0].pdf.with_suffix(".json")
    fault = {"kind": "corrupt", "message": "LibreOffice stopped working on this file, twice", "remedy": "…"}
    kept.write_text(json.dumps({"fault": fault, "notes": [], "pages": 0, "sha256": None}))
    assert convert([source], cache_dir=tmp_path / "cache")[0].fault is None


@pytest.mark.parametrize("where", ["copying", "printing"])
def test_a_full_temporary_folder_is_named_and_not_kept(tmp_path, job, docx, office, monkeypatch, where):
    source = job(docx("good.docx", "one"))
    office("libreoffice_crashes" if where == "printing" else "works")
    with monkeypatch.context() as full:
        if where == "copying":
            error = OSError(errno.ENOSPC, "No space left on device", str(source.source))  # as shutil names it
            full.setattr("annexa.convert.plain.private_copy", fails(error))
        else:
            full.setattr(shutil, "disk_usage", lambda folder: shutil._ntuple_diskusage(10, 10, 0))
        fault = convert([source], cache_dir=tmp_path / "cache")[0].fault
    assert tempfile.gettempdir() in fault.message
    assert fault.remedy
    office("works")
    assert convert([source], cache_dir=tmp_path / "cache")[0].fault is None


def test_a_cache_that_cannot_be_written_is_no_documents_fault(tmp_path, job, docx, office, monkeypatch):
    office("works")
    cache = tmp_path / "cache"
    full = OSError(errno.ENOSPC, "No space left on device", str(cache / "pdf" / "a.pdf"))
    monkeypatch.setattr("annexa.convert.cache.write_whole", fails(full))
    with pytest.raises(OSError, match="No space"):
        convert([job(docx("good.docx", "one"))], cache_dir=cache)


def fails(error):
    """A function that raises this error."""

    def run(*_, **__):
        raise error

    return run


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("empty.docx", b"", ReadFaultKind.EMPTY),
        ("empty.pdf", b"", ReadFaultKind.EMPTY),
        ("empty.png", b"", ReadFaultKind.EMPTY),
        ("text.docx", b"plain text that calls itself Word", ReadFaultKind.MISLABELLED),
        ("text.rtf", b"plain text that calls itself RTF", ReadFaultKind.MISLABELLED),
        ("locked.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 EncryptedPackage", ReadFaultKind.PASSWORD),
        ("broken.pdf", b"%PDF-1.7\n%%EOF", ReadFaultKind.CORRUPT),
        ("broken.png", b"\x89PNG\r\n\x1a\n rubbish", ReadFaultKind.CORRUPT),
        ("broken.tif", b"II*\x00 rubbish", ReadFaultKind.CORRUPT),
        ("film.mp4", b"....ftypisom", ReadFaultKind.UNKNOWN_FORMAT),
    ],
)
def test_bad_input_never_reaches_libreoffice(tmp_path, job, office, name, content, kind):
    started = office("works")
    (tmp_path / name).write_bytes(content)
    result = convert([job(tmp_path / name)], cache_dir=tmp_path / "cache")[0]
    assert result.fault.kind == kind
    assert all(not worker.printed for worker in started)


def test_a_pdf_without_pages_and_one_with_a_password(tmp_path, job, pdf):
    locked = tmp_path / "locked.pdf"
    with pikepdf.open(pdf("plain.pdf")) as document:
        document.save(locked, encryption=pikepdf.Encryption(owner="o", user="u"))
    results = convert([job(pdf("none.pdf", 0)), job(locked)], cache_dir=tmp_path / "cache")
    assert [r.fault.kind for r in results] == [ReadFaultKind.NO_PAGES, ReadFaultKind.PASSWORD]


def test_a_pdf_passes_through_as_it_is(tmp_path, job, pdf):
    source = pdf("ready.pdf", 4)
    result = convert([job(source)], cache_dir=tmp_path / "cache")[0]
    assert (result.pdf, result.pages, result.engine) == (source, 4, "as delivered")


def test_a_ready_made_pdf_is_opened_in_no_process_of_ours_and_once(tmp_path, job, pdf, monkeypatch):
    sound, broken = pdf("ready.pdf", 4), pdf("broken.pdf", 1)
    broken.write_bytes(broken.read_bytes()[:99])
    monkeypatch.setattr(pikepdf, "open", None)
    jobs = [job(sound), job(broken)]
    first = convert(jobs, cache_dir=tmp_path / "cache")
    assert (first[0].pages, first[1].fault.kind) == (4, ReadFaultKind.CORRUPT)
    looked = []
    monkeypatch.setattr(ready.Looker, "look", lambda self, path: looked.append(path) or (ready.Looked(pages=4), b""))
    again = convert(jobs, cache_dir=tmp_path / "cache")
    assert (again[0].pages, again[0].pdf) == (4, sound)
    assert [path.name for path in looked] == [broken.name]


def test_a_pdf_that_ends_whoever_opens_it_is_a_fault_that_is_not_kept(tmp_path, job, pdf, monkeypatch):
    source = pdf("ready.pdf", 4)
    with monkeypatch.context() as deadly:
        deadly.setattr(Helper, "ask", lambda helper, path: None)
        assert convert([job(source)], cache_dir=tmp_path / "cache")[0].fault.remedy
    assert convert([job(source)], cache_dir=tmp_path / "cache")[0].pages == 4


def test_a_restricted_pdf_is_unlocked_and_that_is_said(tmp_path, job, pdf):
    restricted = tmp_path / "restricted.pdf"
    with pikepdf.open(pdf("plain.pdf")) as document:
        document.save(restricted, encryption=pikepdf.Encryption(owner="o", user=""))
    result = convert([job(restricted)], cache_dir=tmp_path / "cache")[0]
    assert "restrictions" in result.notes[0]
    with pikepdf.open(result.pdf) as document:
        assert not document.is_encrypted


def test_a_file_that_is_not_there_any_more_is_a_fault(tmp_path, job, docx, pdf, office):
    office("works")
    jobs = [job(docx("gone.docx", "one")), job(pdf("gone.pdf"))]
    for one in jobs:
        one.source.unlink()
    assert all(r.fault.kind == ReadFaultKind.CORRUPT for r in convert(jobs, cache_dir=tmp_path / "cache"))


def test_a_file_that_changes_meanwhile_is_a_fault_and_not_kept(tmp_path, job, docx, office):
    office("works")
    before = job(docx("a.docx", "one"))
    docx("a.docx", "two")
    result = convert([before], cache_dir=tmp_path / "cache")[0]
    assert "changed" in result.fault.message
    assert not list((tmp_path / "cache" / "pdf").glob(f"{before.sha256}*"))


def test_without_libreoffice_one_sentence_says_what_to_install(tmp_path, job, docx, monkeypatch):
    monkeypatch.setattr(libreoffice, "find_soffice", lambda: None)
    with pytest.raises(MissingTool) as missing:
        convert([job(docx("a.docx", "one"))], cache_dir=tmp_path / "cache")
    assert "libreoffice-writer" in missing.value.remedy


def test_pictures_and_pdfs_need_no_libreoffice(tmp_path, job, pdf, monkeypatch):
    monkeypatch.setattr(libreoffice, "find_soffice", lambda: None)
    assert convert([job(pdf("ready.pdf"))], cache_dir=tmp_path / "cache")[0].fault is None


def test_slides_without_a_slide_are_a_fault(tmp_path, job, office):
    import pptx

    office("works")
    pptx.Presentation().save(str(tmp_path / "none.pptx"))
    assert convert([job(tmp_path / "none.pptx")], cache_dir=tmp_path)[0].fault.kind == ReadFaultKind.NO_PAGES


def test_the_versions_that_a_pdf_depends_on(tmp_path, office, monkeypatch):
    office("works")
    assert engine_versions(tmp_path)["office"] == "LibreOffice 1.2.3"
    monkeypatch.setattr(libreoffice, "find_soffice", lambda: None)
    assert "office" not in engine_versions(tmp_path)


def test_no_jobs_give_no_results(tmp_path):
    assert convert([], cache_dir=tmp_path / "cache") == ()


def test_the_engines_version_is_kept_so_that_a_warm_run_asks_nobody(tmp_path, job, docx, office, monkeypatch):
    office("works")
    convert([job(docx("a.docx", "one"))], cache_dir=tmp_path / "cache")
    assert json.loads((tmp_path / "cache" / "pdf" / "engine.json").read_text())["engine"] == "LibreOffice 1.2.3"


def test_ctrl_c_closes_every_worker(tmp_path, job, docx, office):
    started = office("works")

    def interrupted(result):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        convert([job(docx(f"{n}.docx", str(n))) for n in range(4)], cache_dir=tmp_path / "c", on_done=interrupted)
    assert started
    assert all(worker.closed for worker in started)


def test_a_cache_that_cannot_be_written_is_not_blamed_on_the_document(tmp_path, job, docx, office):
    office("works")
    (tmp_path / "cache").write_text("a file where the folder should be")
    with pytest.raises(OSError):
        convert([job(docx("a.docx", "one"))], cache_dir=tmp_path / "cache")


def test_paths_in_results_lie_in_the_cache(tmp_path, job, docx, office):
    office("works")
    result = convert([job(docx("a.docx", "one"))], cache_dir=tmp_path / "cache")[0]
    assert result.pdf.parent == tmp_path / "cache" / "pdf"
    assert result.pdf.name.startswith(result.job.sha256)
    assert isinstance(result.pdf, Path)


@pytest.mark.parametrize(
    ("name", "make", "least", "most"),
    [
        ("few.docx", lambda: _archive(b"<w:p/>" * 1_000_000), 20, 22),  # 6 MB that say nothing
        ("many.docx", lambda: _archive(random.Random(1).randbytes(1_000_000)), 30, 31),
        ("few.rtf", lambda: b"{\\b " * 1_000_000, 20, 22),
        ("many.rtf", lambda: random.Random(1).randbytes(500_000).hex().encode(), 24, 28),
        ("small.xlsx", lambda: _archive(random.Random(1).randbytes(90_000)), 20, 20),
        ("large.xlsx", lambda: _archive(random.Random(1).randbytes(500_000)), 100, 101),
        ("huge.pptx", lambda: _archive(bytes(30_000_000), zipfile.ZIP_STORED), 300, 300),
    ],
)
def test_a_document_may_take_the_work_that_its_content_explains(tmp_path, name, make, least, most):
    path = tmp_path / name
    path.write_bytes(make())
    allowed = patience(path, 120, is_sheet=path.suffix == ".xlsx")
    assert least <= allowed.work <= most
    assert allowed.clock == max(120, 10 * allowed.work)  # a busy machine
    assert allowed.unwatched == 120


def _archive(content, method=zipfile.ZIP_DEFLATED):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method, compresslevel=1) as archive:
        archive.writestr("word/document.xml", content)
    return stream.getvalue()
