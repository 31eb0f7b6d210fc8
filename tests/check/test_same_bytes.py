"""What is known of a document is known of the bytes that were read: a file that changes meanwhile is looked at again."""

import pytest

from annexa.check import reading
from annexa.check.store import FactsStore
from annexa.documents.facts import Facts, ReadFault
from annexa.tools.files import sha256_of


@pytest.mark.parametrize("change", ["swapped", "gone"])
def test_a_file_that_changes_while_it_is_read_is_a_fault_and_nothing_of_it_is_kept(tmp_path, monkeypatch, change):
    path, store = tmp_path / "notes.txt", FactsStore(tmp_path / "cache")
    path.write_text("What was checked.")
    digests = {path: sha256_of(path)}
    real = reading._read

    def meanwhile(paths, workers):
        for each, found in real(paths, workers):
            path.write_text("Something else.") if change == "swapped" else path.unlink()
            yield each, found

    with monkeypatch.context() as patch:
        patch.setattr(reading, "_read", meanwhile)
        ((_, found),) = reading.read_paths(digests, store, workers=1)
    assert isinstance(found, ReadFault)
    assert found.remedy
    assert not list((tmp_path / "cache").rglob("*.msgpack"))
    path.write_text("What was checked.")
    ((_, found),) = reading.read_paths(digests, store, workers=1)
    assert isinstance(found, Facts)
