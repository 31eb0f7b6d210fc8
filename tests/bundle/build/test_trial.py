"""Ready-made PDFs merged for trial before they are merged: one that cannot be is named, and tried again next time."""

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary

from annexa.bundle import trial
from annexa.convert import Converted, Job
from annexa.tools.files import sha256_of


@pytest.fixture
def made(tmp_path):
    def make(name: str, change=lambda pdf: None) -> Converted:
        pdf = pikepdf.new()
        pdf.add_blank_page()
        change(pdf)
        path = tmp_path / name
        pdf.save(path, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
        return _converted(path, sha256_of(path), "pdf")

    return make


def _converted(path: Path, sha256: str, format_: str) -> Converted:
    job = Job(source=path, sha256=sha256, format=format_)
    return Converted(job=job, pdf=path, pages=1, fault=None, from_cache=False, engine="as delivered", options="")


def test_what_cannot_be_merged_has_a_reason_and_is_tried_again_and_what_can_is_not(made, tmp_path, monkeypatch):
    sound, empty = made("sound.pdf"), made("empty.pdf", lambda pdf: pdf.Root.__setitem__("/Pages", Dictionary()))
    cache = tmp_path / "cache"
    found = trial.tried([sound, empty], cache=cache).refused
    assert list(found) == [empty.job.source]
    slip = found[empty.job.source]
    assert (slip.pdf, slip.fault, slip.carry) == (None, "failed", True)
    assert trial._TITLE not in slip.reason
    assert slip.remedy

    def ask(helper: object, path: Path) -> None:
        asked.append(path)

    asked: list[Path] = []
    monkeypatch.setattr("annexa.tools.asked.Helper.ask", ask)
    assert list(trial.tried([sound, empty], cache=cache).refused) == asked == [empty.job.source]


def test_what_we_converted_ourselves_is_not_tried(tmp_path):
    ours = _converted(tmp_path / "a.docx", "0" * 64, "docx")
    assert trial.tried([ours], cache=tmp_path / "cache") == trial.Tried(refused={}, doubts={})
