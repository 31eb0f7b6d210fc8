"""An item names a role that may not sign it.

Why it matters: The stage cannot be signed off, and that is noticed when there is least time to put it right.

Fails when: The role that item.yaml names as `lead` or `accountable` does not have, in people.yaml, the stage of
sign-off that belongs to it. Where `signs` gives the role other requirements, those who sign in its place are asked.

To put right:
- Metadata: Add the stage to the role's `stages` in evidence/people.yaml, or name another role in item.yaml.

Passes: `education-evidence-lead: {title: …, stages: [evidence-lead]}`, and item.yaml names it as `lead`.

Fails: The same role without `stages`.
"""

from collections.abc import Iterator

from annexa.model.findings import Level
from annexa.model.standing import signers
from annexa.rules.base import Fault, ItemSubject

ID = "cannot-sign"
LEVEL = Level.WARNING
ABOUT = "item"
WAIVABLE = False


def check(subject: ItemSubject) -> Iterator[Fault]:
    library, framework = subject.around.library, subject.around.framework
    for stage in framework.stages:
        named = getattr(subject.item.meta, stage.named_in) if stage.named_in else None
        role = library.people.roles.get(named) if named else None
        if role is None or stage.id in role.stages or named not in signers(stage, subject.item, library, framework):
            continue  # a role that people.yaml does not have is an error of its own
        yield Fault(
            message=f"‘{named}’ is named here, and people.yaml does not let it sign the stage {stage.id}",
            field=stage.named_in or "",
        )
