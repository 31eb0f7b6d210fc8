"""The published standards that a bundle is judged by, as data."""

from typing import Final

from annexa.bundle.verify.result import Profile, Requirement, Source, Weight

_SHOULD: Final = Weight.SHOULD


def _asks(id: str, asks: str, check: str, weight: Weight = Weight.MUST, limit: float | None = None) -> Requirement:
    return Requirement(id=id, asks=asks, check=check, weight=weight, limit=limit)


_PDF: Final = _asks("pdf", "The bundle is a PDF that can be read to its end.", "is_readable")
_UNLOCKED: Final = _asks("not-encrypted", "The file opens without a password.", "not_encrypted")

ANNEXA: Final = Profile(
    id="annexa",
    title="annexa's own standard",
    sources=(
        Source(
            title="The strictest of the published standards below, with what a shared PDF must not carry",
            publisher="annexa",
            dated="2026",
        ),
    ),
    note="What only an author can put right is said and does not stop a bundle.",
    requirements=(
        _PDF,
        _UNLOCKED,
        _asks("numbered", "Every page carries a stamped number.", "every_page_stamped"),
        _asks("stamp-is-label", "The stamped number is the page label.", "stamp_is_label"),
        _asks("second-reader", "A second reader shows the number on every page, and DRAFT.", "seen_by_second"),
        _asks("stamps-count", "Stamped numbers count up by one; inserted pages add a letter.", "stamps_count_up"),
        _asks("labels-differ", "No two pages have the same label.", "labels_differ"),
        _asks("starts-at-one", "Numbering starts at 1 on the first page.", "starts_at_one"),
        _asks("index", "Each row of the index links to the page that it states.", "index_lands"),
        _asks("bookmarks", "Each document has a bookmark, and every bookmark lands.", "bookmarks_land"),
        _asks("bookmark-numbers", "Bookmarks of documents carry their page number.", "bookmarks_numbered"),
        _asks("bookmark-text", "Bookmarks say what the index says.", "bookmarks_match_index"),
        _asks("opening-view", "The file opens at 100 %.", "opens_at_100"),
        _asks("title", "The title is set and shown.", "has_title"),
        _asks("tagged", "The file is tagged, and every page is in the structure tree.", "tagged"),
        _asks("nothing-active", "Nothing in the file runs or reaches outside.", "nothing_active"),
        _asks("no-authors", "No author's name is left.", "no_authors"),
        _asks("file-size", "The file is within the size that the library sets.", "size_within", limit=200),
        _asks(
            "page-count", "The file is within the number of pages that the library sets.", "pages_within", limit=2000
        ),
        _asks("selectable-text", "Text can be selected on every page.", "selectable", _SHOULD),
        _asks("upright", "No page is upside down; landscape pages read from left to right.", "upright", _SHOULD),
        _asks("resolution", "Pictures have at most 300 dots per inch.", "resolution", _SHOULD, limit=300),
        _asks("fonts", "Every font is embedded.", "fonts_embedded", _SHOULD),
        _asks("no-duplicates", "No document stands in the bundle twice.", "no_duplicates", _SHOULD),
        _asks("links", "Links inside the file land, and others can be followed.", "links_land", _SHOULD),
    ),
)

