"""The rules: one module a rule. GROUPS is the registry, by heading and id; RULES is the same without headings.

To add a rule, write its module, add its line here with what it looks at, and give it pass and fail samples in
tests/rules/cases/.
"""

import importlib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final, cast

from annexa.rules.base import About, CheckingRule, Rule

GROUPS: Final[dict[str, dict[str, About]]] = {
    "Metadata": {
        "metadata-syntax": "metadata",
        "metadata-duplicate-key": "metadata",
        "metadata-unknown-field": "metadata",
        "metadata-missing-field": "metadata",
        "metadata-value": "metadata",
        "metadata-unsafe-path": "metadata",
        "unquoted-number": "metadata",
        "text-cut-off": "metadata",
    },
    "Library, items and files": {
        "requirement-without-item": "library",
        "requirement-twice": "library",
        "folder-without-item": "library",
        "to-be-filled-in": "library",
        "guess-unconfirmed": "item",
        "same-document-twice": "library",
        "document-missing": "item",
        "letter-without-font": "item",
        "known-gap": "item",
        "gap-explanation": "item",
        "template-missing": "item",
        "not-on-template": "document",
        "document-listed-twice": "item",
        "file-not-in-metadata": "item",
        "secure-file": "item",
        "unreadable": "file",
        "not-looked-into": "file",
        "mislabelled": "file",
        "password-protected": "file",
        "workbook-long": "document",
        "page-damaged": "document",
        "pdf-without-content": "document",
        "checked-in-part": "document",
    },
    "Format": {
        "undated": "document",
        "date-mismatch": "document",
        "out-of-date": "file",
        "unclear-title": "document",
        "unsigned": "document",
        "draft": "document",
        "tracked-changes": "document",
        "comments": "document",
    },
    "Acronyms": {
        "acronym-before-definition": "document",
        "acronym-undefined": "document",
    },
    "Hyperlinks": {
        "link-broken": "document",
        "internal-link-broken": "document",
        "link-not-external": "document",
        "link-credentials": "document",
        "link-wrapped": "document",
        "link-plain-http": "document",
        "bare-link": "document",
        "link-alone": "item",
        "link-sheet-stale": "document",
        "link-dead": "document",
        "link-unsure": "document",
        "link-moved": "document",
    },
    "Continuous improvement and voice": {
        "outcome-focused": "file",
        "feedback-impact": "file",
        "form-explained": "file",
    },
    "Meetings": {
        "open-actions": "document",
        "keywords-in-minutes": "document",
        "timetable-clash": "library",
    },
    "Safety": {
        "personal-data": "document",
        "name-for-pseudonym": "library",
        "child-level-list": "document",
        "hidden-content": "document",
        "covered-text": "document",
        "macros": "document",
        "embedded-object": "document",
        "external-content": "document",
        "author-names": "document",
    },
    "Accessibility": {
        "picture-without-alt": "document",
        "heading-skipped": "document",
        "table-without-header": "document",
        "scanned-page": "document",
        "no-language": "document",
        "no-document-title": "document",
        "no-transcript": "document",
    },
    "Attestations, waivers and sign-offs": {
        "attestation-missing": "file",
        "attestation-stale": "file",
        "attestation-negative": "file",
        "waiver-expired": "file",
        "waiver-stale": "file",
        "waiver-unused": "findings",
        "waiver-not-allowed": "file",
        "sign-off-stale": "item",
        "cannot-sign": "item",
        "sign-off-altered": "metadata",
    },
}
"""Each rule with what it looks at, as its module says it too (ABOUT); its module is the one of that name."""


def module_of(name: str) -> str:
    """The module of a rule, such as "annexa.rules.hidden_content"."""
    return f"{__name__}.{name.replace('-', '_')}"


class _Rules(Mapping[str, Rule]):
    """Each rule by its id, imported when it is asked for: where every document is judged already, those about
    documents are not needed."""

    def __init__(self, about: Mapping[str, About]) -> None:
        self._about = about

    def __getitem__(self, name: str) -> Rule:
        if name not in self._about:
            raise KeyError(name)
        return cast(Rule, importlib.import_module(module_of(name)))

    def __iter__(self) -> Iterator[str]:
        return iter(self._about)

    def __len__(self) -> int:
        return len(self._about)


_ABOUT: Final = {name: about for group in GROUPS.values() for name, about in group.items()}
RULES: Final[Mapping[str, Rule]] = _Rules(_ABOUT)

IMPORTANCE: Final[dict[str, int]] = {
    name: number for number, name in enumerate(dict.fromkeys([*GROUPS["Safety"], *RULES]))
}
"""Which rule's findings come first among those of one level: what may harm somebody, then the order of the registry."""


@cache
def rules_about(about: About) -> tuple[CheckingRule, ...]:
    """The rules that check one sort of subject, in the order of the registry; none for "metadata"."""
    if about == "metadata":
        return ()
    return tuple(cast(CheckingRule, RULES[name]) for name, sort in _ABOUT.items() if sort == about)
