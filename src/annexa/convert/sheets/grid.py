"""Where the tables of a printed sheet are, from its texts and rules: lines of text, rows and columns, in reading order.

Nothing is guessed that could put words into a wrong order: where no table can be told, there are lines of text only.
The rules drawn around cells come first; without them, columns are what the texts of several rows have in common.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from annexa.convert.sheets import ruled
from annexa.convert.sheets.drawn import Box, Drawn, Text
from annexa.convert.sheets.loose import loose
from annexa.convert.sheets.merges import Size
from annexa.convert.sheets.rows import Grid, Item, Line

BAND_WIDTH, BAND_HEIGHT = 0.4, 0.25
"""Parts of the page: a page header or footer is at least as wide, and no higher."""


@dataclass(slots=True)
class Layout:
    """A page in reading order."""

    header: list[Text] = field(default_factory=list)
    footer: list[Text] = field(default_factory=list)
    blocks: list[Line | Grid] = field(default_factory=list)


def lay_out(drawn: Drawn, page: Box, sizes: frozenset[Size] = frozenset()) -> Layout:
    """Headers, footers, lines and tables of a page; `sizes` are those of the merged cells of its sheet."""
    texts = [text for text in drawn.texts if not in_picture(text, drawn)]
    header, footer = _bands(drawn, texts, page)
    margins = {id(text) for text in (*header, *footer)}
    items = _items([text for text in texts if id(text) not in margins], drawn.whole)
    return Layout(header, footer, _blocks(items, drawn, sizes))


def in_picture(text: Text, drawn: Drawn) -> bool:
    """Whether a text is part of a drawing that Calc tagged, such as the title of a chart."""
    return any(p.start <= text.start < p.end for p in drawn.pictures if not p.name)


def _bands(drawn: Drawn, texts: list[Text], page: Box) -> tuple[list[Text], list[Text]]:
    """Texts of the page header and footer: Calc draws both first, each as three parts (left, centre, right)."""
    middle = (page[1] + page[3]) / 2
    found: tuple[list[Text], list[Text]] = ([], [])
    for text in texts:
        if text.artifact:
            found[_centre(text.box) < middle].append(text)
    for clip, groups in drawn.bands[:2]:
        wide = clip[2] - clip[0] >= BAND_WIDTH * (page[2] - page[0])
        low = clip[3] - clip[1] <= BAND_HEIGHT * (page[3] - page[1])
        if len(groups) < 3 or not wide or not low:
            continue
        inside = [t for t in texts if t.group in groups and t.clip == clip]
        others = [t for t in texts if not (t.group in groups and t.clip == clip)]
        if all(_centre(t.box) > clip[3] for t in others) and clip[3] < middle:
            found[1].extend(inside)
        elif all(_centre(t.box) < clip[1] or _centre(t.box) < (page[1] + page[3]) / 4 for t in others):
            found[0].extend(inside)
    return found


def _centre(box: Box) -> float:
    return (box[1] + box[3]) / 2


def _items(texts: Iterable[Text], whole: frozenset[int]) -> list[Item]:
    groups: dict[int, list[Text]] = defaultdict(list)
    items = []
    for text in texts:
        if text.group is None:
            items.append(Item([text], _shown_part(text), simple=True))
        else:
            groups[text.group].append(text)
    for members in groups.values():
        simple = len(members) == 1 and members[0].group in whole
        items.append(Item(members, _union([_shown_part(text) for text in members]), simple=simple))
    return sorted(items, key=lambda item: item.texts[0].start)


def _shown_part(text: Text) -> Box:
    """Of a text that its cell cuts off, what is left of it."""
    box, clip = text.box, text.clip
    if clip is None or clip[0] > box[2] or clip[2] < box[0]:
        return box
    return max(box[0], clip[0]), box[1], min(box[2], clip[2]), box[3]


def _union(boxes: Sequence[Box]) -> Box:
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def _blocks(items: list[Item], drawn: Drawn, sizes: frozenset[Size]) -> list[Line | Grid]:
    """Ruled tables from top to bottom, and what stands between them."""
    rest = items
    blocks: list[Line | Grid] = []
    for region in ruled.regions(drawn):
        low, high, _ = region
        above = [item for item in rest if item.middle > high]
        inside = [item for item in rest if low <= item.middle <= high]
        rest = [item for item in rest if item.middle < low]
        blocks += loose(above)
        blocks += ruled.ruled(inside, region, drawn, sizes) or loose(inside)
    return blocks + loose(rest)
