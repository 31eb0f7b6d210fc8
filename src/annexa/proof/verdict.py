"""One document beside its pages."""

import unicodedata
from collections import Counter
from typing import Final

from annexa.documents.facts import Facts, ReadFault
from annexa.model.findings import Place
from annexa.proof.compare import Pages, let_out, missing
from annexa.proof.pages import Shown, is_symbol
from annexa.proof.record import Counted, Proof
from annexa.proof.source import Source, Stretch, source_of
from annexa.proof.words import squeezed

_AGAIN: Final = "Make a new PDF of it in the program that made it, of fewer pages or with less on them."
_EMPTY: Final = "It was read in part only, and nothing was found that pages could be compared with"
_ANEW: Final = (
    "Open it in the program that made it. Where it shows nothing, leave it out; otherwise save it anew there as .docx, "
    ".xlsx or .pptx, or as PDF."
)
LABELS: Final = 3
"""Names that a chart must have to be known by them."""
MOST: Final = 40
"""Names of a chart that are looked for."""


def compared(facts: Facts | ReadFault, shown: Shown | str) -> Proof:
    """What the pages hold of a document; `shown` may be the reason why they could not be read."""
    if isinstance(facts, ReadFault):
        return Proof(unproved=f"The document could not be read: {facts.message.rstrip('.')}", remedy=facts.remedy)
    if isinstance(shown, str):
        return Proof(unproved=shown, remedy=_AGAIN)
    source = source_of(facts)
    pages = Pages(shown.pages, shown.figures, shown.beyond)
    total, found, gone = missing(source.seen, pages)
    counted = _counted(source, shown, pages, facts.formulas)
    if facts.partial and not total and not counted:
        return Proof(unproved=_EMPTY, remedy=_ANEW)
    return Proof(
        pages=len(shown.pages),
        words=total,
        found=found,
        missing=gone,
        let_out=let_out(source.hidden, [*source.seen, *source.charted], pages),
        shapeless=tuple(sorted({*shown.shapeless, *_undrawn(source, shown)})),
        misnamed=shown.misnamed,
        counted=counted,
        partial=facts.partial,
        damaged=tuple(sorted({each.page for each in facts.damaged})),
        elsewhere=facts.elsewhere,
    )


def _undrawn(source: Source, shown: Shown) -> set[str]:
    """Symbols and emoji that its pages show less often than the document: they are no words, and so missed in none."""
    there = Counter(unicodedata.normalize("NFKC", shown.marks))
    wanted = Counter(
        mark
        for stretch in source.seen
        if stretch.is_sure and not stretch.text.isascii()
        for mark in unicodedata.normalize("NFKC", stretch.text)
        if is_symbol(mark)
    )
    return {mark for mark, count in wanted.items() if there[mark] < count}


def _counted(source: Source, shown: Shown, pages: Pages, formulas: int) -> tuple[Counted, ...]:
    """Pictures, by what is drawn or by the PDF's own structure, whichever is more; formulas; values of form fields."""
    found: list[Counted] = []
    if count := len(source.pictures):
        drawn = max(shown.pictures, shown.drawings)
        place = Place() if drawn else source.pictures[0]
        found.append(Counted(what="pictures", source=count, pages=drawn, place=place))
    found += _charts(source, pages)
    if formulas and shown.formulas >= 0:
        found.append(Counted(what="formulas", source=formulas, pages=shown.formulas))
    values = [stretch for stretch in source.seen if stretch.place.part == "form"]
    if values:
        there = sum(stretch.squeezed in pages.text for stretch in values)
        found.append(Counted(what="form values", source=len(values), pages=there, are_words=True))
    return tuple(found)


def _charts(source: Source, pages: Pages) -> list[Counted]:
    """Charts that have names, by whether the pages hold one of these more often than the text of the document does."""
    charts = [each for each in source.labels.items() if len({label.squeezed for label in each[1]}) >= LABELS]
    if not charts:
        return []
    said = squeezed([word for stretch in source.seen for word in stretch.words])
    there = [any(pages.text.count(name) > said.count(name) for name in _names(labels)) for _, labels in charts]
    place = Place() if all(there) else charts[there.index(False)][0]
    return [Counted(what="charts", source=len(charts), pages=sum(there), place=place)]


def _names(labels: list[Stretch]) -> list[str]:
    return [label.squeezed for label in labels[:MOST]]
