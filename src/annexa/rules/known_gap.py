"""Evidence is not there, and the metadata says why.

Why it matters: The explanation goes into the bundle as a page of its own, which inspectors read as the partnership's
answer. It needs the same sign-off as a document.

Fails when: An item says `nothing_to_submit`, or a document in it is `to_follow`. That is a warning and stops nothing:
a file that is listed and not there is another thing, and stays an error.

To put right:
- Metadata: Nothing, while it is so. Once the evidence is there, put the file into the folder, list it below
  `documents:` and take `nothing_to_submit` or `to_follow` out.

Passes: Each document of the item has a file.

Fails: `nothing_to_submit: {reason: The service starts in January., by: lano, on: 2026-11-02, follows: 2027-02-01}`
"""

from collections.abc import Iterator

from annexa.model.findings import Level
from annexa.model.words import day_in_words
from annexa.rules.base import Fault, ItemSubject

ID = "known-gap"
LEVEL = Level.WARNING
ABOUT = "item"
WAIVABLE = False


def check(subject: ItemSubject) -> Iterator[Fault]:
    meta = subject.item.meta
    titles = {f"documents.{index}.to_follow": document.title for index, document in enumerate(meta.documents)}
    for field, gap in meta.gaps:
        if field in titles:
            what, by = f"“{titles[field]}” comes later", ", by"
        else:
            what, by = "Nothing is submitted for this requirement", "; it follows by"
        when = f"{by} {day_in_words(gap.follows)}" if gap.follows else ""
        yield Fault(message=f"{what}{when}; the bundle explains why on a page of its own", field=field)
