"""Every promise of docs/faults.md names a test, a line of the bench or a case of the fault suite that is there."""

import re

from tests.conftest import ROOT

PAGE = (ROOT / "docs/faults.md").read_text(encoding="utf-8")
ROWS = [line.split(" | ", 1) for line in PAGE.splitlines() if line.startswith("| ") and "held by" not in line]
TEST = re.compile(r"`([\w/]+\.py)(?:::(\w+))?`")


def _quoted(after: str) -> set[str]:
    """What stands in quotation marks behind a word, up to the next semicolon."""
    return {
        name
        for row in ROWS
        for part in re.findall(rf"{after} (“[^;|]+)", row[1])
        for name in re.findall("“(.+?)”", part)
    }


def _texts(pattern: str) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "scripts").glob(pattern)))


def test_every_promise_is_held_by_something() -> None:
    assert len(ROWS) > 30
    assert [row[0] for row in ROWS if not (TEST.search(row[1]) or "faults “" in row[1] or "bench “" in row[1])] == []


def test_the_tests_that_are_named_are_there() -> None:
    gone = []
    for name, function in TEST.findall(PAGE):
        path = ROOT / name
        if not path.is_file() or (function and f"def {function}(" not in path.read_text(encoding="utf-8")):
            gone.append(f"{name} {function}")
    assert gone == []


def test_every_case_of_the_fault_suite_is_named_and_no_other() -> None:
    cases = set(re.findall(r'^    "([^"]+)": \w+\.\w+,$', _texts("faults.py"), re.MULTILINE))
    assert cases and _quoted("faults") == cases


def test_every_line_of_the_bench_that_is_named_is_measured() -> None:
    """Lines with a figure or a name in them are written with {…} in both."""
    written = {re.sub(r"\{[^}]*\}", "{}", each) for each in re.findall(r'"([^"\n]+)"', _texts("bench*.py"))}
    named = {re.sub(r"1 core|all cores|\{[^}]*\}", "{}", name) for name in _quoted("bench")}
    assert named and named - written == set()
