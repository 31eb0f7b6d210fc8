"""What a reader has found so far: appended while reading, frozen at the end, bounded all the while.

Long because each fact has its adder and each adder its bound.
"""

import re
from collections.abc import Sequence

import msgspec

from annexa.documents import faults
from annexa.documents.facts import (
    Active,
    ActiveKind,
    Block,
    BlockKind,
    Carried,
    CarriedKind,
    ChangingDate,
    Comment,
    Damaged,
    Embedded,
    Facts,
    Hidden,
    HiddenKind,
    Link,
    LinkOrigin,
    Marked,
    Picture,
    PrintArea,
    Properties,
    Revision,
    Signature,
    Table,
)
from annexa.documents.limits import Limits
from annexa.documents.urls import find_addresses
from annexa.model.findings import Place

EXCERPT = 160
"""Characters of an excerpt."""
HIDDEN_EXCERPT = 4_000
"""Characters of hidden and deleted text, and of text beside the body, that are kept for rules to look at."""
CELL_TEXT = 32_767
"""Characters of a cell that are kept; Excel's own limit."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_SPACE = re.compile(r"\s+")


def clean(text: str) -> str:
    """The text without control characters and lone surrogates, which no output format can carry."""
    if text.isprintable():  # true of nearly all text, and much quicker to tell
        return text
    return _CONTROL.sub("", text)


def excerpt(text: str, length: int = EXCERPT) -> str:
    """One line, cut to `length` characters with an ellipsis."""
    line = _SPACE.sub(" ", clean(text[: length * 4])).strip()
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


Area = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""


class Gatherer:
    """Collects facts of one document; `finish` freezes them."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.blocks: list[Block] = []
        self.revisions: list[Revision] = []
        self.comments: list[Comment] = []
        self.links: list[Link] = []
        self.pictures: list[Picture] = []
        self.tables: list[Table] = []
        self.hidden: list[Hidden] = []
        self.active: list[Active] = []
        self.signatures: list[Signature] = []
        self.watermarks: list[str] = []
        self.changing_dates: list[ChangingDate] = []
        self.marked: list[Marked] = []
        self.print_areas: list[PrintArea] = []
        self.seen_cells: list[Place] = []
        self.areas: dict[int, list[tuple[int, Area]]] = {}
        """Of a PDF, by page: links by their place in `links`, and the area on the page whose words they show."""
        self.carried: list[Carried] = []
        self.embedded: list[Embedded] = []
        self.opened: set[str] = set()
        """Parts, in lower case, whose content was looked at as a file inside the document."""
        self.properties = Properties()
        self.tracking_on = False
        self.pages: int | None = None
        self.scanned_pages: list[int] = []
        self.tagged: bool | None = None
        self.damaged: list[Damaged] = []
        self.elsewhere = ""
        self.formulas = 0
        self.seconds: float | None = None
        self.is_xfa = False
        """Of a PDF: whether its form is one that only Adobe programs show."""
        self._partial: list[str] = []
        self._characters = 0

    def partial(self, why: str) -> None:
        """Remembers, once, why this reading is not complete."""
        if why not in self._partial:
            self._partial.append(why)

    def is_full(self) -> bool:
        """Whether no more text is kept; then `partial` says so."""
        if self._characters < self.limits.text and len(self.blocks) < self.limits.blocks:
            return False
        self.partial(f"only the first {self._characters:,} characters of text were read")
        return True

    def _fits(self, kept: list[object] | list[str], what: str) -> bool:
        if len(kept) < self.limits.facts:
            return True
        self.partial(f"only the first {self.limits.facts:,} {what} were read")
        return False

    def block(
        self,
        text: str,
        place: Place,
        kind: BlockKind = BlockKind.PARAGRAPH,
        *,
        level: int | None = None,
        size: float | None = None,
        bold: bool = False,
        breaks: tuple[int, ...] = (),
        near_page: int | None = None,
        addresses: bool = True,
    ) -> None:
        """Adds a stretch of text, unless it is blank, and the addresses written out in it."""
        if len(text) > self.limits.paragraph and (longest := max(map(len, text.split("\n")))) > self.limits.paragraph:
            raise faults.long_paragraph(longest)
        room = self.limits.text - self._characters
        if self.is_full():
            return
        text = clean(text[:room]).strip()
        if not text:
            return
        if breaks:
            breaks = tuple(offset for offset in breaks if offset < len(text))
        self._characters += len(text)
        self.blocks.append(
            Block(
                text=text, place=place, kind=kind, level=level, size=size, bold=bold, breaks=breaks, near_page=near_page
            )
        )
        if addresses:
            for address in find_addresses(text):
                self.link(address, place, LinkOrigin.TEXT, address)

    def _joined(self, before: str, text: str) -> str:
        """Both as one excerpt of up to HIDDEN_EXCERPT characters; what is full stays as it is."""
        if len(before) >= HIDDEN_EXCERPT - 1:
            return before
        return excerpt(before + (" " if text[:1].isspace() else "") + excerpt(text, HIDDEN_EXCERPT), HIDDEN_EXCERPT)

    def revision(self, kind: str, place: Place, *, author: str = "", date: str = "", text: str = "") -> None:
        """Adds a tracked change; pieces of one change that follow each other count once."""
        if self.revisions:
            last = self.revisions[-1]
            if (last.kind, last.place, last.author, last.date) == (kind, place, author, date):
                joined = self._joined(last.excerpt, text)
                self.revisions[-1] = Revision(kind=kind, place=place, author=author, date=date, excerpt=joined)
                return
        words = excerpt(text, HIDDEN_EXCERPT)
        if self._fits(self.revisions, "tracked changes"):  # type: ignore[arg-type]
            self.revisions.append(Revision(kind=kind, place=place, author=author, date=date, excerpt=words))

    def comment(
        self, place: Place, *, author: str = "", date: str = "", text: str = "", resolved: bool = False
    ) -> None:
        """Adds a comment; its text is cut to 4,000 characters."""
        if self._fits(self.comments, "comments"):  # type: ignore[arg-type]
            words = excerpt(text, HIDDEN_EXCERPT)
            self.comments.append(Comment(place=place, author=clean(author), date=date, text=words, resolved=resolved))

    def link(self, target: str, place: Place, origin: LinkOrigin, text: str = "", *, resolved: bool = True) -> None:
        """Adds a link; the words shown are cut, the target never is."""
        target = clean(target).strip()
        if target and self._fits(self.links, "links"):  # type: ignore[arg-type]
            self.links.append(
                Link(target=target, place=place, origin=origin, text=excerpt(text, 500), resolved=resolved)
            )

    def reword(self, index: int, text: str) -> None:
        """Gives a link that has no words yet the words that stand at its place."""
        if not self.links[index].text:
            self.links[index] = msgspec.structs.replace(self.links[index], text=excerpt(text, 500))

    def picture(
        self, place: Place, *, alt: str | None, decorative: bool = False, name: str = "", is_diagram: bool = False
    ) -> None:
        """Adds something that needs a description."""
        if self._fits(self.pictures, "pictures"):  # type: ignore[arg-type]
            words = None if alt is None else excerpt(alt, 2_000)
            self.pictures.append(
                Picture(place=place, alt=words, decorative=decorative, name=excerpt(name), is_diagram=is_diagram)
            )

    def table(self, place: Place, rows: list[list[str]], *, header_row: bool, total_rows: int | None = None) -> None:
        """Adds a table of more than one cell; long tables keep their first rows."""
        columns = max((len(row) for row in rows), default=0)
        count = total_rows if total_rows is not None else len(rows)
        if count * columns <= 1 or not self._fits(self.tables, "tables"):  # type: ignore[arg-type]
            return
        kept = tuple(
            tuple(clean(cell)[:CELL_TEXT] for cell in row[: self.limits.table_columns])
            for row in rows[: self.limits.table_rows]
        )
        header = kept[0] if kept else ()
        self.tables.append(
            Table(place=place, rows=count, columns=columns, header_row=header_row, header=header, cells=kept)
        )

    def hide(
        self, kind: HiddenKind, place: Place, *, text: str = "", name: str = "", how: str = "", is_empty: bool = False
    ) -> None:
        """Adds hidden content; hidden text runs that follow each other in one place count once."""
        if kind in (HiddenKind.TEXT, HiddenKind.COVERED_TEXT) and self.hidden:
            last = self.hidden[-1]
            if (last.kind, last.place, last.name, last.how) == (kind, place, name, how) and place.page is None:
                self.hidden[-1] = msgspec.structs.replace(last, excerpt=self._joined(last.excerpt, text))
                return
        words = excerpt(text, HIDDEN_EXCERPT)
        if self._fits(self.hidden, "hidden passages"):  # type: ignore[arg-type]
            self.hidden.append(Hidden(kind=kind, place=place, excerpt=words, name=name, how=how, is_empty=is_empty))

    def carry(self, kind: CarriedKind, text: str, place: Place, *, label: str = "", is_drawn: bool = False) -> None:
        """Adds words that stand beside the text, cut to 4,000 characters; blank ones are left out."""
        words = excerpt(text, HIDDEN_EXCERPT)
        if words and self._fits(self.carried, "fields and names"):  # type: ignore[arg-type]
            self.carried.append(Carried(kind=kind, text=words, place=place, label=excerpt(label), is_drawn=is_drawn))

    def take(self, inner: Facts, name: str, place: Place, *, shown: bool = False) -> None:
        """Adds the facts of a file inside this one; what nobody must send counts as this one's too.

        With `shown` its text is part of this document's text.
        """
        if shown:
            for block in inner.blocks:
                self.block(block.text, place, block.kind, level=block.level, size=block.size, bold=block.bold)
        else:
            self.embedded.append(Embedded(name=name, place=place, facts=inner))
        for change in inner.revisions:
            self.revision(change.kind, place, author=change.author, date=change.date, text=change.excerpt)
        for comment in inner.comments:
            self.comment(place, author=comment.author, date=comment.date, text=comment.text, resolved=comment.resolved)
        for link in inner.links:
            if link.origin not in (LinkOrigin.INTERNAL, LinkOrigin.TEXT):
                self.link(link.target, place, link.origin, link.text)
        for hidden in inner.hidden:
            self.hide(
                hidden.kind, place, text=hidden.excerpt, name=hidden.name, how=hidden.how, is_empty=hidden.is_empty
            )
        if inner.partial:
            self.partial(f"the file {name} inside it was read only in part")

    def activate(self, kind: ActiveKind, place: Place, *, name: str = "", target: str = "") -> None:
        """Adds something that runs, embeds or reaches outside; the same thing at the same place counts once."""
        fact = Active(kind=kind, place=place, name=excerpt(name), target=clean(target))
        if fact not in self.active[-50:] and self._fits(self.active, "active parts"):  # type: ignore[arg-type]
            self.active.append(fact)

    def sign(self, kind: str, place: Place, *, signer: str = "", date: str = "") -> None:
        """Adds a signature (`digital`) or a place for one (`signature line`)."""
        if self._fits(self.signatures, "signatures"):  # type: ignore[arg-type]
            self.signatures.append(Signature(kind=kind, place=place, signer=excerpt(signer), date=date))

    def watermark(self, text: str) -> None:
        """Adds the words of a watermark, once."""
        words = excerpt(text)
        if words not in self.watermarks and self._fits(self.watermarks, "watermarks"):
            self.watermarks.append(words)

    def changing_date(self, place: Place, text: str = "") -> None:
        """Adds a date that is another one each day."""
        if self._fits(self.changing_dates, "changing dates"):  # type: ignore[arg-type]
            self.changing_dates.append(ChangingDate(place=place, text=excerpt(text)))

    def mark(self, place: Place, text: str) -> None:
        """Adds highlighted words."""
        words = excerpt(text, HIDDEN_EXCERPT)
        if words and self._fits(self.marked, "highlighted passages"):  # type: ignore[arg-type]
            self.marked.append(Marked(place=place, text=words))

    def damage(self, page: int, what: str) -> None:
        """Adds a page of a PDF that cannot be shown whole."""
        if self._fits(self.damaged, "damaged pages"):  # type: ignore[arg-type]
            self.damaged.append(Damaged(page=page, what=what))

    def print_area(self, sheet: str, area: str) -> None:
        """Adds a part of a sheet that alone is printed; dollar signs are left out."""
        if self._fits(self.print_areas, "print areas"):  # type: ignore[arg-type]
            self.print_areas.append(PrintArea(sheet=sheet, area=area.replace("$", "")))

    def finish(self, format_name: str) -> Facts:
        """Freezes what was found; addresses that are also clickable are not listed twice."""
        beside: dict[Place, list[Link]] = {}
        for link in self.links:
            if link.origin is not LinkOrigin.TEXT:
                beside.setdefault(link.place, []).append(link)
        links = tuple(
            link
            for link in self.links
            if link.origin is not LinkOrigin.TEXT or not _is_shown(link.target, beside.get(link.place, ()))
        )
        return Facts(
            format=format_name,
            blocks=tuple(self.blocks),
            pages=self.pages,
            revisions=tuple(self.revisions),
            tracking_on=self.tracking_on,
            comments=tuple(self.comments),
            links=links,
            pictures=tuple(self.pictures),
            tables=tuple(self.tables),
            hidden=tuple(self.hidden),
            active=tuple(self.active),
            signatures=tuple(self.signatures),
            properties=self.properties,
            watermarks=tuple(self.watermarks),
            changing_dates=tuple(self.changing_dates),
            marked=tuple(self.marked),
            print_areas=tuple(self.print_areas),
            seen_cells=tuple(self.seen_cells[: self.limits.facts]),
            scanned_pages=tuple(self.scanned_pages),
            carried=tuple(self.carried),
            embedded=tuple(self.embedded),
            tagged=self.tagged,
            damaged=tuple(self.damaged),
            formulas=self.formulas,
            elsewhere=self.elsewhere,
            seconds=self.seconds,
            partial="; ".join(self._partial),
        )


def _is_shown(address: str, clickable: Sequence[Link]) -> bool:
    """Whether a plain address is in the words of a clickable link at the same place, or repeats its target."""
    bare = address.rstrip("/")
    same = {bare, f"http://{bare}", f"https://{bare}"}
    return any(address in link.text or link.target.rstrip("/") in same for link in clickable[:500])
