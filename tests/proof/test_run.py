"""Documents are compared with their pages one after the other, and whoever waits is told which of how many."""

import sys
import time
from pathlib import Path

from pypdf import PdfWriter

from annexa.proof import Made, prove
from annexa.tools.files import sha256_of
from annexa.tools.supervised import Supervised


def test_each_comparison_is_told_without_a_name(tmp_path: Path) -> None:
    def made(name: str) -> Made:
        source, pdf = tmp_path / f"{name}.txt", tmp_path / f"{name}.pdf"
        source.write_text(f"What {name} says.", encoding="utf-8")
        with PdfWriter() as writer:
            writer.add_blank_page(595, 842)
            writer.write(pdf)
        return Made(source=source, sha256=sha256_of(source), pdf=pdf, is_private=True)

    told: list[str] = []
    found = prove([made("one"), made("two")], cache=tmp_path / "cache", advance=told.append)
    assert told == ["Comparing with documents 1 of 2", "Comparing with documents 2 of 2"]
    assert not any(proof.is_sound for proof in found.values()), "an empty page shows none of the words"


def test_the_process_that_reads_pages_loads_no_rules() -> None:
    code = "import sys, annexa.proof.worker\nprint(sorted(sys.modules))"
    with Supervised([sys.executable, "-c", code]) as process:
        loaded = list(process.lines(time.monotonic() + 120))[-1].decode()
    assert "'annexa.proof.pages'" in loaded
    assert "annexa.rules" not in loaded and "pydantic" not in loaded and "annexa.check" not in loaded
