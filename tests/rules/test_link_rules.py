"""The rules about links, each with what passes and what fails, and what may be said of sensitive documents."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from annexa.documents.facts import Block, BlockKind, Facts, Link, LinkOrigin, Picture, Properties
from annexa.links.sheet import ADDRESS, KIND_LINE, LOOKED_AT, MARKER, PROMPTS, SHOWS
from annexa.links.verdict import Answer, Verdict
from annexa.model.findings import Level, Place
from annexa.model.framework import Checklist, Framework
from annexa.model.library import Glossary, Item, ItemMeta, Library, LibraryMeta, People
from annexa.rules import RULES
from annexa.rules.base import DocumentSubject, Fault, Surroundings

SHARED = "https://area.sharepoint.com/sites/send"
OPEN = "https://www.gov.uk/help"
LINK = {"url": OPEN, "shows": "Help.", "why_open": "Public.", "looked_at": "2026-10-01", "looked_at_by": "lano"}
WORDS = "word " * 100


def document(**more: Any) -> dict[str, Any]:
    return {"file": "report.docx", "title": "Report", "kind": "other", "dated": "2026-09-14"} | more


def subject(
    *links: Link | str,
    meta: Mapping[str, Any] | None = None,
    others: tuple[dict[str, Any], ...] = (),
    answers: tuple[Answer, ...] = (),
    text: str = WORDS,
    **facts: Any,
) -> DocumentSubject:
    """A document with these links, in an item with these other documents."""
    found = tuple(link if isinstance(link, Link) else to(link) for link in links)
    documents = (document(**(meta or {})), *others)
    item = Item(
        meta=ItemMeta(requirement="3.4", lead="lead", accountable="lead", summary="x", documents=documents),
        folder=Path("/project/evidence/3.4-destinations"),
        yaml="evidence/3.4-destinations/item.yaml",
    )
    library = Library.model_construct(
        root=Path("/project"),
        meta=LibraryMeta(area="Area", partnership="Area partnership", links={"internal_domains": ["staff.area.org"]}),
        people=People(roles={"lano": {"title": "Nominated officer"}}),
        glossary=Glossary(),
        items=(item,),
    )
    around = Surroundings(
        library=library,
        framework=Framework.model_construct(requirements=()),  # type: ignore[call-arg]
        checklist=Checklist.model_construct(points=()),  # type: ignore[call-arg]
        as_of=date(2026, 11, 2),
        answers={answer.address: answer for answer in answers},
    )
    blocks = facts.pop("blocks", (Block(text=text, place=Place(paragraph=1)),))
    return DocumentSubject(
        item=item,
        meta=item.meta.documents[0],
        index=0,
        path=item.folder / "report.docx",
        sha256="",
        facts=Facts(format="docx", links=found, blocks=blocks, **facts),
        fault=None,
        around=around,
    )


def to(target: str, origin: LinkOrigin = LinkOrigin.RELATIONSHIP, **more: Any) -> Link:
    return Link(target=target, place=more.pop("place", Place(paragraph=7)), origin=origin, **more)


def faults(rule: str, about: DocumentSubject) -> list[Fault]:
    return list(RULES[rule].check(about))  # type: ignore[attr-defined]


def answer(verdict: str, address: str = OPEN, **more: Any) -> Answer:
    return Answer(address=address, verdict=Verdict(verdict), **more)


@pytest.mark.parametrize(
    ("rule", "about", "level"),
    [
        ("link-broken", subject("htp://www.gov.uk"), Level.ERROR),
        ("link-broken", subject(""), Level.ERROR),
        ("link-broken", subject("javascript:alert(1)"), Level.ERROR),
        ("link-broken", subject("www.gov.uk"), Level.WARNING),
        ("link-broken", subject("https://protect-eu.mimecast.com/s/abc"), Level.ERROR),
        ("link-broken", subject(meta={"link": LINK | {"url": "https://www..gov.uk"}}), Level.ERROR),
        ("link-not-external", subject(SHARED), Level.ERROR),
        ("link-not-external", subject("S:\\SEND\\plan.docx"), Level.ERROR),
        ("link-not-external", subject(to("\\\\srv\\share\\plan.docx", LinkOrigin.TEXT)), Level.ERROR),
        ("link-not-external", subject("https://staff.area.org/"), Level.ERROR),
        ("link-not-external", subject("http://10.0.0.1/"), Level.ERROR),
        ("link-not-external", subject("https://we.tl/t-abc"), Level.WARNING),
        ("link-not-external", subject("other.docx"), Level.ERROR),
        (
            "link-not-external",
            subject("other.docx", others=(document(file="other.docx", sensitivity="child-level"),)),
            Level.ERROR,
        ),
        ("link-not-external", subject(OPEN, answers=(answer("needs-login"),)), Level.ERROR),
        ("link-not-external", subject(OPEN, answers=(answer("not-public"),)), Level.ERROR),
        ("link-not-external", subject(meta={"link": LINK | {"url": SHARED}}), Level.ERROR),
        ("link-credentials", subject("https://name:word@www.gov.uk/"), Level.ERROR),
        ("link-wrapped", subject("https://www.google.com/url?q=https://www.gov.uk/"), Level.WARNING),
        ("link-plain-http", subject("http://www.gov.uk/"), Level.INFO),
        ("internal-link-broken", subject(to("_Ref1", LinkOrigin.INTERNAL, resolved=False)), Level.ERROR),
        ("link-dead", subject(OPEN, answers=(answer("gone"),)), Level.ERROR),
        ("link-dead", subject(OPEN, answers=(answer("gone", certain=False),)), Level.WARNING),
        ("link-dead", subject(meta={"link": LINK}, answers=(answer("soft-404"),)), Level.ERROR),
        ("link-unsure", subject(OPEN, answers=(answer("refused-robot"),)), Level.WARNING),
        ("link-unsure", subject(OPEN, answers=(answer("not-asked"),)), Level.WARNING),
        ("link-unsure", subject(OPEN + "#x", answers=(answer("anchor-missing", OPEN + "#x"),)), Level.WARNING),
        ("link-moved", subject(OPEN, answers=(answer("moved"),)), Level.INFO),
        ("bare-link", subject(OPEN, text=f"See {OPEN}"), Level.ERROR),
        ("bare-link", subject(OPEN, meta={"kind": "link", "link": LINK}), Level.ERROR),
    ],
)
def test_fails(rule: str, about: DocumentSubject, level: Level) -> None:
    found = faults(rule, about)
    assert [fault.level or RULES[rule].LEVEL for fault in found] == [level]
    assert not found[0].message.endswith(".")


@pytest.mark.parametrize(
    ("rule", "about"),
    [
        ("link-broken", subject(OPEN, "mailto:a@b.org", "#here", SHARED)),
        ("link-broken", subject(to("www.gov.uk", LinkOrigin.TEXT))),
        ("link-not-external", subject(OPEN, "mailto:a@b.org", "#here", "htp://x")),
        ("link-not-external", subject("other.docx", others=(document(file="other.docx"),))),
        ("link-not-external", subject("../3.4-destinations/other.docx#part", others=(document(file="other.docx"),))),
        (
            "link-not-external",
            subject(
                SHARED,
                others=(document(file="l.docx", kind="link", link=LINK | {"url": SHARED, "content": "It says so."}),),
            ),
        ),
        ("link-not-external", subject(meta={"kind": "link", "link": LINK | {"url": SHARED, "content": "It says so."}})),
        ("link-credentials", subject(OPEN, "mailto:a@b.org")),
        ("link-wrapped", subject(OPEN)),
        ("link-plain-http", subject(OPEN)),
        ("internal-link-broken", subject(to("_Ref1", LinkOrigin.INTERNAL))),
        ("link-dead", subject(OPEN)),
        ("link-dead", subject(OPEN, answers=(answer("ok"),))),
        ("link-unsure", subject(OPEN, answers=(answer("gone"),))),
        ("link-moved", subject(OPEN, answers=(answer("ok"),))),
        ("bare-link", subject(OPEN)),
        ("bare-link", subject(text="A short note without a link.")),
        ("bare-link", subject(OPEN, text="See", pictures=(Picture(place=Place(), alt="A map"),))),
        ("bare-link", subject(OPEN, text="", scanned_pages=(1,))),
    ],
)
def test_passes(rule: str, about: DocumentSubject) -> None:
    assert faults(rule, about) == []


def sheet(address: str, *, keywords: str = MARKER, shows: str = "Help for parents.") -> dict[str, Any]:
    lines = (KIND_LINE, "Title", ADDRESS, address, SHOWS, shows, LOOKED_AT, "1 October 2026")
    blocks = tuple(Block(text=line, place=Place(paragraph=n)) for n, line in enumerate(lines))
    return {"blocks": blocks, "properties": Properties(keywords=keywords)}


def test_a_sheet_is_known_by_its_marker_or_its_first_line() -> None:
    meta = {"kind": "link", "link": LINK}
    assert faults("bare-link", subject(OPEN, meta=meta, **sheet(OPEN))) == []
    assert faults("bare-link", subject(OPEN, meta=meta, **sheet(OPEN, keywords=""))) == []


def test_a_marker_alone_makes_no_sheet() -> None:
    about = subject(
        OPEN, meta={"kind": "link", "link": LINK}, text=f"See {OPEN}", properties=Properties(keywords=MARKER)
    )
    assert len(faults("bare-link", about)) == 1


def test_a_sheet_with_prompts_left_in_it() -> None:
    (fault,) = faults("bare-link", subject(OPEN, **sheet(OPEN, shows=PROMPTS["shows"])))
    assert PROMPTS["shows"] in fault.message


def test_a_sheet_that_shows_another_address_than_its_metadata() -> None:
    meta = {"kind": "link", "link": LINK}
    assert faults("link-sheet-stale", subject(OPEN + "/", meta=meta, **sheet(OPEN))) == []
    assert (
        len(faults("link-sheet-stale", subject("https://www.old.org/", meta=meta, **sheet("https://www.old.org/"))))
        == 1
    )


def test_headers_and_footers_do_not_make_a_document_more_than_a_link() -> None:
    blocks = (
        Block(text=WORDS, place=Place(), kind=BlockKind.HEADER),
        Block(text=f"See {OPEN}", place=Place(paragraph=1)),
    )
    assert len(faults("bare-link", subject(OPEN, blocks=blocks))) == 1


def test_an_address_that_stands_there_a_thousand_times_is_one_fault() -> None:
    (fault,) = faults("link-not-external", subject(*[to(SHARED, text="Plan")] * 1000))
    assert "1000 times" in fault.message
    assert "“Plan”" in fault.message


def test_of_a_thousand_addresses_ten_are_named_and_the_rest_counted() -> None:
    found = faults("link-not-external", subject(*(f"{SHARED}/{number}" for number in range(1000))))
    assert len(found) == 11
    assert "making 1000 links" in found[-1].message


def test_an_address_read_from_the_text_of_a_pdf_may_be_cut_and_is_never_certainly_dead() -> None:
    about = subject(to(OPEN, LinkOrigin.TEXT), answers=(answer("gone"),))
    pdf = replace(about, facts=msgspec.structs.replace(about.facts, format="pdf"))
    assert [fault.level for fault in faults("link-dead", about)] == [Level.ERROR]
    assert [fault.level for fault in faults("link-dead", pdf)] == [Level.WARNING]


def test_the_visible_beginning_of_a_link_of_a_pdf_is_not_a_link_of_its_own() -> None:
    links = (to("http://www.gov.uk/", LinkOrigin.TEXT), to("http://www.gov.uk/help", LinkOrigin.ANNOTATION))
    about = subject(*links)
    pdf = replace(about, facts=msgspec.structs.replace(about.facts, format="pdf"))
    assert len(faults("link-plain-http", about)) == 2
    assert len(faults("link-plain-http", pdf)) == 1


def test_a_password_is_never_repeated() -> None:
    about = subject(to("https://name:word@www.gov.uk/", text="https://name:word@www.gov.uk/"))
    for rule in RULES:
        if RULES[rule].ABOUT == "document" and rule.startswith(("link", "bare", "internal")):
            for fault in faults(rule, about):
                assert "word@" not in f"{fault.message}{fault.excerpt}{fault.remedy}"


def test_nothing_but_the_host_is_said_of_a_sensitive_document() -> None:
    secret = "Amina"
    about = subject(
        to(f"{SHARED}/{secret}.docx", text=secret),
        to(f"http://www.gov.uk/{secret}", text=secret),
        to(f"https://www.google.com/url?q=https://www.gov.uk/{secret}"),
        to(f"htp://{secret}"),
        to(f"S:\\{secret}.docx", text=secret),
        to(f"{secret}.docx", text=secret),
        to(secret, LinkOrigin.INTERNAL, text=secret, resolved=False),
        to(f"{OPEN}/{secret}", text=secret),
        meta={"sensitivity": "personal"},
        answers=(
            answer("moved", f"{OPEN}/{secret}", final=f"{OPEN}/new/{secret}"),
            answer("gone", f"{OPEN}/{secret}/2"),
        ),
    )
    said = [fault for rule in RULES if rule.startswith(("link", "internal-link")) for fault in faults(rule, about)]
    assert len(said) >= 7
    for fault in said:
        assert secret not in f"{fault.message}{fault.excerpt}{fault.remedy}", fault


def test_a_fault_in_the_metadata_names_its_field() -> None:
    (fault,) = faults("link-not-external", subject(meta={"link": LINK | {"url": SHARED}}))
    assert fault.field == "documents.0.link.url"
