"""By which limits a file is judged, and how the answer says so."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.plan.manifests import a_manifest, a_volume

from annexa.model.manifest import FORMAT, MANIFEST, ManifestLimits, written
from annexa.verify.limits import first_of, limits_of

PLAIN = json.loads(written(a_manifest()))
META = "area: Westmere\npartnership: Westmere Partnership\n"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    for folder in ("evidence", "schema", "build/bundles/day-2"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "evidence" / "library.yaml").write_text(META + "limits: {megabytes: 25, pages: 300}\n")
    return tmp_path


def test_the_manifest_comes_before_the_library_and_the_library_before_the_defaults(
    library: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = library / "build" / "bundles" / "day-2"
    assert limits_of(folder)[:2] == (25, 300)
    assert limits_of(folder).sentence == "Largest file: 25 MB and 300 pages, as library.yaml says."
    (folder / MANIFEST).write_text(written(a_manifest(limits=ManifestLimits(megabytes=100, pages=1500))))
    assert limits_of(folder / "bundle.pdf").sentence == (
        "Largest file: 100 MB and 1,500 pages, as manifest.json records it."
    )
    alone = tmp_path_factory.mktemp("alone") / "bundle.pdf"
    assert limits_of(alone).sentence == (
        "Largest file: 200 MB and 2,000 pages, annexa's defaults, since no manifest and no library says otherwise."
    )


@pytest.mark.parametrize(
    "record",
    [
        [],
        {},
        {"format": FORMAT},
        *({**PLAIN, "limits": limits} for limits in (None, [1], {"pages": "many"}, {"megabytes": -1, "pages": 9})),
        {**PLAIN, "format": 1},
    ],
)
def test_a_manifest_that_says_nothing_of_use_is_passed_over(library: Path, record: Any) -> None:
    folder = library / "build" / "bundles" / "day-2"
    (folder / MANIFEST).write_text(json.dumps(record))
    assert limits_of(folder)[:2] == (25, 300)
    assert first_of(folder / "bundle.pdf") is None


def test_a_library_that_cannot_be_read_is_passed_over(library: Path) -> None:
    (library / "evidence" / "library.yaml").write_text("area: [\n")
    assert limits_of(library / "build")[:2] == (200, 2000)
    (library / "evidence" / "library.yaml").unlink()
    assert limits_of(library / "build")[:2] == (200, 2000)


def test_the_number_of_a_volumes_first_page_is_taken_from_the_manifest_beside_it(tmp_path: Path) -> None:
    files = (a_volume("one.pdf"), a_volume("two.pdf", first_page=120))
    (tmp_path / MANIFEST).write_text(written(a_manifest(files=files)))
    assert (first_of(tmp_path / "two.pdf"), first_of(tmp_path / "three.pdf")) == (120, None)
