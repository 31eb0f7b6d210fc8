"""Page numbers: stamped, labelled, counted, and all three the same."""

from annexa.bundle.verify.result import Judgement, Spot, failed, judged, not_applicable
from annexa.bundle.verify.result import passed as good
from annexa.bundle.verify.view import View


def every_page_stamped(view: View, _: float | None) -> Judgement:
    """Each page shows a number in its margin, typed and not only drawn."""
    if not view.stamps:
        return failed("No page numbers were found in the margins.", Spot(message="no page carries a stamped number"))
    spots = [
        view.spot(page.position, f"could not be read ({page.fault})" if page.fault else "carries no stamped number")
        for page in view.reading.seen
        if page.position not in view.stamps
    ]
    return judged(spots, good=f"All {view.pages} pages carry a stamped number.")


def stamp_is_label(view: View, _: float | None) -> Judgement:
    """The number stamped on a page is the label that readers show for it."""
    if not view.stamps:
        return failed("There is no stamped number to compare.")
    spots = [
        view.spot(position, f"is stamped {stamp.number.label} but labelled {view.reading.label(position)}")
        for position, stamp in sorted(view.stamps.items())
        if not stamp.number.is_label(view.reading.label(position))
    ]
    return judged(spots, good="Every stamped number equals its page label.")


def stamp_is_position(view: View, _: float | None) -> Judgement:
    """The number stamped on a page is its place in the file, counted from the number of the first page."""
    if not view.stamps:
        return failed("There is no stamped number to compare.")
    start = (view.first or 1) - 1
    spots = []
    for position, stamp in sorted(view.stamps.items()):
        if stamp.number.number != position + start or stamp.number.suffix:
            spots.append(
                view.spot(position, f"is stamped {stamp.number.label} but is number {position + start} by count")
            )
    return judged(spots, good="Every stamped number equals the page's place in the file.")


def labels_in_order(view: View, _: float | None) -> Judgement:
    """Labels count up by one, and inserted pages take the number before them with a suffix: 57, 57A, 57B, 58."""
    labels = view.structure.labels
    spots = []
    seen: dict[str, int] = {}
    for position, label in enumerate(labels, start=1):
        if label in seen:
            spots.append(view.spot(position, f"has the same label as page {seen[label]}"))
        seen.setdefault(label, position)
    return judged(spots, good="No two pages have the same label.")


def starts_at_one(view: View, _: float | None) -> Judgement:
    """The first page, cover and index included, is page 1."""
    if view.first and view.first > 1:
        return not_applicable(f"This file continues another one: its first page is {view.first}.")
    stamp = view.stamps.get(1)
    if stamp is None:
        return failed("The first page carries no number.", view.spot(1, "carries no stamped number"))
    if (stamp.number.number, stamp.number.suffix) != (1, ""):
        return failed("Numbering does not start at 1.", view.spot(1, f"is stamped {stamp.number.label}"))
    return good("The first page is page 1.")
