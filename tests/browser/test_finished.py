"""A finished bundle in the page: what a PDF seems to be, and that it is judged as `annexa verify` judges it."""

import json
from pathlib import Path

import pytest
from tests.browser.papers import a_pdf

from annexa.browser import calls, finished
from annexa.load.profiles import profiles
from annexa.model.library import BundleLimits
from annexa.verify import verify_each

SEEMS = {
    "a report": ({"title": "Destinations", "front": "The court ruled on bundles."}, False, "annexa", 1),
    "ours": ({"title": "Westmere day-2 evidence", "producer": "annexa 1.0.0"}, True, "annexa", 57),
    "ours, and about tribunals": ({"title": "Tribunals", "producer": "annexa 1.0.0"}, True, "annexa", 57),
    "a tribunal's": ({"title": "Hearing bundle", "front": "First-tier Tribunal (SEND)"}, True, "send-tribunal-2025", 1),
    "the Privy Council's": ({"title": "Core bundle", "front": "In the Privy Council"}, True, "jcpc", 1),
    "the Supreme Court's": ({"title": "Core bundle", "front": "In the Supreme Court"}, True, "judiciary-2021", 1),
    "a court's": ({"front": "Trial bundle. In the County Court"}, True, "judiciary-2021", 1),
    "one of two pages": ({"title": "How to make a bundle", "more": 1}, False, "annexa", 1),
    "another's": ({"title": "Inspection bundle"}, True, "annexa", 1),
}


@pytest.mark.parametrize("name", SEEMS)
def test_what_a_pdf_seems_to_be(name: str, tmp_path: Path) -> None:
    made, is_bundle, profile, first = SEEMS[name]
    found = finished.guess(a_pdf(tmp_path / "made.pdf", **made))  # type: ignore[arg-type]
    assert (found.is_bundle, found.first) == (is_bundle, first)
    assert not is_bundle or found.profile == profile


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n1 0 obj <<", b"no PDF"], ids=["empty", "broken", "text"])
def test_what_cannot_be_read_is_no_bundle_and_passes_nothing(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(data)
    assert not finished.guess(tmp_path / "bad.pdf").is_bundle
    for profile in profiles().values():
        found = finished.judge(tmp_path / "bad.pdf", profile, 1, BundleLimits(), lambda _what, _pages: None)
        assert not found.passed
        assert found.outcomes[0].status == "fail" and found.pages == 0


def test_it_is_judged_as_the_command_judges_it(tmp_path: Path) -> None:
    file = a_pdf(tmp_path / "bundle.pdf", "Hearing bundle", more=11)
    expected = verify_each(
        file, list(profiles().values()), first=57, limits={"annexa": {"file-size": 200.0, "page-count": 10.0}}, said="-"
    )
    told: list[tuple[str, int]] = []
    for each in expected:
        found = finished.judge(
            file, profiles()[each.profile], 57, BundleLimits(pages=10), lambda what, pages: told.append((what, pages))
        )
        here = {one.asks: (one.status, list(one.spots)) for one in found.outcomes if one.status != "elsewhere"}
        there = {
            one.asks: (
                "should" if one.status == "fail" and one.weight == "should" else str(one.status),
                [*map(str, one.spots)],
            )
            for one in each.outcomes
            if one.id not in finished.ELSEWHERE
        }
        assert here == there and there
        assert (found.passed, found.pages, found.sha256) == (each.passed, 12, each.sha256)
        named = {one.asks for one in found.outcomes if one.status == "elsewhere"}
        assert len(named) == {"annexa": 2, "pdf-ua-1": 1}.get(each.profile, 0)
    assert max(pages for _, pages in told) == 12


def test_the_worker_sorts_and_judges(small: Path, tmp_path: Path) -> None:
    file = a_pdf(tmp_path / "bundle.pdf", "Hearing bundle")
    sorted_ = json.loads(calls.sort(str(small), str(file)))
    assert sorted_["is_bundle"] and {id for id, _ in sorted_["profiles"]} == set(profiles())
    said = json.dumps({"profile": "jcpc", "first": "not a number"})
    answer = json.loads(calls.judge(str(small), str(file), said, lambda _what, _pages: None))
    assert answer["pages"] == 4 and {"fail"} <= {one["status"] for one in answer["outcomes"]}
