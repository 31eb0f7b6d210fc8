from collections.abc import Callable
from pathlib import Path

from samples import around

from annexa.rules.base import LibrarySubject


def holding(files: dict[str, str], **meta: object) -> Callable[[Path], LibrarySubject]:
    """A library whose settings are `meta`, with files of its own."""

    def make(folder: Path) -> LibrarySubject:
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return LibrarySubject(around=around(root=folder, **meta))

    return make


def local(address: str, base: str = "County Hall") -> dict[str, str]:
    return {"guidance/local.yaml": f"venues:\n  base: {base}\nmailboxes:\n  comms:\n    address: {address}\n"}


SAMPLE_CALL = "area: Ashby\nnotification: 2026-11-02\n"
PASSES = {
    "facts of the area": holding(local("comms@ashby.gov.uk")),
    "words and addresses that are like examples": holding(local("comms@example-council.gov.uk", "Test House")),
    "the sample as it is": holding(local("comms@westmere.example", "Mere House"), area="Westmere"),
    "a comment that speaks of the mark": holding({"evidence/people.yaml": "# to be filled in\nroles: {}\n"}),
    "that very day, as recorded by notify": holding({"evidence/library.yaml": SAMPLE_CALL}, notified_at="09:40"),
    "a word that only holds it": holding({"evidence/glossary.yaml": "terms: {X: {full: undo-be-filled-inn}}\n"}),
}
FAILS = {
    "a mailbox as init wrote it": (holding(local("comms@to-be-filled-in.invalid")), "mailboxes.comms.address"),
    "a mailbox kept for examples": (holding(local("Team.SEND@our.example.org")), "mailboxes.comms.address"),
    "words as init wrote them, in capitals": (
        holding(local("a@b.uk", '"(To be filled in: the building)"')),
        "1 value is still to be filled in: venues.base",
    ),
    "two of the sample's": (
        holding(local("comms@westmere.example", "Mere House, second floor")),
        "2 values are still the sample library's: venues.base, mailboxes.comms.address",
    ),
    "the sample's call": (holding({"evidence/library.yaml": SAMPLE_CALL}), "sample library's: notification"),
    "the sample's partnership on covers": (
        holding({"evidence/library.yaml": "area: Ashby\npartnership: Westmere SEND Local Area Partnership\n"}),
        "sample library's: partnership",
        "error",
    ),
    "an item of the sample": (
        holding({"evidence/3.4-x/item.yaml": "documents:\n  - title: Leavers in Westmere\n"}),
        "documents.0.title",
    ),
    "the sample's name beside facts of another area": (
        holding(
            {"evidence/library.yaml": "area: Westmere\n"} | local("a@ashby.gov.uk"), area="Westmere", notification=None
        ),
        "sample library's: area",
        "error",
    ),
    "a list of requirements that is to be completed": (
        holding({"schema/visit.yaml": "submissions:\n  - title: (to be filled in)\n"}, framework="visit"),
        "submissions.0.title",
    ),
}
