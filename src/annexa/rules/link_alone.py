"""A link that stands alone does not open for readers from outside, or was looked at long ago.

Why it matters: Nothing is handed in besides the address. If it asks for a sign-in, or leads nowhere, the requirement
has no evidence at all.

Fails when: A document of `kind: link` has no file, and its address is one that only staff can open, holds a password,
or was asked for (`annexa check --online`) and did not open, while `content` does not hold what stands there; or it
was looked at longer ago than documents may be old.

To put right:
- Metadata: Give a public address below `link:`, or write what stands there as `content`; open it again from a computer
  without a sign-in, and correct `looked_at`.
- Everywhere: Hand in a document or a PDF of the page instead of the link.

Passes: A link to the published local offer, looked at in September, with `why_open: It is on the public website`.

Fails: A link to a SharePoint page, without `content`.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from annexa.documents.facts import Facts
from annexa.links.verdict import CANNOT_WORK, DEAD, NOT_EXTERNAL, Verdict
from annexa.model.findings import Level
from annexa.model.library import DocumentMeta, LinkExplained
from annexa.rules.base import DocumentSubject, Fault, ItemSubject
from annexa.rules.support.links import about, rows

ID = "link-alone"
LEVEL = Level.ERROR
ABOUT = "item"
WAIVABLE = False

_NOWHERE = NOT_EXTERNAL | CANNOT_WORK | {Verdict.RELATIVE_FILE}
_CLOSED = DEAD | {Verdict.NEEDS_LOGIN, Verdict.NOT_PUBLIC}


def check(subject: ItemSubject) -> Iterator[Fault]:
    for index, meta in enumerate(subject.item.meta.documents):
        if meta.link is not None and meta.is_link_alone:
            yield from _address(subject, index, meta, meta.link)
            yield from _looked_at(subject, index, meta.link)


def _address(subject: ItemSubject, index: int, meta: DocumentMeta, link: LinkExplained) -> Iterator[Fault]:
    alone = DocumentSubject(
        item=subject.item,
        meta=meta,
        index=index,
        path=Path(subject.item.folder),
        sha256="",
        facts=Facts(format="yaml"),
        fault=None,
        around=subject.around,
    )
    for row in rows(alone):
        answer = subject.around.answers.get(row.judged.address)
        if row.judged.verdict is Verdict.CREDENTIALS:
            yield Fault(message=about(alone, row, row.judged), field=row.field)
        elif link.content:
            continue
        elif row.judged.verdict in _NOWHERE:
            yield Fault(message=about(alone, row, row.judged), field=row.field)
        elif answer is not None and answer.verdict in _CLOSED:
            yield Fault(message=about(alone, row, answer), field=row.field)


def _looked_at(subject: ItemSubject, index: int, link: LinkExplained) -> Iterator[Fault]:
    months = subject.around.library.meta.ages.months
    age = _months(link.looked_at, subject.around.as_of)
    if age > months:
        message = f"The link was last looked at {age} months ago; {months} are allowed"
        yield Fault(message=message, field=f"documents.{index}.link.looked_at")


def _months(then: date, now: date) -> int:
    """Whole months from one day to another."""
    return (now.year - then.year) * 12 + now.month - then.month - (now.day < then.day)
