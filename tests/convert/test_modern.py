"""Files of before 2007 in today's formats: kept, refused, and with everything still in them."""

from pathlib import Path

import pytest

from annexa.convert.modern import modernise
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


def test_an_old_file_is_converted_once(tmp_path, job, old, office):
    started = office("works")
    first = modernise([job(old)], cache_dir=tmp_path / "cache")[0]
    second = modernise([job(old)], cache_dir=tmp_path / "cache")[0]
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
    assert [result.fault.kind for result in results] == [kind, ReadFaultKind.EMPTY]


def test_todays_formats_need_no_modernising(tmp_path, job, docx):
    result = modernise([job(docx("new.docx", "x"))], cache_dir=tmp_path)[0]
    assert result.fault.kind == ReadFaultKind.UNKNOWN_FORMAT


def test_a_file_that_is_gone_is_a_fault_that_is_not_kept(tmp_path, job, old, office):
    office("works")
    gone = job(old)
    old.unlink()
    assert modernise([gone], cache_dir=tmp_path / "cache")[0].fault.kind == ReadFaultKind.CORRUPT
    old.write_bytes(OLD)
    assert modernise([gone], cache_dir=tmp_path / "cache")[0].fault is None


@pytest.mark.libreoffice
def test_tracked_changes_stay_in_for_the_rules_to_find(tmp_path, job, shared):
    if libreoffice.find_soffice() is None:
        pytest.skip("LibreOffice is not installed")
    source = shared / "corpus/office/apache+poi/test-data/document/53446.doc"
    modern = modernise([job(source)], cache_dir=tmp_path)[0]
    assert len(read(modern.file).revisions) > 300


@pytest.mark.libreoffice
def test_each_kind_of_old_file_can_be_read_and_one_office_serves_all(tmp_path, job, shared):
    if libreoffice.find_soffice() is None:
        pytest.skip("LibreOffice is not installed")
    folder = shared / "corpus/office/apache+poi/test-data"
    names = ("document/47950_normal.doc", "spreadsheet/yearfracExamples.xls", "slideshow/slide_master.ppt")
    jobs = [job(folder / name) for name in names]
    results = modernise(jobs, cache_dir=tmp_path)
    assert [result.file.suffix for result in results] == [".docx", ".xlsx", ".pptx"]
    for old, result in zip(jobs, results, strict=True):
        facts = facts_from(old.source, result.file)
        assert facts.format == old.format
        assert facts.partial
        assert facts.text.strip()
