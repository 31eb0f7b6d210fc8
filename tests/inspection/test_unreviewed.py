"""What the register of children selected for tracking keeps from being sent, and what is only told."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import PEOPLE_YAML

from annexa.bundle.refusal import refuse_unsigned
from annexa.inspection.unreviewed import Unreviewed, unreviewed
from annexa.load import project
from annexa.model.children import Child, Information, Register, StepEntry
from annexa.model.errors import SignOffRefused
from annexa.plan.signing import SignOffs, Without, from_manifest, recorded, sign_offs

KINDS = ("audit", "chronology", "pen-portrait", "assessments", "plans", "discussions", "commissioning")
ITEM = """\
requirement: tracked-children
lead: lano
accountable: lano
summary: Six children.
documents: [{file: audit.pdf, title: Audit, kind: other, dated: 2026-09-14}]
"""
AGREED = {"agreement": StepEntry(on=date(2026, 11, 4), by="lano", answer="agreed")}
DONE = Information(state="reviewed", by="lano")


def child(letter: str, steps: dict[str, StepEntry] = AGREED, **information: Information) -> Child:
    """One of whom all is reviewed, but for what is named."""
    kinds = dict.fromkeys(KINDS, DONE) | {name.replace("_", "-"): info for name, info in information.items()}
    return Child(pseudonym=f"Child {letter}", information=kinds, steps=steps)


WHOLE = tuple(map(child, "ABCDE"))
CASES: list[tuple[str, Child, int, tuple[str, ...]]] = [
    ("all is done", child("F"), 0, ()),
    ("not reviewed", child("F", audit=Information(state="received"), plans=Information(state="received")), 2, ()),
    ("not needed", child("F", audit=Information(state="not-needed", reason="x")), 0, ()),
    ("not there", child("F", audit=Information(state="asked"), plans=Information()), 0, ("2 of 42",)),
    ("not asked", child("F", steps={}), 0, ("1 child selected",)),
    (
        "declined",
        child("F", steps={"agreement": StepEntry(on=date(2026, 11, 4), by="lano", answer="declined")}),
        0,
        ("1 fewer than the 6",),
    ),
]


@pytest.fixture
def found(make_library: Callable[..., Path]) -> Callable[[Register | None], Any]:
    root = make_library(ITEM, folder="tracked-children")
    (root / "evidence/people.yaml").write_text(PEOPLE_YAML)
    loaded = project(root)
    assert loaded.library is not None
    library = loaded.library

    def of(register: Register | None, submission: str = "day-5") -> Unreviewed | None:
        return unreviewed(library.model_copy(update={"tracked": register}), loaded.framework, submission)

    return of


@pytest.mark.parametrize(("child", "must", "told"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_must_be_reviewed_and_what_is_told(
    found: Callable[[Register | None], Any], child: Child, must: int, told: tuple[str, ...]
) -> None:
    said = found(Register(lead="lano", reviewer="lano", children=(*WHOLE, child)))
    assert [words.partition(" ")[0] for words in (said.must if said else ())] == ([str(must)] if must else [])
    assert len(said.open if said else ()) == len(told)
    assert all(words in sentence for words, sentence in zip(told, said.open if said else (), strict=True))
    assert "Child F" not in str(said)


def test_without_a_register_that_is_told(found: Callable[..., Any]) -> None:
    assert found(None).must == () and "no register" in found(None).open[0]
    assert found(None, "day-2") is None, "these children belong to the other submission"


def test_nothing_is_sent_before_it_is_reviewed_unless_a_role_answers_for_it(
    make_library: Callable[..., Path],
) -> None:
    root = make_library(ITEM, folder="tracked-children")
    (root / "evidence/people.yaml").write_text(PEOPLE_YAML)
    loaded = project(root)
    assert loaded.library is not None
    register = Register(lead="lano", reviewer="lano", children=(child("A", audit=Information(state="received")),))
    library = loaded.library.model_copy(update={"tracked": register})
    for without in (None, Without(role="lano", reason="It cannot wait.")):
        whole = sign_offs(library, loaded.framework, "day-5", {}, without=without)
        signed = SignOffs(children=whole.children, without=without).of(frozenset({"tracked-children"}))
        if without is None:
            with pytest.raises(SignOffRefused, match="1 of 7 pieces of information"):
                refuse_unsigned(signed, "day-5")
        else:
            refuse_unsigned(signed, "day-5")
            receipt = list(from_manifest(recorded(signed), {"lano": "The LANO"}))
            assert receipt[0].startswith("1 of 7 pieces") and receipt[-1].startswith("The LANO answers")
        assert whole.of(frozenset({"3.4"})).children is None, "the shared package says nothing of it"
