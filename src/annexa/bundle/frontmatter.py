"""Our own pages of a bundle: cover, index, dividers, slip sheets. The index is right because it is set until it is."""

import hashlib
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annexa.bundle.lacking import first_lines, left_out
from annexa.model.errors import ToolFailed
from annexa.model.words import day_in_words, listed
from annexa.pdf import destinations
from annexa.pdf.sanitise import clean
from annexa.pdf.source import Source, open_source, page_of
from annexa.plan.planned import NOTHING, Mentioned, Plan, PlannedDocument, PlannedGap, PlannedItem, PlannedPointer
from annexa.tools import typst

TEMPLATE = Path(__file__).with_name("frontmatter.typ")
ROUNDS = 8
"""How often the index is set until its page numbers are those of the pages; two are usual."""

Words = Mapping[str, Sequence[str]]
"""Sentences by the key of a document or the id of an item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where everything begins, in page numbers of the bundle."""

    pages: Mapping[str, int]
    """First page by key: "cover", "index", an item's id, a document's key."""
    volume: Mapping[str, int]
    """Number of the volume, from 1, by the same keys."""
    total: int
    """The last page number of all volumes."""


@dataclass(slots=True, kw_only=True)
class Front:
    """The front matter of one volume as an open PDF, and the run of its pages that each section takes."""

    source: Source
    starts: dict[str, int]
    """Index of the first page, by key."""
    lengths: dict[str, int]
    """Pages, by key."""
    says: str
    """A digest of all that stands on its pages."""


def make(
    plan: Plan, *, notes: Words, cover: bool = True, pages_of: Callable[[PlannedDocument], int]
) -> tuple[list[Front], Layout]:
    """Sets the front matter of every volume; `pages_of` gives the pages a document takes in the bundle.

    `cover` adds a cover and an index, as for a bundle; without it there are dividers and slip sheets only, as for the
    PDF of one item. Raises ToolFailed.
    """
    layout = Layout(pages={}, volume={}, total=0)
    fronts: list[Front] = []
    for _ in range(ROUNDS):
        for front in fronts:
            front.source.close()
        fronts = [_set(plan, number, layout, notes, cover) for number in range(1, len(plan.volumes) + 1)]
        found = _lay_out(plan, fronts, pages_of)
        if found == layout:
            return fronts, layout
        layout = found
    raise ToolFailed(
        "The index does not settle: its page numbers change its own length",
        remedy="This is a fault of annexa: report it.",
    )


def _set(plan: Plan, number: int, layout: Layout, notes: Words, cover: bool) -> Front:
    sections = list(_sections(plan, number, layout, notes, cover))
    language, _, region = plan.language.partition("-")
    data = {
        "title": title_of(plan, number),
        "language": language.lower(),
        "region": region.upper() or None,
        "sections": sections,
    }
    made = typst.compile_pdf(TEMPLATE, data)
    source = open_source(io.BytesIO(made), prefix=f"front{number}.", title="Front matter", trusted=True)
    where = {
        name.decode().removeprefix("at-"): page_of(source, target[0])
        for name, target in destinations.table(source).items()
        if name.startswith(b"at-")
    }
    clean(source)
    starts = {section["key"]: where[section["key"]] for section in sections}
    if any(start is None for start in starts.values()):
        raise ToolFailed("A section of the front matter was lost", remedy="This is a fault of annexa: report it.")
    firsts = [start or 0 for start in starts.values()]
    ends = [*firsts[1:], len(source.pages)]
    return Front(
        source=source,
        starts=dict(zip(starts, firsts, strict=True)),
        lengths={key: end - start for key, start, end in zip(starts, firsts, ends, strict=True)},
        says=hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest(),
    )


