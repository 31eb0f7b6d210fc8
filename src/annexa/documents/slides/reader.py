"""PowerPoint presentations: pptx, pptm, shows and templates."""

import posixpath
from typing import Final

from annexa.documents import faults, markup, ooxml, properties, signatures
from annexa.documents.facts import ActiveKind, BlockKind, CarriedKind, Facts, HiddenKind
from annexa.documents.gather import Gatherer, excerpt
from annexa.documents.limits import Limits
from annexa.documents.markup import Element
from annexa.documents.ooxml import A, Package, R
from annexa.documents.shapes import Shapes
from annexa.documents.slides import sight
from annexa.model.findings import Place

P: Final = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
P188: Final = "{http://schemas.microsoft.com/office/powerpoint/2018/8/main}"
_STAMPS = ("draft", "confidential", "watermark", "sample", "do not copy")


def read(package: Package, limits: Limits) -> Facts:
    """Facts of a presentation; raises Unreadable where its main part is missing or broken."""
    found = Gatherer(limits)
    root = package.root(package.main)
    if root.tag != f"{P}presentation":
        raise faults.corrupt("its main part is not a PowerPoint presentation")
    authors = _authors(package, found)
    slides = _slides(package, root)
    size, parts = _size(root), sight.Parts(package)
    found.pages = len(slides)
    if len(slides) > limits.slides:
        found.partial(f"only the first {limits.slides:,} slides were read")
        slides = slides[: limits.slides]
    reached: set[str] = set()
    for number, part in enumerate(slides, 1):
        _slide(package, part, number, authors, found, reached)
        sight.add_unseen(parts, part, package.root(part), size, Place(slide=number), found)
    _stray_comments(package, authors, found, reached)
    _masters(package, slides, found)
    ooxml.outside(package, package.main, Place(part="presentation"), found, set())
    if any(posixpath.basename(part) == "vbaproject.bin" for part in package.parts()):
        found.activate(ActiveKind.MACRO, Place(part="presentation"), name="vbaProject.bin")
    _tags(package, found)
    ooxml.open_embedded(package, found)
    signatures.digital_signatures(package, found)
    found.properties = properties.properties(package, found, _language(root))
    return found.finish(package.format)


def _language(root: Element) -> str:
    defaults = next(root.iter(f"{A}defRPr"), None)
    return (defaults.get("lang") or "") if defaults is not None else ""


def _slides(package: Package, root: Element) -> list[str]:
    """Parts of the slides in the order in which they are shown."""
    relationships = package.relationships(package.main)
    ids = (node.get(f"{R}id") or "" for node in root.iter(f"{P}sldId"))
    rels = (relationships.get(id_) for id_ in ids)
    return [rel.target for rel in rels if rel is not None and rel.target in package.archive]


def _size(root: Element) -> tuple[int, int]:
    """Width and height of a slide in English Metric Units; 0 where they are not told."""
    size = root.find(f"{P}sldSz")
    width, height = (size.get("cx") or "", size.get("cy") or "") if size is not None else ("", "")
    return (int(width), int(height)) if width.isdigit() and height.isdigit() else (0, 0)


def _authors(package: Package, found: Gatherer) -> dict[str, str]:
    """Names of those who commented, by id: of legacy and of modern comments."""
    names: dict[str, str] = {}
    for part in package.related(package.main, "commentauthors", "authors"):
        root = package.side(part, found)
        for node in root if root is not None else ():
            names[node.get("id") or ""] = node.get("name") or ""
    return names


def _slide(
    package: Package, part: str, number: int, authors: dict[str, str], found: Gatherer, reached: set[str]
) -> None:
    root = package.root(part)
    place = Place(slide=number)
    start = len(found.blocks)
    shapes = Shapes(package, part, place, found, first=number == 1)
    shapes.read(root)
    ooxml.outside(package, part, place, found, shapes.used)
    if root.get("show") in ("0", "false"):
        words = " ".join(block.text for block in found.blocks[start:])
        found.hide(HiddenKind.SLIDE, place, text=words)
    for target in package.related(part, "notesslide"):
        _notes(package, target, number, found)
    for target in package.related(part, "comments"):
        reached.add(target.lower())
        comments = package.side(target, found)
        if comments is not None:
            _comments(comments, place, authors, found)


def _notes(package: Package, part: str, number: int, found: Gatherer) -> None:
    root = package.side(part, found)
    if root is None:
        return
    place = Place(slide=number, part="notes")
    start = len(found.blocks)
    shapes = Shapes(package, part, place, found, kind=BlockKind.SPEAKER_NOTES)
    for shape in root.iter(f"{P}sp"):
        kinds = [node.get("type", "body") for node in shape.iter(f"{P}ph")]
        if not kinds or kinds[0] not in ("sldNum", "hdr", "ftr", "dt", "sldImg"):
            parent = shape.getparent()
            if parent is not None:
                shapes.shape(shape, "sp")
    ooxml.outside(package, part, place, found, shapes.used)
    words = " ".join(block.text for block in found.blocks[start:])
    if words.strip():
        found.hide(HiddenKind.SPEAKER_NOTES, Place(slide=number), text=words)


def _comments(root: Element, place: Place, authors: dict[str, str], found: Gatherer) -> None:
    """Legacy comments (`p:cm`) and modern ones (`p188:cm`) with their replies."""
    for node in root.iter(f"{P}cm"):
        found.comment(
            place,
            author=authors.get(node.get("authorId") or "", ""),
            date=node.get("dt") or "",
            text=markup.inner_text(node, f"{P}text"),
        )
    for node in root.iter(f"{P188}cm", f"{P188}reply"):
        body = node.find(f"{P188}txBody")
        found.comment(
            place,
            author=authors.get(node.get("authorId") or "", ""),
            date=node.get("created") or "",
            text=markup.inner_text(body, f"{A}t") if body is not None else "",
            resolved=node.get("status") == "resolved",
        )


def _stray_comments(package: Package, authors: dict[str, str], found: Gatherer, reached: set[str]) -> None:
    """Comments that no slide leads to are still in the file."""
    for part in package.parts():
        kind = package.content_type(part)
        if part in reached or not part.endswith(".xml") or not kind.endswith((".comments", "powerpoint.comments")):
            continue
        root = package.side(part, found)
        if root is not None:
            _comments(root, Place(part="comment"), authors, found)


def _tags(package: Package, found: Gatherer) -> None:
    """Values that add-ins keep on slides and shapes."""
    for part in package.parts():
        if package.content_type(part).endswith(".tags"):
            root = package.side(part, found)
            for tag in root.iter(f"{P}tag") if root is not None else ():
                found.carry(CarriedKind.DATA, tag.get("val") or "", Place(part="tags"), label=tag.get("name") or "")


def _masters(package: Package, slides: list[str], found: Gatherer) -> None:
    """Words stamped on every slide by its master or layout, and what these link to."""
    layouts = {part for slide in slides for part in package.related(slide, "slidelayout")}
    masters = {part for layout in layouts for part in package.related(layout, "slidemaster")}
    for part in sorted(layouts | masters):
        root = package.side(part, found)
        for shape in root.iter(f"{P}sp") if root is not None else ():
            if next(shape.iter(f"{P}ph"), None) is None:
                words = excerpt(markup.inner_text(shape, f"{A}t"))
                found.carry(CarriedKind.LAYOUT, words, Place(part="slide layout"))
                if any(stamp in words.lower() for stamp in _STAMPS):
                    found.watermark(words)
        ooxml.outside(package, part, Place(part="slide layout"), found, set())
