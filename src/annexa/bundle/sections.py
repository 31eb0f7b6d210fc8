"""What stands on our own pages of a bundle: cover, index, dividers, slip sheets, as data for their template."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from annexa.bundle.lacking import first_lines, left_out
from annexa.bundle.layout import Layout
from annexa.model.words import day_in_words, listed, within
from annexa.plan.planned import NOTHING, Mentioned, Plan, PlannedDocument, PlannedGap, PlannedItem, PlannedPointer

Words = Mapping[str, Sequence[str]]
"""Sentences by the key of a document or the id of an item."""


def title_of(plan: Plan, number: int) -> str:
    """The title of a volume's file."""
    volume = f", volume {number} of {len(plan.volumes)}" if len(plan.volumes) > 1 else ""
    package = " – child-level material" if plan.package == "child-level" else ""
    draft = "DRAFT – " if plan.draft else ""
    return f"{draft}{plan.area}: {plan.title}{package}{volume}"


def sections(plan: Plan, number: int, layout: Layout, notes: Words, cover: bool) -> Iterator[dict[str, Any]]:
    """The sections of a volume in their order, each with its `kind` and its `key`, as frontmatter.typ sets them."""
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
    return within(sentence).rstrip(".")


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
