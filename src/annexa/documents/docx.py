"""Word documents and templates: docx, docm, dotx, dotm; Transitional and Strict.

A raw scan with lxml, since python-docx opens no Strict file and shows no tracked change
(measured: research on 2,015 public documents).
"""

import io
import posixpath
from pathlib import Path

from annexa.documents import faults, ooxml, rtf, word_revisions
from annexa.documents.archive import Archive
from annexa.documents.facts import ActiveKind, BlockKind, Facts, LinkOrigin
from annexa.documents.gather import Gatherer
from annexa.documents.limits import Limits
from annexa.documents.markup import Element, ancestors
from annexa.documents.ooxml import Package
from annexa.documents.word_names import VAL, W14, W15, W, is_on
from annexa.documents.word_state import Shared
from annexa.documents.word_story import Story
from annexa.documents.word_styles import read_styles
from annexa.model.findings import Place

_HIDDEN_PART = Place(part="not shown in the text")
_STORIES = {
    "header": ("header", BlockKind.HEADER),
    "footer": ("footer", BlockKind.FOOTER),
    "footnotes": ("footnote", BlockKind.NOTE),
    "endnotes": ("endnote", BlockKind.NOTE),
}
_PLAIN_PARTS = (".theme", ".fonttable", ".websettings", ".settings")
"""Content types of parts that hold neither text nor tracked changes."""
_DEEPEST_EMBEDDING = 3


def read(package: Package, limits: Limits) -> Facts:
    """Facts of a Word document; raises Unreadable where its main part is missing or broken."""
    found = Gatherer(limits)
    _Reader(package, found).read()
    return found.finish(package.format)


