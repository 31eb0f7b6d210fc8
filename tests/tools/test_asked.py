"""A helper that is asked about files: one that never ends costs its own answer, and the next is answered."""

import pytest

from annexa.tools.asked import Helper

MODULE = """
import sys
from annexa.tools.asked import serve
def answer(path):
    print("a library that prints")
    if path.name == "loops":
        while True: pass
    if path.name == "dies":
        sys.exit(1)
    return path.name.encode()
sys.exit(serve(answer, seconds=30, processor=lambda path: 1))
"""


@pytest.fixture
def helper(tmp_path, monkeypatch):
    (tmp_path / "asked_in_a_test.py").write_text(MODULE)
    monkeypatch.syspath_prepend(str(tmp_path))
    with Helper("asked_in_a_test") as helper:
        yield helper


def test_a_file_that_loops_or_ends_the_helper_costs_its_own_answer_only(helper, tmp_path):
    asked = [helper.ask(tmp_path / name) for name in ("one", "loops", "two", "dies", "three")]
    assert asked == [b"one", None, b"two", None, b"three"]
