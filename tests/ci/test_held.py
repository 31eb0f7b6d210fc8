"""The pins are renewed within what is held back, and nothing is held back without a reason."""

import importlib.util
import re

import pytest
from tests.conftest import ROOT

_spec = importlib.util.spec_from_file_location("pins", ROOT / "scripts/pins.py")
assert _spec is not None and _spec.loader is not None
pins = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(pins)


def test_every_package_that_is_held_back_says_why() -> None:
    _, wrong = pins.held_back((ROOT / "requirements/held.txt").read_text(encoding="utf-8"))
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "held", "wrong"),
    [
        ("# a comment\n\n", {}, []),
        ("pypdf<8 # 8.0 drops the old names of fields\n", {"pypdf<8": "8.0 drops the old names of fields"}, []),
        ("pypdf<8\n", {"pypdf<8": ""}, ["pypdf<8"]),
        ("pypdf<8 # breaks\n", {"pypdf<8": "breaks"}, ["pypdf<8 # breaks"]),
    ],
)
def test_a_line_holds_a_bound_and_a_reason(text: str, held: dict[str, str], wrong: list[str]) -> None:
    assert pins.held_back(text) == (held, wrong)


def test_what_the_page_is_made_of_stays_at_its_version() -> None:
    held = pins.of_the_page((ROOT / "requirements/browser.txt").read_text(encoding="utf-8"))
    runtime = (ROOT / "requirements/runtime.txt").read_text(encoding="utf-8")
    assert held and all(f"{line} \\\n" in runtime for line in held)


def test_every_file_of_pins_is_renewed_with_the_others_and_pins_the_same() -> None:
    """browser.txt has its own way (scripts/browser_pins.py), and held.txt holds no pins."""
    files = {path.name for path in (ROOT / "requirements").glob("*.txt")} - {"browser.txt", "held.txt"}
    assert set(pins.SETS) == files
    pinned = {
        name: set(
            re.findall(r"^[a-z0-9][^ ;]*==[^ ;]+", (ROOT / "requirements" / name).read_text(encoding="utf-8"), re.M)
        )
        for name in files
    }
    assert all(pinned[name] <= pinned["dev.txt"] for name in files)
