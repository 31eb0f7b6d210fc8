"""What a text document needs before it is printed: no trace of what was deleted."""

from __future__ import annotations

from typing import Any

from .office import Office, uno


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
