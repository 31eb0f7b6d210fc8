"""Pages are made from records alone: complete, task first, safe, and with what the site promises on each."""

import re
from pathlib import Path

import lxml.html
import markdown  # type: ignore[import-untyped]
import pytest
import yaml

from annexa.load import project
from annexa.model.errors import UsageError
from annexa.model.framework import Framework
from annexa.site.book import Book, label
from annexa.site.build import book_of, build_pages, menu
from annexa.site.downloads import planned
from annexa.site.menu import chapters
from annexa.site.pages import all_pages
from annexa.site.phrases import plain, relative_links, with_code
from annexa.site.printed import EXTENSIONS


def front_matter(page: str) -> dict[str, object]:
    found: dict[str, object] = yaml.safe_load(page.split("---\n")[1])
    return found


def body(page: str) -> str:
    return page.split("---\n", 2)[2]


def test_every_page_says_who_owns_it_and_when_it_was_and_will_be_reviewed(pages: dict[str, str]) -> None:
    for path, text in pages.items():
        meta = front_matter(text)
        assert {"title", "description", "owner", "last_reviewed", "next_review"} <= set(meta), path
        assert str(meta["last_reviewed"]) < str(meta["next_review"]), path
        assert f'data-next-review="{meta["next_review"]}"' in text, path


REFERENCE = {"reference/index.md", "reference/glossary.md", "reference/standards.md", "index.md"}


def test_every_page_opens_with_what_to_do_and_by_when(pages: dict[str, str]) -> None:
    for path, text in pages.items():
        if path in REFERENCE or path.startswith(("rules/", "profiles/")):
            continue
        opening = re.split(r"^# .*$", body(text), maxsplit=1, flags=re.MULTILINE)[1].strip()
        assert opening.startswith('<div class="at-once"'), path
        assert "What to do\n:" in opening[:200] and "By when\n:" in opening[:600], path


def test_the_start_page_asks_what_has_happened_and_who_you_are(pages: dict[str, str], book: Book) -> None:
    start = pages["index.md"]
    assert "## What has happened?" in start and "## Who are you?" in start
    assert all(f"(roles/{role.id}.md)" in start for role in book.guidance.roles)
    assert start.index("One rule before all others") < start.index("## What has happened?")


def test_there_is_a_page_a_requirement_a_rule_and_a_role(pages: dict[str, str], book: Book) -> None:
    assert {f"requirements/{r.id}.md" for r in book.framework.requirements} <= set(pages)
    assert {f"rules/{rule.id}.md" for rule in book.rules} <= set(pages)
    assert {f"profiles/{profile.id}.md" for profile in book.profiles} <= set(pages)
    assert len(book.guidance.roles) == 9
    assert {f"roles/{role.id}.md" for role in book.guidance.roles} <= set(pages)


def test_a_requirement_page_says_what_when_who_and_how(pages: dict[str, str], book: Book) -> None:
    for requirement in book.framework.requirements:
        text = pages[f"requirements/{requirement.id}.md"]
        assert plain(requirement.asks) in text
        assert all(f"- {plain(part)}" in text for part in requirement.parts)
        assert all(heading in text for heading in ("## What is asked for", "## When it is due", "## Who leads"))
        assert plain(requirement.prepare) in text
        assert book.lead(requirement) in text and book.accountable(requirement) in text


def test_real_dates_stand_beside_the_days_once_the_call_is_known(pages: dict[str, str], book: Book) -> None:
    assert book.notification is not None
    assert "Friday 6 November 2026" in pages["requirements/3.4.md"]
    assert '<span data-day="5">Friday 6 November</span>' in pages["inspection/calendar.md"]


def test_without_a_call_days_are_named_by_the_weekday(site_project: Path) -> None:
    settings = site_project / "evidence" / "library.yaml"
    settings.write_text(re.sub(r"(?m)^notification:.*\n", "", settings.read_text(encoding="utf-8")), encoding="utf-8")
    book = book_of(project(site_project))
    assert book.notification is None
    pages = all_pages(book, planned(book))
    assert "2026" not in pages["requirements/3.4.md"].split("---\n", 2)[2].split("Last reviewed")[0]
    assert '<span data-day="5">Friday</span>' in pages["inspection/calendar.md"]
    assert "inspection-calendar.ics" not in pages["reference/downloads.md"]


def test_a_role_page_holds_its_own_tasks_and_no_others(pages: dict[str, str], book: Book) -> None:
    for role in book.guidance.roles:
        text = pages[f"roles/{role.id}.md"]
        for task in book.guidance.tasks:
            assert (f"| {plain(task.text)} |" in text) == (role.id in task.roles), (role.id, task.text)


def test_every_page_is_in_the_menu_once(pages: dict[str, str], book: Book) -> None:
    found: list[str] = []

    def walk(node: object) -> None:
        if isinstance(node, str):
            found.append(node)
        elif isinstance(node, dict):
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(menu(book))
    assert sorted(found) == sorted([*pages, *(["check.html"] if book.has_checker else [])])


def test_each_point_of_the_checklist_has_advice_and_names_rules_that_exist(book: Book, pages: dict[str, str]) -> None:
    known = {rule.id for rule in book.rules}
    assert set(book.guidance.points) == {point.id for point in book.checklist.points}
    assert {name for point in book.checklist.points for name in point.rules} <= known
    for point in book.checklist.points:
        assert plain(book.guidance.points[point.id].how) in pages["checklist/index.md"]


