"""The explanation of a gap cannot be right.

Why it matters: It is printed in the bundle over the name of a role. A promise whose day has passed, or a reason that
says nothing, is what inspectors will ask about first.

Fails when: `nothing_to_submit` or `to_follow` is dated in the future, promises the evidence for a day that has passed
or that lies before the day on which it was said, or gives a reason that says next to nothing.

To put right:
- Metadata: List the evidence if it has come. If not, ask the role that said so, and write the new reason, the day on
  which it was said, and the day on which the evidence will follow; leave `follows` out where it never will.

Passes: `on: 2026-11-02` and `follows: 2027-02-01`, looked at on 2 November 2026.

Fails: `follows: 2026-10-01`, looked at on 2 November 2026.
"""

from collections.abc import Iterator

from annexa.model.findings import Level
from annexa.model.words import day_in_words
from annexa.rules.base import Fault, ItemSubject
from annexa.rules.support.attested import says_something

ID = "gap-explanation"
LEVEL = Level.ERROR
ABOUT = "item"
WAIVABLE = False


def check(subject: ItemSubject) -> Iterator[Fault]:
    today = subject.around.now
    for field, gap in subject.item.meta.gaps:
        if gap.on > today:
            yield Fault(message=f"It is dated {day_in_words(gap.on)}, which is in the future", field=f"{field}.on")
        if gap.follows is not None and gap.follows < gap.on:
            message = f"The evidence is to follow on {day_in_words(gap.follows)}, before that was said"
            yield Fault(message=message, field=f"{field}.follows")
        elif gap.follows is not None and gap.follows < today:
            message = f"The evidence was to follow on {day_in_words(gap.follows)}, which has passed"
            yield Fault(message=message, field=f"{field}.follows")
        if not says_something(gap.reason):
            yield Fault(message="The reason says too little to inspectors", field=f"{field}.reason")
