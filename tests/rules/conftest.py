"""Lets the samples of each rule say `from samples import document`, and tests say what a rule is expected to answer."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent

sys.path.insert(0, str(HERE))


@pytest.fixture
def expected(request: pytest.FixtureRequest) -> Callable[[str, object], None]:
    """Compares an answer with expected/<name>.json, or writes it there with `pytest --update-expected`."""

    def compare(name: str, answer: object) -> None:
        path = HERE / "expected" / f"{name}.json"
        text = json.dumps(answer, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
        if request.config.getoption("update_expected"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        told = "after a change that is meant: pytest --update-expected tests/rules, then look at the difference"
        assert path.exists(), f"{path} is missing; {told}"
        assert json.loads(path.read_text("utf-8")) == json.loads(text), told

    return compare
