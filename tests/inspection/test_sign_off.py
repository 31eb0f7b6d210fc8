"""Where an item stands in its sign-off, what makes a signature stale, and what becomes of two branches.

Long because stages, signers, changes and branches are shown on one library.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sample_place import SAMPLE
from tests.signing import FIRST, add, digests_of, item_of, sign, stages_of

from annexa.inspection import signoff
from annexa.inspection.calendar import internal_deadlines
from annexa.load import project
from annexa.model.errors import AnnexaError, SignOffRefused, UsageError
from annexa.model.framework import Framework, Stage
from annexa.model.library import DocumentMeta, Glossary, Item, ItemMeta, Library, LibraryMeta, People
from annexa.model.signed import changes, content_of
from annexa.model.signoff import Content
from annexa.model.standing import standing, turn

ROOT = Path(__file__).resolve().parents[2]
LEAD, ACCOUNTABLE, DIRECTOR = "education-evidence-lead", "education-accountable-lead", "director"
STAGES = ("evidence-lead", "accountable-lead", "director")


@pytest.fixture
def library(make_library: Callable[..., Path]) -> Path:
    root = make_library()
    (root / "evidence/3.4-destinations/destinations.docx").write_bytes(b"as it was")
    return root


def states(root: Path) -> list[str]:
    return [stage.state for stage in stages_of(root, "3.4")]


def test_the_stages_are_signed_one_after_the_other(library: Path) -> None:
    assert states(library) == ["waiting", "not-yet", "not-yet"]
    add(library, "3.4", "evidence-lead", LEAD)
    assert states(library) == ["signed", "waiting", "not-yet"]
    add(library, "3.4", "accountable-lead", ACCOUNTABLE)
    assert states(library) == ["signed", "signed", "waiting"]
    add(library, "3.4", "director", DIRECTOR)
    assert states(library) == ["signed", "signed", "signed"]
    assert turn(stages_of(library, "3.4")) is None


def test_a_stage_says_who_signs_who_has_and_who_is_missing(library: Path) -> None:
    add(library, "3.4", "evidence-lead", LEAD)
    first, second, third = stages_of(library, "3.4")
    assert (first.wanted, first.missing, [entry.role for entry in first.signed]) == ((LEAD,), (), [LEAD])
    assert (second.wanted, second.missing, second.signed) == ((ACCOUNTABLE,), (ACCOUNTABLE,), ())
    assert (third.wanted, third.enough) == ((DIRECTOR,), "one")


@pytest.mark.parametrize(
    ("stage", "role", "says"),
    [
        ("accountable-lead", ACCOUNTABLE, LEAD),
        ("director", DIRECTOR, LEAD),
        ("evidence-lead", ACCOUNTABLE, LEAD),
        ("director", LEAD, DIRECTOR),
        ("sign-it-all", LEAD, "evidence-lead, accountable-lead, director"),
    ],
)
def test_whose_turn_it_is_not_is_told_whose_it_is(library: Path, stage: str, role: str, says: str) -> None:
    with pytest.raises(AnnexaError) as refused:
        add(library, "3.4", stage, role)
    assert says in refused.value.remedy
    assert states(library) == ["waiting", "not-yet", "not-yet"]


def test_signing_twice_says_that_there_is_nothing_to_do(library: Path) -> None:
    add(library, "3.4", "evidence-lead", LEAD)
    with pytest.raises(signoff.AlreadySigned):
        add(library, "3.4", "evidence-lead", LEAD)


def test_a_stage_cannot_rest_on_one_that_is_stale(library: Path) -> None:
    add(library, "3.4", "evidence-lead", LEAD)
    (library / "evidence/3.4-destinations/destinations.docx").write_bytes(b"as it is")
    with pytest.raises(SignOffRefused, match=r"destinations\.docx has changed") as refused:
        add(library, "3.4", "accountable-lead", ACCOUNTABLE)
    assert f"annexa sign-off 3.4 --stage evidence-lead --role {LEAD}" in refused.value.remedy


def test_what_is_put_back_counts_again(library: Path) -> None:
    document = library / "evidence/3.4-destinations/destinations.docx"
    sign(library, "3.4")
    document.write_bytes(b"as it is")
    assert states(library) == ["stale", "stale", "stale"]
    document.write_bytes(b"as it was")
    assert states(library) == ["signed", "signed", "signed"]


def test_signing_again_stage_by_stage_makes_it_whole(library: Path) -> None:
    sign(library, "3.4")
    (library / "evidence/3.4-destinations/destinations.docx").write_bytes(b"as it is")
    sign(library, "3.4", up_to="evidence-lead")
    assert states(library) == ["signed", "stale", "stale"]
    sign(library, "3.4")
    assert states(library) == ["signed", "signed", "signed"]


def withdraw(root: Path, stage: str, role: str) -> Path:
    item = item_of(project(root), "3.4")
    at = FIRST + timedelta(hours=len(item.sign_offs))
    return signoff.write(item, signoff.withdrawal(item, stage=stage, role=role, at=at, reason="A figure is wrong."))


def test_taking_a_signature_back_makes_stale_what_rests_on_it_and_deletes_nothing(library: Path) -> None:
    sign(library, "3.4")
    before = len(item_of(project(library), "3.4").sign_offs)
    withdraw(library, "evidence-lead", LEAD)
    assert states(library) == ["waiting", "stale", "stale"]
    assert len(item_of(project(library), "3.4").sign_offs) == before + 1
    assert any(LEAD in change for change in stages_of(library, "3.4")[1].changes)
    add(library, "3.4", "evidence-lead", LEAD)
    assert states(library) == ["signed", "stale", "stale"], "who signed on the strength of it looks again"


def test_signed_and_taken_back_and_signed_in_one_second(library: Path) -> None:
    loaded = project(library)
    for _ in range(3):
        loaded = project(library)
        assert loaded.library is not None
        item = item_of(loaded, "3.4")
        entry = signoff.signature(
            item, loaded.library, loaded.framework, digests_of(loaded), stage="evidence-lead", role=LEAD, at=FIRST
        )
        signoff.write(item, entry)
        assert states(library)[0] == "signed"
        item = item_of(project(library), "3.4")
        signoff.write(item, signoff.withdrawal(item, stage="evidence-lead", role=LEAD, at=FIRST, reason="No."))
        assert states(library)[0] == "waiting"


@pytest.mark.parametrize(("stage", "role"), [("evidence-lead", ACCOUNTABLE), ("director", DIRECTOR)])
def test_only_a_signature_of_ones_own_is_taken_back(library: Path, stage: str, role: str) -> None:
    add(library, "3.4", "evidence-lead", LEAD)
    with pytest.raises(UsageError) as refused:
        withdraw(library, stage, role)
    assert (LEAD in refused.value.remedy) == (stage == "evidence-lead")


def test_a_damaged_entry_is_a_finding_and_does_not_count(library: Path) -> None:
    path = add(library, "3.4", "evidence-lead", LEAD)
    path.write_text(path.read_text("utf-8").replace("stage:", "stag:"), encoding="utf-8")
    found = project(library).findings
    assert {finding.file for finding in found} == {path.relative_to(library).as_posix()}
    assert {finding.item for finding in found} == {"3.4"}
    assert all(finding.place.line and "git restore" in finding.remedy for finding in found)
    assert states(library)[0] == "waiting"


def test_a_copy_of_an_entry_counts_once(library: Path) -> None:
    path = add(library, "3.4", "evidence-lead", LEAD)
    shutil.copy(path, path.with_name("2026-11-02 (conflicted copy).yaml"))
    assert len(item_of(project(library), "3.4").sign_offs) == 1


# Who signs


def wanted(roles: dict[str, Any], *, requirement: str = "5.1", stage: Stage | None = None) -> tuple[str, ...]:
    """Who signs one stage of an item whose lead is `lead` and whose accountable lead is `head`."""
    framework = project(SAMPLE).framework
    named = stage or Stage(id="second", title="Second", named_in="accountable")
    people = People.model_validate({"roles": {name: {"title": name, **role} for name, role in roles.items()}})
    meta = ItemMeta.model_validate({"requirement": requirement, "lead": "lead", "accountable": "head", "summary": "x"})
    item = Item(meta=meta, folder=ROOT, yaml="evidence/x/item.yaml")
    library = Library(
        root=ROOT, meta=LibraryMeta(area="x", partnership="x"), people=people, glossary=Glossary(), items=(item,)
    )
    (only,) = standing(item, library, framework.model_copy(update={"stages": (named,)}), {})
    return only.wanted


SIGNS = {"stages": ["second"]}


@pytest.mark.parametrize(
    ("roles", "who"),
    [
        ({"head": SIGNS}, ("head",)),
        ({"head": SIGNS, "other": SIGNS}, ("head",)),
        ({"head": SIGNS, "officer": {**SIGNS, "signs": ["health"]}}, ("head", "officer")),
        ({"head": SIGNS, "officer": {**SIGNS, "signs": ["education"]}}, ("head",)),
        ({"head": {**SIGNS, "signs": ["5.2"]}, "other": {**SIGNS, "signs": ["5.1", "5.3"]}}, ("other",)),
        ({"head": {**SIGNS, "signs": ["health"]}, "other": {**SIGNS, "signs": ["5.1"]}}, ("head", "other")),
        ({"head": {**SIGNS, "signs": ["5.2"]}}, ()),
        ({"head": SIGNS, "officer": {"stages": ["first"], "signs": ["health"]}}, ("head",)),
    ],
)
def test_who_signs_is_the_named_role_and_whom_people_yaml_gives_the_item(
    roles: dict[str, Any], who: tuple[str, ...]
) -> None:
    assert wanted(roles) == who


def test_a_stage_that_no_item_names_is_signed_by_every_role_that_has_it() -> None:
    stage = Stage(id="second", title="Second", enough="one")
    roles = {"a": SIGNS, "b": {**SIGNS, "signs": ["5.1"]}, "c": {**SIGNS, "signs": ["5.2"]}, "d": {}}
    assert set(wanted(roles, stage=stage)) == {"a", "b"}


def test_one_of_several_is_enough_where_the_framework_says_so(library: Path) -> None:
    people = library / "evidence/people.yaml"
    people.write_text(people.read_text() + "  deputy: {title: Deputy director, stages: [director]}\n")
    sign(library, "3.4", up_to="accountable-lead")
    assert set(stages_of(library, "3.4")[2].missing) == {DIRECTOR, "deputy"}
    add(library, "3.4", "director", "deputy")
    assert states(library) == ["signed", "signed", "signed"]


def test_each_of_several_signs_where_the_framework_says_so(library: Path) -> None:
    people = library / "evidence/people.yaml"
    people.write_text(people.read_text() + '  second: {title: X, stages: [accountable-lead], signs: ["3.4"]}\n')
    add(library, "3.4", "evidence-lead", LEAD)
    add(library, "3.4", "accountable-lead", "second")
    middle = stages_of(library, "3.4")[1]
    assert (middle.state, middle.missing) == ("waiting", (ACCOUNTABLE,))
    add(library, "3.4", "accountable-lead", ACCOUNTABLE)
    assert states(library) == ["signed", "signed", "waiting"]


def test_a_role_that_the_item_names_and_people_yaml_does_not_let_sign(library: Path) -> None:
    people = library / "evidence/people.yaml"
    people.write_text(people.read_text().replace("stages: [evidence-lead]", "stages: []"))
    with pytest.raises(UsageError) as refused:
        add(library, "3.4", "evidence-lead", LEAD)
    assert "people.yaml" in refused.value.message and "stages" in refused.value.remedy


def test_without_stages_nothing_is_signed_off(library: Path) -> None:
    loaded = project(library)
    assert loaded.library is not None
    framework = loaded.framework.model_copy(update={"stages": ()})
    assert standing(item_of(loaded, "3.4"), loaded.library, framework, {}) == ()


def test_stages_and_steps_are_called_as_the_framework_calls_them(library: Path) -> None:
    """No stage is known to the code by its name."""
    for file in ("schema/annex-a.yaml", "evidence/people.yaml"):
        text = (library / file).read_text("utf-8")
        for old, new in (("evidence-lead", "author"), ("accountable-lead", "reader"), ("director", "board")):
            text = re.sub(rf"((?:id|step): |\[){old}\b", rf"\g<1>{new}", text)
        (library / file).write_text(text, encoding="utf-8")
    loaded = project(library)
    assert loaded.findings == () and [stage.id for stage in loaded.framework.stages] == ["author", "reader", "board"]
    sign(library, "3.4")
    assert [(stage.stage, stage.state) for stage in stages_of(library, "3.4")] == [
        ("author", "signed"), ("reader", "signed"), ("board", "signed"),
    ]  # fmt: skip
    requirement = loaded.framework.requirement("3.4")
    assert requirement is not None
    assert [deadline.step for deadline in internal_deadlines(loaded.framework, requirement)] == [
        "author", "reader", "board",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "near"),
    [
        ("stages: [evidence-lead]", "stages: [evidence-led]", "evidence-lead"),
        ("stages: [director]", "stages: [director], signs: [helth]", "health"),
        ("stages: [director]", 'stages: [director], signs: ["3.44"]', "3.4"),
    ],
)
def test_stages_and_requirements_of_roles_are_looked_up(library: Path, old: str, new: str, near: str) -> None:
    people = library / "evidence/people.yaml"
    people.write_text(people.read_text().replace(old, new))
    (finding,) = project(library).findings
    assert (finding.rule, finding.file) == ("metadata-value", "evidence/people.yaml")
    assert finding.place.line and near in finding.message


# One byte or one field

DOCUMENT: dict[str, tuple[Any, Any]] = {
    "file": ("a.docx", "b.docx"),
    "secure": (None, {"path": "lists/x.xlsx", "sha256": "a" * 64, "rows": 3, "custodian": "c"}),
    "title": ("Destinations", "Where they went"),
    "kind": ("other", "minutes"),
    "dated": ("2026-09-14", "2026-10-01"),
    "valid_until": (None, "2027-01-01"),
    "to_follow": (None, {"reason": "Late.", "by": "lead", "on": "2026-11-02"}),
    "parts": ([1, 2], [2, 1]),
    "status": ("final", "draft"),
    "sensitivity": ("official", "personal"),
    "guessed": ([], ["title"]),
    "present": (None, "native"),
    "transcript": (None, "words.docx"),
    "also": ([], [{"requirement": "1.4"}]),
    "summary": ("", "What it is."),
    "form": (None, dict.fromkeys(
        ("completed_by", "when", "distributed_by", "collected_by", "used_for", "action_plan"), "x")),
    "minutes": ({"actions_complete": "yes"}, {"actions_complete": "yes", "multi_agency": "yes"}),
    "agreement": ({"signed_by": ["a", "b"], "signed_on": "2026-01-01"}, {"signed_by": ["a"], "signed_on": "2026-01-01"}),
    "link": (None, {"url": "https://a.example", "shows": "x", "looked_at": "2026-01-01", "looked_at_by": "lead"}),
    "attest": ({"dated": {"answer": "yes", "by": "a", "on": "2026-01-01", "note": "x"}},
               {"dated": {"answer": "yes", "by": "a", "on": "2026-01-01", "note": "y"}}),
    "waive": ([{"rule": "draft", "reason": "x", "approved_by": "a", "until": "2026-12-01"}] * 2,
              [{"rule": "draft", "reason": "x", "approved_by": "a", "until": "2026-12-01"},
               {"rule": "draft", "reason": "x", "approved_by": "a", "until": "2027-12-01"}]),
}  # fmt: skip
"""Two values of every field of a document: as signed, and as it is later."""
ITEM: dict[str, tuple[Any, Any]] = {
    "requirement": ("3.4", "3.5"),
    "lead": ("lead", "other-lead"),
    "accountable": ("head", "other-head"),
    "summary": ("x", "y"),
    "guessed": ([], ["lead"]),
    "nothing_to_submit": (None, {"reason": "There is none.", "by": "head", "on": "2026-11-02"}),
}


def test_every_field_is_signed_but_the_coordinators_note() -> None:
    """A new field needs two values above, or a reason why a change of it leaves a sign-off alone."""
    assert set(DOCUMENT) == set(DocumentMeta.model_fields)
    assert set(ITEM) == set(ItemMeta.model_fields) - {"documents", "note"}


def an_item(documents: dict[str, Any], **fields: Any) -> Item:
    own = {name: was for name, (was, _) in ITEM.items() if was is not None} | fields
    second = {"file": "second.docx", "title": "Second", "kind": "other", "dated": "2026-01-01"}
    meta = ItemMeta.model_validate({**own, "documents": [documents, second]})
    return Item(meta=meta, folder=ROOT, yaml="evidence/x/item.yaml")


def as_signed() -> dict[str, Any]:
    return {name: was for name, (was, _) in DOCUMENT.items() if was is not None}


PEOPLE = People.model_validate({"roles": {
    name: {"title": name, "stages": [*STAGES]} for name in ("lead", "head", "other-lead", "other-head")
}})  # fmt: skip
FRAMEWORK: Framework = project(SAMPLE).framework
LIBRARY = Library(root=ROOT, meta=LibraryMeta(area="x", partnership="x"), people=PEOPLE, glossary=Glossary(), items=())
BYTES = {"evidence/x/a.docx": "1" * 64, "evidence/x/b.docx": "2" * 64, "evidence/x/second.docx": "3" * 64}
AT = datetime(2026, 11, 2, 15, tzinfo=UTC)


def signed_to(stages: int) -> Item:
    item = an_item(as_signed())
    for _ in range(stages):
        stage = turn(standing(item, LIBRARY, FRAMEWORK, BYTES))
        assert stage is not None
        entry = signoff.signature(item, LIBRARY, FRAMEWORK, BYTES, stage=stage.stage, role=stage.missing[0], at=AT)
        item = item.model_copy(update={"sign_offs": (*item.sign_offs, entry)})
    return item


@given(
    stages=st.integers(1, 3),
    change=st.one_of(
        st.sampled_from([("document", name) for name in DOCUMENT]),
        st.sampled_from([("item", name) for name in ITEM if name != "requirement"]),
        st.sampled_from([("bytes", name) for name in BYTES if "b.docx" not in name]),
    ),
)
def test_one_byte_or_one_field_changed_after_a_stage_makes_all_signed_stages_stale_and_is_named(
    stages: int, change: tuple[str, str]
) -> None:
    item = signed_to(stages)
    where, name = change
    digests = dict(BYTES)
    later = item
    named = name
    if where == "bytes":
        digests[name] = "f" * 64
        named = name.rpartition("/")[2]
    elif where == "document":
        later = an_item(as_signed() | {name: DOCUMENT[name][1]})
        named = {"file": "b.docx", "attest": "‘dated’", "waive": "waiver"}.get(name, name)
    else:
        later = an_item(as_signed(), **{name: ITEM[name][1]})
    # The same roles sign, so that only what was signed differs.
    framework = FRAMEWORK.model_copy(
        update={"stages": tuple(s.model_copy(update={"named_in": None, "enough": "one"}) for s in FRAMEWORK.stages)}
    )
    later = later.model_copy(update={"sign_offs": item.sign_offs})
    found = standing(later, LIBRARY, framework, digests)
    assert [stage.state for stage in found[:stages]] == ["stale"] * stages
    assert all(named in stage.because for stage in found[:stages]), found
    assert [stage.state for stage in found[stages:]] == ["not-yet"] * (3 - stages)


@given(st.text(), st.text(), st.text(min_size=1).filter(lambda name: "/" not in name))
def test_an_entry_is_read_as_it_was_written(note: str, title: str, name: str) -> None:
    """Whatever characters stand in a note, a title or a file's name."""
    from annexa.load.signoff import read

    try:
        item = an_item({"file": name, "title": f"The {title}"[:190], "kind": "other", "dated": "2026-01-01"})
        "".join((note, title, name)).encode()
    except ValueError:
        return
    entry = signoff.signature(
        item, LIBRARY, FRAMEWORK, {f"evidence/x/{item.meta.documents[0].file}": "1" * 64},
        stage="evidence-lead", role="lead", at=AT, note=note[:4000],
    )  # fmt: skip
    again, faults = read(signoff.text_of(entry).encode())
    assert faults == ()
    assert again == entry
    assert again.signed == content_of(item.meta, {item.meta.documents[0].file or "": "1" * 64})


