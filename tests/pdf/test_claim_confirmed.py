"""No claim that veraPDF does not confirm, over some 320 ways to break PDF/UA-1, each on a file that holds to it.

All of them take a minute: `ANNEXA_ALL_CLAIMS=1` runs them, and without it every ninth is.
"""

import os

import pytest
from tests.pdf.breaking import CHANGES, SOURCE
from tests.pdf.test_claim import claims
from tests.pdf.test_structure import verapdf

from annexa.pdf.source import SourceRefused

STEP = 1 if os.environ.get("ANNEXA_ALL_CLAIMS") else 9


@pytest.mark.java
@pytest.mark.slow
def test_verapdf_confirms_each_claim(typeset, merge_files, shared):
    claimed = {}
    divider = typeset("divider", "= What it is about")  # as there is one before each document
    for number, (what, change) in enumerate(list(CHANGES.items())[::STEP]):
        try:
            bundle = merge_files(divider, typeset(f"d{number}", SOURCE, change))
        except SourceRefused:
            continue
        if claims(bundle):
            claimed[bundle.path] = what
    said = verapdf(shared, *claimed).splitlines()
    assert len(said) >= len(claimed) > len(CHANGES) / STEP / 5
    assert [what for path, what in claimed.items() if not any(line.startswith(f"PASS {path} ") for line in said)] == []
