"""The library that is made to be measured: of the size asked for, the same each time, and readable."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from annexa.documents import Facts, read
from annexa.load import project

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"


@pytest.fixture(scope="module")
def make_library() -> ModuleType:
    sys.path.insert(0, str(SCRIPTS))
    try:
        spec = importlib.util.spec_from_file_location("make_library", SCRIPTS / "make_library.py")
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module
    finally:
        sys.path.remove(str(SCRIPTS))


def test_it_is_of_its_size_and_the_same_each_time(make_library: ModuleType, tmp_path: Path) -> None:
    one, other = (make_library.write(tmp_path / name, 10, 20) for name in ("one", "other"))
    documents = sorted(one.glob("evidence/*/report-*"))
    assert len(documents) == 10
    assert {path.suffix for path in documents} == {".docx", ".xlsx", ".pptx", ".pdf"}
    for path in documents:
        assert path.read_bytes() == (other / path.relative_to(one)).read_bytes(), path.name
        facts = read(path)
        assert isinstance(facts, Facts) and len(facts.text) > 200 and not facts.partial, path.name
    loaded = project(one)
    assert loaded.library is not None
    assert not [finding for finding in loaded.findings if finding.item]
