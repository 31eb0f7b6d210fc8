"""One merged file of a bundle, a volume or the PDF of an item: its documents with our own pages between them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from annexa.bundle import frontmatter
from annexa.bundle.frontmatter import Front
from annexa.bundle.layout import Layout
from annexa.bundle.parts import Written
from annexa.bundle.sections import title_of
from annexa.bundle.work import Work, describe, open_document
from annexa.model.words import step
from annexa.pdf import merge, save
from annexa.pdf.jumps import Elsewhere, last_part
from annexa.pdf.placed import Merged, Point
from annexa.plan import safe_names
from annexa.plan.planned import Plan, PlannedItem
from annexa.plan.records import StructureIssue
from annexa.tools import verapdf

INDEX = "Index"
"""What the bookmark of the index says: insertions look for it in what was sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """A volume, and all that its pages say."""

    number: int
    front: Front
    items: Sequence[PlannedItem]
    title: str
    path: str
    first: int
    """Its first page, in the numbers of the bundle."""
    numbering: merge.Numbering
    elsewhere: Elsewhere


def volume_of(plan: Plan, number: int, front: Front, layout: Layout) -> Volume:
    """A volume of a plan, which begins where `layout` says."""
    items = plan.volumes[number - 1]
    first = layout.pages["cover"] if number == 1 else _first_page(front, items, layout)
    title = title_of(plan, number)
    return Volume(
        number=number,
        front=front,
        items=items,
        title=title,
        path=safe_names.safe_name(title.replace(":", " -"), suffix=".pdf"),  # the file says what it is
        first=first,
        numbering=merge.Numbering(first=first, total=layout.total, draft=plan.draft),
        elsewhere=_elsewhere(plan, number, layout),
    )


def write_volume(work: Work, plan: Plan, volume: Volume) -> Written:
    """Writes a volume into the work folder."""
    leaves = chain(_opening(volume.front), _told(work, plan, volume))
    return _write(work, plan, leaves, volume.path, volume.title, volume.numbering, volume.elsewhere)


def write_item(work: Work, plan: Plan, item: PlannedItem, path: str, pages: Mapping[str, int]) -> Written:
    """Writes the PDF of an item; `pages`: of each document, by its key."""
    alone = plan.only(item.id)
    (front,), layout = frontmatter.make(
        alone, notes=work.notes, cover=False, pages_of=lambda each: pages[each.key], known=work.fronts
    )
    title = f"{'DRAFT – ' if plan.draft else ''}{item.heading}"
    numbering = merge.Numbering(total=layout.total, draft=plan.draft)
    leaves = _item_leaves(work, front, alone.items)
    made = _write(work, plan, leaves, path, title, numbering, _not_here, is_item=True)
    front.close()
    return made


def _told(work: Work, plan: Plan, volume: Volume) -> Iterator[merge.Leaf]:
    """The leaves of a volume, each told of when its turn comes, and the volume when all of them are in."""
    places = {document.key: place for place, document in enumerate(plan.documents)}
    for leaf in _item_leaves(work, volume.front, volume.items):
        if leaf.key in places:
            work.advance(step("Merging documents", places[leaf.key] + 1, len(places), leaf.key))
        yield leaf
    work.advance(step("Finishing volumes", volume.number, len(plan.volumes)))


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
    work.merged = None  # two of them would need the memory of both
    merged = merge.merge(leaves, title=title, language=plan.language, numbering=numbering, elsewhere=elsewhere)
    work.merged = merged
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
    titles = {"cover": "Cover", "index": INDEX}
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
