"""Answers and waivers in item.yaml: small changes that keep every comment, proved by reading the file again."""

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from annexa.inspection import attestation
from annexa.inspection.attestation import Chosen, find_document
from annexa.inspection.written import scalar
from annexa.load import project
from annexa.model.errors import UsageError
from annexa.model.library import Answer, Attestation, Waiver

SHA = "a" * 64
NOTE = "Section 4 says what changed and for whom."
ANSWER = Attestation(answer=Answer.YES, by="lano", on=date(2026, 10, 1), note=NOTE, sha256=SHA)
WAIVER = Waiver(
    rule="out-of-date", reason="The census is in January.", approved_by="lano", until=date(2027, 1, 31), sha256=SHA
)

HEAD = """\
# An item with comments.
requirement: "3.4"   # in quotes
lead: education-evidence-lead
accountable: education-accountable-lead
summary: >-
  Where young people go
  after school.
documents:
  # the report
  - file: destinations.docx
    title: Destinations after leaving school
    kind: other  # for now
    dated: 2026-09-14
"""
TAIL = """\

  # and its data
  - file: data.xlsx
    title: "Destinations: data"
    kind: data
    dated: 2026-09-14
"""


def chosen(root: Path, name: str = "destinations.docx") -> Chosen:
    library = project(root).library
    assert library is not None
    return find_document(library, root / "evidence" / "3.4-destinations" / name)


def text(root: Path) -> str:
    return (root / "evidence" / "3.4-destinations" / "item.yaml").read_bytes().decode()


def test_a_first_answer_goes_to_the_end_of_its_document(make_library: Callable[..., Path]) -> None:
    root = make_library(HEAD + TAIL)
    attestation.attest(chosen(root), "dated", ANSWER)
    block = f"""\
    attest:
      dated:
        answer: yes
        by: lano
        on: 2026-10-01
        note: {NOTE}
        sha256: {SHA}
"""
    assert text(root) == HEAD + block + TAIL
    assert chosen(root).meta.attest == {"dated": ANSWER}


def test_a_second_answer_and_a_newer_one(make_library: Callable[..., Path]) -> None:
    root = make_library(HEAD + TAIL)
    attestation.attest(chosen(root), "dated", ANSWER)
    attestation.attest(chosen(root), "clear-title", ANSWER)
    newer = ANSWER.model_copy(update={"note": "Page 2: the new date."})
    attestation.attest(chosen(root), "dated", newer)
    assert chosen(root).meta.attest == {"dated": newer, "clear-title": ANSWER}
    assert text(root).startswith(HEAD) and text(root).endswith(TAIL)
    assert 'note: "Page 2: the new date."' in text(root)


def test_undo_brings_back_the_very_bytes(make_library: Callable[..., Path]) -> None:
    root = make_library(HEAD + TAIL)
    attestation.attest(chosen(root), "dated", ANSWER)
    attestation.waive(chosen(root), WAIVER)
    attestation.withdraw_answer(chosen(root), "dated")
    attestation.withdraw_waiver(chosen(root), "out-of-date")
    assert text(root) == HEAD + TAIL


def test_a_waiver_goes_to_the_document_that_was_named(make_library: Callable[..., Path]) -> None:
    root = make_library(HEAD + TAIL)
    attestation.waive(chosen(root, "data.xlsx"), WAIVER)
    attestation.waive(chosen(root, "data.xlsx"), WAIVER.model_copy(update={"rule": "comments"}))
    attestation.waive(chosen(root, "data.xlsx"), WAIVER.model_copy(update={"until": date(2027, 2, 1)}))
    assert [(w.rule, str(w.until)) for w in chosen(root, "data.xlsx").meta.waive] == [
        ("out-of-date", "2027-02-01"),
        ("comments", "2027-01-31"),
    ]
    assert text(root).startswith(HEAD + TAIL)
    assert chosen(root).meta.waive == ()