def _lay_out(plan: Plan, fronts: Sequence[Front], pages_of: Callable[[PlannedDocument], int]) -> Layout:
    pages: dict[str, int] = {}
    volume: dict[str, int] = {}
    number = plan.first
    for at, (front, items) in enumerate(zip(fronts, plan.volumes, strict=True), 1):
        for key in ("cover", "index"):
            if key in front.lengths:
                pages.setdefault(key, number)
                number += front.lengths[key]
        for item in items:
            pages[item.id], volume[item.id] = number, at
            number += front.lengths[item.id]
            for document in item.documents:
                pages[document.key], volume[document.key] = number, at
                number += front.lengths.get(document.key) or pages_of(document)
            for gap in item.gaps:
                pages[gap.key], volume[gap.key] = number, at
                number += front.lengths[gap.key]
    return Layout(pages=pages, volume=volume, total=number - 1)


# ---------------------------------------------------------------------------------------------------- what is set


def title_of(plan: Plan, number: int) -> str:
    """The title of a volume's file."""
    volume = f", volume {number} of {len(plan.volumes)}" if len(plan.volumes) > 1 else ""
    package = " – child-level material" if plan.package == "child-level" else ""
    draft = "DRAFT – " if plan.draft else ""
    return f"{draft}{plan.area}: {plan.title}{package}{volume}"


def _sections(plan: Plan, number: int, layout: Layout, notes: Words, cover: bool) -> Any:
    if cover:
        yield _cover(plan, number, layout)
        yield _index(plan, number, layout)
    for item in plan.volumes[number - 1]:
        yield _divider(plan, item, layout, notes)
        for document in item.documents:
            if document.rendering.pdf is None:
                yield _slip(item, document, layout, notes)
        for gap in item.gaps:
            yield _gap(item, gap)


def _cover(plan: Plan, number: int, layout: Layout) -> dict[str, Any]:
    facts = [("Local area", plan.area), ("Submission", f"{plan.title} ({plan.due})")]
    if plan.notification:
        facts.append(("Notification", day_in_words(plan.notification)))
    facts.append(("Evidence as at", day_in_words(plan.as_at)))
    if len(plan.volumes) > 1:
        facts.append(("Volume", f"{number} of {len(plan.volumes)}"))
    facts.append(
        ("Requests", listed(list(map(str, plan.requests)))) if plan.requests else ("Items", str(len(plan.items)))
    )
    facts += [("Documents", str(len(plan.there))), ("Pages", _pages(plan, layout))]
    if plan.draft and plan.sign_offs.open:
        facts.append(("Sign-off", plan.sign_offs.in_short))
    if plan.gaps:
        facts.append(("Explained gaps", str(len(plan.gaps))))
    return {
        "kind": "cover",
        "key": "cover",
        "partnership": plan.partnership,
        "title": plan.title,
        "framework": plan.framework,
        "draft": plan.draft,
        "package": "Child-level material: not for the shared bundle" if plan.package == "child-level" else "",
        "facts": facts,
        "missing": first_lines(plan),
        "notes": [
            "Every row of the index and every bookmark is a link. The number at the foot of a page is the number that"
            " the PDF reader shows for it.",
        ],
    }


def _pages(plan: Plan, layout: Layout) -> str:
    """How many there are; of what is numbered on from something else their numbers too."""
    pages = str(layout.total - plan.first + 1)
    return pages if plan.first == 1 else f"{pages}, numbered {plan.first} to {layout.total}"


def _index(plan: Plan, number: int, layout: Layout) -> dict[str, Any]:
    items = {item.id: item for item in plan.items}
    mentioned = {each.id: each for each in plan.mentioned}
    groups: dict[str, list[dict[str, Any]]] = {}
    for id in plan.order:
        if id in items:
            groups.setdefault(items[id].group, []).extend(_item_rows(plan, items[id], number, layout))
        else:
            groups.setdefault(mentioned[id].group, []).append(_mentioned_row(mentioned[id]))
    lead = "Numbers and titles are those of the list of evidence that inspectors ask for."
    if plan.requests:
        lead = "Requests stand under the numbers by which they were noted, with the documents that answer them."
    if len(plan.volumes) > 1:
        lead += f" One index covers all {len(plan.volumes)} volumes; this is volume {number}."
    return {
        "kind": "index",
        "key": "index",
        "lead": lead,
        "groups": [{"title": title, "rows": rows} for title, rows in groups.items()],
    }


