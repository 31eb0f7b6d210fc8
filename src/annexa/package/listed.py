"""What a package says of its own files besides the bag's manifests: manifest.json, and the receipt."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annexa.package import bag

LISTED = "data/manifest.json"
RECEIPT = "data/receipt.txt"


def listed_faults(tree: bag.Tree) -> Iterator[str]:
    """What annexa's own list and receipt in a package say otherwise than its files: both stand in it besides the bag's.

    An encrypted package has neither outside of its zip.
    """
    files = tree.files()
    if any(name.startswith(bag.PAYLOAD) and name.endswith(".zip") and name.count("/") == 1 for name in files):
        return
    stated = stated_in(tree.read(LISTED)) if LISTED in files else None
    if stated is None or RECEIPT not in files:
        yield f"This is not a whole package of annexa: {RECEIPT if stated else LISTED} is missing or damaged."
        return
    receipt = tree.read(RECEIPT).decode(errors="replace")
    for name, sha256 in stated.items():
        found = files.get(bag.PAYLOAD + name)
        if found is None or found.sha256 != sha256:
            yield f"{bag.PAYLOAD}{name} is not the file that {LISTED} lists."
        elif name.startswith("bundle/") and sha256 not in receipt:
            yield f"{bag.PAYLOAD}{name} is not the file that {RECEIPT} names."


def stated_in(data: bytes) -> dict[str, str] | None:
    """The SHA-256 of every volume, item and original by its path, as manifest.json says; None if damaged."""
    try:
        record: Any = json.loads(data)
        rows = [(row["path"], row["sha256"]) for row in record["volumes"]]
        rows += [(item["pdf"], item["sha256"]) for item in record["items"] if item["pdf"]]
        originals = (row for item in record["items"] for row in item["documents"] if row["original"])
        rows += [(row["original"], row["sha256"]) for row in originals]
        return {str(path): str(sha256) for path, sha256 in rows if sha256}
    except (ValueError, KeyError, TypeError):
        return None


def volumes_of(package: Path) -> set[str] | None:
    """The SHA-256 of each volume in a package's folder; None where it is encrypted or cannot be read."""
    found = next(package.glob(f"*/{LISTED}"), None)
    stated = stated_in(found.read_bytes()) if found else None
    return None if stated is None else {sha256 for path, sha256 in stated.items() if path.startswith("bundle/")}
