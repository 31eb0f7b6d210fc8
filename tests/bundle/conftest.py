"""A library of PDFs made by typst, and a way to build it without LibreOffice."""

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from tests.typeset import typeset

from annexa import bundle
from annexa.model.framework import Framework, Group, Moment, Requirement, Submission
from annexa.model.library import (
    BundleLimits,
    DocumentMeta,
    Glossary,
    Item,
    ItemMeta,
    Kind,
    Library,
    LibraryMeta,
    LinkExplained,
    People,
    Sensitivity,
)
from annexa.plan.arrange import Rendering
from annexa.plan.records import Built

IDS = ("child-level-data", "1.1", "1.2", "3.4", "3.10")
TITLES = {
    "child-level-data": "Child-level data",
    "1.1": "Partnership structure",
    "1.2": "Assessment of needs",
    "3.4": "Destinations",
    "3.10": "Transport: routes & <costs>",
}


@pytest.fixture
def framework() -> Framework:
    """Five requirements in two groups, one of them sensitive, one without a number."""
    due = Moment(day=2, time=time(12))
    return Framework(
        id="test",
        title="Annex A",
        source="a test",
        submissions=(Submission(id="day-2", title="First submission", due=due),),
        groups=(Group(id="a", title="Partnership"), Group(id="b", title="Education")),
        requirements=tuple(
            Requirement(
                id=id,
                number=None if id == "child-level-data" else id,
                group="b" if id.startswith("3") else "a",
                title=TITLES[id],
                asks=f"What is asked for under {id}.",
                submission="day-2",
                due=due,
                sensitive=id == "child-level-data",
            )
            for id in IDS
        ),
    )


class Shelf:
    """A library that grows document by document, with the PDFs that conversion would have made."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.limits = BundleLimits()
        self.documents: dict[str, list[DocumentMeta]] = {}
        self.renderings: dict[Path, Rendering] = {}

    def folder(self, item: str) -> Path:
        """The item's folder."""
        return self.root / "evidence" / f"{item}-folder"

    def add(
        self, item: str, name: str, pages: int = 2, *, rendering: dict[str, Any] | None = None, **meta: Any
    ) -> Path:
        """Adds a document whose pages say "<name> page <n>"."""
        source = self.folder(item) / name
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_bytes(f"the original of {name}".encode())
        text = f'#set document(title: "{name}")\n#set text(lang: "en")\n= {name}\n' + "#pagebreak()\n".join(
            f"{name} page {number}\n" for number in range(1, pages + 1)
        )
        pdf = self.root / "cache" / f"{item}-{name}.pdf"
        pdf.parent.mkdir(exist_ok=True)
        pdf.write_bytes(typeset(text))
        made = {"pdf": pdf, "pages": pages, "size": pdf.stat().st_size, "engine": "a test 1.0", **(rendering or {})}
        self.renderings[source] = Rendering(**made)
        self.describe(item, file=name, **{"title": f"All about {name.rpartition('.')[0]}", **meta})
        return source

    def link(self, item: str, url: str) -> None:
        """Adds a document that is only a link."""
        link = LinkExplained(url=url, shows="The local offer.", looked_at=date(2026, 10, 1), looked_at_by="a-lead")
        self.describe(item, title="The local offer", kind=Kind.LINK, link=link)

    def describe(self, item: str, **meta: Any) -> None:
        """Adds metadata."""
        record = {"kind": Kind.OTHER, "dated": date(2026, 9, 14), **meta}
        self.documents.setdefault(item, []).append(DocumentMeta(**record))

    def library(self) -> Library:
        """The records."""
        items = tuple(
            Item(
                meta=ItemMeta(
                    requirement=item,
                    lead="a-lead",
                    accountable="b-lead",
                    summary=f"What {item} shows.",
                    documents=tuple(self.documents[item]),
                ),
                folder=self.folder(item),
                yaml=f"evidence/{item}-folder/item.yaml",
            )
            for item in IDS
            if item in self.documents
        )
        meta = LibraryMeta(
            area="Testshire",
            partnership="Testshire local area partnership",
            notification=date(2026, 11, 2),
            limits=self.limits,
        )
        return Library(
            root=self.root, meta=meta, people=People.model_construct(roles={}), glossary=Glossary(), items=items
        )


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """An empty library."""
    return Shelf(tmp_path / "project")


@pytest.fixture
def full_shelf(shelf: Shelf) -> Shelf:
    """A library with every requirement answered, sensitive material included."""
    shelf.add("child-level-data", "children.xlsx", sensitivity=Sensitivity.CHILD_LEVEL)
    shelf.add("1.1", "structure.docx", 3)
    shelf.add("1.1", "minutes.docx", 1)
    shelf.add("1.2", "needs.docx", 2)
    shelf.add("3.4", "destinations.docx", 4)
    shelf.add("3.4", "pupils.xlsx", 1, sensitivity=Sensitivity.CHILD_LEVEL)
    shelf.add("3.10", "routes.xlsx", 2, rendering={"carry": True, "notes": ("Sheet A: cut into 2 slices.",)})
    return shelf


@pytest.fixture
def build(framework: Framework, tmp_path: Path) -> Callable[..., Built]:
    """Builds the shelf into tmp_path/out, or the folder named."""

    def run(shelf: Shelf, **options: Any) -> Built:
        out = options.pop("out", tmp_path / "out")
        built = bundle.build(shelf.library(), framework, "day-2", renderings=shelf.renderings, out=out, **options)
        assert built is not None
        return built

    return run
