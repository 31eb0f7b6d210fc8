"""A LibreOffice that starts before anybody prints is taken by the first who does, and is gone with its block."""

import threading
import time

import pytest
from tests.convert.conftest import FakeWorker

from annexa.convert import Options, convert, early
from annexa.convert.early import beside_other_work, converting_beside
from annexa.convert.office import Offices
from annexa.model.errors import ToolFailed
from annexa.tools import libreoffice, office_worker


@pytest.fixture(autouse=True)
def nothing_is_left(monkeypatch):
    """Whatever happens in a test; what ends late on a busy machine has time for it."""
    monkeypatch.setattr(early, "_PATIENCE", 120)
    yield
    assert early._waiting == [] and early._converting == []


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


def test_what_was_begun_beside_other_work_is_found_done_by_whoever_converts(tmp_path, job, docx, office):
    started = office("works")
    known, other = job(docx("plan.docx", "What we plan.")), job(docx("report.docx", "What we did."))
    told = []
    with beside_other_work() as begin, converting_beside() as convert_now:
        begin()
        convert_now(convert, [known], tmp_path / "cache")
        done = convert(
            [known, other],
            cache_dir=tmp_path / "cache",
            on_start=lambda job, number, total: told.append((job.source.name, number, total)),
        )
    assert [(each.fault, each.from_cache) for each in done] == [(None, True), (None, False)]
    assert told == [("plan.docx", 1, 1), ("report.docx", 1, 1)]
    assert sorted(name for worker in started for name in worker.printed) == ["plan.docx", "report.docx"]


def test_what_was_begun_and_is_given_up_ends_with_its_block_and_nothing_is_tried_again(
    tmp_path, job, docx, office, monkeypatch
):
    at_work = threading.Event()

    class NeverDone(FakeWorker):
        def print(self, request, **more):
            at_work.set()
            until = time.monotonic() + 120
            while not self.closed and time.monotonic() < until:
                time.sleep(0.01)
            raise office_worker.Crashed("ended")

    office("works")
    monkeypatch.setattr(office_worker, "Worker", NeverDone)
    with pytest.raises(KeyboardInterrupt), converting_beside() as convert_now:
        convert_now(convert, [job(docx("plan.docx", "What we plan."))], tmp_path / "cache")
        assert at_work.wait(120)
        raise KeyboardInterrupt
    assert len(NeverDone.started) == 1 and all(worker.closed for worker in NeverDone.started)
    assert not [each for each in threading.enumerate() if each.name.startswith("convert")]


def test_a_fault_of_what_was_begun_is_said_by_whoever_converts(tmp_path, job, docx, office):
    started, plan = office("libreoffice_crashes"), job(docx("plan.docx", "What we plan."))
    with converting_beside() as convert_now:
        convert_now(convert, [plan], tmp_path / "cache")
        (done,) = convert([plan], cache_dir=tmp_path / "cache")
    assert done.fault is not None and done.job == plan
    assert len(started) == 2, "it was tried twice there, and not twice more"