class _Reader:
    def __init__(self, package: Package, found: Gatherer, embedded_in: str = "", depth: int = 0) -> None:
        self.package = package
        self.found = found
        self.prefix = embedded_in
        self.depth = depth
        main = package.main
        self.styles_part = next(iter(package.related(main, "styles")), "word/styles.xml")
        self.styles_root = package.side(self.styles_part, found)
        self.shared = Shared(found, read_styles(self.styles_root), bookmarks=set())

    def read(self) -> None:
        package, found = self.package, self.found
        root = package.root(package.main)
        if root.tag != f"{W}document":
            raise faults.corrupt("its main part is not a Word document")
        stories = self._other_stories()
        self._prepare(root, [story for _, _, story in stories])
        self._body(root)
        for kind, part, story_root in stories:
            self._story(kind, part, story_root)
        self._comments()
        self._revisions_elsewhere(root, stories)
        self._settings()
        self._embedded()
        ooxml.digital_signatures(package, found)
        found.properties = ooxml.properties(package, found, self.shared.styles.language)

    def _other_stories(self) -> list[tuple[str, str, Element]]:
        stories: list[tuple[str, str, Element]] = []
        seen: set[str] = set()
        for rel in self.package.relationships(self.package.main).values():
            if rel.type in _STORIES and not rel.external and rel.target not in seen:
                seen.add(rel.target)
                root = self.package.side(rel.target, self.found)
                if root is not None:
                    stories.append((rel.type, rel.target, root))
        return sorted(stories, key=lambda story: (list(_STORIES).index(story[0]), story[1]))

    def _prepare(self, body: Element, others: list[Element]) -> None:
        shared = self.shared
        for root in (body, *others):
            for node in root.iter(f"{W}bookmarkStart"):
                shared.bookmarks.add((node.get(f"{W}name") or "").lower())
        shared.rendered_breaks = next(body.iter(f"{W}lastRenderedPageBreak"), None) is not None
        shared.any_breaks = shared.rendered_breaks or any(
            node.get(f"{W}type") == "page" or node.tag != f"{W}br"
            for node in body.iter(f"{W}br", f"{W}pageBreakBefore")
        )

    def _body(self, root: Element) -> None:
        main = self.package.main
        story = Story(self.shared, self.package.relationships(main))
        story.read(root)
        story.close()
        self._revisions(root, None)
        ooxml.outside(self.package, main, _HIDDEN_PART, self.found, story.used)
        self._diagrams(main)

    def _story(self, kind: str, part: str, root: Element) -> None:
        label, block_kind = _STORIES[kind]
        story = Story(self.shared, self.package.relationships(part), part=label, kind=block_kind)
        for child in [root] if kind in ("header", "footer") else list(root):
            if child.get(f"{W}type", "normal") in ("separator", "continuationSeparator", "continuationNotice"):
                continue
            story.read(child)
        story.close()
        self._revisions(root, label)
        ooxml.outside(self.package, part, Place(part=label), self.found, story.used)

    def _diagrams(self, main: str) -> None:
        """Words in charts and SmartArt, which stand in parts of their own."""
        for rel in self.package.relationships(main).values():
            if rel.external or rel.type not in ("chart", "chartex", "diagramdata"):
                continue
            part = "chart" if rel.type != "diagramdata" else "diagram"
            root = self.package.side(rel.target, self.found)
            for paragraph in root.iter(f"{ooxml.A}p") if root is not None else ():
                words = "".join(node.text or "" for node in paragraph.iter(f"{ooxml.A}t"))
                self.found.block(words, Place(part=part), BlockKind.TEXT_BOX)
            ooxml.outside(self.package, rel.target, Place(part=part), self.found, set())

    # tracked changes

    def _revisions(self, root: Element, part: str | None) -> None:
        places = self.shared.places

        def place_of(node: Element) -> Place:
            if self.prefix:
                return Place(part=self.prefix)
            for parent in (node, *ancestors(node)):
                if (place := places.get(parent)) is not None:
                    return place
            below = next((places[p] for p in node.iter(f"{W}p") if p in places), None)
            return below or Place(part=part)

        word_revisions.add_revisions(root, place_of, self.found)

    def _revisions_elsewhere(self, body: Element, stories: list[tuple[str, str, Element]]) -> None:
        """In every other Word part: styles, numbering, comments, building blocks and whatever a future Word adds."""
        done = {self.package.main.lower(), self.styles_part.lower(), *(part.lower() for _, part, _ in stories)}
        if self.styles_root is not None:
            self._revisions(self.styles_root, "styles")
        for part in self.package.parts():
            kind = self.package.content_type(part)
            if (
                part in done
                or kind.endswith(_PLAIN_PARTS)
                or not part.endswith(".xml")
                or ("wordprocessingml" not in kind and "word/" not in part)
            ):
                continue
            if self.package.archive.size(part) > 30_000_000:
                self.found.partial(f"its part {part} is too large to be searched for tracked changes")
                continue
            data = self.package.read(part)
            if data and word_revisions.may_hold(data):
                root = self.package.side(part, self.found)
                if root is not None:
                    self._revisions(root, _part_name(part))

    # comments

    def _comments(self) -> None:
        resolved = self._resolved_paragraphs()
        for part in self.package.parts():
            if not part.endswith(".xml") or not self._holds_comments(part):
                continue
            root = self.package.side(part, self.found)
            for node in root.iter(f"{W}comment") if root is not None else ():
                self._comment(node, resolved)
            if root is not None:
                ooxml.outside(self.package, self._real(part), Place(part="comment"), self.found, set())

    def _holds_comments(self, part: str) -> bool:
        return self.package.content_type(part).endswith(".comments") or posixpath.basename(part) == "comments.xml"

    def _real(self, part: str) -> str:
        """The name as the relationships spell it, which need not be in lower case."""
        for rel in self.package.relationships(self.package.main).values():
            if not rel.external and rel.target.lower() == part:
                return rel.target
        return part

    def _comment(self, node: Element, resolved: set[str]) -> None:
        paragraphs = list(node.iter(f"{W}p"))
        text = "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in paragraphs)
        place = self.shared.comment_places.get(node.get(f"{W}id") or "", Place(part="comment"))
        self.found.comment(
            Place(part=self.prefix) if self.prefix else place,
            author=node.get(f"{W}author") or "",
            date=node.get(f"{W}date") or "",
            text=text,
            resolved=any(p.get(f"{W14}paraId") in resolved for p in paragraphs),
        )

    def _resolved_paragraphs(self) -> set[str]:
        resolved: set[str] = set()
        for part in self.package.related(self.package.main, "commentsextended"):
            root = self.package.side(part, self.found)
            for node in root.iter(f"{W15}commentEx") if root is not None else ():
                if is_on(node.get(f"{W15}done", "0")):
                    resolved.add(node.get(f"{W15}paraId") or "")
        return resolved

    # settings and embedded parts

    def _settings(self) -> None:
        for part in self.package.related(self.package.main, "settings", "websettings"):
            root = self.package.side(part, self.found)
            tracking = root.find(f"{W}trackRevisions") if root is not None else None
            if tracking is not None and is_on(tracking.get(VAL)):
                self.found.tracking_on = True
            ooxml.outside(self.package, part, Place(part="settings"), self.found, set())

    def _embedded(self) -> None:
        if any(posixpath.basename(part) == "vbaproject.bin" for part in self.package.parts()):
            self.found.activate(ActiveKind.MACRO, _HIDDEN_PART, name="vbaProject.bin")
        chunks = {target.lower() for target in self.package.related(self.package.main, "afchunk")}
        for part in self.package.parts():
            if "/embeddings/" in part or part in chunks:
                self._embedded_document(part, shown=part in chunks)

    def _embedded_document(self, part: str, *, shown: bool) -> None:
        """Tracked changes and comments of a document inside this one; its text too where Word shows it (altChunk)."""
        data = self.package.read(part)
        label = f"embedded {posixpath.basename(part)}"
        if not data or self.depth >= _DEEPEST_EMBEDDING:
            return
        if data[:5] == b"{\\rtf":
            self._take(rtf.read_bytes(data, self.found.limits), label, shown=shown)
        elif data[:2] == b"PK":
            self._embedded_package(data, label, shown=shown)
        elif shown:
            self.found.partial(f"the {label}, which Word shows as part of the text, is in a format that is not read")

    def _take(self, inner: Facts, label: str, *, shown: bool) -> None:
        found, place = self.found, Place(part=label)
        for change in inner.revisions:
            found.revision(change.kind, place, author=change.author, date=change.date, text=change.excerpt)
        for comment in inner.comments:
            found.comment(place, author=comment.author, date=comment.date, text=comment.text)
        for link in inner.links:
            if link.origin not in (LinkOrigin.INTERNAL, LinkOrigin.TEXT):
                found.link(link.target, place, link.origin, link.text)
        for block in inner.blocks if shown else ():
            found.block(block.text, place, block.kind, level=block.level, size=block.size, bold=block.bold)

    def _embedded_package(self, data: bytes, label: str, *, shown: bool) -> None:
        try:
            inner = Package(Archive(io.BytesIO(data), self.found.limits))
            if not inner.format.startswith("do"):
                return
            scratch = Gatherer(self.found.limits)
            _Reader(inner, scratch, embedded_in=label, depth=self.depth + 1).read()
        except faults.Unreadable:
            self.found.partial(f"the {label} cannot be read")
            return
        self._take(scratch.finish(inner.format), label, shown=shown)


def _part_name(part: str) -> str:
    stem = Path(posixpath.basename(part)).stem.rstrip("0123456789")
    return "building blocks" if "/glossary/" in part else stem