LAYOUTS = {
    "line ends of Windows": HEAD.replace("\n", "\r\n"),
    "a byte order mark": "\ufeff" + HEAD,
    "no line end at the end": HEAD.rstrip("\n"),
    "comments after the last field": HEAD + "    # to be checked\n\n# the end\n",
    "a document in braces": HEAD.split("  # the report")[0]
    + "  - {file: destinations.docx, title: Destinations after school, kind: other, dated: 2026-09-14}\n",
    "answers in braces": HEAD
    + f'    attest: {{signed: {{answer: no, by: lano, on: 2026-10-01, note: "{NOTE}"}}}}  # later\n',
    "empty braces": HEAD + "    attest: {}\n    waive: []\n",
    "waivers in brackets": HEAD
    + "    waive: [{rule: comments, reason: Why not, approved_by: lano, until: 2027-01-31}]\n",
    "a text of several lines last": HEAD + "    summary: |\n      One.\n\n      Two.\n\n",
    "a folded text last": HEAD + '    summary: "One\n      two"\n',
    "no indentation of lists": HEAD.replace("\n  ", "\n")
    .replace("\nWhere", "\n  Where")
    .replace("\nafter", "\n  after"),
    "four spaces": HEAD.replace("\n    ", "\n      ").replace("  - file", "  -   file"),
    "attest before other fields": HEAD.replace(
        "    dated",
        "    attest:\n      signed: {answer: no, by: lano, on: 2026-10-01, note: Not signed at all.}\n    dated",
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_any_layout_is_kept(layout: str, make_library: Callable[..., Path]) -> None:
    root = make_library(layout.encode())
    before = chosen(root).meta
    attestation.attest(chosen(root), "dated", ANSWER)
    attestation.waive(chosen(root), WAIVER)
    after = chosen(root).meta
    assert after.attest == {**before.attest, "dated": ANSWER}
    assert after.waive == (*before.waive, WAIVER)
    for comment in ("# in quotes", "# to be checked", "# the end", "# later"):
        assert (comment in text(root)) == (comment in layout)
    assert ("\r\n" in text(root)) == ("\r\n" in layout)
    assert "\r\n" not in layout or "\n" not in text(root).replace("\r\n", "")
    attestation.withdraw_answer(chosen(root), "dated")
    attestation.withdraw_waiver(chosen(root), "out-of-date")
    assert chosen(root).meta == before


@settings(max_examples=150)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=60))
def test_any_note_survives(note: str) -> None:
    for flow in (False, True):
        written = f"{{note: {scalar(note, flow=flow)}}}" if flow else f"note: {scalar(note)}"
        assert yaml.load(written, Loader=yaml.BaseLoader) == {"note": note}


@pytest.mark.parametrize(
    "word", ["yes", "no", "null", "~", "3.10", "- x", "a: b", "a #b", "@x", "*x", "&x", "!x", "%x", "{x", "'x"]
)
def test_words_with_a_meaning_in_yaml_stay_words(word: str) -> None:
    assert yaml.safe_load(f"note: {scalar(word + ' is what it says here')}") == {"note": f"{word} is what it says here"}


def test_a_file_with_faults_is_not_touched(make_library: Callable[..., Path]) -> None:
    root = make_library(HEAD)
    picked = chosen(root)
    path = root / "evidence" / "3.4-destinations" / "item.yaml"
    path.write_text(HEAD + "    knid: data\n")
    with pytest.raises(UsageError, match="has faults, or was changed"):
        attestation.attest(picked, "dated", ANSWER)
    assert path.read_text() == HEAD + "    knid: data\n"


def test_what_cannot_be_changed_safely_is_refused_with_the_lines_to_add(make_library: Callable[..., Path]) -> None:
    shared = HEAD.replace("  - file: destinations.docx", "  - &one\n    file: destinations.docx")
    odd = (
        shared
        + "    attest: &answers\n      ? dated\n      : {answer: no, by: lano, on: 2026-10-01, note: Not at all so.}\n"
    )
    root = make_library(odd)
    try:
        attestation.attest(chosen(root), "dated", ANSWER)
    except UsageError as error:
        assert "cannot be changed safely" in error.message
        assert NOTE in error.remedy
        assert text(root) == odd
    else:
        assert chosen(root).meta.attest == {"dated": ANSWER}


def test_nothing_to_undo(make_library: Callable[..., Path]) -> None:
    root = make_library(HEAD)
    with pytest.raises(UsageError, match="no answer"):
        attestation.withdraw_answer(chosen(root), "dated")
    with pytest.raises(UsageError, match="no waiver"):
        attestation.withdraw_waiver(chosen(root), "out-of-date")


def test_documents_are_found_by_path(make_library: Callable[..., Path]) -> None:
    root = make_library(HEAD)
    library = project(root).library
    assert library is not None
    with pytest.raises(UsageError, match="names no document") as error:
        find_document(library, root / "evidence" / "3.4-destinations" / "other.docx")
    assert "destinations.docx" in error.value.remedy
    with pytest.raises(UsageError, match="not a document of the library"):
        find_document(library, root / "README.md")


def test_the_digest_is_of_the_file_as_it_is_now(make_library: Callable[..., Path]) -> None:
    root = make_library(HEAD)
    with pytest.raises(UsageError, match="cannot be opened"):
        attestation.digest(chosen(root))
    (root / "evidence" / "3.4-destinations" / "destinations.docx").write_bytes(b"now")
    assert attestation.digest(chosen(root)) == hashlib.sha256(b"now").hexdigest()
