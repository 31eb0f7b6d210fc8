"""Volumes and item files: front matter set, documents merged, written into the work folder, and what stands where."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from functools import partial
from itertools import chain
from pathlib import Path

from annexa.bundle import frontmatter
from annexa.bundle.frontmatter import Front
from annexa.bundle.layout import Layout
from annexa.bundle.parts import Written, document_key, plan_key
from annexa.bundle.sections import title_of
from annexa.bundle.work import Surveyed, Work, describe, open_document
from annexa.pdf import merge, save, washed
from annexa.pdf.jumps import Elsewhere, last_part
from annexa.pdf.placed import Merged, Point
from annexa.plan import names
from annexa.plan.planned import Plan, PlannedItem
from annexa.plan.records import BuiltDocument, BuiltGap, StructureIssue
from annexa.tools import outputs, verapdf


def write_volumes(work: Work, plan: Plan, surveyed: Mapping[str, Surveyed]) -> tuple[Layout, list[StructureIssue]]:
    """Writes every volume; returns where everything begins and what only authors can mend."""
    fronts, layout = frontmatter.make(plan, notes=work.notes, pages_of=lambda each: surveyed[each.key].pages)
    issues: list[StructureIssue] = []
    for number, (front, items) in enumerate(zip(fronts, plan.volumes, strict=True), 1):
        first = layout.pages["cover"] if number == 1 else _first_page(front, items, layout)
        title, path = title_of(plan, number), bundle_name(plan, number)
        numbering = merge.Numbering(first=first, total=layout.total, draft=plan.draft)
        leaves = chain(_opening(front), _told(work, plan, number, _item_leaves(work, front, items)))
        elsewhere = _elsewhere(plan, number, layout)
        key = _volume_key(work, plan, front, items, title, numbering, elsewhere)
        made = _written(work, key, path, partial(_write, work, plan, leaves, path, title, numbering, elsewhere))
        last = first + made.pages - 1
        work.add(path, "bundle", pages=made.pages, first=first, last=last, volume=number, accessible=made.accessible)
        issues += made.issues
        for key, notes in made.notes.items():
            work.notes.setdefault(key, []).extend(notes)
        front.source.close()
    return layout, issues


def _told(work: Work, plan: Plan, number: int, leaves: Iterable[merge.Leaf]) -> Iterator[merge.Leaf]:
    """The leaves of a volume, each told of when its turn comes, and the volume when all of them are in."""
    places = {document.key: place for place, document in enumerate(plan.documents)}
    for leaf in leaves:
        if leaf.key in places:
            work.progress("Merging documents", places[leaf.key], len(plan.documents), leaf.key)
        yield leaf
    work.progress("Finishing volumes", number - 1, len(plan.volumes))


def bundle_name(plan: Plan, number: int) -> str:
    """The file name of a volume: it says what it is."""
    return names.safe_name(title_of(plan, number).replace(":", " -"), suffix=".pdf")


def write_items(work: Work, plan: Plan, surveyed: Mapping[str, Surveyed]) -> None:
    """Writes the PDF of every item that has pages of its own, numbered from 1."""
    whole = [item for item in plan.items if item.documents or item.gaps]
    for done, item in enumerate(whole):
        work.progress("Writing item files", done, len(whole), item.id)
        path = work.name("items", names.safe_name(item.heading, suffix=".pdf"))
        made = _written(work, _item_key(work, plan, item), path, partial(_write_item, work, plan, item, path, surveyed))
        work.add(path, "item", pages=made.pages, first=1, last=made.pages, item=item.id, accessible=made.accessible)


def _write_item(work: Work, plan: Plan, item: PlannedItem, path: str, surveyed: Mapping[str, Surveyed]) -> Written:
    alone = plan.only(item.id)
    (front,), layout = frontmatter.make(
        alone, notes=work.notes, cover=False, pages_of=lambda each: surveyed[each.key].pages
    )
    title = f"{'DRAFT – ' if plan.draft else ''}{item.heading}"
    numbering = merge.Numbering(total=layout.total, draft=plan.draft)
    leaves = _item_leaves(work, front, alone.items)
    made = _write(work, plan, leaves, path, title, numbering, _not_here, is_item=True)
    front.source.close()
    return made


def _written(work: Work, key: str, path: str, write: Callable[[], Written]) -> Written:
    """A merged file: taken over from the bundle before where it would come out alike, otherwise written."""
    made = work.parts.take(key, work.folder / path) if work.parts else None
    if made is None:
        made = write()
    elif not made.is_confirmed:
        work.is_confirmed = False
    if work.parts:
        work.parts.keep(key, work.folder, path, made)
    return made


def _volume_key(
    work: Work,
    plan: Plan,
    front: Front,
    items: Sequence[PlannedItem],
    title: str,
    numbering: merge.Numbering,
    elsewhere: Elsewhere,
) -> str:
    """All that a volume depends on. What its front matter says is in that; what its links lead to may be elsewhere."""
    copies = {document.key: work.washed(document) for item in items for document in item.documents}
    links = [
        [elsewhere(jump.target) for jump in washed.about(copy).jumps] for copy in copies.values() if copy is not None
    ]
    return outputs.key(
        kind="volume",
        front=front.says,
        items=[[item.id, item.heading, [asdict(each) for each in item.pointers]] for item in items],
        documents=[document_key(document, copies[document.key]) for item in items for document in item.documents],
        gaps=[[gap.key, gap.title] for item in items for gap in item.gaps],
        title=title,
        numbering=asdict(numbering),
        links=links,
        about=[plan.language, plan.as_at, work.is_confirmed],
    )


def _item_key(work: Work, plan: Plan, item: PlannedItem) -> str:
    """All that the file of an item depends on."""
    return outputs.key(
        kind="item",
        plan=plan_key(plan.only(item.id)),
        notes=[work.notes.get(key, ()) for key in (item.id, *(each.key for each in item.documents))],
        documents=[document_key(each, work.washed(each)) for each in item.documents],
        confirmed=work.is_confirmed,
    )


def _not_here(target: str) -> str:
    return "A link to a document that is not in this file."


def _write(
    work: Work,
    plan: Plan,
    leaves: Iterable[merge.Leaf],
    path: str,
    title: str,
    numbering: merge.Numbering,
    elsewhere: Elsewhere,
    *,
    is_item: bool = False,
) -> Written:
    """Merges, describes and saves one file. What veraPDF does not confirm of a volume, its items do not claim."""
    merged = merge.merge(leaves, title=title, language=plan.language, numbering=numbering, elsewhere=elsewhere)
    issues = _issues(plan, merged)
    accessible = not any(issue.breaks for issue in issues)
    about = save.About(title=title, language=plan.language, dated=plan.as_at, is_accessible=accessible)
    save.describe(merged.pdf, about)
    save.save(merged.pdf, work.folder / path)
    if accessible and not (work.is_confirmed and (is_item or is_confirmed(work.folder / path))):
        accessible = work.is_confirmed = False
        issues.append(_unconfirmed(merged, title))
        save.describe(merged.pdf, replace(about, is_accessible=False))
        save.save(merged.pdf, work.folder / path)
    notes = {merged.leaves[index].key: found for index, found in merged.notes.items()}
    return Written(
        pages=merged.length, accessible=accessible, is_confirmed=work.is_confirmed, issues=issues, notes=notes
    )


def is_confirmed(path: Path) -> bool:
    """Whether veraPDF confirms that a file is PDF/UA-1; True where it is not installed, for then nobody is asked."""
    program = verapdf.find()
    return program is None or verapdf.confirms(program, path) is True


def _unconfirmed(merged: Merged, title: str) -> StructureIssue:
    message = f"{title}: veraPDF does not confirm that it is PDF/UA-1, so that this is not claimed"
    return StructureIssue(kind="claim", item="", document="", page=merged.leaves[0].first, message=message, breaks=True)


def _opening(front: Front) -> list[merge.Leaf]:
    titles = {"cover": "Cover", "index": "Index"}
    return [
        merge.Leaf(
            source=front.source,
            title=title,
            start=front.starts[key],
            count=front.lengths[key],
            key=key,
        )
        for key, title in titles.items()
        if key in front.starts
    ]


def _item_leaves(work: Work, front: Front, items: Sequence[PlannedItem]) -> Iterator[merge.Leaf]:
    """Dividers, documents and slip sheets; a document is opened when its turn comes."""
    for item in items:
        points = (Point(each.title, each.key, each.page - 1) for each in item.pointers if each.key)
        yield replace(_front_leaf(front, item.id, item.heading, 0), points=tuple(points))
        for document in item.documents:
            if document.key in front.starts:
                yield _front_leaf(front, document.key, document.title, 1)
                continue
            yield merge.Leaf(
                source=open_document(work, document),
                title=document.title,
                depth=1,
                describe=describe(document),
                key=document.key,
                files=document.known_as,
            )
        for gap in item.gaps:
            yield _front_leaf(front, gap.key, gap.title, 1)


def _front_leaf(front: Front, key: str, title: str, depth: int) -> merge.Leaf:
    return merge.Leaf(
        source=front.source,
        title=title,
        depth=depth,
        start=front.starts[key],
        count=front.lengths[key],
        key=key,
    )


def _first_page(front: Front, items: Sequence[PlannedItem], layout: Layout) -> int:
    opening = front.lengths["cover"] + front.lengths["index"]
    return layout.pages[items[0].id] - opening


def _elsewhere(plan: Plan, number: int, layout: Layout) -> Elsewhere:
    """Words for links to documents of other volumes.

    Words, and no jump into the other file (GoToR), on purpose. Firefox and Chrome, in which portals show what is handed
    in, do not follow such a jump (mozilla/pdf.js#17278); a package, a portal or a recipient calls the volumes by other
    names, and then the link is dead before an inspector's eyes; and a file that opens others by name is what mail
    gateways stop and what our own verification calls reaching outside. The words stay right whatever it is called.
    """
    others = {
        document.name.casefold(): (
            f"In volume {layout.volume[document.key]}, page {layout.pages[document.key]}: {document.title}"
        )
        for document in plan.documents
        if layout.volume[document.key] != number
    }
    return lambda target: others.get(last_part(target).casefold())


def _issues(plan: Plan, merged: Merged) -> list[StructureIssue]:
    """The merge's issues by item and document, each said once a page."""
    documents = {document.key: document for document in plan.documents}
    found: dict[tuple[str, int, str], StructureIssue] = {}
    for issue in merged.issues:
        key = merged.leaves[issue.leaf].key
        document = documents.get(key)
        where = describe(document) if document else merged.leaves[issue.leaf].title
        record = StructureIssue(
            kind=issue.kind,
            item=document.item if document else key,
            document=key,
            page=issue.page,
            message=f"{where}: page {issue.page} {issue.message}",
            breaks=issue.breaks,
        )
        found.setdefault((key, issue.page, issue.message), record)
    return list(found.values())


def documents_of(plan: Plan, work: Work, layout: Layout, surveyed: Mapping[str, Surveyed]) -> list[BuiltDocument]:
    """Where every document stands."""
    starts = {file.volume: file.first or 1 for file in work.files if file.kind == "bundle"}
    found = []
    for document in plan.documents:
        first, volume = layout.pages[document.key], layout.volume[document.key]
        seen = surveyed.get(document.key)
        pages = seen.pages if seen else 1
        found.append(
            BuiltDocument(
                planned=document,
                volume=volume,
                first=first,
                last=first + pages - 1,
                pages=pages,
                position=first - starts[volume] + 1,
                divider=layout.pages[document.item],
                notes=tuple(work.notes.get(document.key, ())),
                beside=tuple(work.beside.get(document.key, ())),
            )
        )
    return found


def gaps_of(plan: Plan, layout: Layout) -> list[BuiltGap]:
    """Where every known gap is explained."""
    where = layout.pages
    return [
        BuiltGap(planned=gap, volume=layout.volume[gap.key], page=where[gap.key], divider=where[gap.item])
        for gap in plan.gaps
    ]