# Two branches


def git(root: Path, *arguments: str) -> str:
    identity = {
        "GIT_AUTHOR_NAME": "A role", "GIT_AUTHOR_EMAIL": "role@testshire.example",
        "GIT_COMMITTER_NAME": "A role", "GIT_COMMITTER_EMAIL": "role@testshire.example", "GIT_CONFIG_GLOBAL": os.devnull,
    }  # fmt: skip
    done = subprocess.run(
        ["git", "-C", root, *arguments], env=os.environ | identity, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def repository(library: Path) -> Path:
    people = library / "evidence/people.yaml"
    people.write_text(people.read_text() + "  second: {title: X, stages: [accountable-lead], signs: [education]}\n")
    other = library / "evidence/3.5-timetables"
    shutil.copytree(library / "evidence/3.4-destinations", other)
    text = (other / "item.yaml").read_text()
    (other / "item.yaml").write_text(text.replace('"3.4"', '"3.5"'))
    git(library, "init", "-q", "-b", "main")
    commit(library)
    return library


def commit(root: Path) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "x")


Step = Callable[[Path], object]


@pytest.mark.parametrize(
    ("before", "ours", "theirs", "then"),
    [
        pytest.param(
            (), lambda r: add(r, "3.4", "evidence-lead", LEAD), lambda r: add(r, "3.5", "evidence-lead", LEAD),
            ["signed", "waiting", "not-yet"], id="two items",
        ),
        pytest.param(
            (LEAD,), lambda r: add(r, "3.4", "accountable-lead", ACCOUNTABLE),
            lambda r: add(r, "3.4", "accountable-lead", "second"),
            ["signed", "signed", "waiting"], id="two accountable leads of one stage",
        ),
        pytest.param(
            (), lambda r: add(r, "3.4", "evidence-lead", LEAD), lambda r: add(r, "3.4", "evidence-lead", LEAD, minutes=9),
            ["signed", "waiting", "not-yet"], id="the first entries of an item on both",
        ),
        pytest.param(
            (), lambda r: add(r, "3.4", "evidence-lead", LEAD), lambda r: sign(r, "3.4", up_to="accountable-lead"),
            ["signed", "signed", "waiting"], id="two stages, the very same entry on both",
        ),
        pytest.param(
            (LEAD,), lambda r: withdraw(r, "evidence-lead", LEAD), lambda r: add(r, "3.4", "accountable-lead", "second"),
            ["waiting", "stale", "not-yet"], id="taken back on one, relied on on the other",
        ),
    ],
)  # fmt: skip
def test_sign_offs_on_two_branches_merge_without_conflict(
    repository: Path, before: tuple[str, ...], ours: Step, theirs: Step, then: list[str]
) -> None:
    for role in before:
        add(repository, "3.4", "evidence-lead", role)
        commit(repository)
    git(repository, "checkout", "-q", "-b", "theirs")
    theirs(repository)
    commit(repository)
    git(repository, "checkout", "-q", "main")
    ours(repository)
    commit(repository)
    git(repository, "merge", "-q", "--no-edit", "theirs")
    assert git(repository, "status", "--porcelain") == ""
    assert states(repository) == then


