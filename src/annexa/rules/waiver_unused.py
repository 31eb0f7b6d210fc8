"""A waiver accepts a fault that is not there.

Why it matters: A waiver that lies about hides the next fault of its kind.

Fails when: The rule that a valid waiver names finds nothing in the document.

To put right:
- Metadata: Delete the waiver below `waive:`.

Passes: A waiver for `out-of-date` on a document that is out of date.

Fails: A waiver for `comments` on a document whose comments were deleted long ago.
"""

from collections.abc import Iterator

from annexa.model.findings import Level
from annexa.rules.base import Fault, JudgedSubject
from annexa.rules.waivers import is_in_force

ID = "waiver-unused"
LEVEL = Level.WARNING
ABOUT = "findings"
NEEDS_METADATA = True
WAIVABLE = False


def check(subject: JudgedSubject) -> Iterator[Fault]:
    found = {finding.rule for finding in subject.findings}
    document = subject.document
    for index, waiver in enumerate(document.meta.waive):
        if is_in_force(waiver, document) and waiver.rule not in found:
            field = f"documents.{document.index}.waive.{index}"
            yield Fault(message=f"The waiver for {waiver.rule} is not needed: the rule finds nothing here", field=field)
