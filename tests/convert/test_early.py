"""A LibreOffice that starts before anybody prints is taken by the first who does, and is gone with its block."""

import pytest
from tests.convert.conftest import FakeWorker

from annexa.convert import Options, convert, early
from annexa.convert.early import beside_other_work
from annexa.convert.office import Offices
from annexa.model.errors import ToolFailed
from annexa.tools import libreoffice, office_worker


@pytest.fixture(autouse=True)
def nothing_is_left():
    """Whatever happens in a test."""
    yield
    assert early._waiting == []


def test_whoever_prints_first_takes_it(tmp_path, job, docx, office):
    started = office("works")
    jobs = [job(docx("plan.docx", "What we plan.")), job(docx("report.docx", "What we did."))]
    with beside_other_work() as begin:
        begin()
        begin()
        done = convert(jobs, cache_dir=tmp_path / "cache", workers=1)
    assert [each.fault for each in done] == [None, None]
    (worker,) = started
    assert sorted(worker.printed) == ["plan.docx", "report.docx"] and worker.closed


def test_one_that_nobody_takes_ends_with_its_block(office):
    started = office("works")
    with beside_other_work() as begin:
        begin()
    assert [worker.closed for worker in started] == [True]


def test_without_a_word_none_is_started(tmp_path, job, pdf, office):
    started = office("works")
    with beside_other_work():
        convert([job(pdf("ready.pdf"))], cache_dir=tmp_path / "cache")
    assert started == []


@pytest.mark.parametrize("fault", [ToolFailed("LibreOffice does not start", remedy=""), OSError(28, "no room")])
def test_where_it_does_not_start_whoever_prints_starts_one(tmp_path, job, docx, office, monkeypatch, fault):
    class StartsTheSecondTime(FakeWorker):
        def start(self):
            if len(self.started) == 1:
                self.close()
                raise fault
            return self

    office("works")
    monkeypatch.setattr(office_worker, "Worker", StartsTheSecondTime)
    with beside_other_work() as begin:
        begin()
        (done,) = convert([job(docx("plan.docx", "What we plan."))], cache_dir=tmp_path / "cache")
    assert done.fault is None
    assert [len(worker.printed) for worker in FakeWorker.started] == [0, 1]


def test_without_libreoffice_it_is_whoever_prints_that_says_so(monkeypatch, office):
    def missing():
        raise ToolFailed("no LibreOffice", remedy="Install it.")

    office("works")
    monkeypatch.setattr(libreoffice, "require", missing)
    with beside_other_work() as begin:
        begin()
        with pytest.raises(ToolFailed, match="no LibreOffice"):
            Offices(Options(), seconds=5)._borrow()


def test_who_gives_up_ends_it_too(office):
    started = office("works")
    with beside_other_work() as begin:
        begin()
        offices = Offices(Options(), seconds=5)
        offices._borrow()
        offices.close()
        assert started[0].closed
        with pytest.raises(office_worker.Crashed):
            offices._borrow()
    assert len(started) == 1
