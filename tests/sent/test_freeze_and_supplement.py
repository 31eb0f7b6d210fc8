"""What was sent stays as it was; what changes afterwards is added, replaced or withdrawn, and moves no page number.

Long because each case stands on what was sent before it.
"""

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.plan.manifests import a_manifest, a_row, a_volume

from annexa.load import sent as sent_records
from annexa.model.errors import UsageError
from annexa.model.manifest import Manifest
from annexa.model.sent import Frozen, Sending, SentDocument, SentRequest
from annexa.sent import freeze, suffixes, supplement
from annexa.sent.supplement import Current, changes_sent, plan_insertions, plan_supplement

DAY = date(2026, 11, 3)
ITEMS = ("1.1", "3.4", "4.1")


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def manifest(*rows: tuple[str, str, str, int], **more: Any) -> Manifest:
    """A manifest of a bundle with a cover and an index; rows are key, file, version and pages."""
    documents, page = [], 3
    for key, file, version, pages in rows:
        title = file.rpartition("/")[2].removesuffix(".docx").title()
        place = {"page_from": page, "page_to": page + pages - 1, "pages": pages}
        documents.append(a_row(key, title=title, source=file, sha256=sha(version), **place))
        page += pages
    files = (a_volume(sha256=sha("b"), pages=page - 1),)
    return a_manifest(**{"pages": page - 1, "files": files, "documents": tuple(documents), **more})


ROWS = (
    ("1.1/1", "evidence/1.1-x/structure.docx", "structure v1", 4),
    ("3.4/1", "evidence/3.4-x/destinations.docx", "destinations v1", 3),
    ("3.4/2", "evidence/3.4-x/survey.docx", "survey v1", 2),
)


def current(key: str, file: str, version: str, title: str = "") -> Current:
    return Current(
        key=key,
        item=key.partition("/")[0],
        title=title or file.rpartition("/")[2].removesuffix(".docx").title(),
        file=file,
        version=sha(version),
    )


AS_SENT = tuple(current(key, file, version) for key, file, version, _ in ROWS)


@pytest.fixture
def frozen() -> Frozen:
    return freeze.freeze(manifest(*ROWS), Sending(sent=DAY, commit="abc"))


def sentences(frozen: Frozen, now: list[Current]) -> list[tuple[str, str]]:
    return [(change.title, change.sentence) for change in plan_supplement(frozen, now).changes]


# -- planning ----------------------------------------------------------------------------------------------


def answered(frozen: Frozen, key: str, file: str, version: str) -> Frozen:
    """The record with a document that was sent as the answer to a request, behind the page of the explanation."""
    rows = manifest(("request-1/0", "", "", 1), (key, file, version, 2))
    return freeze.with_supplement(
        frozen, freeze.sent_documents(rows), (), sent=DAY, requests=[SentRequest(number=1, seal=sha("seal"))]
    )


PANEL = ("3.4/3", "evidence/3.4-x/panel.docx", "panel v1")


def test_what_answered_a_request_is_not_sent_again_and_a_newer_version_replaces_it(frozen: Frozen) -> None:
    sent = answered(frozen, "request-1/1", *PANEL[1:])
    plan = plan_supplement(sent, [*AS_SENT, current(*PANEL)])
    assert plan.changes == () and [(each.key, where) for each, where in plan.answered] == [
        ("3.4/3", "pages 4 to 5 of supplement 1")
    ]
    newer = [*AS_SENT, current(*PANEL[:2], "panel v2")]
    plan = plan_supplement(sent, newer)
    assert [change.sentence for change in plan.changes] == ["Replaces pages 4 to 5 of supplement 1."]
    assert plan.answered == () and plan_insertions(sent, plan, {"3.4/3": 1})[0].after == "11", "behind its item"
    twice = freeze.with_supplement(
        sent, freeze.sent_documents(manifest((*PANEL[:2], "panel v2", 2))), (), sent=DAY,
        changes=changes_sent(plan, secret=False),
    )  # fmt: skip
    assert plan_supplement(twice, newer).changes == ()
    assert sentences(twice, list(AS_SENT)) == [("Panel", "Withdrawn: pages 3 to 4 of supplement 2 no longer hold.")]


