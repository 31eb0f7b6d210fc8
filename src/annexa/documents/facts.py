"""What a document holds, as plain facts: text with places, markup, links, properties, hidden content.

No opinions: whether a fact is a fault is for a rule to say. Everything here is frozen and can be written
to the cache with msgspec.

Long because it is one vocabulary, which every reader and every rule shares.
"""

from enum import StrEnum

import msgspec

from annexa.model.findings import Place

FACTS_VERSION = 5
"""Raise it when a reader finds more, so that cached facts are read again."""


class BlockKind(StrEnum):
    """What a stretch of text is in its document."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    CAPTION = "caption"
    CELL = "cell"
    HEADER = "header"
    FOOTER = "footer"
    NOTE = "note"
    """Footnotes and endnotes."""
    TEXT_BOX = "text box"
    SPEAKER_NOTES = "speaker notes"
    TABLE_OF_CONTENTS = "contents"
    CODE = "code"


class Fact(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Base of all facts. No record leads back to itself, so that Python need not look for it: there are thousands."""


class Block(Fact, frozen=True):
    """A paragraph, heading, cell or line of text, in reading order; deleted text is not part of it."""

    text: str
    place: Place
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int | None = None
    """Of a heading: 1 to 9."""
    size: float | None = None
    """Font size in points where it is known; it helps to find a title."""
    bold: bool = False
    breaks: tuple[int, ...] = ()
    """Of a PDF: the offsets in the text where another line of the page begins."""
    near_page: int | None = None
    """Of a text document: the page by the breaks that its program noted. It may be pages off, so it only tells what
    stands near the front; a `place` holds no page that is not true."""

    @property
    def lines(self) -> tuple[tuple[int, str], ...]:
        """Each line with its offset: as the page of a PDF shows them, or as line breaks part them."""
        ends = (*self.breaks, len(self.text))
        found: list[tuple[int, str]] = []
        for start, end in zip((0, *self.breaks), ends, strict=True):
            for piece in self.text[start:end].split("\n"):
                found.append((start, piece))
                start += len(piece) + 1
        return tuple(found)


class Revision(Fact, frozen=True):
    """A tracked change that nobody has accepted or rejected."""

    kind: str
    """In plain words: "insertion", "deletion", "move", "formatting change", "cell insertion" …"""
    place: Place
    author: str = ""
    date: str = ""
    """ISO 8601 as stored, or empty."""
    excerpt: str = ""


class Comment(Fact, frozen=True):
    """A comment, anchored or not, resolved or not."""

    place: Place
    author: str = ""
    date: str = ""
    text: str = ""
    resolved: bool = False


class LinkOrigin(StrEnum):
    """Where a link was found."""

    RELATIONSHIP = "relationship"
    FIELD = "field"
    FORMULA = "formula"
    ANNOTATION = "annotation"
    ATTRIBUTE = "attribute"
    TEXT = "text"
    """Written out as plain text, not clickable."""
    INTERNAL = "internal"
    """A jump or cross-reference inside the document; `target` is the bookmark's name."""


class Link(Fact, frozen=True):
    """A hyperlink or cross-reference."""

    target: str
    place: Place
    origin: LinkOrigin
    text: str = ""
    """The words shown."""
    resolved: bool = True
    """False for an internal link whose target does not exist."""


class Picture(Fact, frozen=True):
    """A picture, chart, shape or diagram that needs a description."""

    place: Place
    alt: str | None = None
    """The alternative text; None where there is none, empty where it is there and blank."""
    decorative: bool = False
    name: str = ""
    is_diagram: bool = False
    """Of boxes with words, such as SmartArt: its words stand in the text as well."""


class Table(Fact, frozen=True):
    """A table of data (not one used for layout of a single cell)."""

    place: Place
    rows: int
    columns: int
    header_row: bool
    header: tuple[str, ...] = ()
    """The texts of the first row."""
    cells: tuple[tuple[str, ...], ...] = ()
    """All rows, first row included, up to 500 rows; for rules about minutes and person-level data."""


class HiddenKind(StrEnum):
    TEXT = "hidden text"
    SHEET = "hidden sheet"
    VERY_HIDDEN_SHEET = "very hidden sheet"
    ROW = "hidden rows"
    COLUMN = "hidden columns"
    SLIDE = "hidden slide"
    SPEAKER_NOTES = "speaker notes"
    COVERED_TEXT = "covered text"
    LAYER = "hidden layer"
    OBJECT = "hidden object"
    """A shape or picture that is switched off."""
    UNCHARTED_SHEET = "a sheet behind a chart that the chart does not show"
    CACHED_DATA = "cached data of a pivot table"
    """Rows that a pivot table keeps though their source is not in the workbook, or is hidden."""


class Hidden(Fact, frozen=True):
    """Content that a reader does not see but a file carries."""

    kind: HiddenKind
    place: Place
    excerpt: str = ""
    name: str = ""
    """Of a sheet or a range, such as "C:F"."""
    how: str = ""
    """What hides it, in words that follow the kind: "under a picture", "outside the slide"."""
    is_empty: bool = False
    """Of a sheet: nothing is on it."""


class CarriedKind(StrEnum):
    FIELD = "form field"
    CHOICES = "list of choices"
    BOOKMARK = "bookmark"
    SHEET_NAME = "name of a sheet"
    DEFINED_NAME = "defined name"
    PROPERTY = "property of the file"
    CHART = "data of a chart"
    LAYOUT = "slide layout"
    DESCRIPTION = "description"
    """Alternative text of what needs none, such as a text box."""
    DATA = "data part"
    """XML or variables that a file keeps for its fields and add-ins."""


