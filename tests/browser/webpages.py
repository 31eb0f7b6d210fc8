"""What web.read makes of web pages, a line of JSON in and one out: run with the stand-ins on the path."""

import json
import sys

import lxml.html

from annexa.documents.limits import Limits
from annexa.documents.web import read


def told(page: str) -> list[object]:
    """Words, kind and level of each block; and why it was read in part."""
    facts = read(page.encode(), Limits())
    return [[[each.text, each.kind, each.level] for each in facts.blocks], facts.partial or ""]


if __name__ == "__main__":
    assert "standins" in str(lxml.html.__file__)
    for line in sys.stdin:
        sys.stdout.write(json.dumps(told(json.loads(line))) + "\n")
