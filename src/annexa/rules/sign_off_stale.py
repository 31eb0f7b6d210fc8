"""Something has changed since it was signed off.

Why it matters: Whoever signed has not seen what would be sent now, and no final bundle is built before they have.

Fails when: A document or a metadata field of the item is not what it was when a role signed a stage, or a sign-off that
the signature rests on was taken back. What was signed and then put back as it was counts again.

To put right:
- Metadata: Look at what changed. If it is meant, have the stages signed again, in order, with `annexa sign-off`; if
  not, put the document or the field back.

Passes: The documents and item.yaml are what every role signed, or nobody has signed yet.

Fails: A report was saved again after the accountable lead had signed.
"""

from collections.abc import Iterator

from annexa.model.findings import Level
from annexa.model.standing import standing
from annexa.rules.base import Fault, ItemSubject

ID = "sign-off-stale"
LEVEL = Level.WARNING
ABOUT = "item"
WAIVABLE = False


def check(subject: ItemSubject) -> Iterator[Fault]:
    around = subject.around
    if not subject.item.sign_offs:
        return
    stale: dict[str, list[str]] = {}
    for stage in standing(subject.item, around.library, around.framework, subject.digests):
        if stage.state == "stale":
            stale.setdefault(stage.because, []).append(stage.title)
    for because, titles in stale.items():
        yield Fault(message=f"No longer signed off ({', '.join(titles)}): {because}")
