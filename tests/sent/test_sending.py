"""From a built bundle to what is sent: verified, packed, frozen, supplemented, through the commands."""

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import bagit
import pytest
from pypdf import PdfReader

from annexa.bundle.finish import BundleUnfit, package_bundle, standards_met
from annexa.load import sent as sent_records
from annexa.load.profiles import profile, profiles
from annexa.model.errors import UsageError
from annexa.package import prove
from annexa.package.gather import gather
from annexa.sent.sending import build_supplement
from annexa.verify import standing_by, verify

from .conftest import write_pdf

Run = Callable[..., tuple[int, str]]
DAY = date(2026, 11, 3)


def supplemented(sample: Any) -> Any:
    loaded = sample.loaded()
    return build_supplement(sample.supplement(loaded))


# -- verification at the end of a build --------------------------------------------------------------------


def test_a_build_ends_with_its_verification_by_every_profile(sample: Any) -> None:
    sample.build()
    record = json.loads((sample.folder / "verification.json").read_text())
    assert {v["profile"] for v in record["verifications"]} == {each.id for each in standing_by(profiles().values())}
    assert [o for v in record["verifications"] for o in v["outcomes"] if o["status"] == "fail"] == []
    assert standards_met(sample.folder, ()) == (), "inspectors asked for no standard of courts"
    assert standards_met(sample.folder, [profile("judiciary-2021"), profile("uksc")]) == (
        ("General guidance on electronic court bundles", True),
        ("Electronic bundle guidelines of the Judicial Committee of the Privy Council", True),
    )


