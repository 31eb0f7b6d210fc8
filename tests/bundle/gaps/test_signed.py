"""A bundle that is no draft needs every stage of every item; whoever sends it without answers for that by role."""

import json
import shutil
from pathlib import Path

import pytest
from tests.signing import add, sign, sign_all

SCHEMA = Path(__file__).parents[3] / "schema"
REASON = "The director cannot be reached before noon."
WITHOUT = ("--without-sign-off", "lano", "--reason", REASON)


@pytest.fixture
def signed(shelf):
    """The small library with the stages of the framework, day-2 signed to the last."""
    shutil.copy(SCHEMA / "annex-a.yaml", shelf.root / "schema")
    people = shelf.evidence / "people.yaml"
    people.write_text(
        people.read_text("utf-8") + "  director: {title: Director, stages: [director]}\n", encoding="utf-8"
    )
    sign_all(shelf.root, "day-2")
    return shelf


def refused(annexa, *arguments):
    code, out, err = annexa("bundle", "day-2", *arguments)
    assert code == 1, out + err
    return err


def test_what_is_signed_is_built_and_the_manifest_says_so(signed, annexa):
    code, out, err = annexa("bundle", "day-2")
    assert (code, err) == (0, "")
    assert "not signed off" not in out
    assert signed.built("day-2")["sign_off"] == {
        "answers": [], "stages": ["Evidence lead", "Accountable lead", "Director"], "open": [], "children": [],
        "without": None,
    }  # fmt: skip


def test_one_byte_one_field_or_one_gap_changed_is_refused_by_name_with_what_to_type(signed, annexa):
    with (signed.folder("1.2") / "needs.pdf").open("ab") as stream:
        stream.write(b"\n")
    item = signed.folder("1.1") / "item.yaml"
    item.write_text(item.read_text("utf-8").replace("What it shows.", "What it showed."), encoding="utf-8")
    gap = signed.folder("1.3") / "item.yaml"
    gap.write_text(gap.read_text("utf-8").replace("in January", "in May"), encoding="utf-8")
    said = refused(annexa)
    assert "1.2 Assessment of needs: ‘Evidence lead’ no longer holds: the file needs.pdf has changed" in said
    assert "summary was ‘What it shows.’, is ‘What it showed.’" in said
    assert "nothing_to_submit.reason was ‘…its first report is due in January.’" in said
    assert "is ‘…its first report is due in May.’" in said
    assert "annexa sign-off 1.1 1.2 1.3 --stage evidence-lead --role lead" in said
    assert "--without-sign-off" in said and "--draft" in said
    sign_all(signed.root, "day-2")
    assert annexa("bundle", "day-2")[0] == 0


def test_each_stage_is_needed_and_that_of_another_item_or_submission_is_not(signed, annexa):
    shutil.rmtree(signed.folder("1.4") / "sign-off")
    for stage in ("evidence-lead", "accountable-lead", "director"):
        role = {"evidence-lead": "lead", "accountable-lead": "accountable"}.get(stage, stage)
        assert f"annexa sign-off 1.4 --stage {stage} --role {role}" in refused(annexa)
        assert annexa("bundle", "day-2", "--item", "1.2")[0] == 0
        add(signed.root, "1.4", stage, role)
    assert annexa("bundle", "day-2")[0] == 0
    code, _, err = annexa("bundle", "day-5", "--item", "3.4")
    assert code == 1 and "3.4" in err
    sign(signed.root, "3.4")
    assert annexa("bundle", "day-5", "--item", "3.4")[0] == 0


def test_a_refusal_is_json_where_that_is_asked_for_and_marks_the_older_bundle(signed, annexa):
    annexa("bundle", "day-2")
    shutil.rmtree(signed.folder("1.1") / "sign-off")
    code, out, _ = annexa("bundle", "day-2", "--json")
    answer = json.loads(out)
    assert code == 1
    assert [each["submission"] for each in answer["refused"]] == ["day-2"]
    assert "1.1" in answer["refused"][0]["message"] and answer["old"]


