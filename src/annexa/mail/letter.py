"""A draft as an e-mail file and as text."""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from annexa.model.errors import UsageError
from annexa.model.text import one_line

WIDTH = 76
"""Columns that every e-mail program shows without breaking a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """An e-mail that nobody has sent."""

    id: str
    """Names its files: lower-case letters, digits, hyphens and dots."""
    about: str
    """Whom it is for, in words."""
    sender: Address | None
    to: tuple[Address, ...]
    """Empty where no address is known: whoever sends it puts one in."""
    cc: tuple[Address, ...] = ()
    reply_to: Address | None = None
    subject: str
    body: str
    """Plain text in lines of any length."""
    at: datetime
    """When it was drafted, with its zone."""

    def eml(self) -> bytes:
        """The file that an e-mail program opens as a draft (RFC 5322, with Outlook's mark for what is not sent)."""
        message = EmailMessage(policy=SMTP)
        message["X-Unsent"] = "1"
        message["Date"] = format_datetime(self.at)
        if self.sender:
            message["From"] = self.sender
        if self.to:
            message["To"] = self.to
        if self.cc:
            message["Cc"] = self.cc
        if self.reply_to:
            message["Reply-To"] = self.reply_to
        message["Subject"] = one_line(self.subject)
        message.set_content(self.lines(), charset="utf-8", cte="quoted-printable")
        return message.as_bytes()

    def text(self) -> str:
        """The same to be pasted elsewhere."""
        heads = (
            ("To", ", ".join(map(str, self.to)) or f"({self.about}: no address is known)"),
            ("Copy to", ", ".join(map(str, self.cc))),
            ("From", str(self.sender) if self.sender else ""),
            ("Reply to", str(self.reply_to) if self.reply_to else ""),
            ("Subject", one_line(self.subject)),
        )
        return "".join(f"{name}: {value}\n" for name, value in heads if value) + "\n" + self.lines()

    def lines(self) -> str:
        """The body in lines that every program shows whole; entries of a list hang below their mark."""
        return "\n".join(line for long in self.body.strip("\n").split("\n") for line in _wrapped(long)) + "\n"


def _wrapped(line: str) -> Iterator[str]:
    text = line.lstrip()
    indent = line[: len(line) - len(text)]
    mark = "  " if text.startswith("- ") else ""
    yield from textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + mark,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [""]


def address(mailbox: str, title: str, *, where: str) -> Address:
    """An address with the words that stand before it; `where` says which file names it. Raises UsageError."""
    try:
        found = Address(display_name=one_line(title), addr_spec=mailbox.strip())
    except (ValueError, IndexError, MessageError):
        found = None
    if found is None or not found.domain or not mailbox.isprintable():
        raise UsageError(
            f"{where} gives ‘{one_line(mailbox)}’ as a mailbox, which is no e-mail address",
            remedy="Write it as name@organisation.example, without other words.",
        )
    return found