def test_what_answered_a_request_with_another_submission_is_not_sent_again_either(frozen: Frozen) -> None:
    other = answered(frozen, "request-1/1", *PANEL[1:]).model_copy(update={"submission": "day-5"})
    plan = plan_supplement(frozen, [*AS_SENT, current(*PANEL)], [other])
    assert plan.changes == () and [where for _, where in plan.answered] == ["pages 4 to 5 of supplement 1 of day-5"]
    assert sentences(frozen, [*AS_SENT, current(*PANEL)]) == [("Panel", "Added: this document was not sent before.")]


def test_nothing_changed_means_nothing_to_send(frozen: Frozen) -> None:
    assert plan_supplement(frozen, AS_SENT).changes == ()


def test_added_replaced_and_withdrawn_are_told_apart_and_name_the_pages(frozen: Frozen) -> None:
    now = [
        AS_SENT[0],
        current("3.4/1", "evidence/3.4-x/destinations.docx", "destinations v2"),
        current("4.1/1", "evidence/4.1-x/care.docx", "care v1"),
    ]
    assert sentences(frozen, now) == [
        ("Destinations", "Replaces pages 7 to 9 of the bundle."),
        ("Care", "Added: this document was not sent before."),
        ("Survey", "Withdrawn: pages 10 to 11 of the bundle no longer hold."),
    ]


def test_a_document_that_was_only_renamed_or_moved_in_the_list_is_not_sent_again(frozen: Frozen) -> None:
    now = [
        AS_SENT[0],
        replace(AS_SENT[2], key="3.4/1", file="evidence/3.4-x/new-name.docx"),
        replace(AS_SENT[1], key="3.4/2"),
    ]
    assert plan_supplement(frozen, now).changes == ()


def test_a_new_version_under_a_new_name_replaces_by_its_title(frozen: Frozen) -> None:
    now = [*AS_SENT[:2], current("3.4/2", "evidence/3.4-x/survey-final-2.docx", "survey v2", title="survey")]
    assert sentences(frozen, now) == [("survey", "Replaces pages 10 to 11 of the bundle.")]


def test_two_documents_with_the_same_bytes_are_two_documents() -> None:
    record = freeze.freeze(manifest(("3.4/1", "evidence/3.4-x/a.docx", "same", 1)), Sending(sent=DAY))
    now = [current("3.4/1", "evidence/3.4-x/a.docx", "same"), current("3.4/2", "evidence/3.4-x/b.docx", "same")]
    assert sentences(record, now) == [("B", "Added: this document was not sent before.")]


def added(record: Frozen, plan: supplement.SupplementPlan, built: list[SentDocument], **how: Any) -> Frozen:
    """The record once a supplement was sent."""
    changes = changes_sent(plan, secret=record.package == "child-level")
    return freeze.with_supplement(record, built, (), sent=DAY, changes=changes, **how)


def sent_as(plan: supplement.SupplementPlan, start: int = 3, length: int = 2) -> list[SentDocument]:
    """The documents of a supplement as they were built, two pages each."""
    return [
        SentDocument(
            key=d.key, item=d.item, title=d.title, file=d.file, version=d.version,
            first=str(start + n * length), last=str(start + (n + 1) * length - 1), pages=length,
        )
        for n, d in enumerate(plan.documents)
    ]  # fmt: skip


