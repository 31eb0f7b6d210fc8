"""What the folders of bundles are called: made here, and read here."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from annexa.plan.planned import Package

BUNDLES = "build/bundles"
REBUILT = "rebuilt"
"""Ends the name of a bundle that was built again after its submission was sent: it is for reading, not for sending."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderName:
    """The name of one bundle's folder, taken apart. At most one of `item`, `supplement` and `rebuilt` is set."""

    submission: str
    package: Package = "shared"
    item: str = ""
    """The only item that it holds."""
    supplement: int = 0
    """Number of the supplement."""
    rebuilt: bool = False
    packed: str = ""
    """The first eight digits of the seal of a package that another build or package would have replaced."""

    def __str__(self) -> str:
        """As on disk: "day-2", "day-2-child-level-supplement-1", "day-2-item-3.4", "day-2-packed-1a2b3c4d"."""
        parts = [
            self.submission,
            "child-level" if self.package == "child-level" else "",
            f"item-{self.item}" if self.item else "",
            f"supplement-{self.supplement}" if self.supplement else "",
            REBUILT if self.rebuilt else "",
            f"packed-{self.packed}" if self.packed else "",
        ]
        return "-".join(part for part in parts if part)

    @property
    def is_whole(self) -> bool:
        """Whether it is the bundle that is sent for the submission: no part, no supplement, no rebuild."""
        return not (self.item or self.supplement or self.rebuilt or self.packed)

    @classmethod
    def parse(cls, name: str, submissions: Iterable[str]) -> "FolderName | None":
        """The name taken apart; None where it is not the name of a bundle of one of these submissions."""
        known = "|".join(re.escape(each) for each in sorted(submissions, key=len, reverse=True))
        found = re.fullmatch(
            rf"({known})(-child-level)?(?:-item-([a-z0-9.-]+?)|-supplement-([1-9][0-9]*)|-({REBUILT}))?"
            r"(?:-packed-([0-9a-f]{8}))?",
            name,
        )
        if not known or found is None:
            return None
        submission, child_level, item, supplement, rebuilt, packed = found.groups()
        return cls(
            submission=submission,
            package="child-level" if child_level else "shared",
            item=item or "",
            supplement=int(supplement or 0),
            rebuilt=bool(rebuilt),
            packed=packed or "",
        )


def bundles_of(root: Path) -> Path:
    """The folder of a project in which bundles are built."""
    return root / BUNDLES


def before(folder: Path) -> Path:
    """Where earlier versions kept a copy of what was sent: beside the bundle, in build/."""
    return folder.with_name(f"{folder.name}-sent")
