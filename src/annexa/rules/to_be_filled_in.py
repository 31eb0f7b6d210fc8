"""A value is still to be filled in, or is still the sample's.

Why it matters: A mailbox that does not exist, a building that is not yours or another area's name on a cover
embarrasses everybody whose name stands beside it, and a call of the wrong day moves every deadline.

Fails when: A value of library.yaml, people.yaml, glossary.yaml, an item.yaml, the library's own list of requirements or
guidance/local.yaml holds the words “to be filled in”, or a name, mailbox or the notification date of the sample library
in a library of another area. It is an error where the value is printed on covers, otherwise a warning.

To put right:
- Metadata: Write the value of your area in its place, or delete the field where it may be missing.

Passes: A mailbox of your own council in guidance/local.yaml.

Fails: `address: evidence@to-be-filled-in.invalid` as ‘annexa init’ wrote it.
"""

from collections.abc import Iterator
from itertools import groupby

import msgspec

from annexa.load.unfinished import Unfinished, unfinished
from annexa.model.findings import Level, Place
from annexa.model.words import count
from annexa.rules.base import Fault, LibrarySubject

ID = "to-be-filled-in"
LEVEL = Level.WARNING
ABOUT = "library"
WAIVABLE = False

CALL = "notification"
_RECORD = (
    "Run ‘annexa notify --clear’; or, if the call did come on that day, record its time with it:"
    " ‘annexa notify 2026-11-02 --time 09:40’."
)
_PRINTED = {("evidence/library.yaml", "area"), ("evidence/library.yaml", "partnership")}


def check(subject: LibrarySubject) -> Iterator[Fault]:
    library = subject.around.library
    found = sorted(unfinished(library.root, library.meta), key=lambda one: (one.file, one.why, one.line))
    call = [one for one in found if one.field == CALL and one.why == "sample"]
    for (file, why), values in groupby((one for one in found if one not in call), key=lambda one: (one.file, one.why)):
        yield _fault(file, why, list(values))
    for one in call:
        yield msgspec.structs.replace(_fault(one.file, one.why, [one]), remedy=_RECORD)


def _fault(file: str, why: str, values: list[Unfinished]) -> Fault:
    number = count(len(values), "value")
    verb = "is" if len(values) == 1 else "are"
    what = "still to be filled in" if why == "mark" else "still the sample library's"
    printed = any((file, value.field) in _PRINTED for value in values)
    return Fault(
        message=f"{number} {verb} {what}: {', '.join(value.field for value in values)}",
        file=file,
        place=Place(line=values[0].line, column=values[0].column),
        field=values[0].field,
        level=Level.ERROR if printed else None,
    )