def test_the_second_supplement_replaces_pages_of_the_first(frozen: Frozen) -> None:
    second = [AS_SENT[0], current("3.4/1", AS_SENT[1].file, "destinations v2"), AS_SENT[2]]
    plan = plan_supplement(frozen, second)
    once = added(frozen, plan, sent_as(plan))
    assert plan_supplement(once, second).changes == ()
    third = [AS_SENT[0], current("3.4/1", AS_SENT[1].file, "destinations v3"), AS_SENT[2]]
    assert sentences(once, third) == [("Destinations", "Replaces pages 3 to 4 of supplement 1.")]
    back = plan_supplement(once, AS_SENT)
    assert [change.kind for change in back.changes] == ["replaced"], "the first version, sent again, is news"


# -- properties --------------------------------------------------------------------------------------------

documents = st.lists(
    st.tuples(st.sampled_from(ITEMS), st.integers(0, 5), st.integers(0, 3), st.integers(1, 4)),
    max_size=8,
    unique_by=lambda row: row[:2],
)


def rows_of(drawn: list[tuple[str, int, int, int]]) -> list[tuple[str, str, str, int]]:
    return [
        (f"{item}/{n}", f"evidence/{item}-x/file{n}.docx", f"{item} {n} v{version}", pages)
        for item, n, version, pages in drawn
    ]


def currents(drawn: list[tuple[str, int, int, int]]) -> list[Current]:
    return [current(*row[:3]) for row in rows_of(drawn)]


@settings(max_examples=150)
@given(st.lists(documents, min_size=2, max_size=4))
def test_whatever_changes_the_record_only_grows_and_inspectors_end_up_with_the_library(drawn: Any) -> None:
    record = freeze.freeze(manifest(*rows_of(drawn[0]), **({} if drawn[0] else {"pages": 2})), Sending(sent=DAY))
    for state in drawn[1:]:
        now = currents(state)
        held = freeze.latest(record)
        plan = plan_supplement(record, now)
        kinds = [change.kind for change in plan.changes]
        assert [change.where for change in plan.changes if change.where].count("") == 0
        assert len({change.where for change in plan.changes if change.where}) == len(plan.changes) - kinds.count(
            "added"
        )
        assert all(change.where in held for change in plan.changes if change.where)
        assert set(plan.documents) <= set(now)
        newer = added(record, plan, sent_as(plan))
        assert freeze.extends(newer, record)
        assert sorted((d.item, d.version) for d in freeze.latest(newer).values()) == sorted(
            (d.item, d.version) for d in now
        )
        assert plan_supplement(newer, now).changes == ()
        record = newer
    assert sent_records.read_text(freeze.as_yaml(record)) == record


@settings(max_examples=150)
@given(st.lists(documents, min_size=2, max_size=5))
def test_inserted_pages_take_numbers_that_nobody_had_and_stand_where_they_say(drawn: Any) -> None:
    record = freeze.freeze(manifest(*rows_of(drawn[0]), **({} if drawn[0] else {"pages": 2})), Sending(sent=DAY))
    for state in drawn[1:]:
        before = list(freeze.labels_sent(record))
        plan = plan_supplement(record, currents(state))
        pages = {row[0]: row[3] for row in rows_of(state)}
        insertions = plan_insertions(record, plan, pages)
        labels = [label for insertion in insertions for label in insertion.labels]
        assert len(labels) == len(set(labels)) == sum(pages[d.key] for d in plan.documents)
        assert not set(labels) & set(before), "a number that was quoted is never given again"
        built = [
            SentDocument(
                key=i.document.key, item=i.document.item, title=i.document.title, file=i.document.file,
                version=i.document.version, first=i.labels[0], last=i.labels[-1], pages=len(i.labels),
            )
            for i in insertions
        ]  # fmt: skip
        record = added(record, plan, built, numbering="inserted")
        after = list(freeze.labels_sent(record))
        assert [label for label in after if label in set(before)] == before, "what was sent keeps its order"
        assert sorted(after, key=suffixes.suffix_order) == after
        for insertion in insertions:
            assert after[after.index(insertion.labels[0]) - 1] == insertion.after