def _item_rows(plan: Plan, item: PlannedItem, number: int, layout: Layout) -> list[dict[str, Any]]:
    rows = [_row("item", item.id, item.number, item.title, "", number, layout)]
    if item.elsewhere:
        rows[0]["note"] = _elsewhere(plan, item.elsewhere)
    if item.left_out:
        rows[0].update(note=" ".join((rows[0]["note"], f"Missing: {left_out(item)}.")).strip(), alarm=True)
    for document in item.documents:
        rows.append(_row("document", document.key, "", document.title, day_in_words(document.dated), number, layout))
        if document.rendering.fault:
            rows[-1].update(note=f"{_status(document)}: {_lower(document.rendering.reason)}", alarm=True, page="–")
        elif document.status == "draft":
            rows[-1]["note"] = "Draft"
    for pointer in item.pointers:
        row = _row("document", pointer.key, "", pointer.title, day_in_words(pointer.dated), number, layout)
        rows.append({**row, **_pointing(pointer, number, layout), "note": pointer.in_short})
    for gap in item.gaps:
        rows.append(_row("document", gap.key, "", gap.title, "", number, layout))
        rows[-1]["note"] = _explained(gap, number, layout)
    if len(rows) > 1:
        rows[0]["span"], rows[1]["span"] = 2, 0
    return rows


def _row(kind: str, key: str, number: str, title: str, dated: str, volume: int, layout: Layout) -> dict[str, Any]:
    page, where = layout.pages.get(key, 0), layout.volume.get(key, volume)
    here = where == volume
    return {
        "kind": kind,
        "key": key if here else "",
        "number": number,
        "title": title,
        "dated": dated,
        "page": str(page) if here else f"vol. {where}, {page}",
        "note": "",
        "alarm": False,
        "span": 1,
    }


def _pointing(pointer: PlannedPointer, volume: int, layout: Layout) -> dict[str, str]:
    """Key and page of a row about a document of another item; no page where this file does not hold it."""
    if pointer.key not in layout.pages:
        return {"key": "", "page": "–"}
    page, where = layout.pages[pointer.key] + pointer.page - 1, layout.volume[pointer.key]
    if where != volume:
        return {"key": "", "page": f"vol. {where}, {page}"}
    return {"key": f"{pointer.key}#{pointer.page}", "page": str(page)}


def _mentioned_row(each: Mentioned) -> dict[str, Any]:
    missing = each.why == "missing"
    note = (
        f"Missing: {each.reason}"
        if missing
        else "Handed in separately: child-level material is not part of this bundle."
    )
    row = {"kind": "item", "key": "", "number": each.number, "title": each.title, "dated": "", "page": "–"}
    return {**row, "note": note, "alarm": missing, "span": 1}


def _page_of(key: str, volume: int, layout: Layout) -> str:
    """Such as "page 12", or "volume 2, page 12" as seen from another volume."""
    page, where = layout.pages.get(key, 0), layout.volume.get(key, volume)
    return f"page {page}" if where == volume else f"volume {where}, page {page}"


def _explained(gap: PlannedGap, volume: int, layout: Layout) -> str:
    """Such as "To follow by 1 February 2027: explained on page 12"."""
    page = _page_of(gap.key, volume, layout)
    place = f"explained on {page}" if page.startswith("page") else f"explained in {page}"
    return f"{gap.in_short}: {place}" if gap.in_short else place.capitalize()


def _status(document: PlannedDocument) -> str:
    """As readers see it: nothing that is not there is called final."""
    faults = {"missing": "Missing", "failed": "Not converted"}
    return faults.get(document.rendering.fault) or document.status.capitalize()


