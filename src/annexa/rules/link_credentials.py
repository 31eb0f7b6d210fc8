"""A link carries a user name or a password.

Why it matters: Whoever reads the document can sign in with it, and inspectors pass documents on. The password has to
be treated as known from now on.

Fails when: The address has something before an @ sign in front of the host, as in https://name:password@host.

To put right:
- Everywhere: Edit the link, remove everything between // and the @ sign, save, and have the password changed.
- Metadata: Remove everything between // and the @ sign from `url`, and have the password changed.

Passes: A link to https://www.gov.uk/help.

Fails: A link to https://name:password@www.gov.uk/help.
"""

from collections.abc import Iterator

from annexa.links.verdict import Verdict
from annexa.model.findings import Level
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.links import about, rows

ID = "link-credentials"
LEVEL = Level.ERROR
ABOUT = "document"
WAIVABLE = False


def check(subject: DocumentSubject) -> Iterator[Fault]:
    for row in rows(subject):
        if row.judged.verdict is Verdict.CREDENTIALS:
            yield Fault(message=about(subject, row, row.judged), place=row.place, field=row.field)
