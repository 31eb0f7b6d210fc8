"""What a coordinator does after a submission was sent, command by command; what would lead astray is refused."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annexa import pipeline
from annexa.load import sent as sent_records

Run = Callable[..., tuple[int, str]]


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The library passes its check, and nothing has to be converted: its documents are PDFs."""
    checked = pipeline.check

    def check(*given: Any, **options: Any) -> Any:
        return replace(checked(*given, **options), findings=())

    monkeypatch.setattr(pipeline, "check", check)
    monkeypatch.setenv("ANNEXA_PASSPHRASE", "four words out of nowhere")


def labels(root: Path, folder: str) -> list[str]:
    from pypdf import PdfReader

    (path,) = (root / "build" / "bundles" / folder).glob("*.pdf")
    return [label for label in PdfReader(path).page_labels if not label.isdecimal()]


def test_from_the_first_sending_to_the_third_correction(sample: Any, run: Run) -> None:
    def good(*arguments: str) -> str:
        code, said = run(*arguments)
        assert code == 0, said
        return said

    sample.build()
    assert "Once it is sent, record that: annexa bundle day-2 --freeze" in good("package", "day-2")
    good("bundle", "day-2", "--freeze", "--sent", "2026-11-03 11:20", "--to", "the inspectors' folder")
    kept = sample.sent_files()
    shutil.rmtree(sample.root / "build")
    assert "Nothing has changed" in good("bundle", "day-2", "--supplement", "--insert")

    sample.change("1.1", "structure.pdf", "Corrected structure")
    said = good("bundle", "day-2", "--supplement", "--insert")
    assert "To send it: annexa package day-2-supplement-1" in said
    assert "Once it is sent: annexa bundle day-2 --supplement --freeze" in said
    said = good("package", "day-2-supplement-1")
    assert "Once it is sent, record that: annexa bundle day-2 --supplement --freeze" in said
    assert "as manifest.json records it" in good("verify", str(sample.folder.with_name("day-2-supplement-1")))
    good("verify", str(sample.folder.with_name("day-2-supplement-1") / "package"))

    sample.change("1.1", "structure.pdf", "Structure, corrected again")
    code, said = run("bundle", "day-2", "--supplement", "--insert")
    assert code == 2 and "day-2-supplement-1 was packed and may have been sent" in said
    code, said = run("bundle", "day-2", "--freeze")
    assert code == 2 and "day-2 was recorded before, and day-2-supplement-1 was not" in said
    assert sample.sent_files() == kept
    good("bundle", "day-2", "--supplement", "--freeze", "--sent", "2026-11-05")
    assert kept.items() < sample.sent_files().items(), "what was there stays, and the supplement is added"
    shutil.rmtree(sample.root / "build")

    good("bundle", "day-2", "--supplement", "--insert")
    assert labels(sample.root, "day-2-supplement-2") == ["2A", "2B", "5A", "5B"]
    good("package", "day-2-supplement-2")
    good("bundle", "day-2", "--supplement", "--freeze")

    sample.change("1.1", "structure.pdf", "Structure, corrected a third time")
    good("bundle", "day-2", "--supplement")
    assert labels(sample.root, "day-2-supplement-3") == [], "a supplement of its own is numbered from 1"
    good("package", "day-2-supplement-3")
    good("bundle", "day-2", "--supplement", "--freeze")

    record = sent_records.read(sent_records.path_of(sample.root, "day-2", "shared"))
    assert record is not None
    assert [(each.inserted, bool(each.seal)) for each in record.supplements] == [
        ("yes", True),
        ("yes", True),
        ("no", True),
    ]
    assert str(record.supplements[0].sent) == "2026-11-05"
    assert [change.replaces for each in record.supplements for change in each.changes] == [
        "pages 4 to 5 of the bundle",
        "page 5A of the bundle",
        "page 5B of the bundle",
    ]


def test_options_that_do_not_belong_together_are_refused(sample: Any, run: Run) -> None:
    sample.build()
    for arguments, words in (
        (("--insert",), "--insert says how a supplement is built"),
        (("--supplement", "--freeze", "--insert"), "--insert says how a supplement is built"),
        (("--supplement", "--sent", "2026-11-05"), "--sent says how something was sent"),
        (("--supplement", "--draft"), "neither a draft nor one item"),
        (("--freeze", "--item", "1.1"), "neither a draft nor one item"),
        (("--supplement",), "day-2 was not frozen yet"),
        (("--supplement", "--freeze"), "No supplement of day-2 was built yet"),
    ):
        code, said = run("bundle", "day-2", *arguments)
        assert code == 2 and words in said
    code, said = run("package", "day-2-supplement-1")
    assert code == 2 and "Build it first: annexa bundle day-2 --supplement" in said
