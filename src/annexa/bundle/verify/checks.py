"""All checks by name: what a profile's requirements refer to."""

from collections.abc import Callable, Mapping
from typing import Final

from annexa.bundle.verify import legible, navigation, numbering, safety, whole
from annexa.bundle.verify.result import Judgement
from annexa.bundle.verify.view import View

Check = Callable[[View, float | None], Judgement]

CHECKS: Final[Mapping[str, Check]] = {
    check.__name__: check
    for check in (
        whole.is_readable,
        whole.size_within,
        whole.pages_within,
        whole.tagged,
        whole.fonts_embedded,
        whole.no_duplicates,
        numbering.every_page_stamped,
        numbering.stamp_is_label,
        numbering.seen_by_second,
        numbering.stamp_is_position,
        numbering.stamps_count_up,
        numbering.labels_differ,
        numbering.starts_at_one,
        navigation.index_lands,
        navigation.bookmarks_land,
        navigation.bookmarks_numbered,
        navigation.bookmarks_match_index,
        navigation.links_land,
        navigation.opens_at_100,
        navigation.has_title,
        navigation.chronological,
        legible.selectable,
        legible.upright,
        legible.resolution,
        safety.nothing_active,
        safety.no_authors,
        safety.not_encrypted,
    )
}