def test_a_draft_is_built_and_says_what_is_not_signed_off(signed, annexa):
    shutil.rmtree(signed.folder("1.1") / "sign-off")
    code, out, _ = annexa("bundle", "day-2", "--draft")
    assert code == 0 and "1 item is not signed off: 1.1" in out
    assert "1 item is not signed off: 1.1" in signed.pages("day-2")[0]


def test_who_sends_without_is_in_the_manifest_and_in_the_receipt(signed, annexa):
    shutil.rmtree(signed.folder("1.1") / "sign-off")
    code, out, _ = annexa("bundle", "day-2", *WITHOUT)
    assert code == 0 and REASON in out
    record = signed.built("day-2")["sign_off"]
    assert record["open"] == [{"item": "1.1", "stage": "Evidence lead", "waits_for": ["lead"]}]
    assert record["without"] == {"role": "lano", "reason": REASON}
    assert "signed off" not in signed.pages("day-2")[0], "inspectors read of it in the receipt"
    assert annexa("package", "day-2")[0] == 0
    (receipt,) = (signed.root / "build/bundles/day-2/package").glob("*receipt.txt")
    text = receipt.read_text("utf-8")
    assert "1 item is not signed off: 1.1." in text
    assert "Local area nominated officer, Westmere Council answers for sending without: The director" in text
    (manifest,) = (signed.root / "build/bundles/day-2/package").glob("*/data/manifest.json")
    assert json.loads(manifest.read_text("utf-8"))["build"]["sign_off"]["without"]["role"] == "lano"


def test_the_receipt_of_what_is_signed_says_that_too(signed, annexa):
    annexa("bundle", "day-2", *WITHOUT)
    annexa("package", "day-2")
    (receipt,) = (signed.root / "build/bundles/day-2/package").glob("*receipt.txt")
    text = receipt.read_text("utf-8")
    assert "Every item has passed each stage of sign-off: Evidence lead, Accountable lead, Director." in text
    assert REASON not in text, "nobody needs to answer for what is signed"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--without-sign-off", "lano"), "--reason"),
        (("--without-sign-off", "lano", "--reason", "late"), "too little"),
        (("--without-sign-off", "nobody", "--reason", REASON), "nobody"),
        (("--reason", REASON), "--without-sign-off"),
        (("--draft", *WITHOUT), "draft"),
        (("--freeze", *WITHOUT), "sent"),
    ],
)
def test_sending_without_takes_a_role_and_a_reason(signed, annexa, options, says):
    code, _, err = annexa("bundle", "day-2", *options)
    assert code == 2 and says in err
    assert not (signed.root / "build/bundles").exists()


def test_what_is_changed_while_it_is_converted_is_not_what_was_signed(signed, annexa, monkeypatch):
    from annexa.bundle import rendering

    really = rendering.render

    def render(*given, **options):
        with (signed.folder("1.2") / "needs.pdf").open("ab") as stream:
            stream.write(b"\n")
        return really(*given, **options)

    monkeypatch.setattr(rendering, "render", render)
    assert "needs.pdf was changed after it was checked" in refused(annexa)


def test_a_supplement_needs_the_signatures_of_what_is_in_it(signed, annexa, monkeypatch):
    monkeypatch.setenv("ANNEXA_PASSPHRASE", "four words out of nowhere")
    for command in (("bundle", "day-2"), ("package", "day-2"), ("bundle", "day-2", "--freeze")):
        code, _, err = annexa(*command)
        assert code == 0, err
    with (signed.folder("1.2") / "needs.pdf").open("ab") as stream:
        stream.write(b"\n")
    other = signed.folder("1.1") / "item.yaml"
    other.write_text(other.read_text("utf-8") + "# a comment changes nothing\n", encoding="utf-8")
    said = refused(annexa, "--supplement")
    assert "1.2" in said and "1.1" not in said
    assert annexa("bundle", "day-2", "--supplement", *WITHOUT)[0] == 0
    assert signed.built("day-2-supplement-1")["sign_off"]["without"]["role"] == "lano"
    sign(signed.root, "1.2")
    assert annexa("bundle", "day-2", "--supplement", "--insert")[0] == 0
    assert signed.built("day-2-supplement-1")["sign_off"]["open"] == []