@given(st.integers(1, 100_000))
def test_suffixes_count_and_are_read_back(number: int) -> None:
    assert suffixes.suffix_number(suffixes.suffix(number)) == number


def test_suffixes_as_people_write_them() -> None:
    assert [suffixes.suffix(n) for n in (1, 2, 26, 27, 52, 53)] == ["A", "B", "Z", "AA", "AZ", "BA"]
    assert suffixes.suffixes_of("57A", 3) == ("57", ["57A", "57B", "57C"])


def test_inserted_pages_stand_behind_the_old_ones_which_stay(frozen: Frozen) -> None:
    now = [
        AS_SENT[0],
        current("3.4/1", AS_SENT[1].file, "destinations v2"),
        AS_SENT[2],
        current("3.4/3", "evidence/3.4-x/extra.docx", "extra"),
        current("4.1/1", "evidence/4.1-x/care.docx", "care"),
    ]
    plan = plan_supplement(frozen, now)
    found = [
        (i.document.key, i.after, i.labels) for i in plan_insertions(frozen, plan, {"3.4/1": 2, "3.4/3": 1, "4.1/1": 1})
    ]
    assert found == [
        ("3.4/1", "9", ("9A", "9B")),
        ("3.4/3", "11", ("11A",)),
        ("4.1/1", "11A", ("11B",)),
    ]


# -- the record on disk ------------------------------------------------------------------------------------


def test_the_record_is_yaml_that_reads_back_as_it_was(frozen: Frozen, tmp_path: Path) -> None:
    path = sent_records.path_of(tmp_path, "day-2", "shared")
    assert sent_records.read(path) is None
    freeze.write(path, frozen, before=None)
    assert path.relative_to(tmp_path).as_posix() == "evidence/submissions/day-2.yaml"
    assert sent_records.read(path) == frozen
    text = path.read_text()
    assert text.startswith("# What was handed in.")
    assert "first: '7'" in text


def test_what_was_sent_cannot_be_overwritten(frozen: Frozen, tmp_path: Path) -> None:
    path = tmp_path / "day-2.yaml"
    freeze.write(path, frozen, before=None)
    other = freeze.freeze(manifest(*ROWS[:2]), Sending(sent=DAY))
    with pytest.raises(UsageError, match="cannot change"):
        freeze.write(path, other, before=sent_records.read(path))
    assert sent_records.read(path) == frozen


def test_a_record_that_somebody_broke_is_said_with_its_line(frozen: Frozen, tmp_path: Path) -> None:
    path = tmp_path / "day-2.yaml"
    freeze.write(path, frozen, before=None)
    path.write_text(path.read_text().replace("first: '7'", "first: seven"))
    with pytest.raises(UsageError, match=r"cannot be used: line \d+"):
        sent_records.read(path)


def test_a_draft_is_not_frozen() -> None:
    with pytest.raises(UsageError, match="draft is not sent"):
        freeze.freeze(manifest(*ROWS, draft=True), Sending(sent=DAY))


def test_of_child_level_documents_the_record_holds_neither_title_nor_name(tmp_path: Path) -> None:
    secret = manifest(("1.1/1", "secure:tracked/jo-bloggs.docx", "v1", 4), package="child-level")
    record = freeze.freeze(secret, Sending(sent=DAY))
    text = freeze.as_yaml(record)
    assert "bloggs" not in text.casefold() and "tracked/" not in text
    assert sent_records.path_of(tmp_path, "day-5", "child-level").name == "day-5-child-level.yaml"
    now = [
        Current(
            key="1.1/1",
            item="1.1",
            title="Jo Bloggs",
            file=freeze.known_as("secure:tracked/jo-bloggs.docx", secret=True),
            version=sha("v2"),
        )
    ]
    plan = plan_supplement(record, now)
    assert plan.changes[0].sentence == "Replaces pages 3 to 6 of the bundle."
    assert "Bloggs" not in freeze.as_yaml(added(record, plan, []))
