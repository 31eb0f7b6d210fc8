"""Three debriefing forms of 17 November 2026, filled in as people do: on our form, on a shortened one, as plain notes.

Interviewees are roles, as everywhere in the sample; a real form names persons, and its folder keeps them.
"""

import io
from datetime import date
from pathlib import Path
from typing import Any

from annexa.load import project
from annexa.site import word
from annexa.site.build import book_of
from annexa.site.forms import Known, debriefing_form

from . import pack

FOLDER = "debriefs"
DAY = date(2026, 11, 17)

ANSWERS = (
    "Timeliness of EHC plans since spring\nHow schools share what works",
    "The recovery plan and its monthly figures",
    "They asked for the monthly figures by area, up to October",
    "Why two areas are slower than the rest; we said what is being done there",
    "Inspectors ask each leader for one example of a change that families noticed",
)
SUMMARY = "Friendly and exact. They will come back to the two slower areas."

SHORTENED = """\
Debrief
Interviewees: evidence lead for health, with the executive lead
Meeting: Leaders of health
Debriefed by: QA
Date: 17.11.2026
Main focus: waiting times for speech and language therapy; transition at 18
Evidence used: the waiting list report, the transition protocol
Documents requested: the transition protocol in its last edition
Unexpected questions: how families learn where they stand on the list
Concerns: figures in the report and in the presentation differ by a month
Traffic light: amber/red
Summary: They noticed that two figures do not match. Say at once which month each is of.
"""

NOTES = """\
Visit to a nursery with an enhanced offer
Focus: how the nursery hears of a plan, early help
Unexpected questions: none
Documents: none
Rating: green
Summary: Staff were proud and clear.
"""


def forms(root: Path) -> dict[str, bytes]:
    """The files of the folder by name; `root` is the sample's project folder, whose names stand on the form."""
    found = {
        "17.11.26 HS Summary.docx": _kept(_ours(root), root / FOLDER / "17.11.26 HS Summary.docx"),
        "17-11-26 QA debrief.docx": _kept(_shortened(), root / FOLDER / "17-11-26 QA debrief.docx"),
        "17.11.26 MB Summary.txt": NOTES.encode(),
    }
    return found | {".gitignore": b"# Debriefing forms name persons: nothing in this folder belongs in git.\n*\n"}


def _kept(made: bytes, path: Path) -> bytes:
    """The file as it lies there where only its compression differs."""
    old = path.read_bytes() if path.exists() else made
    return old if pack.same(path.name, old, made) else made


def _ours(root: Path) -> bytes:
    import docx

    known = Known(initials="HS", meeting="leaders-education", service="Education", day=DAY)
    document: Any = docx.Document(io.BytesIO(debriefing_form(book_of(project(root)), date(2026, 11, 16), known)))
    document.tables[0].cell(0, 1).text = "Head of Education and Skills"
    for table, answer in zip(document.tables[1:6], ANSWERS, strict=True):
        table.cell(0, 0).text = answer
    document.element.xpath("//w:sdtContent//w:t")[0].text = "Amber"
    document.tables[-1].cell(0, 0).text = SUMMARY
    return word.saved(document)


def _shortened() -> bytes:
    import docx

    document = docx.Document()
    properties = document.core_properties
    properties.author = properties.comments = ""
    properties.title = "Debrief"
    for line in SHORTENED.splitlines():
        document.add_paragraph(line)
    return word.saved(document)
