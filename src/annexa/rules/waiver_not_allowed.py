"""A waiver names a rule that cannot be waived.

Why it matters: Some faults nobody may accept: a file that cannot be read, or a child's data in a bundle that many
people see.

Fails when: The rule after `rule:` does not exist, or is one that `annexa rules` shows as not waivable.

To put right:
- Metadata: Put the fault itself right, and delete the waiver. If the name was misspelt, correct it.

Passes: `rule: out-of-date`

Fails: `rule: personal-data`
"""

from collections.abc import Iterator

from annexa.model.findings import Level
from annexa.model.near import guess, nearest
from annexa.rules import RULES
from annexa.rules.base import DocumentSubject, Fault, is_waivable

ID = "waiver-not-allowed"
LEVEL = Level.ERROR
ABOUT = "file"
NEEDS_METADATA = True
WAIVABLE = False


def check(subject: DocumentSubject) -> Iterator[Fault]:
    for index, waiver in enumerate(subject.meta.waive):
        field = f"documents.{subject.index}.waive.{index}.rule"
        rule = RULES.get(waiver.rule)
        if rule is None:
            hint = guess(nearest(waiver.rule, RULES), "“”")
            yield Fault(message=f"There is no rule “{waiver.rule}”{hint}", field=field)
        elif not is_waivable(rule):
            yield Fault(message=f"The rule “{waiver.rule}” cannot be waived", field=field)
