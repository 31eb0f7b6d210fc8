"""The rules: one module a rule. GROUPS is the registry, by heading and id; RULES is the same without headings.

To add a rule, write its module, add its line here, and give it pass and fail samples in tests/rules/cases/.
"""

from typing import Final, cast

from annexa.rules import (
    bare_link,
    comments,
    document_missing,
    internal_link_broken,
    link_broken,
    link_credentials,
    link_dead,
    link_moved,
    link_not_external,
    link_plain_http,
    link_sheet_stale,
    link_unsure,
    link_wrapped,
    mislabelled,
    password_protected,
    tracked_changes,
    unreadable,
)
from annexa.rules.base import About, CheckingRule, Rule

GROUPS: Final[dict[str, dict[str, Rule]]] = {
    "Items and files": {
        "document-missing": document_missing,
        "unreadable": unreadable,
        "mislabelled": mislabelled,
        "password-protected": password_protected,
    },
    "Format": {
        "tracked-changes": tracked_changes,
        "comments": comments,
    },
    "Hyperlinks": {
        "link-broken": link_broken,
        "internal-link-broken": internal_link_broken,
        "link-not-external": link_not_external,
        "link-credentials": link_credentials,
        "link-wrapped": link_wrapped,
        "link-plain-http": link_plain_http,
        "bare-link": bare_link,
        "link-sheet-stale": link_sheet_stale,
        "link-dead": link_dead,
        "link-unsure": link_unsure,
        "link-moved": link_moved,
    },
}

RULES: Final[dict[str, Rule]] = {name: rule for group in GROUPS.values() for name, rule in group.items()}


def rules_about(about: About) -> tuple[CheckingRule, ...]:
    """The rules that check one sort of subject, in the order of the registry; none for "metadata"."""
    return tuple(cast(CheckingRule, rule) for rule in RULES.values() if about == rule.ABOUT and hasattr(rule, "check"))
