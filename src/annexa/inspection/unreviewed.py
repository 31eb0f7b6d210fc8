"""What the register of children selected for tracking says must and should be done before their evidence is sent.

The guidance makes one thing a must: the LANO reviews all of it before inspectors get it. Everything else is told to
whoever sends. Counts alone, and nothing of any child.
"""

from dataclasses import dataclass

from annexa.model.framework import Framework
from annexa.model.library import Library
from annexa.model.words import count


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreviewed:
    """How the register stands when what was collected is to be sent."""

    item: str
    """The requirement that it belongs to."""
    must: tuple[str, ...] = ()
    """What must be done first, a sentence each, without its full stop."""
    open: tuple[str, ...] = ()
    """What is not as it ought to be, likewise."""


def unreviewed(
    library: Library, framework: Framework, submission: str, *, item: str | None = None
) -> Unreviewed | None:
    """What is open in the register; None where nothing is, or where this submission holds nothing of these children."""
    tracking = framework.tracking
    requirement = framework.requirement(tracking.requirement) if tracking else None
    if (
        tracking is None
        or requirement is None
        or requirement.submission != submission
        or item not in (None, requirement.id)
    ):
        return None
    if not any(each.meta.requirement == requirement.id and each.meta.documents for each in library.items):
        return None
    register = library.tracked
    if register is None:
        words = "There is no register of the children selected for tracking, so nobody can tell that all was reviewed"
        return Unreviewed(item=requirement.id, open=(words,))
    followed = [child for child in register.children if not child.has_declined]
    states = [child.info(kind.id).state for child in followed for kind in tracking.kinds]
    received, lacking = states.count("received"), sum(state in (None, "asked") for state in states)
    agreeing = {step.id for step in tracking.steps if step.asks_agreement}
    unasked = sum(any(not child.step(id).is_done for id in agreeing) for child in followed)
    fewer = (library.meta.tracked_children or tracking.at_least) - len(followed)
    of_all = f"of {count(len(states), 'piece')} of information on children selected for tracking"
    who = library.people.in_words(register.reviewer)
    must = f"{received} {of_all} {'is' if received == 1 else 'are'} not reviewed by {who}"
    open_ = (
        (lacking, f"{lacking} {of_all} {'is' if lacking == 1 else 'are'} not there"),
        (unasked, f"{count(unasked, 'child', 'children')} selected for tracking, or the family, did not agree yet"),
        (
            fewer > 0,
            f"The register holds {fewer} fewer than the {fewer + len(followed)} children that inspectors choose",
        ),
    )
    said = Unreviewed(
        item=requirement.id, must=(must,) if received else (), open=tuple(words for applies, words in open_ if applies)
    )
    return said if said.must or said.open else None
