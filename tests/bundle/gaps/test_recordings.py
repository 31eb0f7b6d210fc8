"""A film goes all the way to the package, as it is, with a slip sheet in its place."""

import pytest
from tests.documents.test_recordings import film

pytestmark = [pytest.mark.slow]


def test_a_film_reaches_the_package_with_its_slip_sheet(shelf, annexa):
    shelf.item("1.2", shelf.document("needs.pdf"), shelf.document("film.mp4", title="A day at school"))
    recording = film(754)
    (shelf.folder("1.2") / "film.mp4").write_bytes(recording)
    for command in (("bundle", "day-2"), ("package", "day-2")):
        code, out, err = annexa(*command)
        assert code == 0, out + err
    package = shelf.root / "build" / "bundles" / "day-2" / "package"
    (carried,) = package.rglob("*.mp4")
    assert carried.read_bytes() == recording
    (slip,) = [page for page in shelf.pages("day-2") if "Film (mp4)" in page]
    assert "12 min 34 s" in slip and "None" in slip and carried.name in slip
    assert carried.name in next(package.rglob("manifest-sha256.txt")).read_text("utf-8")
    assert annexa("verify", str(next(package.glob("*/"))))[0] == 0
    carried.write_bytes(recording + b"\x00")
    code, out, err = annexa("verify", str(next(package.glob("*/"))))
    assert code == 1 and carried.name in out + err
