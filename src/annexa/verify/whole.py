"""The file as a whole: complete, not too large, tagged, fonts embedded, nothing twice."""

from annexa.model.profile import Asked
from annexa.model.words import count
from annexa.verify.result import Judgement, Spot, failed, judged, not_applicable
from annexa.verify.result import passed as good
from annexa.verify.view import View

MEGABYTE = 1_000_000


def is_readable(view: View, _: Asked) -> Judgement:
    """The file is a PDF that two independent readers can read to its end."""
    spots = [Spot(message=reason.rstrip(".")) for reason in view.reading.incomplete]
    if not view.pages and not view.structure.encrypted:
        spots.append(Spot(message="the file has no pages"))
    return judged(spots, good=f"Two independent readers read all {view.pages} pages.")


def size_within(view: View, asked: Asked) -> Judgement:
    """The file is not larger than the limit, in megabytes of a million bytes."""
    size, limit = view.reading.bytes / MEGABYTE, asked.limit
    if limit is None:
        return not_applicable(f"No limit is set; the file has {size:.1f} MB.")
    if size > limit:
        return failed("The file is too large.", Spot(message=f"the file has {size:.1f} MB; the limit is {limit:g} MB"))
    return good(f"The file has {size:.1f} MB of at most {limit:g} MB.")


def pages_within(view: View, asked: Asked) -> Judgement:
    """The file has no more pages than the limit."""
    limit = asked.limit
    if limit is None:
        return not_applicable(f"No limit is set; the file has {count(view.pages, 'page')}.")
    if view.pages > limit:
        return failed("Too many pages.", Spot(message=f"the file has {view.pages} pages; the limit is {limit:g}"))
    return good(f"The file has {count(view.pages, 'page')} of at most {limit:g}.")


def tagged(view: View, _: Asked) -> Judgement:
    """The file has structure tags and a language, and every page hangs in the structure tree."""
    structure = view.structure
    if not structure.tagged:
        return failed("The file is not tagged.", Spot(message="screen readers find no structure in the file"))
    spots = []
    if not structure.language:
        spots.append(Spot(message="the file does not say which language it is in"))
    for position, page in sorted(view.laid.items()):
        if page.in_tree is False and not _blank(view, position):
            spots.append(view.spot(position, "is not in the structure tree"))
    claim = " It says that it is PDF/UA." if structure.ua else ""
    return judged(spots, good=f"Every page is in the structure tree.{claim}")


def _blank(view: View, position: int) -> bool:
    seen = view.seen.get(position)
    return seen is not None and not seen.fault and not seen.digest and view.letters(position) <= 0


def fonts_embedded(view: View, _: Asked) -> Judgement:
    """Every font is in the file, so that it looks the same on every machine."""
    spots = [
        view.spot(position, f"uses the font {name}, which is not embedded")
        for name, position in view.structure.loose_fonts
    ]
    return judged(spots, good="Every font is embedded.")


def no_duplicates(view: View, _: Asked) -> Judgement:
    """No document stands in the file twice: documents are compared page by page, by what they show."""
    starts = _starts(view)
    if len(starts) < 2:
        return not_applicable("The file does not say where its documents begin.")
    ends = [*starts[1:], view.pages + 1]
    known: dict[tuple[tuple[str, str], ...], int] = {}
    spots = []
    for start, end in zip(starts, ends, strict=True):
        content = tuple(_content(view, position) for position in range(start, end))
        if not any(seen or pictures for seen, pictures in content):
            continue
        if content in known:
            first = view.reading.label(known[content])
            spots.append(
                view.spot(start, f"the {len(content)} page(s) from here on are the same as those from page {first}")
            )
        else:
            known[content] = start
    return judged(spots, good=f"No two of {len(starts)} documents are the same.")


def _content(view: View, position: int) -> tuple[str, str]:
    seen, laid = view.seen.get(position), view.laid.get(position)
    return (seen.digest if seen else "", laid.pictures if laid else "")


def _starts(view: View) -> list[int]:
    """Where documents begin: the pages that the index leads to, or else those of the bookmarks at the top."""
    starts = {row.target for row in view.index.rows if row.target}
    if not starts:
        starts = {mark.target.position for mark in view.structure.bookmarks if mark.depth <= 1 and mark.target.position}
    return sorted(starts)
