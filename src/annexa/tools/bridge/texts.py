"""What a text document needs before it is printed: no trace of what was deleted, and links that can be followed."""

from __future__ import annotations

from typing import Any

from .office import Office, properties, uno

LINK_STYLE = "annexa link"


def holds_changes(document: Any) -> bool:
    """Whether the document still records a tracked change."""
    return bool(document.Redlines.hasElements())


def accept_changes(office: Office, document: Any) -> list[str]:
    """Accepts every tracked change in the private copy: an export would print deleted text as well.

    Measured with LibreOffice 7.4: neither an export option nor `ShowChanges = False` keeps deleted text out.
    """
    if not holds_changes(document):
        return []
    document.RedlineProtectionKey = uno.ByteSequence(b"")
    document.RecordChanges = False
    frame = document.getCurrentController().getFrame()
    office.dispatcher().executeDispatch(frame, ".uno:AcceptAllTrackedChanges", "", 0, ())
    return ["tracked changes accepted"]


def keep_links(document: Any) -> None:
    """Gives each link a character style if it has none, because LibreOffice finds links for the PDF by their styles.

    Measured with LibreOffice 7.4: a Word file without a style for links, as other programs write it, lost every link
    without a word. The style says nothing, so that the text looks the same.
    """
    wanted = document.createSearchDescriptor()
    wanted.ValueSearch = False
    wanted.setSearchAttributes(properties(HyperLinkURL=""))
    links = document.findAll(wanted)
    styles = document.StyleFamilies.getByName("CharacterStyles")
    for number in range(links.getCount()):
        link = links.getByIndex(number)
        if link.HyperLinkURL and not styles.hasByName(link.UnvisitedCharStyleName):
            if not styles.hasByName(LINK_STYLE):
                styles.insertByName(LINK_STYLE, document.createInstance("com.sun.star.style.CharacterStyle"))
            link.UnvisitedCharStyleName = link.VisitedCharStyleName = LINK_STYLE
