"""One document changed: its item and its volume are built anew, all else is taken over, and nobody can tell from the bytes."""

import json
import shutil
import time
from concurrent.futures import BrokenExecutor, Future
from contextlib import nullcontext
from datetime import date

import pytest
from tests import in_process
from tests.bundle.gaps.conftest import LIBRARY, Shelf, write_pdf

from annexa import pipeline
from annexa.bundle import ahead, judging, volumes
from annexa.bundle.parts import Parts
from annexa.load import project
from annexa.pdf import merge, washing
from annexa.tools import typst

DAY = date(2026, 11, 2)
THIRTY = "limits: {pages: 30}\n"
"""Pages of a volume, so that there are three."""
ITEMS = {"3.4": "destinations.pdf", "4.1": "care.pdf", "5.1": "health.pdf"}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A bundle of three volumes, built once and verified in this process; tests change its documents."""
    from annexa.verify import second

    patch = pytest.MonkeyPatch()
    patch.setattr(second, "look", lambda path, **_: None)
    in_process.helpers(patch)
    shelf = Shelf(tmp_path_factory.mktemp("parts") / "project")
    (shelf.evidence / "library.yaml").write_text(LIBRARY + THIRTY, encoding="utf-8")
    for id, name in ITEMS.items():
        shelf.item(id, shelf.document(name))
        write_pdf(shelf.folder(id) / name, f"All about {name.partition('.')[0]}", 8)
    build(shelf)
    yield shelf
    patch.undo()


def build(shelf):
    return pipeline.bundle(project(shelf.root), ["day-5"], as_of=DAY)


def bytes_of(shelf):
    folder = shelf.root / "build" / "bundles" / "day-5"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def made(monkeypatch):
    """The titles of what is merged and of what is typeset, and the names of what is verified."""
    found = {"merged": [], "verified": [], "set": []}
    real, verify, typeset = merge.merge, judging.verify_each, typst.compile_pdf

    def merging(*given, **more):
        if more["title"] != washing.TITLE:  # a document alone, on its way to be merged
            found["merged"].append(more["title"])
        return real(*given, **more)

    def verifying(path, *given, **more):
        found["verified"].append(path.name)
        return verify(path, *given, **more)

    def setting(template, data, **more):
        found["set"].append(data["title"])
        return typeset(template, data, **more)

    monkeypatch.setattr(typst, "compile_pdf", setting)
    monkeypatch.setattr(merge, "merge", merging)
    monkeypatch.setattr(judging, "verify_each", verifying)
    return found


def test_what_is_taken_over_is_what_a_build_from_nothing_gives(built, made):
    before = bytes_of(built)
    assert len([name for name in before if name.endswith(".pdf") and "/" not in name]) == 3
    write_pdf(built.folder("4.1") / "care.pdf", "All about another care", 8)
    build(built)
    volumes = [title for title in made["merged"] if "volume" in title]
    assert (len(volumes), len(made["verified"])) == (1, 1)
    assert [title[:3] for title in made["merged"] if title not in volumes] == ["4.1"]
    assert made["set"] == []  # our own pages say what they said, and were kept
    after = bytes_of(built)
    assert after != before
    made["merged"].clear()
    shutil.rmtree(built.root / "build")
    build(built)
    assert len(made["merged"]) > 6
    assert bytes_of(built) == after


def test_a_volume_is_judged_while_files_of_items_are_still_to_be_written(built, made, monkeypatch):
    real, judged_before = volumes.write_item, []

    def writing(*given):
        until = time.monotonic() + 120
        while not made["verified"] and time.monotonic() < until:
            time.sleep(0.01)
        judged_before.append(bool(made["verified"]))
        return real(*given)

    monkeypatch.setattr(volumes, "write_item", writing)
    write_pdf(built.folder("4.1") / "care.pdf", "All about care once more", 8)
    build(built)
    assert (judged_before, len(made["verified"])) == ([True], 1)


def test_an_item_whose_process_was_lost_is_written_in_its_turn(built, made, monkeypatch):
    class Lost:
        def ask(self, write, *given):
            lost = Future()
            lost.set_exception(BrokenExecutor())
            return lost

    monkeypatch.setattr(ahead, "WORTH_IT", 1)
    monkeypatch.setattr(ahead, "processors", lambda: 2)
    monkeypatch.setattr(ahead, "beside", lambda workers, told: nullcontext(Lost()))
    write_pdf(built.folder("4.1") / "care.pdf", "All about care that was lost", 8)
    build(built)
    assert [title[:3] for title in made["merged"] if "volume" not in title] == ["4.1"]
    after = bytes_of(built)
    shutil.rmtree(built.root / "build")
    monkeypatch.undo()
    build(built)
    assert bytes_of(built) == after


@pytest.mark.parametrize("noted", [{}, {"4.1/1": ["A film was left out."]}])
def test_a_few_items_are_written_beside_the_volume_by_what_is_guessed_of_it(built, made, monkeypatch, noted):
    """`noted`: what the volume is guessed to say of a document; where the guess is wrong, the item is written again."""

    class Here:
        def __init__(self, told):
            self.told = told

        def ask(self, write, *given):
            done = Future()
            done.set_result(write(self.told, *given))
            return done

    alone, again = volumes.write_item, []
    monkeypatch.setattr(ahead, "WORTH_IT", 1)
    monkeypatch.setattr(ahead, "processors", lambda: 2)
    monkeypatch.setattr(ahead, "beside", lambda workers, told: nullcontext(Here(told)))
    monkeypatch.setattr(Parts, "noted", noted)
    monkeypatch.setattr(volumes, "write_item", lambda *given: (again.append(given[2].id), alone(*given))[1])
    write_pdf(built.folder("4.1") / "care.pdf", f"All about care with {len(noted)} notes", 8)
    build(built)
    titles = ["4.1" if title.startswith("4.1") else "volume" for title in made["merged"]]
    assert titles == (["4.1", "volume", "4.1"] if noted else ["4.1", "volume"])
    assert again == (["4.1"] if noted else [])
    after = bytes_of(built)
    shutil.rmtree(built.root / "build")
    monkeypatch.undo()
    build(built)
    assert bytes_of(built) == after


def test_a_document_that_grows_moves_all_numbers_behind_it_and_no_item(built, made):
    write_pdf(built.folder("3.4") / "destinations.pdf", "All about destinations", 9)
    build(built)
    assert len([title for title in made["merged"] if "volume" in title]) == 3
    assert [title for title in made["merged"] if title.startswith(("4.1", "5.1"))] == []


@pytest.mark.parametrize(
    ("change", "worth_it"), [("altered", 4_000), ("gone", 4_000), ("record", 4_000), ("pages", 4_000), ("pages", 1)]
)
def test_a_file_that_is_not_as_it_was_left_is_made_again(built, made, change, worth_it, monkeypatch):
    """`worth_it`: pages from which on processes write, or are there to write."""
    monkeypatch.setattr(ahead, "WORTH_IT", worth_it)
    monkeypatch.setattr(ahead, "processors", lambda: 2)
    before = bytes_of(built)
    folder = built.root / "build" / "bundles" / "day-5"
    item = next(path for path in (folder / "items").iterdir() if path.name.startswith("5.1"))
    if change == "altered":
        item.write_bytes(item.read_bytes()[:-1] + b"x")
    elif change == "gone":
        item.unlink()
    elif change == "pages":  # those of our own, which were set before
        kept = built.root / "build" / "unchanged" / "day-5.fronts"
        kept.write_bytes(kept.read_bytes()[:-1] + b"x")
        item.unlink()
    else:
        record = built.root / "build" / "unchanged" / "day-5.parts.json"
        record.write_text(json.dumps(json.loads(record.read_text())["parts"]))
        item.unlink()
    build(built)
    assert "5.1" in " ".join(made["merged"])
    assert (len(made["merged"]) == 1) is (change != "record")
    assert (made["set"] == []) is (change != "pages")
    assert bytes_of(built) == before
