"""A link was copied from an e-mail and still carries a mail filter's wrapping.

Why it matters: The wrapping hides where the link leads, stops working when the filter's contract ends, and often
holds the mailbox of the colleague who received the message.

Fails when: The address belongs to Outlook SafeLinks, Proofpoint, Barracuda, Sophos or another filter, or to a search
engine's redirect, and the real address stands inside it.

To put right:
- Everywhere: Edit the link and put in the address that the message names; or open it and copy the address from the
  browser.
- Metadata: Put the address that the message names into `url`.

Passes: A link to https://www.gov.uk/help.

Fails: A link to https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.gov.uk%2Fhelp.
"""

from collections.abc import Iterator

from annexa.links.verdict import Verdict
from annexa.model.findings import Level
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.faults import first_few, shorten
from annexa.rules.support.links import Row, rows

ID = "link-wrapped"
LEVEL = Level.WARNING
ABOUT = "document"


def check(subject: DocumentSubject) -> Iterator[Fault]:
    faults = [
        _fault(subject, row)
        for row in rows(subject)
        if row.judged.wrapped_by and row.judged.verdict not in (Verdict.WRAPPED, Verdict.CREDENTIALS)
    ]
    yield from first_few(faults, "wrapped links")


def _fault(subject: DocumentSubject, row: Row) -> Fault:
    message, remedy, inner = f"The link is wrapped by {row.judged.wrapped_by}", "", row.judged.address
    if not subject.is_sensitive:
        message += f"; it leads to {shorten(inner, 160)}"
        remedy = f"Edit the link and put this address in its place: {inner}" if len(inner) <= 500 else ""
    return Fault(message=message, place=row.place, field=row.field, remedy=remedy)