def test_a_bundle_that_fails_its_verification_leaves_the_old_one_in_place(
    sample: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample.build()
    before = {path.name: path.read_bytes() for path in sample.folder.iterdir() if path.is_file()}
    sample.add("1.2", "needs.pdf", "Assessment of needs")
    from annexa.pdf import merge

    monkeypatch.setattr(merge, "label", lambda number, total: f"Page {number + 1} of {total}")
    with pytest.raises(BundleUnfit, match="is stamped 2 but labelled 1"):
        sample.build()
    assert {path.name: path.read_bytes() for path in sample.folder.iterdir() if path.is_file()} == before


# -- package -----------------------------------------------------------------------------------------------


def test_a_built_bundle_is_packed_with_its_originals_and_proved(sample: Any) -> None:
    sample.build()
    loaded = sample.loaded()
    packed = package_bundle(sample.folder, loaded.library, loaded.framework, commit="abc", dated=DAY)
    assert bagit.Bag(str(packed.folder)).is_valid()
    data = packed.folder / "data"
    assert sorted(p.relative_to(data).as_posix() for p in data.rglob("*.pdf")) == [
        "bundle/Westmere day-2 bundle.pdf",
        "items/1.1 Local Area Partnership Structure.pdf",
        "items/1.3 Self-evaluation.pdf",
        "originals/1.1/structure.pdf",
        "originals/1.3/peer-review.pdf",
        "originals/1.3/self-evaluation.pdf",
    ]
    manifest = json.loads((data / "manifest.json").read_text())
    row = manifest["items"][1]["documents"][1]
    assert (row["title"], row["original"]) == ("Findings of the peer review", "originals/1.3/peer-review.pdf")
    page = PdfReader(data / "bundle/Westmere day-2 bundle.pdf").pages[int(row["first"]) - 1]
    assert "Findings of the peer review" in page.extract_text()
    assert prove(sample.folder / "package").unchanged


def test_building_anew_takes_the_outdated_package_away(sample: Any) -> None:
    sample.build()
    loaded = sample.loaded()
    package_bundle(sample.folder, loaded.library, loaded.framework)
    sample.build()
    assert not (sample.folder / "package").exists()


def test_what_cannot_be_packed_is_said(sample: Any, tmp_path: Path) -> None:
    loaded = sample.loaded()
    with pytest.raises(UsageError, match="holds no bundle"):
        gather(tmp_path, loaded.library, loaded.framework)
    sample.build()
    with pytest.raises(UsageError, match="knows no role called mayor"):
        gather(sample.folder, loaded.library, loaded.framework, sender="mayor")
    (sample.root / "evidence/1.3/peer-review.pdf").unlink()
    with pytest.raises(UsageError, match="not where it was when the bundle was built"):
        gather(sample.folder, loaded.library, loaded.framework)


# -- freeze and supplement ---------------------------------------------------------------------------------


def test_a_bundle_that_was_changed_by_hand_is_not_frozen(sample: Any) -> None:
    sample.build()
    pdf = next(sample.folder.glob("*.pdf"))
    pdf.write_bytes(pdf.read_bytes() + b"%")
    with pytest.raises(UsageError, match="has changed since it was built"):
        sample.record()


def test_a_supplement_holds_what_changed_and_says_what_it_replaces(sample: Any) -> None:
    sample.build()
    sample.record()
    assert supplemented(sample) is None
    sample.change("1.3", "self-evaluation.pdf", "Self-evaluation, corrected", 2)
    sample.add("1.2", "needs.pdf", "Assessment of needs")
    sample.remove("1.3", "peer-review.pdf")
    done = supplemented(sample)
    folder = sample.folder.with_name("day-2-supplement-1")
    pdf = next(folder.glob("*.pdf"))
    assert pdf.name == "Westmere - First submission, Tuesday noon - supplement 1.pdf"
    assert verify(pdf).passed
    texts = [" ".join(page.extract_text().split()) for page in PdfReader(pdf).pages]
    note = texts[3]
    assert "1 document added, 1 document replaced, 1 document withdrawn since then" in note
    record = sent_records.read(sent_records.path_of(sample.root, "day-2", "shared"))
    assert record is not None
    was = {document.title: document for document in record.documents}
    old, gone = was["Self-evaluation"], was["Findings of the peer review"]
    assert f"Pages {old.first} to {old.last} of the bundle" in note
    assert f"Page {gone.first} of the bundle" in note
    assert any(f"Replaces pages {old.first} to {old.last} of the bundle." in text for text in texts[4:])
    assert "corrected" in " ".join(texts) and "peer review" not in " ".join(texts[4:])
    assert [change.kind for change in done.changes.changes] == ["added", "replaced", "withdrawn"]


def test_a_frozen_supplement_is_what_the_next_one_starts_from(sample: Any) -> None:
    sample.build()
    sample.record()
    sample.change("1.3", "self-evaluation.pdf", "Second version")
    supplemented(sample)
    path = sample.record(sample.folder.with_name("day-2-supplement-1"))
    assert path.relative_to(sample.root).as_posix() == "evidence/submissions/day-2.yaml"
    assert supplemented(sample) is None
    sample.change("1.3", "self-evaluation.pdf", "Third version")
    done = supplemented(sample)
    assert done.changes.number == 2
    assert [change.sentence for change in done.changes.changes] == ["Replaces page 6 of supplement 1."]


def test_without_a_record_there_is_nothing_to_supplement(sample: Any) -> None:
    with pytest.raises(UsageError, match="was not frozen yet"):
        supplemented(sample)


# -- the commands ------------------------------------------------------------------------------------------


def test_annexa_verify_prints_every_requirement_and_fails_with_1(sample: Any, run: Run) -> None:
    sample.build()
    pdf = next(sample.folder.glob("*.pdf"))
    code, said = run("verify", str(pdf), "--profile", "jcpc")
    assert code == 0 and "Passes." in said and "The index is linked to the pages that it refers to." in said
    code, said = run("verify", str(sample.folder), "--json")
    assert code == 0 and json.loads(said)[0]["profile"] == "annexa"
    source = sample.root / "evidence/1.1/structure.pdf"
    code, said = run("verify", str(source))
    assert code == 1 and "FAIL  Bookmarks of documents carry" in said and "Fails " in said
    assert run("verify", str(source), "--quiet") == (1, "")
    code, said = run("verify", str(source), "--profile", "county")
    assert code == 2 and "no profile called county" in said


def test_annexa_package_and_verify_prove_what_was_sent(sample: Any, run: Run, tmp_path: Path) -> None:
    sample.build()
    code, said = run("package", "day-2", "--dated", "2026-11-03")
    assert code == 0 and "Westmere day-2.zip" in said
    seal = said.partition("seal ")[2].split()[0]
    away = tmp_path / "months later.zip"
    shutil.copy(sample.folder / "package" / "Westmere day-2.zip", away)
    code, said = run("verify", str(away), "--seal", seal)
    assert code == 0 and "Every byte is as it was packed." in said
    code, said = run("verify", str(away), "--seal", "0" * 64)
    assert code == 1 and "not the one that was sealed" in said
    data = bytearray(away.read_bytes())
    data[len(data) // 2] ^= 1
    away.write_bytes(bytes(data))
    code, said = run("verify", str(away))
    assert code == 1 and "CHANGED" in said


def test_what_errors_stand_against_is_packed_as_a_draft_only(sample: Any, run: Run) -> None:
    write_pdf(sample.root / "evidence/1.3/self-evaluation.pdf", "Self-evaluation", dated="")
    sample.build()
    code, said = run("package", "day-2")
    assert code == 1 and "One error stands against what day-2 holds" in said
    assert "self-evaluation.pdf" in said and "(undated)" in said and "peer-review.pdf" not in said
    assert not (sample.folder / "package").exists()
    sample.build(draft=True)
    code, said = run("package", "day-2")
    assert code == 0 and "1 error stands against what this draft holds" in said
    (made,) = json.loads(run("package", "day-2", "--json")[1])
    assert made["errors"] == 1 and "3 documents checked: 1 error," in Path(made["receipt"]).read_text()


def test_annexa_package_says_what_is_missing(run: Run) -> None:
    code, said = run("package", "day-2")
    assert code == 2 and "No bundle of day-2 was built yet" in said
    code, said = run("package", "day-9")
    assert code == 2 and "There is no submission ‘day-9’" in said


def test_child_level_material_needs_a_passphrase_that_is_no_argument(
    sample: Any, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ANNEXA_PASSPHRASE", raising=False)
    sample.add("child-level-data", "lists.pdf", "Child-level lists")
    sample.build()
    sample.build(package="child-level")
    code, said = run("package", "day-2")
    assert code == 2 and "needs a passphrase" in said
    monkeypatch.setenv("ANNEXA_PASSPHRASE", "four words out of nowhere")
    code, said = run("package", "day-2", "--json")
    made = json.loads(said)
    assert code == 0 and [each["encrypted"] for each in made] == [False, True]
    shared, secret = (Path(each["folder"]) for each in made)
    assert "handed in separately" in (shared / "data/index.html").read_text()
    assert not any(b"Child-level lists" in path.read_bytes() for path in shared.rglob("*") if path.is_file())
    assert not any(b"Child-level lists" in path.read_bytes() for path in secret.rglob("*") if path.is_file())
    assert run("verify", str(secret))[0] == 0
    monkeypatch.setenv("ANNEXA_PASSPHRASE", "some other words entirely")
    code, said = run("verify", str(secret))
    assert code == 2 and "passphrase does not open" in said
