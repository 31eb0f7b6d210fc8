"""Scores the finding of acronyms against labelled text: exact pairs, and "used before it is spelled out".

Usage: python scripts/acronym_score.py [FILE.jsonl], where each line holds `text` and `pairs` of [short, long].
"""

import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annexa.documents.facts import Block, Facts
from annexa.model.findings import Place
from annexa.rules.support.acronyms import acronyms_of, used_too_early
from annexa.rules.support.pairs import find_pairs

SHARED = Path(__file__).resolve().parents[2] / "shared/corpus/acronyms/med1250-half.jsonl"


@dataclass(slots=True)
class Score:
    """Right, wrongly found and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, found: set[Any], truth: set[Any]) -> None:
        """Counts one text."""
        self.right += len(found & truth)
        self.wrong += len(found - truth)
        self.missed += len(truth - found)

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Share of the truth that was found."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)

    def __str__(self) -> str:
        return (
            f"precision {self.precision:.3f}  recall {self.recall:.3f}  F1 {self.f1:.3f}  "
            f"({self.right} right, {self.wrong} wrong, {self.missed} missed)"
        )


def scores(path: Path) -> tuple[Score, Score]:
    """The scores of exact pairs and of "used before it is spelled out" on a labelled file."""
    pairs, early = Score(), Score()
    for line in path.read_text("utf-8").splitlines():
        record = json.loads(line)
        text, truth = record["text"], {(short, " ".join(long.split())) for short, long in record["pairs"]}
        pairs.add({(pair.short, pair.long) for pair in find_pairs(text)}, truth)
        early.add(_early(text), truly_early(text, truth))
    return pairs, early


def _early(text: str) -> set[str]:
    blocks = tuple(Block(text=line, place=Place(line=number)) for number, line in enumerate(text.split("\n"), 1))
    return {use.short for use, _ in used_too_early(acronyms_of(Facts(format="txt", blocks=blocks)))}


def truly_early(text: str, truth: set[tuple[str, str]]) -> set[str]:
    """Labelled acronyms (two capitals or more) whose first standalone use stands before their labelled definition.

    Standalone means a word by itself: neither part of another short form ("TNF-alpha") nor of a compound.
    """
    defined: dict[str, int] = {}
    for short, long in truth:
        places = _places(text, short, long)
        if places and sum(c.isupper() for c in short) > 1:
            defined[short] = min(places[0], defined.get(short, places[0]))
    return {short for short, place in defined.items() if (use := _use(text, short)) is not None and use < place}


def _places(text: str, short: str, long: str) -> list[int]:
    gap = r"\s*[,:;]?\s*[(\[]?\s*[\"'“]?"
    words = r"\s+".join(map(re.escape, long.split()))
    return [m.start() for m in re.finditer(f"{words}{gap}{re.escape(short)}|{re.escape(short)}{gap}{words}", text)]


def _use(text: str, short: str) -> int | None:
    match = re.search(rf"(?<![\w-]){re.escape(short)}s?(?![\w-])", text)
    return match.start() if match else None


def main() -> None:
    """Prints the scores of the file named on the command line, or of the shared one where it is present."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED
    if not path.is_file():
        print("no labelled text is here: ../shared is not part of the project")
        return
    pairs, early = scores(path)
    print(f"exact pairs                  {pairs}")
    print(f"used before it is spelled out {early}")


if __name__ == "__main__":
    main()
