"""A link begins with http:// where https:// is meant.

Why it matters: Browsers warn of pages that are not encrypted, and almost every public site has moved to https.

Fails when: The address begins with http://; this is information and stops nothing.

To put right:
- Everywhere: Edit the link, write https:// in place of http://, try it, and save.
- Metadata: Write https:// in place of http:// in `url`, and try it.

Passes: A link to https://www.gov.uk.

Fails: A link to http://www.gov.uk.
"""

from collections.abc import Iterator

from annexa.links.verdict import Verdict
from annexa.model.findings import Level
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.faults import first_few
from annexa.rules.support.links import about, rows

ID = "link-plain-http"
LEVEL = Level.INFO
ABOUT = "document"


def check(subject: DocumentSubject) -> Iterator[Fault]:
    faults = [
        Fault(message=about(subject, row, row.judged), place=row.place, field=row.field)
        for row in rows(subject)
        if row.judged.verdict is Verdict.PLAIN_HTTP
    ]
    yield from first_few(faults, "links that begin with http://")
