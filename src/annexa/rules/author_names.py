"""A file's properties name persons.

Why it matters: A native workbook or a Word file handed over as it is tells inspectors who wrote it and who saved it
last. The PDFs of the bundle leave such names out.

Fails when: The properties hold an author, a manager or the one who saved the file last. It is a note.

To put right:
- Word: File > Info > Check for Issues > Inspect Document > Document Properties and Personal Information > Remove
  All.
- Excel: File > Info > Check for Issues > Inspect Document > Document Properties and Personal Information > Remove
  All.
- PowerPoint: File > Info > Check for Issues > Inspect Document > Document Properties and Personal Information >
  Remove All.
- LibreOffice: File > Properties > General > Reset Properties, and untick "Apply user data".
- PDF: In Acrobat, File > Properties > Description > Author; or Redact > Remove Hidden Information.

Passes: A workbook whose properties name the service instead of a person.

Fails: A workbook whose properties say who saved it last.
"""

import re
from collections.abc import Iterator

from annexa.model.findings import Level
from annexa.rules.base import DocumentSubject, Fault

ID = "author-names"
LEVEL = Level.INFO
ABOUT = "document"

_IMPERSONAL = frozenset(
    {"", "python-docx", "openpyxl", "unknown", "user", "administrator", "admin", "microsoft office user"}
)

_ROLE = re.compile(
    r"\b(analyst|authority|board|committee|coordinator|council|department|directorate|director|forum|group|head of|lead"
    r"|manager|nhs|office|officer|partnership|service|services|team|trust|unit)\b",
    re.IGNORECASE,
)
"""Words that roles and teams have in their names and persons seldom do."""


def check(subject: DocumentSubject) -> Iterator[Fault]:
    properties = subject.facts.properties
    partnership = subject.around.library.meta
    impersonal = _IMPERSONAL | {partnership.area.casefold(), partnership.partnership.casefold()}
    fields = {
        "author": properties.author,
        "manager": properties.manager,
        "last saved by": properties.last_modified_by,
    }
    impersonal |= {role.title.casefold() for role in subject.around.library.people.roles.values()}
    named = [
        name for name, value in fields.items() if value.strip().casefold() not in impersonal and not _ROLE.search(value)
    ]
    if named:
        yield Fault(message=f"The file's properties name a person ({', '.join(named)})")
