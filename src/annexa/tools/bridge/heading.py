"""What each page of a workbook says of itself where its author had it say nothing: file, sheet and item."""

from __future__ import annotations

from typing import Any

HEIGHT, GAP = 500, 100
"""1/100 mm of our header, and between it and the cells."""
LEAST = 500
"""1/100 mm from the edge of the paper that no printer reaches."""
GREY, SIZE = 0x595959, 8.0


def add(style: Any, words: str) -> None:
    """Puts a header above a sheet's pages unless it has one, or a footer; the cells keep their place."""
    if _says_something(style, "Header") or _says_something(style, "Footer"):
        return
    margin = style.TopMargin + (style.HeaderHeight if style.HeaderIsOn else 0)
    style.HeaderIsOn = True
    style.HeaderIsShared = True
    style.FirstPageHeaderIsShared = True
    style.HeaderIsDynamicHeight = False
    style.HeaderBodyDistance = GAP
    style.HeaderHeight = HEIGHT + GAP
    style.TopMargin = max(LEAST, margin - HEIGHT - GAP)
    content = style.RightPageHeaderContent
    for part, text in ((content.LeftText, words), (content.CenterText, ""), (content.RightText, "")):
        part.setString(text)
        letters = part.createTextCursor()
        letters.gotoStart(False)
        letters.gotoEnd(True)
        letters.CharHeight, letters.CharColor = SIZE, GREY
    style.RightPageHeaderContent = content


def _says_something(style: Any, band: str) -> bool:
    if not getattr(style, f"{band}IsOn"):
        return False
    for side in ("RightPage", "LeftPage", "FirstPage"):
        content = getattr(style, f"{side}{band}Content", None)
        if content is not None and any(
            part.getString().strip() for part in (content.LeftText, content.CenterText, content.RightText)
        ):
            return True
    return False
