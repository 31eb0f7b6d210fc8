"""Word documents and templates: docx, docm, dotx, dotm; Transitional and Strict.

A raw scan with lxml, since python-docx opens no Strict file and shows no tracked change
(measured: research on 2,015 public documents).
"""

import posixpath
from pathlib import Path

from annexa.documents import charts, chunk, embedded, faults, ooxml, properties, signatures
from annexa.documents.facts import ActiveKind, BlockKind, CarriedKind, Facts
from annexa.documents.gather import Gatherer
from annexa.documents.limits import Limits
from annexa.documents.markup import Element, ancestors
from annexa.documents.ooxml import Package, R
from annexa.documents.word import fields, revisions
from annexa.documents.word.state import Shared
from annexa.documents.word.story import Story
from annexa.documents.word.styles import read_styles
from annexa.documents.word_names import VAL, W14, W15, WP, V, W, is_on
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
_BACKS = (f"{W}background", f"{WP}anchor", f"{V}shape", f"{V}rect")


def read(package: Package, limits: Limits) -> Facts:
    """Facts of a Word document; raises Unreadable where its main part is missing or broken."""
    found = Gatherer(limits)
    _Reader(package, found).read()
    return found.finish(package.format)


class _Reader:
    def __init__(self, package: Package, found: Gatherer) -> None:
        self.package = package
        self.found = found
        main = package.main
        self.styles_part = next(iter(package.related(main, "styles")), "word/styles.xml")
        self.styles_root = package.side(self.styles_part, found)
        self.chunks: set[str | None] = set()
        """Relations to documents that Word shows as part of the text."""
        self.shared = Shared(found, read_styles(self.styles_root), bookmarks=set())

    def read(self) -> None:
        package, found = self.package, self.found
        root = package.root(package.main)
        if root.tag != f"{W}document":
            raise faults.corrupt("its main part is not a Word document")
        stories = self._other_stories()
        self.chunks = {node.get(f"{R}id") for node in root.iter(f"{W}altChunk")}
        self._prepare(root, [story for _, _, story in stories])
        self._body(root)
        for kind, part, story_root in stories:
            self._story(kind, part, story_root)
        self._comments()
        self._revisions_elsewhere(root, stories)
        self._settings()
        fields.add(root, None, self.shared.places, found)
        for kind, _, story_root in stories:
            fields.add(story_root, kind, self.shared.places, found)
        self._embedded()
        signatures.digital_signatures(package, found)
        found.properties = properties.properties(package, found, self.shared.styles.language)

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
        shared.is_backed = any(_is_behind_text(node) for root in (body, *others) for node in root.iter(*_BACKS))
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
        self._diagrams(main, root)

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

    def _diagrams(self, main: str, root: Element) -> None:
        """Words in charts and SmartArt, which stand in parts of their own."""
        pictured = {node.get(f"{R}id") for node in root.iter(f"{charts.CX}chart") if charts.is_pictured(node)}
        for rel in self.package.relationships(main).values():
            if rel.external or rel.type not in ("chart", "chartex", "diagramdata"):
                continue
            part = "chart" if rel.type != "diagramdata" else "diagram"
            charts.read_chart(self.package, rel, Place(part=part), self.found, pictured=rel.id in pictured)

    # tracked changes

    def _revisions(self, root: Element, part: str | None) -> None:
        places = self.shared.places

        def place_of(node: Element) -> Place:
            for parent in (node, *ancestors(node)):
                if (place := places.get(parent)) is not None:
                    return place
            below = next((places[p] for p in node.iter(f"{W}p") if p in places), None)
            return below or Place(part=part)

        revisions.add_revisions(root, place_of, self.found)

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
            if data and revisions.may_hold(data):
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
            place,
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
            for variable in root.iter(f"{W}docVar") if root is not None else ():
                name, value = variable.get(f"{W}name") or "", variable.get(VAL) or ""
                self.found.carry(CarriedKind.DATA, value, Place(part="document variables"), label=name)
            ooxml.outside(self.package, part, Place(part="settings"), self.found, set())

    def _embedded(self) -> None:
        if any(posixpath.basename(part) == "vbaproject.bin" for part in self.package.parts()):
            self.found.activate(ActiveKind.MACRO, _HIDDEN_PART, name="vbaProject.bin")
        for rel in self.package.relationships(self.package.main).values():
            if rel.type == "afchunk" and not rel.external and rel.id in self.chunks:
                self._chunk(rel.target)
        ooxml.open_embedded(self.package, self.found)

    def _chunk(self, part: str) -> None:
        """A document that Word shows as part of the text (altChunk)."""
        data, name = self.package.read(part), posixpath.basename(part)
        self.found.opened.add(part.lower())
        if not data or data.startswith((b"PK", b"{\\rtf")):
            embedded.open_inside(self.found, data, name, Place(), shown=True)
            return
        try:
            inner = chunk.read(data, self.found.limits.inside())
        except faults.Unreadable:
            self.found.partial(f"{name}, which Word shows as part of the text, is in a format that is not read")
            return
        self.found.take(inner, name, Place(part=embedded.label_of(name)), shown=True)


def _is_behind_text(node: Element) -> bool:
    """Whether something may stand behind words anywhere on a page: a drawing behind the text, or a page colour."""
    if node.tag == f"{W}background":
        return True
    return node.get("behindDoc") in ("1", "true") or "z-index:-" in (node.get("style") or "").replace(" ", "")


def _part_name(part: str) -> str:
    stem = Path(posixpath.basename(part)).stem.rstrip("0123456789")
    return "building blocks" if "/glossary/" in part else stem
