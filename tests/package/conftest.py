"""A small package: two items, three documents with awkward names, one of them only a link."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfWriter

from annexa.package import Checks, Document, Item, PackageInput, Volume


def pdf(path: Path, pages: int) -> Path:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=595, height=842)
    path.parent.mkdir(parents=True, exist_ok=True)
    writer.write(path)
    return path


def native(folder: Path, name: str, content: bytes) -> tuple[Path, str]:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path, hashlib.sha256(content).hexdigest()


@pytest.fixture
def package(tmp_path: Path) -> PackageInput:
    built = tmp_path / "built"
    leaving, leaving_sha = native(tmp_path / "evidence", "Ziele: Übergänge?.docx", b"a document")
    figures, figures_sha = native(tmp_path / "evidence", "=cmd|' calc'!A1.xlsx", b"a workbook")
    common: dict[str, Any] = {"kind": "performance-report", "status": "final", "volume": 1}
    documents = (
        Document(
            key="3.4/1", title="Destinations after leaving school", dated=date(2026, 9, 14), name=leaving.name,
            sha256=leaving_sha, first="4", last="5", pages=2, position=4, native=leaving, **common,
        ),
        Document(
            key="3.4/2", title="=HYPERLINK(\"https://example.org\")<script>alert(1)</script>", dated=date(2026, 9, 15),
            name=figures.name, sha256=figures_sha, first="6", last="6", pages=1, position=6, native=figures, **common,
        ),
    )  # fmt: skip
    link = Document(
        key="4.1/1", title="The local offer", dated=date(2026, 10, 2), name="", sha256="", first="8", last="8",
        pages=1, position=8, kind="link", status="final", volume=1,
    )  # fmt: skip
    return PackageInput(
        area="Marlbury",
        partnership="Marlbury Local Area Partnership",
        submission="day-5",
        title="Evidence for day 5",
        package="shared",
        commit="0123456789abcdef0123456789abcdef01234567",
        dated=date(2026, 11, 6),
        sender="Local authority nominated officer",
        volumes=(Volume(path=pdf(built / "bundle.pdf", 8), number=1, pages=8, first="1", last="8"),),
        items=(
            Item(id="3.4", number="3.4", title="Destinations", group="Education", first="3", documents=documents, pdf=pdf(built / "i34.pdf", 4)),
            Item(id="4.1", number="4.1", title="Care services", group="Care", first="7", documents=(link,), pdf=pdf(built / "i41.pdf", 2)),
        ),
        separate=("Child-level data: handed in separately",),
        checks=Checks(documents=3, warnings=2, waived=(("Destinations", "out-of-date", "31 January 2027"),), standards=(("General guidance on electronic court bundles", True),)),
        build={"engines": {"typst": "0.15.2"}},
    )  # fmt: skip


@pytest.fixture
def child_level(package: PackageInput) -> PackageInput:
    return replace(package, package="child-level", separate=())


@pytest.fixture
def snapshot() -> Callable[[Path], dict[str, bytes]]:
    """Every file below a folder, by its path."""
    return lambda folder: {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }
