"""One entry of a sign-off, read from its file: a signature, or a withdrawal."""

from dataclasses import replace

from annexa.load.nodes import Fault, place_of
from annexa.load.record import build
from annexa.load.tree import parse
from annexa.model.signoff import Entry

_REMEDY = (
    "Put the file back as the command wrote it (with git: git restore). If that cannot be done, delete it, and have the"
    " stage signed again with ‘annexa sign-off’."
)


def read(data: bytes) -> tuple[Entry | None, tuple[Fault, ...]]:
    """The entry, or the faults that keep it from counting; the text is not for people to put right."""
    tree, faults = parse(data)
    entry = None
    if tree is not None or not faults:
        entry, more = build(Entry, tree)
        faults += more
    if tree is not None and entry is not None and not faults and not entry.fits:
        line, column = place_of(tree, ("seal",))
        faults = (
            Fault(
                rule="sign-off-altered",
                message=f"This sign-off by {entry.role} was changed after it was written",
                remedy=_REMEDY,
                line=line,
                column=column,
                field="seal",
            ),
        )
    return (None if faults else entry), tuple(replace(fault, remedy=_REMEDY) for fault in faults)
