"""Changes the rules and what keeps things private, one small change at a time, and names those that no test notices.

Usage: python scripts/mutants.py [MODULE ...] [--sample N] [--jobs N], where MODULE is such as rules/out_of_date.py.
Run it with `nox -s mutants`. Each change lives in the memory of one process, which runs the tests of its module; no
file is touched. What is left over is either a gap in the tests or a change that makes no difference: look at each.

Our own script instead of mutmut or cosmic-ray: they run a whole suite for each change, with files rewritten on disk.
Here a process with everything heavy already imported is forked for each change, which then costs a second or two.
"""

import argparse
import ast
import copy
import importlib.abc
import importlib.machinery
import importlib.util
import os
import random
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
SOURCE: Final = ROOT / "src/annexa"
LIMIT: Final = 90
"""Seconds for the tests of one change; one that takes longer is noticed, too."""
SAMPLES: Final = "tests/rules/test_all_rules.py::test_{}_samples_{}[{}]"
PRIVATE: Final = {
    "load/places.py": ("tests/load/test_places.py", "tests/load/test_validate.py"),
    "check/reading.py": ("tests/check/test_reading.py", "tests/check/test_legacy.py"),
    "check/judge.py": ("tests/check/test_privacy.py", "tests/check/test_rules_that_break.py"),
    "check/commands.py": ("tests/check/test_commands.py",),
    "rules/waivers.py": ("tests/rules/test_waivers.py",),
    "rules/support/person_names.py": ("tests/rules/test_person_names.py", "tests/rules/test_any_document.py"),
    "rules/support/identifiers.py": ("tests/rules/test_identifiers.py",),
    "rules/support/whereabouts.py": ("tests/rules/test_whereabouts.py",),
    "bundle/guess.py": ("tests/bundle/gaps/test_foreseen.py",),
    "convert/guarded.py": ("tests/convert/test_guarded.py",),
    "convert/unfit.py": ("tests/convert/test_guarded.py", "tests/convert/test_convert.py"),
    "tools/asked.py": ("tests/tools/test_asked.py",),
    "verify/unpacked.py": ("tests/verify/test_tokens.py", "tests/verify/test_reading_once.py"),
}
"""Code that decides what is shown, kept or opened, or has others read what may harm the reader, and the tests that
should notice a change of it."""
_SAYS: Final = frozenset({"place", "level", "field", "excerpt", "remedy", "point", "private", "how", "sensitive"})
"""Arguments that a call may lose."""
_OTHER: Final = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_LEVELS: Final = {"ERROR": "INFO", "WARNING": "ERROR", "INFO": "WARNING"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of one module."""

    module: str
    """Relative to src/annexa."""
    line: int
    what: str
    source: str


def changes(tree: ast.Module) -> Iterator[tuple[int, str, ast.Module]]:
    """Every small change of a module: its line, what it is, and the changed module."""
    count = sum(1 for _ in ast.walk(tree))
    for index in range(count):
        for variant in range(2):
            changed = copy.deepcopy(tree)
            node = next(node for number, node in enumerate(ast.walk(changed)) if number == index)
            what = _change(node, variant)
            if what:
                yield getattr(node, "lineno", 0), what, ast.fix_missing_locations(changed)


def _change(node: ast.AST, variant: int) -> str:
    """Changes a node in place; what was done, or nothing where there is no such change of it."""
    if isinstance(node, ast.Call) and variant == 0:
        return _lose_an_argument(node)
    if variant:
        return _negate(node) if isinstance(node, ast.If | ast.IfExp) else ""
    if isinstance(node, ast.Compare):
        return _compare_otherwise(node)
    if isinstance(node, ast.BoolOp):
        node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        return "and is or, or the other way round"
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        node.value = not node.value
        return f"{not node.value} is {node.value}"
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        node.value += 1
        return f"{node.value - 1} is {node.value}"
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Level":
        before, node.attr = node.attr, _LEVELS.get(node.attr, node.attr)
        return f"Level.{before} is Level.{node.attr}"
    return ""


def _lose_an_argument(node: ast.Call) -> str:
    for keyword in node.keywords:
        if keyword.arg in _SAYS:
            node.keywords.remove(keyword)
            return f"{keyword.arg}= is left out"
    return ""


def _compare_otherwise(node: ast.Compare) -> str:
    before = node.ops[0]
    node.ops[0] = _OTHER[type(before)]()
    return f"{type(before).__name__} is {type(node.ops[0]).__name__}"


def _negate(node: ast.If | ast.IfExp) -> str:
    node.test = ast.UnaryOp(op=ast.Not(), operand=node.test)
    return "the condition is turned round"


def mutants_of(module: str) -> Iterator[Mutant]:
    """The changes of one module, each once."""
    text = (SOURCE / module).read_text("utf-8")
    tree = ast.parse(text)
    seen = {ast.unparse(tree)}
    for line, what, changed in changes(tree):
        source = ast.unparse(changed)
        if source not in seen:
            seen.add(source)
            yield Mutant(module, line, what, source)


def tests_of(module: str) -> tuple[str, ...]:
    """The tests that should notice a change of a module."""
    if module in PRIVATE:
        return PRIVATE[module]
    rule = Path(module).stem.replace("_", "-")
    samples = (SAMPLES.format("pass", "pass", rule), SAMPLES.format("fail", "fail", rule))
    names = (f"import {Path(module).stem}", f'"{rule}"')
    own = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "tests/rules").glob("test_*.py"))
        if any(name in path.read_text("utf-8") for name in names)
    ]
    return (*samples, *own)


def modules() -> list[str]:
    """The rules that judge something, and what keeps things private."""
    rules = []
    for path in sorted((SOURCE / "rules").glob("*.py")):
        text = path.read_text("utf-8")
        if "\nID = " in text and "\ndef check" in text:
            rules.append(f"rules/{path.name}")
    return [*rules, *PRIVATE]


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives one module from memory; all others come from their files."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant
        self.name = "annexa." + mutant.module.removesuffix(".py").replace("/", ".").removesuffix(".__init__")

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.name:
            return None
        return importlib.util.spec_from_file_location(fullname, SOURCE / self.mutant.module, loader=self)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.mutant.source, str(SOURCE / self.mutant.module), "exec"), module.__dict__)  # noqa: S102


def is_noticed(mutant: Mutant | None, tests: Sequence[str]) -> bool:
    """Whether some test fails in a process of its own in which the change is made; None changes nothing."""
    child = os.fork()
    if child == 0:
        os._exit(_tested(mutant, tests))
    until = time.monotonic() + LIMIT
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return status != 0
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def _tested(mutant: Mutant | None, tests: Sequence[str]) -> int:
    import resource

    import pytest

    resource.setrlimit(resource.RLIMIT_AS, (4_000_000_000, 4_000_000_000))
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    if mutant is not None:
        changed = _Changed(mutant)
        sys.meta_path.insert(0, changed)
        if changed.name in sys.modules:
            for name in [name for name in sys.modules if name.split(".")[0] == "annexa"]:
                del sys.modules[name]
    try:
        return int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--no-header", *tests]))
    except BaseException:
        return 1


def main() -> int:
    """Ends with 0: what is left over is for a person to judge."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("modules", nargs="*")
    parser.add_argument("--sample", type=int, default=0, help="this many changes of each module, chosen at random")
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    os.chdir(ROOT)
    os.environ["CI"] = "mutants"  # property tests use the same examples each time
    for heavy in ("lxml.etree", "pytest", "click.testing", "annexa.load", "annexa.documents", "annexa.links.address"):
        importlib.import_module(heavy)
    noticed, left = 0, []
    for module in asked.modules or modules():
        tests = tests_of(module)
        if is_noticed(None, tests):
            print(f"{module}: its tests fail without any change, or are missing: {' '.join(tests)}")
            continue
        found = list(mutants_of(module))
        if asked.sample and len(found) > asked.sample:
            found = random.Random(module).sample(found, asked.sample)
        with ThreadPoolExecutor(asked.jobs) as pool:
            answers = list(pool.map(lambda one, tests=tests: is_noticed(one, tests), found))
        gaps = [mutant for mutant, answer in zip(found, answers, strict=True) if not answer]
        noticed += len(found) - len(gaps)
        left += gaps
        print(f"{module}: {len(found) - len(gaps)} of {len(found)} changes noticed", flush=True)
        for gap in sorted(gaps, key=lambda one: one.line):
            print(f"    line {gap.line}: {gap.what}")
    print(f"{noticed} of {noticed + len(left)} changes noticed, {len(left)} left")
    return 0


if __name__ == "__main__":
    sys.exit(main())