def _lower(sentence: str) -> str:
    return (sentence[:1].lower() + sentence[1:]).rstrip(".")


def _elsewhere(plan: Plan, count: int) -> str:
    what = "One document is" if count == 1 else f"{count} documents are"
    other = "in the shared bundle" if plan.package == "child-level" else "handed in separately, as child-level material"
    return f"{what} {other}."


def _divider(plan: Plan, item: PlannedItem, layout: Layout, notes: Words) -> dict[str, Any]:
    documents = [
        {
            "key": document.key,
            "title": document.title,
            "dated": day_in_words(document.dated),
            "status": _status(document),
            "page": "–" if document.rendering.fault else str(layout.pages.get(document.key, 0)),
            "notes": list(notes.get(document.key, ())),
        }
        for document in item.documents
    ]
    documents += [
        {
            **_pointing(pointer, layout.volume.get(item.id, 1), layout),
            "title": pointer.title,
            "dated": day_in_words(pointer.dated),
            "status": pointer.status.capitalize(),
            "notes": [pointer.in_short],
        }
        for pointer in item.pointers
    ]
    documents += [
        {
            "key": gap.key,
            "title": gap.title,
            "dated": "",
            "status": "Explained",
            "page": str(layout.pages.get(gap.key, 0)),
            "notes": [gap.in_short] if gap.in_short else [],
        }
        for gap in item.gaps
    ]
    return {
        "kind": "divider",
        "key": item.id,
        "number": item.number,
        "group": item.group,
        "title": item.title,
        "asks": item.asks,
        "asked": "What was asked for" if plan.requests else "What is asked for",
        "summary": item.summary,
        "summed": "About this answer" if plan.requests else "What this shows",
        "documents": documents,
        "notes": list(notes.get(item.id, ())),
    }


def _slip(item: PlannedItem, document: PlannedDocument, layout: Layout, beside: Words) -> dict[str, Any]:
    facts = [("Item", item.heading), ("Dated", day_in_words(document.dated)), ("Status", _status(document))]
    notes = [document.rendering.reason] if document.rendering.reason else []
    if document.link:
        facts.append(("Address", document.link.url))
        facts.append(("Looked at", day_in_words(document.link.looked_at)))
        notes += [document.link.shows, document.link.why_open or "", document.link.content or ""]
    else:
        facts += [("File", document.name), *document.rendering.told]
        notes += [note for note in beside.get(document.key, ()) if note not in notes]
    if document.transcript is not None:
        facts.append(("Transcript", _transcript(item, document, layout)))
    return {
        "kind": "slip",
        "key": document.key,
        "item": item.heading,
        "title": document.title,
        "facts": facts,
        "notes": [note for note in notes if note],
    }


def _transcript(item: PlannedItem, document: PlannedDocument, layout: Layout) -> str:
    """Where what is said in a recording can be read."""
    if not document.transcript:
        return "None"
    found = next((each for each in item.documents if each.key == document.transcript), None)
    if found is None:
        return "Handed in separately"
    if document.key not in layout.volume or found.key not in layout.pages or found.rendering.fault:
        return f"“{found.title}”"
    return f"“{found.title}”, {_page_of(found.key, layout.volume[document.key], layout)}"


def _gap(item: PlannedItem, gap: PlannedGap) -> dict[str, Any]:
    facts = [("Item", item.heading), ("Said by", gap.by), ("On", day_in_words(gap.on))]
    facts.append(("Will follow", f"by {day_in_words(gap.follows)}" if gap.follows else "No date is given"))
    return {
        "kind": "slip",
        "key": gap.key,
        "item": item.heading,
        "title": gap.title if gap.title == NOTHING else f"To follow: {gap.title}",
        "facts": facts,
        "notes": [paragraph.strip() for paragraph in gap.reason.splitlines() if paragraph.strip()],
    }