JUDICIARY_2021: Final = Profile(
    id="judiciary-2021",
    title="General guidance on electronic court bundles",
    sources=(
        Source(
            title="General guidance on electronic court bundles",
            publisher="Courts and Tribunals Judiciary of England and Wales",
            dated="29 November 2021",
        ),
    ),
    note="“must” and “should” are the guidance's own. That the file is no larger than it needs to be is not judged.",
    requirements=(
        _PDF,
        _asks("numbered", "All pages are numbered by computer.", "every_page_stamped"),
        _asks("starts-at-one", "Numbering starts at 1 on the first page, index or not.", "starts_at_one"),
        _asks(
            "stamp-is-position",
            "Numbering follows to the last page, so that it matches the PDF's.",
            "stamp_is_position",
        ),
        _asks("stamp-is-label", "What the PDF reader shows as page number is the stamped one.", "stamp_is_label"),
        _asks("index", "Each entry of the index is linked to its document.", "index_lands"),
        _asks("bookmarks", "Significant documents and all sections are bookmarked.", "bookmarks_land"),
        _asks("bookmark-numbers", "The bookmark contains the document's page number.", "bookmarks_numbered", _SHOULD),
        _asks(
            "selectable-text", "Pages with typed text have been through OCR where they were not typed.", "selectable"
        ),
        _asks("upright", "Landscape pages read from left to right; no page is upside down.", "upright", _SHOULD),
        _asks("opening-view", "The default view is 100 %.", "opens_at_100", _SHOULD),
        _asks("resolution", "The resolution is not greater than 300 dots per inch.", "resolution", _SHOULD, limit=300),
        _UNLOCKED,
    ),
)

UKSC: Final = Profile(
    id="uksc",
    title="Electronic bundle guidelines of the Supreme Court and the Privy Council",
    sources=(
        Source(
            title="Electronic bundle guidelines, with Practice Direction 14 (UKSC) and Practice Direction 9 (JCPC)",
            publisher="The Supreme Court of the United Kingdom and the Judicial Committee of the Privy Council",
            dated="as published on the courts' sites before 2024",
        ),
    ),
    requirements=(
        _PDF,
        _asks("numbered", "Every page is numbered, index and authorities included.", "every_page_stamped"),
        _asks("stamp-is-position", "Numbers ascend through the single PDF.", "stamp_is_position"),
        _asks("starts-at-one", "Late material is a PDF of its own, numbered from 1.", "starts_at_one"),
        _asks("opening-view", "The default view of all pages is 100 %.", "opens_at_100"),
        _asks("selectable-text", "Text on all pages can be selected.", "selectable"),
        _asks("bookmarks", "Bookmarks say what document they lead to.", "bookmarks_land"),
        _asks("bookmark-numbers", "Bookmarks show the page number of their document.", "bookmarks_numbered"),
        _asks("bookmark-text", "Bookmarks are named as the documents are.", "bookmarks_match_index", _SHOULD),
        _asks("resolution", "The resolution is at most 200 to 300 dots per inch.", "resolution", limit=300),
        _asks("index", "The index is linked to the pages that it refers to.", "index_lands"),
        _UNLOCKED,
    ),
)

SEND_TRIBUNAL_2025: Final = Profile(
    id="send-tribunal-2025",
    title="Core bundle of the Special Educational Needs and Disability Tribunal",
    sources=(
        Source(
            title="Practice Direction No. 1 of 2025: preparation of bundles in SEND and disability cases",
            publisher="Senior President of Tribunals; First-tier Tribunal, Health, Education and Social Care Chamber",
            dated="22 April 2025, for hearings after 15 July 2025",
        ),
    ),
    note="Judges the form of a core bundle; limits on the evidence of each party depend on the kind of appeal.",
    requirements=(
        _PDF,
        _asks("page-count", "The core bundle has at most 100 pages.", "pages_within", limit=100),
        _asks("numbered", "Every page is numbered.", "every_page_stamped"),
        _asks("stamp-is-position", "Page numbers match the PDF's.", "stamp_is_position"),
        _asks("index", "The index is linked.", "index_lands"),
        _asks("bookmarks", "Documents are bookmarked.", "bookmarks_land"),
        _asks("chronological", "Documents stand by date within each section.", "chronological"),
        _asks("no-duplicates", "No document is in the bundle twice.", "no_duplicates"),
        _asks("selectable-text", "Text can be searched, where the document allows it.", "selectable", _SHOULD),
        _asks("upright", "Pages can be read as they open.", "upright"),
        _UNLOCKED,
    ),
)

PROFILES: Final = {profile.id: profile for profile in (ANNEXA, JUDICIARY_2021, UKSC, SEND_TRIBUNAL_2025)}
