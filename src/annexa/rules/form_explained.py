"""A blank form comes without its six explanations.

Why it matters: A blank form shows what is asked, not what is done with the answers. The checklist asks who
completes it, when, who hands it out, who collects it, what happens with what is collected, and which action plan
follows.

Fails when: A document of kind `form` has no `form:` block, or one of its six fields says next to nothing.

To put right:
- Metadata: Fill in `completed_by`, `when`, `distributed_by`, `collected_by`, `used_for` and `action_plan` below
  `form:` in item.yaml, each with a few words that a stranger understands.

Passes: `completed_by: Parents and carers, with the school's help where they ask for it`

Fails: `completed_by: tbc`
"""

import re
from collections.abc import Iterator

from annexa.model.described import described
from annexa.model.findings import Level
from annexa.model.library import FormExplained, Kind
from annexa.rules.base import DocumentSubject, Fault

ID = "form-explained"
LEVEL = Level.ERROR
ABOUT = "file"
NEEDS_METADATA = True

_NOTHING = re.compile(
    r"\W*(?:tb[acd]|n/?a|none|yes|no|unknown|not known|various|x+|\?+|-+|todo|to be confirmed|\.+)?\W*", re.IGNORECASE
)


def check(subject: DocumentSubject) -> Iterator[Fault]:
    if subject.meta.kind is not Kind.FORM:
        return
    form = subject.meta.form
    field = f"documents.{subject.index}"
    if form is None:
        yield Fault(message="The form comes without its six explanations", field=field)
        return
    for name in FormExplained.model_fields:
        if _NOTHING.fullmatch(getattr(form, name)):
            asked = (described(FormExplained, name) or name).rstrip(".").lower()
            yield Fault(message=f"“{name}” does not say {asked}", field=f"{field}.form.{name}")