def test_a_rule_page_tells_how_to_put_it_right_and_leads_to_the_checklist(pages: dict[str, str], book: Book) -> None:
    for rule in book.rules:
        text = pages[f"rules/{rule.id}.md"]
        assert with_code(rule.page.title) in text
        assert all(with_code(remedy) in text for remedy in rule.page.remedies.values())
    assert "(../checklist/index.md#markup-removed)" in pages["rules/tracked-changes.md"]


def test_acronyms_of_the_glossary_are_explained_where_they_stand(pages: dict[str, str], book: Book) -> None:
    assert (
        "\n*[LANO]: Local area nominated officer. The single point of contact with inspectors."
        in pages["roles/lano.md"]
    )
    for name, term in book.terms.items():
        assert f"\n{plain(name)}\n:   {plain(term.full[:1].upper() + term.full[1:])}" in pages["reference/glossary.md"]


def test_text_of_records_stays_text(book: Book) -> None:
    hostile = "<script>alert(1)</script> [x](javascript:y) `c` {: onclick=z } | *b* & more"
    first = book.framework.requirements[0].model_copy(update={"title": hostile, "asks": hostile, "prepare": hostile})
    framework = Framework.model_construct(
        **{**dict(book.framework), "requirements": (first, *book.framework.requirements[1:])}
    )
    spoilt = Book(
        framework=framework,
        checklist=book.checklist,
        library=None,
        guidance=book.guidance,
    )
    for path in (f"requirements/{first.id}.md", "requirements/index.md", "requirements/providers-and-settings.md"):
        made = markdown.markdown(body(all_pages(spoilt, planned(spoilt))[path]), extensions=list(EXTENSIONS))
        html = lxml.html.fragment_fromstring(made, create_parent="body")
        assert not html.xpath("//script | //@onclick | //a[starts-with(@href, 'javascript')]")
        assert " ".join(html.text_content().split()).count(hostile) >= 1
    assert label(first) == hostile


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a*b*", r"a\*b\*"), ("1. x", r"1\. x"), ("- x", r"\- x"), ("A & B <c>", "A &amp; B &lt;c&gt;"), ("a\n b", "a b")],
)
def test_plain_escapes_what_markdown_would_read(text: str, shown: str) -> None:
    assert plain(text) == shown


@pytest.mark.parametrize(
    ("link", "page", "expected"),
    [
        ("[a](/roles/lano.md)", "index.md", "[a](roles/lano.md)"),
        ("[a](/roles/lano.md#x)", "roles/director.md", "[a](lano.md#x)"),
        ("[a](/index.md)", "requirements/3.4.md", "[a](../index.md)"),
        ('<a href="/downloads/x.pdf">', "reference/downloads.md", '<a href="../downloads/x.pdf">'),
        ("[a](https://example.org/x)", "index.md", "[a](https://example.org/x)"),
    ],
)
def test_links_from_the_root_become_relative(link: str, page: str, expected: str) -> None:
    assert relative_links(link, page) == expected


FAULTS = [
    ("guidance/pages/communications.md", "{{ mail(", "{{ mial(", "cannot be filled in"),
    ("guidance/pages/communications.md", "owner: Inspection team\n", "", "‘owner’ is missing"),
    ("guidance/pages/communications.md", "---\ntitle", "title", "front matter"),
    ("guidance/timeline.yaml", "who: [lano]", "who: [lanno]", "lanno"),
    ("guidance/roles.yaml", "{phase: before", "{phase: befor", "did you mean ‘before’"),
    ("guidance/nav.yaml", "communications.md", "comunications.md", "does not exist"),
    ("guidance/local.yaml", "mailboxes:", "mailboxs:", "did you mean ‘mailboxes’"),
]


@pytest.mark.parametrize(("file", "right", "wrong", "said"), FAULTS, ids=[fault[3] for fault in FAULTS])
def test_a_fault_in_the_guidance_is_one_sentence_with_a_remedy(
    site_project: Path, file: str, right: str, wrong: str, said: str
) -> None:
    path = site_project / file
    text = path.read_text(encoding="utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(UsageError, match=re.escape(said)) as caught:
        build_pages(project(site_project))
    assert caught.value.remedy
    assert not (site_project / "build" / "pages").exists()


def test_the_extensions_of_the_printed_guidance_are_those_of_the_site(project_root: Path) -> None:
    config = yaml.safe_load((project_root / "mkdocs.yml").read_text(encoding="utf-8"))
    names = [next(iter(entry)) if isinstance(entry, dict) else entry for entry in config["markdown_extensions"]]
    assert tuple(names) == EXTENSIONS
    assert "hooks" not in config


def test_an_older_menu_that_names_fewer_pages_loses_none(site_project: Path) -> None:
    menu = site_project / "guidance/nav.yaml"
    text = menu.read_text(encoding="utf-8")
    older = re.sub(r', "@profiles"|, evidence/hand-in\.md', "", text)
    assert older != text
    menu.write_text(older, encoding="utf-8")
    found = chapters(book_of(project(site_project)))
    listed = [page for chapter in found for page in chapter.pages]
    assert found[-1].pages[0] == "evidence/hand-in.md" and found[-1].section
    assert any(page.startswith("profiles/") for page in found[-1].pages)
    assert len(listed) == len(set(listed))
    menu.write_text(text, encoding="utf-8")
    assert {page for chapter in chapters(book_of(project(site_project))) for page in chapter.pages} == set(listed)
