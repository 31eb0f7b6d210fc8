"""E-mail messages to PDF pages: the lines that say who wrote to whom and when, the words, and what was attached."""

import io
from pathlib import Path

from annexa.convert import faults, normalise
from annexa.documents import messages
from annexa.documents.facts import ReadFault
from annexa.documents.faults import Unreadable
from annexa.documents.limits import Limits
from annexa.model.errors import ToolFailed
from annexa.tools import typst

TEMPLATE = Path(__file__).with_name("messages.typ")
BESIDE = "files attached to the message are named on its pages and are not part of the bundle"


def to_pdf(source: Path, format_name: str) -> tuple[bytes, int, tuple[str, ...]] | ReadFault:
    """The PDF's bytes, its number of pages, and notes; or why there is none. Raises OSError."""
    import pikepdf

    limits = Limits()
    data = source.read_bytes()
    if not data:
        return faults.empty()
    try:
        message = messages.message_of(data, format_name, limits)
    except Unreadable as error:
        return error.fault
    told = {
        "title": message.subject,
        "headers": [list(line) for line in message.headers],
        "blocks": list(message.blocks),
        "attachments": [each.in_words for each in message.attachments],
    }
    try:
        made = typst.compile_pdf(TEMPLATE, told)
    except ToolFailed:  # one message that cannot be set must not stop all others
        return faults.damaged_as("message")
    with pikepdf.open(io.BytesIO(made)) as document:
        pages = len(document.pages)
        return normalise.saved(document), pages, (BESIDE,) if message.attachments else ()
