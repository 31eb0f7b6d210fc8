"""A picture has no description.

Why it matters: A reader who cannot see it, and the search of an inspector, get nothing from it. The bundle can only
be as accessible as its sources.

Fails when: A picture, chart or diagram has no alternative text and is not marked as decorative, or the text is one
that a program made up or a file name. For an image that is a document itself, the summary in item.yaml is its
description.

To put right:
- Word: Right-click the picture, choose View Alt Text, and say in a sentence what it shows; tick "Mark as
  decorative" for ornaments.
- Excel: Right-click the picture or chart, choose View Alt Text, and say in a sentence what it shows.
- PowerPoint: Right-click the picture, choose View Alt Text, and say in a sentence what it shows; Review > Check
  Accessibility lists all.
- LibreOffice: Right-click the picture, choose Alt Text or Description, and say in a sentence what it shows.
- PDF: Describe the picture in the file that the PDF was made from and export it as tagged PDF; in Acrobat,
  Accessibility > Set Alternate Text.
- Metadata: For an image, say after `summary:` what it shows.
- Everywhere: For an image, say after `summary:` in item.yaml what it shows.

Passes: A chart described as "Bar chart: 68% of leavers are in work or training, up from 61%".

Fails: A chart whose description is "Picture 3".
"""

import re
from collections.abc import Iterator

from annexa.documents.facts import Picture
from annexa.model.findings import Level
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.faults import first_few
from annexa.rules.support.front import IMAGES

ID = "picture-without-alt"
LEVEL = Level.WARNING
ABOUT = "document"

_LONGEST = 300
"""Characters of a description that are looked at."""

_MADE_UP = re.compile(
    r"\W*(?:(?:picture|image|graphic|chart|diagram|shape|object|photo|logo|figure|content placeholder|img|"
    r"screenshot)[\s_-]*\d*"
    r"|[\w\s()-]+\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg)|https?://\S+|.*description automatically generated.*)\W*",
    re.IGNORECASE,
)


def check(subject: DocumentSubject) -> Iterator[Fault]:
    if subject.facts.format in IMAGES:
        if not subject.meta.summary.strip():
            message = "The image has no description: nothing stands after `summary:`"
            yield Fault(message=message, field=f"documents.{subject.index}")
        return
    faults = [fault for picture in subject.facts.pictures if (fault := _fault(picture))]
    yield from first_few(faults, "pictures without a description")


def _fault(picture: Picture) -> Fault | None:
    if picture.decorative:
        return None
    alt = " ".join((picture.alt or "")[:_LONGEST].split())
    if not alt:
        return Fault(message="A picture has no description", place=picture.place)
    if _MADE_UP.fullmatch(alt):
        return Fault(message="A picture's description says nothing of what it shows", place=picture.place)
    return None
