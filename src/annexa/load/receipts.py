"""What receipts say was deleted from the secure folder."""

import re
from pathlib import Path
from typing import Final

RECEIPTS: Final = "evidence/purged"
_SHA256: Final = re.compile(r"\bsha256: ([0-9a-f]{64})\b")


def deleted(root: Path) -> frozenset[str]:
    """The SHA-256 of each file of which a receipt below a project folder says that it was deleted."""
    found: set[str] = set()
    for receipt in (root / RECEIPTS).glob("*.yaml"):
        found.update(_SHA256.findall(receipt.read_text(encoding="utf-8", errors="replace")))
    return frozenset(found)
