"""What goes where, decided from records alone."""

from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from annexa.bundle import plan_of
from annexa.load import project
from annexa.model.library import BundleLimits, DocumentMeta, Kind, SecureFile, is_child_level
from annexa.model.words import day_in_words
from annexa.plan import arrange
from annexa.plan.arrange import PlannedDocument, PlannedItem, Rendering, split


def item(number, pages, size=0):
    document = PlannedDocument(
        key=f"{number}/1",
        item=str(number),
        title="A",
        kind="other",
        dated=date(2026, 1, 1),
        status="final",
        name="a",
        file="a",
        source=None,
        sha256="",
        rendering=Rendering(pdf=Path("a"), pages=pages, size=size),
    )
    return PlannedItem(
        id=str(number), number=str(number), title="A", group="", asks="", summary="", folder="", documents=(document,)
    )


@given(st.lists(st.integers(1, 400), max_size=40), st.integers(10, 600))
@settings(max_examples=60)
def test_volumes_hold_every_item_once_in_order_and_only_a_large_item_breaks_the_limit(pages, limit):
    items = [item(number, count) for number, count in enumerate(pages)]
    volumes = split(items, BundleLimits(pages=limit))
    assert [each for volume in volumes for each in volume] == items
    assert all(volumes)
    for volume in volumes:
        assert len(volume) == 1 or sum(each.pages for each in volume) <= limit


def test_bytes_count_too():
    items = [item(number, 1, size=4_000_000) for number in range(5)]
    assert [len(volume) for volume in split(items, BundleLimits(megabytes=9))] == [2, 2, 1]


def test_every_source_of_a_submission_is_listed_once(full_shelf, framework):
    names = [path.name for path in arrange.sources(full_shelf.library(), framework, "day-2")]
    assert names == [
        "children.xlsx",
        "structure.docx",
        "minutes.docx",
        "needs.docx",
        "destinations.docx",
        "pupils.xlsx",
        "routes.xlsx",
    ]
    assert arrange.sources(full_shelf.library(), framework, "day-5") == []


def test_a_secure_file_is_child_level_whatever_else_it_says(framework):
    secure = SecureFile(path="a.xlsx", sha256="0" * 64, rows=1, custodian="a")
    document = DocumentMeta(secure=secure, title="Abc", kind=Kind.DATA, dated=date(2026, 1, 1))
    assert is_child_level(framework.requirements[1], document)


def test_dates_are_words_in_every_locale():
    assert day_in_words(date(2026, 9, 1)) == "1 September 2026"


CHILD_LEVEL_ALONE = """\
requirement: tracked-children
lead: education-evidence-lead
accountable: education-accountable-lead
summary: Six children.
documents: [{file: audit.pdf, title: Audit, kind: other, dated: 2026-09-14}]
"""


def test_a_package_that_would_only_point_to_the_other_is_not_made(make_library):
    loaded = project(make_library(CHILD_LEVEL_ALONE, folder="tracked-children"))
    none = [
        (package, draft)
        for package in ("shared", "child-level")
        for draft in (False, True)
        if plan_of(loaded.library, loaded.framework, "day-5", renderings={}, package=package, draft=draft) is None
    ]
    assert none == [("shared", False)], "a draft says what is missing"
