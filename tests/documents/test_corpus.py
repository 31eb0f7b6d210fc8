"""All readers over public documents that nobody here made; see scripts/corpus.py."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import msgspec
import pytest

from annexa.documents import Facts
from annexa.documents.facts import Block, Revision
from annexa.model.findings import Place

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpus" / "office"


def harness() -> ModuleType:
    spec = importlib.util.spec_from_file_location("corpus", ROOT / "scripts" / "corpus.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.skipif(not CORPUS.exists(), reason="the shared test documents are not here")
def test_no_crash_no_miss_no_invention() -> None:
    outcome = harness().run(CORPUS)
    assert sum(tally.files for tally in outcome.tallies.values()) == 1378
    assert outcome.crashes == []
    assert outcome.late == []
    assert outcome.disagreements == []
    assert outcome.links == []
    assert outcome.links_compared > 1000
    assert outcome.tallies["docx"].found == {"tracked_changes": 35, "comments": 18}


def test_a_disagreement_is_reported(tmp_path: Path, raw_docx) -> None:  # type: ignore[no-untyped-def]
    """The harness itself can fail: a wrong label, a missed link."""
    (tmp_path / "a.docx").write_bytes(raw_docx('<w:p><w:ins w:id="1"><w:r><w:t>new</w:t></w:r></w:ins></w:p>'))
    (tmp_path / "b.docx").write_bytes(raw_docx("<w:p/>"))
    rows = [
        {"file": "a.docx", "format": "docx", "tracked_changes": False, "comments": False},
        {"file": "b.docx", "format": "docx", "tracked_changes": True, "comments": None},
    ]
    (tmp_path / "index.json").write_bytes(msgspec.json.encode(rows))
    outcome = harness().run(tmp_path, workers=1)
    assert len(outcome.disagreements) == 2
    assert not outcome.is_clean
    assert "missed" in harness().report(outcome)


def test_facts_survive_the_cache() -> None:
    place = Place(page=2, paragraph=3)
    facts = Facts(
        format="docx", blocks=(Block(text="Words", place=place),), revisions=(Revision(kind="insertion", place=place),)
    )
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(facts), type=Facts) == facts
    assert msgspec.json.decode(msgspec.json.encode(facts), type=Facts) == facts
