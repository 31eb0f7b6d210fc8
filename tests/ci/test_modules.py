"""The house itself: modules that can be read at one sitting, or that say why not."""

import ast
import re
from pathlib import Path

import pytest
from tests.conftest import ROOT

LONGEST = 300
"""Lines of a module that says nothing of its length."""
REASON = re.compile(r"\bLong because \w[^.]{15,}\.")
"""How a docstring says why its module is longer, in one sentence."""
FOLDERS = ("src", "scripts", "tests")


def faults(folder: Path) -> list[str]:
    """What is wrong with the length of modules below a folder."""
    found = []
    for path in sorted(folder.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        lines = text.count("\n")
        if lines <= LONGEST and "Long because" not in text:
            continue
        says = REASON.search(" ".join((ast.get_docstring(ast.parse(text)) or "").split()))
        if lines > LONGEST and not says:
            found.append(f"{path}: {lines} lines, and its docstring has no “Long because …”")
        if lines <= LONGEST and says:
            found.append(f"{path}: {lines} lines, and its docstring says that it is long")
    return found


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_module_is_short_or_says_why_not(folder: str) -> None:
    assert faults(ROOT / folder) == []


@pytest.mark.parametrize(
    ("docstring", "lines", "is_wrong"),
    [
        ("Readers.", 300, False),
        ("Readers.", 301, True),
        ("Readers. Long because it is one list of\nall that is read.", 301, False),
        ("Readers. Long because it is.", 301, True),
        ("Readers. Long because it is one list of all that is read.", 20, True),
        ("", 301, True),
    ],
)
def test_the_look_at_modules_finds_what_is_wrong(tmp_path: Path, docstring: str, lines: int, is_wrong: bool) -> None:
    text = f'"""{docstring}"""\n'
    (tmp_path / "a.py").write_text(text + "x = 1\n" * (lines - text.count("\n")))
    assert bool(faults(tmp_path)) == is_wrong
