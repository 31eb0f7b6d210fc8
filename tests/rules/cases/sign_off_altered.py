from datetime import UTC, datetime

from samples import Yaml, item, item_yaml

from annexa.inspection.signoff import file_of, text_of
from annexa.model.signed import content_of
from annexa.model.signoff import Act, Entry, seal_of

NOBODY = "0" * 64


def entry(note: str = "") -> Entry:
    unsealed = Entry(
        act=Act.SIGNED,
        stage="evidence-lead",
        role="education-evidence-lead",
        at=datetime(2026, 11, 2, 15, 0, tzinfo=UTC),
        note=note,
        signed=content_of(item().meta, {}),
        seal=NOBODY,
    )
    return unsealed.model_copy(update={"seal": seal_of(unsealed)})


def beside(old: str = "", new: str = "", note: str = "") -> Yaml:
    """A right item with one entry, in whose text one piece is replaced."""
    text = text_of(entry(note))
    assert not old or old in text
    return Yaml(item_yaml().text, {file_of(entry()): text.replace(old, new, 1)})


PASSES = {
    "as written": beside(),
    "with a note": beside(note="Read on the train: “all” of it, #1 first."),
    "a note with characters of every sort": beside(note='tab\tand\nline, \x07, \u2028, \ufeff, "quoted", {x: y}'),
    "line ends of Windows and a comment": beside("\n", "\r\n# seen\r\n"),
}
FAILS = {
    "another role": (
        beside("role: education-evidence-lead", "role: education-accountable-lead"),
        "by education-accountable-lead was changed",
    ),
    "another date of a document": (beside("2026-09-14", "2026-10-14"), "was changed after it was written"),
    "another time": (beside("T15:00", "T09:00"), "was changed after it was written"),
}
