"""Files of before 2007 in today's formats: kept, refused, and with everything still in them."""

from pathlib import Path

import pytest

from annexa.convert import Job
from annexa.convert.modern import Modern, modernise
from annexa.documents import read
from annexa.documents.facts import ReadFaultKind
from annexa.documents.legacy import facts_from
from annexa.tools import libreoffice

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old"


@pytest.fixture
def old(tmp_path) -> Path:
    """Begins as an old Word file does."""
    (tmp_path / "old.doc").write_bytes(OLD)
    return tmp_path / "old.doc"


def alone(job: Job, folder: Path) -> Modern:
    """What becomes of one job."""
    (result,) = modernise([job], cache_dir=folder / "cache")
    return result


def test_an_old_file_is_converted_once(tmp_path, job, old, office):
    started = office("works")
    first = alone(job(old), tmp_path)
    second = alone(job(old), tmp_path)
    assert first.file == second.file
    assert first.file.suffix == ".docx"
    assert [worker.printed for worker in started] == [["old.doc"]]
    assert all(worker.closed for worker in started)


@pytest.mark.parametrize(
    ("fake", "kind"),
    [("libreoffice_crashes", ReadFaultKind.CORRUPT), ("asks_for_password", ReadFaultKind.PASSWORD)],
)
def test_a_file_that_fails_is_a_fault_and_the_next_goes_on(tmp_path, job, old, office, fake, kind):
    office(fake)
    (tmp_path / "empty.xls").touch()
    results = modernise([job(old), job(tmp_path / "empty.xls")], cache_dir=tmp_path / "cache")
    faults = {result.job.source.name: result.fault.kind for result in results}
    assert faults == {"old.doc": kind, "empty.xls": ReadFaultKind.EMPTY}


@pytest.mark.parametrize(("files", "offices"), [(4, 1), (9, 1), (10, 2), (50, 3)])
def test_few_offices_serve_many_files(tmp_path, job, office, files, offices):
    started = office("works")
    for number in range(files):
        (tmp_path / f"{number}.doc").write_bytes(OLD + bytes([number]))
    jobs = [job(tmp_path / f"{number}.doc") for number in range(files)]
    results = list(modernise(jobs, cache_dir=tmp_path / "cache", workers=3))
    assert {result.job.source for result in results if result.file} == {one.source for one in jobs}
    assert len(started) <= offices


def test_who_stops_listening_ends_the_offices(tmp_path, job, old, office):
    started = office("works")
    results = modernise([job(old)], cache_dir=tmp_path / "cache")
    next(results)
    results.close()
    assert all(worker.closed for worker in started)


def test_todays_formats_need_no_modernising(tmp_path, job, docx):
    result = alone(job(docx("new.docx", "x")), tmp_path)
    assert result.fault.kind == ReadFaultKind.UNKNOWN_FORMAT


def test_a_file_that_is_gone_is_a_fault_that_is_not_kept(tmp_path, job, old, office):
    office("works")
    gone = job(old)
    old.unlink()
    assert alone(gone, tmp_path).fault.kind == ReadFaultKind.CORRUPT
    old.write_bytes(OLD)
    assert alone(gone, tmp_path).fault is None


@pytest.mark.libreoffice
def test_tracked_changes_stay_in_for_the_rules_to_find(tmp_path, job, shared):
    if libreoffice.find_soffice() is None:
        pytest.skip("LibreOffice is not installed")
    source = shared / "corpus/office/apache+poi/test-data/document/53446.doc"
    modern = alone(job(source), tmp_path)
    assert len(read(modern.file).revisions) > 300


@pytest.mark.libreoffice
def test_each_kind_of_old_file_can_be_read_and_one_office_serves_all(tmp_path, job, shared):
    if libreoffice.find_soffice() is None:
        pytest.skip("LibreOffice is not installed")
    folder = shared / "corpus/office/apache+poi/test-data"
    names = ("document/47950_normal.doc", "spreadsheet/yearfracExamples.xls", "slideshow/slide_master.ppt")
    jobs = [job(folder / name) for name in names]
    results = {result.job.format: result for result in modernise(jobs, cache_dir=tmp_path)}
    assert [results[name].file.suffix for name in ("doc", "xls", "ppt")] == [".docx", ".xlsx", ".pptx"]
    for name, result in results.items():
        facts = facts_from(result.job.source, result.file)
        assert facts.format == name
        assert facts.partial
        assert facts.text.strip()