class Carried(Fact, frozen=True):
    """Words that a file carries beside its text, where a reader who clicks or a program that searches finds them."""

    kind: CarriedKind
    text: str
    place: Place
    label: str = ""
    """What the file calls it, such as the name of a form field or of a property."""
    is_drawn: bool = False
    """Of a chart: it is drawn from these words when the document is shown; not so where a picture stands for it."""


class ActiveKind(StrEnum):
    MACRO = "macro"
    EMBEDDED_OBJECT = "embedded object"
    EMBEDDED_FILE = "embedded file"
    RECORDING = "film or sound recording"
    EXTERNAL_TEMPLATE = "external template"
    LINKED_IMAGE = "linked image"
    LINKED_OBJECT = "linked object"
    EXTERNAL_DATA = "external data connection"
    JAVASCRIPT = "JavaScript"
    LAUNCH = "launch action"
    FORM_SUBMIT = "form submission"


class Active(Fact, frozen=True):
    """Something that runs, embeds or reaches outside."""

    kind: ActiveKind
    place: Place
    name: str = ""
    target: str = ""


class Signature(Fact, frozen=True):
    """A digital signature or a signature line."""

    kind: str
    """Either `digital` or `signature line`."""
    place: Place
    signer: str = ""
    date: str = ""


class ChangingDate(Fact, frozen=True):
    """A field or formula that shows the day on which the file is opened or printed."""

    place: Place
    text: str = ""
    """What it showed when the file was saved; empty where the file does not hold it."""


class Marked(Fact, frozen=True):
    """Words that are highlighted with a bright colour, as people mark what is still to be filled in."""

    place: Place
    text: str


class Damaged(Fact, frozen=True):
    """A page of a PDF that readers cannot show whole."""

    page: int
    what: str
    """What on it cannot be unpacked: "content", "letters" or "picture"."""


class PrintArea(Fact, frozen=True):
    """A part of a sheet that its author chose to print; of a sheet that has any, nothing else is printed."""

    sheet: str
    area: str
    """Such as "A1:D20", "C3", "A:D" or "1:20"."""


class Properties(Fact, frozen=True):
    """The file's own properties, as stored; empty where not set."""

    title: str = ""
    author: str = ""
    last_modified_by: str = ""
    company: str = ""
    manager: str = ""
    created: str = ""
    modified: str = ""
    language: str = ""
    subject: str = ""
    keywords: str = ""
    status: str = ""
    """Office's own "Status", such as "Draft" or "Final"."""


class Facts(Fact, frozen=True):
    """All facts of one document."""

    format: str
    """The format by its content, such as "docx", "docm", "xlsx", "pdf", "png"."""
    blocks: tuple[Block, ...] = ()
    pages: int | None = None
    """Pages of a PDF, slides of a presentation, sheets of a workbook; None where the format has no fixed pages."""
    revisions: tuple[Revision, ...] = ()
    tracking_on: bool = False
    """The document would record the next change, though it may hold none."""
    comments: tuple[Comment, ...] = ()
    links: tuple[Link, ...] = ()
    pictures: tuple[Picture, ...] = ()
    tables: tuple[Table, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    active: tuple[Active, ...] = ()
    signatures: tuple[Signature, ...] = ()
    properties: Properties = Properties()
    watermarks: tuple[str, ...] = ()
    changing_dates: tuple[ChangingDate, ...] = ()
    marked: tuple[Marked, ...] = ()
    print_areas: tuple[PrintArea, ...] = ()
    seen_cells: tuple[Place, ...] = ()
    """Cells in hidden rows or columns that are seen all the same, being merged with others that are shown."""
    scanned_pages: tuple[int, ...] = ()
    """Pages of a PDF that are a picture without text."""
    tagged: bool | None = None
    """Of a PDF: whether it has a structure tree."""
    damaged: tuple[Damaged, ...] = ()
    """Of a PDF: what cannot be shown whole."""
    formulas: int = 0
    """Formulas that are drawn as such, where they can be seen."""
    elsewhere: str = ""
    """Of a PDF whose pages do not hold what it is about, where that is: "form" (XFA) or "portfolio"."""
    seconds: float | None = None
    """Of a recording: how long it runs, where the file tells."""
    carried: tuple[Carried, ...] = ()
    embedded: tuple["Embedded", ...] = ()
    partial: str = ""
    """Why this reading is not complete, such as "read through LibreOffice"; empty where it is."""

    @property
    def text(self) -> str:
        """All text in reading order, a block a line."""
        return "\n".join(block.text for block in self.blocks)


class Embedded(Fact, frozen=True):
    """A file inside the document: behind a chart, as an object, or attached.

    Its tracked changes, comments, links and hidden content are among the document's own facts too, at its place.
    """

    name: str
    place: Place
    facts: Facts


class ReadFaultKind(StrEnum):
    EMPTY = "empty"
    CORRUPT = "corrupt"
    PASSWORD = "password"  # noqa: S105 - the kind of fault, not a secret
    MISLABELLED = "mislabelled"
    UNKNOWN_FORMAT = "unknown format"
    TOO_LARGE = "too large"
    TIMEOUT = "timeout"
    NO_PAGES = "no pages"
    NEEDS_TOOL = "needs a tool"


class ReadFault(Fact, frozen=True):
    """Why a document could not be read: data, not an exception, so that everything else is still checked."""

    kind: ReadFaultKind
    message: str
    """One plain sentence."""
    remedy: str
