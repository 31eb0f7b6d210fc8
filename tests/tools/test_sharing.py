"""The shared cache: entries are what they say or nothing, a lost or slow store stops no work, nothing sensitive goes."""

import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.processes import comes

from annexa.check import check, reading
from annexa.convert.cache import Cache
from annexa.load import project
from annexa.model.errors import UsageError
from annexa.tools import sharing
from annexa.tools.files import sha256_of
from annexa.tools.shared_places import Folder
from annexa.tools.sharing import Store, opened, using

FOLDER = "evidence/3.4-destinations"
TWO = """\
requirement: "3.4"
lead: education-evidence-lead
accountable: education-accountable-lead
summary: Where young people go after school.
documents:
  - {file: open.txt, title: Destinations, kind: other, dated: 2026-09-14}
  - {file: closed.txt, title: Young people, kind: other, dated: 2026-09-14, sensitivity: SENSITIVITY}
"""


def entries(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def stored(folder: Path, key: str = "") -> Store:
    folder.mkdir(exist_ok=True)
    return Store(Folder(folder), str(folder), key)


def put(folder: Path, data: bytes = b"words") -> Path:
    """An entry in the store."""
    store = stored(folder)
    assert store.put("facts", "abcd", data)
    (entry,) = entries(folder)
    return entry


def test_an_entry_is_found_by_another_machine(tmp_path: Path) -> None:
    put(tmp_path / "store")
    assert stored(tmp_path / "store").fetch("facts", "abcd") == b"words"


@pytest.mark.parametrize("harm", ["bytes", "cut", "empty", "name", "place"])
def test_one_that_was_changed_or_belongs_to_another_is_none(tmp_path: Path, harm: str) -> None:
    entry = put(tmp_path / "store")
    data = entry.read_bytes()
    place, name = ("proof", "abcd") if harm == "place" else ("facts", "abce") if harm == "name" else ("facts", "abcd")
    target = tmp_path / "store" / sharing._full(place, name)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes({"bytes": data[:-1] + b"z", "cut": data[:-1], "empty": b""}.get(harm, data))
    store = stored(tmp_path / "store")
    assert store.fetch(place, name) is None
    assert not store.is_lost  # the others are good


@pytest.mark.parametrize(("theirs", "ours"), [("", "secret"), ("other", "secret"), ("secret", "")])
def test_with_a_secret_only_those_who_know_it_can_put_words_into_the_store(
    tmp_path: Path, theirs: str, ours: str
) -> None:
    assert stored(tmp_path / "store", theirs).put("facts", "abcd", b"words")
    assert stored(tmp_path / "store", ours).fetch("facts", "abcd") is None
    assert stored(tmp_path / "store", theirs).fetch("facts", "abcd") == b"words"


def test_two_machines_may_write_the_same_entry_at_once(tmp_path: Path) -> None:
    data = b"x" * 200_000
    (tmp_path / "store").mkdir()
    threads = [threading.Thread(target=lambda: stored(tmp_path / "store").put("pdf", "ab", data)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert stored(tmp_path / "store").fetch("pdf", "ab") == data
    assert len(entries(tmp_path / "store")) == 1  # and no halves


class Hangs:
    """A network disk that does not answer."""

    def __init__(self) -> None:
        self.asked = 0
        self.released = threading.Event()

    def get(self, name: str) -> bytes:
        self.asked += 1
        self.released.wait(60)
        raise OSError

    def put(self, name: str, data: bytes) -> None:
        self.released.wait(60)


class Fails:
    """A store that was there when the run began."""

    def get(self, name: str) -> bytes:
        raise PermissionError(13, "Permission denied")

    def put(self, name: str, data: bytes) -> None:
        raise PermissionError(13, "Permission denied")


@pytest.mark.parametrize("how", ["get", "put", "offer"])
@pytest.mark.parametrize("place", [Hangs, Fails])
def test_a_store_that_is_lost_is_asked_no_more_and_said_once(
    place: type[Hangs] | type[Fails], how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharing, "SECONDS", 0.05)
    store = Store(there := place(), "/mnt/cache")
    ask: dict[str, Callable[[], object]] = {
        "get": lambda: store.fetch("facts", "a"),
        "put": lambda: store.put("facts", "a", b"x"),
        "offer": lambda: store.offer("facts", "a", b"x"),
    }
    assert not ask[how]()
    store.close()
    assert store.is_lost
    assert store.fetch("facts", "b") is None and not store.put("facts", "b", b"x")
    assert len(store.notes) == 1 and "/mnt/cache" in store.notes[0]
    if isinstance(there, Hangs):
        there.released.set()
        assert comes(lambda: there.asked == (how == "get"))  # its thread may come to it after it was given up


def test_a_store_that_is_slower_than_the_work_is_given_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    store = stored(tmp_path / "store")
    times = iter(range(0, 1000, 4))  # each answer takes four seconds
    monkeypatch.setattr(sharing.time, "monotonic", lambda: next(times))
    for number in range(3):
        store.fetch("facts", str(number))
    assert store.is_lost and len(store.notes) == 1


@pytest.mark.parametrize(
    "address",
    ["cache", "../cache", "http://example.org/cache", "https://x/y", "ftp://x/y", "simplecache::s3://x/y", "s3://",
     "file:///x", "ssh://x/y", "zip://a.zip::s3://x", "s3://bucket/a?x=1", "", "~nobody-of-that-name"],
)  # fmt: skip
def test_other_places_are_refused(address: str) -> None:
    with pytest.raises(UsageError) as error:
        opened(address)
    assert "/mnt/annexa-cache" in error.value.remedy


@pytest.mark.parametrize("sensitivity", ["personal", "child-level"])
def test_what_one_machine_read_another_need_not_read_and_nothing_sensitive_goes_there(
    make_library: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sensitivity: str
) -> None:
    root = make_library(TWO.replace("SENSITIVITY", sensitivity))
    (root / FOLDER / "open.txt").write_text(
        "Destinations\n\nMost young people stay in education. Date: 14 September 2026.\n"
    )
    (root / FOLDER / "closed.txt").write_text("Zqmarktext of a young person. Date: 14 September 2026.\n")
    digests = {name: sha256_of(root / FOLDER / f"{name}.txt") for name in ("open", "closed")}

    def findings(cache: str) -> object:
        with using(stored(tmp_path / "store")) as store:
            found = check(project(root), as_of=date(2026, 11, 2), cache=tmp_path / cache, workers=1).findings
        assert store is not None and not store.notes
        return found

    first = findings("one")
    kept = entries(tmp_path / "store")
    assert [digests["open"] in path.name for path in kept] == [True]
    assert not any(digests["closed"] in path.name or b"Zqmark" in path.read_bytes() for path in kept)
    was_read: list[str] = []
    real = reading._read
    monkeypatch.setattr(
        reading, "_read", lambda paths, workers: (was_read.extend(p.name for p in paths), real(paths, workers))[1]
    )
    assert findings("two") == first
    assert was_read == ["closed.txt"]


def test_a_pdf_is_found_by_another_machine_where_it_may_travel(tmp_path: Path) -> None:
    with using(stored(tmp_path / "store")):
        Cache(tmp_path / "one" / "pdf", is_shared=True).keep("ab-1", b"%PDF", pages=3, notes=("a",))
        Cache(tmp_path / "one" / "pdf").keep("ab-2", b"%PDF of a child", pages=1, notes=())
    with using(stored(tmp_path / "store")):
        found = Cache(tmp_path / "two" / "pdf", is_shared=True).find("ab-1")
        assert found is not None and found.pdf is not None and found.pdf.read_bytes() == b"%PDF"
        assert (found.pages, found.notes) == (3, ("a",))
        assert Cache(tmp_path / "two" / "pdf", is_shared=True).find("ab-2") is None
        assert Cache(tmp_path / "three" / "pdf").find("ab-1") is None
