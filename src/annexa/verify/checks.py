"""All checks by name: what a profile's requirements refer to."""

from collections.abc import Callable, Mapping
from typing import Final

from annexa.model.profile import Asked, CheckName
from annexa.verify import accessible, legible, navigation, numbering, safety, sections, whole
from annexa.verify.result import Judgement
from annexa.verify.view import View

Check = Callable[[View, Asked], Judgement]

CHECKS: Final[Mapping[CheckName, Check]] = {
    "readable": whole.is_readable,
    "size-within": whole.size_within,
    "pages-within": whole.pages_within,
    "tagged": whole.tagged,
    "fonts-embedded": whole.fonts_embedded,
    "no-duplicates": whole.no_duplicates,
    "every-page-stamped": numbering.every_page_stamped,
    "stamp-is-label": numbering.stamp_is_label,
    "second-reader": numbering.seen_by_second,
    "stamp-is-position": numbering.stamp_is_position,
    "stamps-count-up": numbering.stamps_count_up,
    "labels-differ": numbering.labels_differ,
    "starts-at-one": numbering.starts_at_one,
    "sections-count-up": sections.sections_count_up,
    "section-pages": sections.section_pages,
    "index-lands": navigation.index_lands,
    "bookmarks-land": navigation.bookmarks_land,
    "bookmarks-numbered": navigation.bookmarks_numbered,
    "bookmarks-match-index": navigation.bookmarks_match_index,
    "links-land": navigation.links_land,
    "opens-at-100": navigation.opens_at_100,
    "has-title": navigation.has_title,
    "chronological": navigation.chronological,
    "selectable": legible.selectable,
    "upright": legible.upright,
    "resolution": legible.resolution,
    "nothing-active": safety.nothing_active,
    "no-authors": safety.no_authors,
    "not-encrypted": safety.not_encrypted,
    "pdf-ua": accessible.pdf_ua,
}
WITHOUT_PAGES: Final = frozenset({"readable", "not-encrypted", "size-within"})
"""Checks that say something of a file that cannot be read."""
