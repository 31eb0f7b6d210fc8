"""A finished bundle, judged in the page as `annexa verify` judges it: all but what needs other programs or files."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

import msgspec

from annexa.browser.remedies import without_commands
from annexa.load.profiles import OWN
from annexa.model.library import BundleLimits
from annexa.model.profile import Profile, Weight
from annexa.verify.judge import verify_here
from annexa.verify.limits import Limits
from annexa.verify.result import Outcome

ELSEWHERE: Final = {
    "second-reader": "A second reader, poppler, is no part of a browser.",
    "pdf-ua": "veraPDF is no part of a browser.",
    "documents-proved": "What was proved of each document is written in manifest.json, beside the bundle.",
}
"""Requirements of the command that cannot be judged here, and why."""
_OURS: Final = re.compile(r"annexa \d")
_BUNDLE: Final = re.compile(r"\bbundle\b", re.I)
_COURTS: Final = (
    ("send-tribunal-2025", re.compile(r"\btribunal\b", re.I)),
    ("jcpc", re.compile(r"\bprivy council\b", re.I)),
    ("judiciary-2021", re.compile(r"\b(court|claimant|defendant|appellant)\b", re.I)),
)
_FRONT: Final = 2
"""Pages whose words say what a file is."""


class Guess(msgspec.Struct, frozen=True, kw_only=True):
    """What a PDF seems to be, to be confirmed by whoever knows."""

    is_bundle: bool
    profile: str = "annexa"
    first: int = 1
    """The number of the first page; another one than 1 where the file continues another."""


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One requirement as the page shows it."""

    asks: str
    status: str
    """pass, fail, should (fails, and may), not-applicable, or elsewhere: only the command can judge it."""
    note: str
    spots: tuple[str, ...]


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """What a profile says of a file."""

    sha256: str
    pages: int
    passed: bool
    """Whether everything holds that must and could be judged here."""
    source: str
    note: str
    limits: str
    outcomes: tuple[Told, ...]


def guess(path: Path) -> Guess:
    """Whether a PDF is a bundle, and by whose standard it wants to be judged; of one that cannot be read, no bundle."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(path) as pdf:
            said = pdf.get_metadata_dict()
            front = " ".join(pdf[page].get_textpage().get_text_range() for page in range(min(len(pdf), _FRONT)))
            label = pdf.get_page_label(0) if len(pdf) else ""
            has_outline, pages = any(True for _ in pdf.get_toc(max_depth=1)), len(pdf)
    except pypdfium2.PdfiumError:
        return Guess(is_bundle=False)
    is_ours = bool(_OURS.match(said.get("Producer", ""))) and has_outline
    names = f"{path.stem.replace('_', ' ')} {said.get('Title', '')} {front[:2000]}"
    profile = "annexa" if is_ours else next((id for id, words in _COURTS if words.search(names)), "annexa")
    return Guess(
        is_bundle=pages > _FRONT and (is_ours or bool(_BUNDLE.search(names))),
        profile=profile,
        first=int(label) if label.isdecimal() and len(label) < 6 and int(label) else 1,
    )


def judge(path: Path, profile: Profile, first: int, limits: BundleLimits, told: Callable[[str, int], None]) -> Judged:
    """A profile's requirements. `limits` are the library's.

    `told` is called now and then with what is being read and how many pages have been.
    """
    from annexa.verify.reader import HALF

    done = {half: -(half == "structure") for half in HALF}  # the whole file comes before its first page

    def count(half: str) -> None:
        done[half] += 1
        told(HALF[half], done[half])

    most = Limits(limits.megabytes, limits.pages, "as this page's library says")
    is_ours = profile.id == OWN
    found = verify_here(
        path,
        profile,
        first=first if first > 1 else None,
        limits=most.figures if is_ours else None,
        said=most.sentence,
        told=count,
    )
    outcomes = [_told(outcome) for outcome in found.outcomes]
    if is_ours:
        from annexa.verify.proved import ASKS

        outcomes.append(_elsewhere("documents-proved", f"{ASKS}."))
    return Judged(
        sha256=found.sha256,
        pages=found.pages,
        passed=found.passed,
        source=", ".join(f"{each.title} ({each.publisher}, {each.dated})" for each in profile.sources),
        note=" ".join(filter(None, (found.not_for, profile.note))),
        limits=found.limits,
        outcomes=tuple(outcomes),
    )


def _told(outcome: Outcome) -> Told:
    if outcome.id in ELSEWHERE:
        return _elsewhere(outcome.id, outcome.asks)
    may_fail = outcome.status == "fail" and outcome.weight is Weight.SHOULD
    return Told(
        asks=outcome.asks,
        status="should" if may_fail else str(outcome.status),
        note=without_commands(outcome.note),
        spots=tuple(map(str, outcome.spots)),
    )


def _elsewhere(id: str, asks: str) -> Told:
    return Told(asks=asks, status="elsewhere", note=ELSEWHERE[id], spots=())
