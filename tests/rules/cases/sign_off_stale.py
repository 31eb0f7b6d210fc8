from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from samples import OTHER_SHA, SHA, around, item

from annexa.inspection.signoff import signature, withdrawal
from annexa.model.library import DocumentMeta, Item, People
from annexa.rules.base import ItemSubject

FILE = "evidence/3.4-destinations/destinations.docx"
STAGES = ("evidence-lead", "accountable-lead", "director")
PEOPLE = People.model_validate({"roles": {"lead": {"title": "One for all", "stages": STAGES}}})
SURROUNDINGS = around()
LIBRARY = SURROUNDINGS.library.model_copy(update={"people": PEOPLE})
AT = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)


def signed(stages: int, *, taken_back: str = "", again: int = 0) -> Item:
    """An item with some stages signed; one is then taken back, and some signed again."""
    now = item({"file": "destinations.docx"})
    for stage in STAGES[:stages]:
        now = _with(now, signature(now, LIBRARY, SURROUNDINGS.framework, {FILE: SHA}, stage=stage, role="lead", at=AT))
    if taken_back:
        now = _with(now, withdrawal(now, stage=taken_back, role="lead", at=AT, reason="A figure is wrong."))
    for stage in STAGES[:again]:
        now = _with(now, signature(now, LIBRARY, SURROUNDINGS.framework, {FILE: SHA}, stage=stage, role="lead", at=AT))
    return now


def _with(now: Item, entry: Any) -> Item:
    return now.model_copy(update={"sign_offs": (*now.sign_offs, entry)})


def subject(now: Item, sha256: str | None = SHA, **changed: Any) -> ItemSubject:
    """The item as it lies there later: with other bytes or none, or with one field of its document changed."""
    document = DocumentMeta.model_validate(now.meta.documents[0].model_dump() | changed)
    meta = now.meta.model_copy(update={"documents": (document,)})
    return ItemSubject(
        item=now.model_copy(update={"meta": meta}),
        around=replace(SURROUNDINGS, library=LIBRARY),
        files=(),
        digests={FILE: sha256} if sha256 else {},
    )


PASSES = {
    "nobody has signed": subject(signed(0)),
    "signed as it is": subject(signed(3)),
    "the first stage alone": subject(signed(1)),
    "taken back and signed again": subject(signed(1, taken_back="evidence-lead", again=1)),
    "nothing rests on what was taken back": subject(signed(1, taken_back="evidence-lead")),
}
FAILS = {
    "other bytes": (subject(signed(1), OTHER_SHA), "the file destinations.docx has changed"),
    "no file": (subject(signed(2), None), "the file destinations.docx is gone"),
    "another title": (
        subject(signed(3), title="Where they went"),
        "title of destinations.docx was ‘Destinations after leaving school’, is ‘Where they went’",
    ),
    "now of a child": (
        subject(signed(1), title="The plan of A B", sensitivity="child-level"),
        "title of child-level document 1 has changed",
    ),
    "names of adults": (
        subject(signed(1), title="What A B says", sensitivity="personal"),
        "title of destinations.docx has changed; sensitivity of destinations.docx has changed",
    ),
    "the stage before taken back": (
        subject(signed(2, taken_back="evidence-lead")),
        "lead took back the sign-off before it on 2 November 2026",
    ),
    "and signed again, which the later stage has not seen": (
        subject(signed(2, taken_back="evidence-lead", again=1)),
        "(Accountable lead): lead took back",
    ),
}
