"""The menu of the site: its chapters and the titles of its pages."""

from dataclasses import dataclass

from annexa.model.errors import UsageError
from annexa.site.book import Book, RulePage, label


def titles(book: Book) -> dict[str, str]:
    """The title of every page by its path."""
    found = {page.path: page.meta.title for page in book.guidance.pages}
    found |= {f"roles/{role.id}.md": role.title for role in book.guidance.roles}
    found |= {f"requirements/{r.id}.md": label(r) for r in book.framework.requirements}
    found |= {f"rules/{rule.id}.md": rule_title(rule) for rule in book.rules}
    found |= {f"profiles/{profile.id}.md": profile.title for profile in book.profiles}
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A heading of the menu with its pages in order."""

    title: str
    pages: tuple[str, ...]
    section: bool
    """False for a page that stands at the top of the menu by itself."""


_OTHERS = "More"
"""The section for pages that the menu of a library does not name."""


def chapters(book: Book) -> tuple[Chapter, ...]:
    """The menu, with the generated pages in their places. Raises UsageError where it names a page that is not there."""
    named = titles(book)
    generated = {
        "@roles": [f"roles/{role.id}.md" for role in book.guidance.roles],
        "@requirements": [f"requirements/{r.id}.md" for r in book.framework.requirements],
        "@rules": [f"rules/{rule.id}.md" for rule in book.rules],
        "@profiles": [f"profiles/{profile.id}.md" for profile in book.profiles],
    }
    found = [
        Chapter(
            title=part.section or named.get(part.page, part.page),
            pages=tuple(page for name in (part.pages or (part.page,)) for page in generated.get(name, [name])),
            section=bool(part.section),
        )
        for part in book.guidance.menu
    ]
    for page in (page for chapter in found for page in chapter.pages):
        if page not in named:
            raise UsageError(
                f"guidance/nav.yaml names {page}, which does not exist",
                remedy="Write the page below guidance/pages, or take it out of the menu.",
            )
    listed = {page for chapter in found for page in chapter.pages}
    if others := tuple(page for page in named if page not in listed):  # the menu is older than annexa's own pages
        found.append(Chapter(title=_OTHERS, pages=others, section=True))
    return tuple(found)


def rule_title(rule: RulePage) -> str:
    """Such as "Tracked changes"."""
    return rule.id.replace("-", " ").capitalize()
