"""The rules: one module a rule. GROUPS is the registry, by heading and id; RULES is the same without headings.

To add a rule, write its module, add its line here, and give it pass and fail samples in tests/rules/cases/.
"""

from typing import Final, cast

from annexa.rules import (
    comments,
    document_missing,
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
}

RULES: Final[dict[str, Rule]] = {name: rule for group in GROUPS.values() for name, rule in group.items()}


def rules_about(about: About) -> tuple[CheckingRule, ...]:
    """The rules that check one sort of subject, in the order of the registry; none for "metadata"."""
    return tuple(cast(CheckingRule, rule) for rule in RULES.values() if about == rule.ABOUT and hasattr(rule, "check"))