def test_a_document_changed_on_one_branch_and_signed_on_the_other_is_stale_after_the_merge(repository: Path) -> None:
    git(repository, "checkout", "-q", "-b", "theirs")
    add(repository, "3.4", "evidence-lead", LEAD)
    commit(repository)
    git(repository, "checkout", "-q", "main")
    (repository / "evidence/3.4-destinations/destinations.docx").write_bytes(b"as it is")
    commit(repository)
    git(repository, "merge", "-q", "--no-edit", "theirs")
    (first, *_) = stages_of(repository, "3.4")
    assert first.state == "stale" and "destinations.docx" in first.because


@pytest.mark.parametrize(
    ("was", "now", "words"),
    [
        ("2026-09-14", "2026-10-01", "was ‘2026-09-14’, is ‘2026-10-01’"),
        (None, "x", "was not given, is ‘x’"),
        ("x", None, "was ‘x’, is not given"),
        ("One line", "One\n  line", "has changed"),
        (
            "A long summary whose words are all the same until the very last: January.",
            "A long summary whose words are all the same until the very last: May.",
            "was ‘…same until the very last: January.’, is ‘…same until the very last: May.’",
        ),
        ("a" * 90, "b" * 90, f"was ‘{'a' * 60}…’, is ‘{'b' * 60}…’"),
        ("a" * 90, "a" * 89, "has changed"),  # nothing that fits on a line tells one from the other
    ],
)
def test_what_a_field_was_and_is(was: str | None, now: str | None, words: str) -> None:
    fields = ({"summary": text} if text is not None else {} for text in (was, now))
    (said,) = changes(*(Content(fields=each) for each in fields))
    assert said == f"summary {words}"
