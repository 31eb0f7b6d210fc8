"""The sample library and the script that makes it, for the tests of this folder."""

import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.sample_place import SAMPLE

ROOT = Path(__file__).resolve().parents[2]
EVIDENCE = SAMPLE / "evidence"
sys.path.insert(0, str(ROOT / "scripts"))


@pytest.fixture
def evidence() -> Path:
    """The committed library."""
    return EVIDENCE


@cache
def _metadata() -> dict[str, Any]:
    """Every item.yaml by folder, each scalar as the text that stands in the file."""
    found = sorted(EVIDENCE.glob("*/item.yaml"))
    return {path.parent.name: yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader) for path in found}


@pytest.fixture
def metadata() -> dict[str, Any]:
    return _metadata()


@pytest.fixture
def entries(metadata: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Every document's entry, with the folder that it stands in."""
    return [(folder, document) for folder, item in metadata.items() for document in item["documents"]]
