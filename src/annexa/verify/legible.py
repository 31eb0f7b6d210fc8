"""Whether every page can be read: text that can be selected, the right way up, pictures of sensible size."""

from annexa.model.profile import Asked
from annexa.verify.result import Judgement, judged, not_applicable
from annexa.verify.view import View

SMALL_PICTURE = 400_000
"""Pixels: a logo of less than this slows no reader, however small it is placed."""
TURNED = 0.6
"""Share of the letters that must read another way before a page counts as turned; charts have upright axis titles."""
FEW_LETTERS = 12


def selectable(view: View, _: Asked) -> Judgement:
    """Every page with typed text lets a reader select and search it."""
    spots = []
    for position, page in sorted(view.seen.items()):
        if page.fault:
            spots.append(view.spot(position, f"could not be read ({page.fault})"))
        elif view.is_scan(position):
            spots.append(view.spot(position, "is a scan without text: it cannot be searched or read aloud"))
        elif page.unmapped > 0.5 and page.letters >= FEW_LETTERS:
            spots.append(
                view.spot(position, "has letters that do not say which letters they are: it cannot be searched")
            )
    return judged(spots, good="Text can be selected on every page that has any.")


def upright(view: View, _: Asked) -> Judgement:
    """No page is upside down, and landscape pages read from left to right."""
    ways = ("", "reads upwards, so it lies on its side", "is upside down", "reads downwards, so it lies on its side")
    spots = []
    judged_pages = 0
    for position, page in sorted(view.seen.items()):
        letters = sum(page.directions)
        if letters < FEW_LETTERS:
            continue
        judged_pages += 1
        way = max(range(4), key=lambda direction: page.directions[direction])
        if way and page.directions[way] >= TURNED * letters:
            spots.append(view.spot(position, ways[way]))
    if not judged_pages:
        return not_applicable("No page has enough text to tell which way up it is.")
    unknown = view.pages - judged_pages
    note = f" {unknown} with little or no text could not be judged." if unknown else ""
    return judged(spots, good=f"{judged_pages} pages read from left to right.{note}")


def resolution(view: View, asked: Asked) -> Judgement:
    """No picture holds more dots per inch than the limit."""
    most = asked.limit or 300.0
    found = [
        (position, max(sharp))
        for position, page in sorted(view.seen.items())
        if (sharp := [p.dpi for p in page.pictures if p.pixels > SMALL_PICTURE and p.dpi > most * 1.02])
    ]
    spots = [view.spot(position, f"holds a picture of {dpi:.0f} dots per inch") for position, dpi in found]
    return judged(spots, good=f"No picture is finer than {most:g} dots per inch.")
