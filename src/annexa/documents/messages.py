"""E-mail messages (eml, msg): who wrote what to whom, when, and what was attached."""

import email
import email.policy
import email.utils
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage, MIMEPart
from typing import Final
from zoneinfo import ZoneInfoNotFoundError

from annexa.documents import containers, faults, sniff, text, web
from annexa.documents.embedded import open_inside
from annexa.documents.facts import ActiveKind, BlockKind, Facts, Properties
from annexa.documents.gather import Gatherer
from annexa.documents.limits import Limits
from annexa.model.findings import Place
from annexa.model.words import day_in_words, moment_in_words, size_in_words

_ODD: Final = (
    ValueError, LookupError, TypeError, AttributeError, AssertionError, OSError, OverflowError, RecursionError,
)  # fmt: skip
"""What the libraries raise for messages that keep to no standard."""
_HEADS: Final = re.compile(
    rb"\A(?:[ \t\r\n]*)(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)*?"
    rb"(?:From|To|Subject|Date|Received|Return-Path|Message-ID|MIME-Version|Content-Type):",
    re.IGNORECASE,
)
_LONGEST: Final = 200_000
"""Characters of one header: 5,000 addresses. Python's parser takes a second for so many encoded words, and for four
times as many sixteen."""
_NAMES: Final = ("From", "To", "Cc", "Bcc")
_LOCKED: Final = ("application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted")
_BODY, _HEADER, _ATTACHED = Place(part="message"), Place(part="message header"), Place(part="attachments")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that came with a message; `content` is None where the message holds only a pointer to it."""

    name: str
    content: bytes | None
    is_shown: bool = False
    """Whether it is a picture that the message shows among its words."""

    @property
    def in_words(self) -> str:
        """Its name and size: "plan.docx (34.0 kB)"."""
        size = size_in_words(len(self.content)) if self.content is not None else "not in the message"
        return f"{self.name} ({size}{', a picture in the message' if self.is_shown else ''})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What a reader of a message sees."""

    subject: str
    headers: tuple[tuple[str, str], ...]
    """From, To, Cc, Bcc and Sent, those that are there."""
    blocks: tuple[str, ...]
    """Its words, a paragraph each."""
    attachments: tuple[Attachment, ...]
    sent: datetime | None = None
    partial: str = ""


def looks_like_mail(data: bytes) -> bool:
    """Whether text begins as a message does, with the lines that say from whom it is."""
    return bool(_HEADS.match(data[:20_000]))


def read(data: bytes, format_name: str, limits: Limits) -> Facts:
    """Facts of a message, those of its attachments among them; raises Unreadable."""
    message = message_of(data, format_name, limits)
    found = Gatherer(limits)
    found.block(message.subject, _HEADER, BlockKind.TITLE)
    for name, value in message.headers:
        found.block(f"{name}: {value}", _HEADER)
    for block in message.blocks:
        found.block(block, _BODY)
    for attachment in message.attachments:
        found.block(attachment.in_words, _ATTACHED, BlockKind.LIST_ITEM)
        if not attachment.is_shown:
            found.activate(ActiveKind.EMBEDDED_FILE, _ATTACHED, name=attachment.name)
            open_inside(found, attachment.content, attachment.name, _ATTACHED)
    if message.partial:
        found.partial(message.partial)
    sender = dict(message.headers).get("From", "")
    created = message.sent.isoformat() if message.sent else ""
    found.properties = Properties(title=message.subject, author=sender, created=created)
    return found.finish(format_name)


def message_of(data: bytes, format_name: str, limits: Limits) -> Message:
    """The message in the bytes of an eml or msg file; raises Unreadable."""
    try:
        return _of_outlook(data, limits) if format_name == "msg" else _of_internet(data, limits)
    except _ODD as error:
        raise faults.corrupt("the message is damaged or was not copied whole") from error


def _of_internet(data: bytes, limits: Limits) -> Message:
    if sniff.family(data) == "ole":
        raise faults.mislabelled("eml", "msg")
    if not looks_like_mail(data):
        family = sniff.family(data)
        raise faults.mislabelled("eml", "plain text" if family == "text" else family)
    message = email.message_from_bytes(data, policy=email.policy.default)
    longest = max((len(value) for part in message.walk() for _, value in part.raw_items()), default=0)
    if longest > _LONGEST:
        raise faults.too_large(f"one of its headers has {longest:,} characters")
    if message.get_content_type() in _LOCKED:
        raise faults.locked_message()
    body = message.get_body(("plain", "html"))
    if body is None and message.get_content_maintype() == "multipart" and not message.is_multipart():
        body = message  # it promises parts and holds none: words alone
    return _made(
        subject=_header(message, "Subject"),
        headers=[(name, _header(message, name)) for name in _NAMES],
        sent=_moment(_header(message, "Date")),
        plain=_content(body) if body is not None and body.get_content_type() != "text/html" else b"",
        page=_page(message),
        attachments=tuple(_attached(message)),
        limits=limits,
    )


def _page(message: EmailMessage) -> bytes:
    page = message.get_body(("html",))
    return _content(page) if page is not None else b""


def _header(message: EmailMessage, name: str) -> str:
    try:
        return re.sub(r"\s+", " ", ", ".join(str(value) for value in message.get_all(name, ()))).strip()
    except _ODD:  # one line that no standard allows
        return ""


def _content(part: MIMEPart) -> bytes:
    """The words of a part in UTF-8."""
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    try:
        return content.decode(part.get_content_charset() or "utf-8", "replace").encode()
    except LookupError:
        return text.decode(content).encode()


def _leaves(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that hold something, in order; a message inside is one part, whatever is attached to it."""
    if message.get_content_maintype() == "multipart":
        for part in message.iter_parts():
            if isinstance(part, EmailMessage):
                yield from _leaves(part)
    else:
        yield message


def _attached(message: EmailMessage) -> Iterator[Attachment]:
    bodies = [message.get_body((kind,)) for kind in ("plain", "html")]
    for part in _leaves(message):
        name = part.get_filename()
        if any(part is body for body in bodies) or (name is None and part.get_content_maintype() == "text"):
            continue
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload(0) if part.is_multipart() else None
            content = inner.as_bytes() if isinstance(inner, EmailMessage) else None
            name = name or (
                f"{_header(inner, 'Subject') or 'message'}.eml" if isinstance(inner, EmailMessage) else None
            )
        else:
            payload = part.get_payload(decode=True)
            content = payload if isinstance(payload, bytes) else None
        shown = part.get_content_maintype() == "image" and part.get_content_disposition() != "attachment"
        yield Attachment(name=_name(name), content=content, is_shown=shown)


def _of_outlook(data: bytes, limits: Limits) -> Message:
    try:
        from oxmsg import Message as Outlook
        from oxmsg.domain import constants
    except ImportError as error:  # in a web page, where nothing is installed
        raise faults.not_here("Outlook messages (.msg)", "Check it with annexa itself, or save it as .eml.") from error

    with containers.opened(data):  # what follows believes all that it says
        message = Outlook.load(data)
    if "smime" in message.message_class.lower() and "multipartsigned" not in message.message_class.lower():
        raise faults.locked_message()
    known = {name.lower(): value for name, value in message.message_headers.items()}
    to_show = {
        "From": message.sender or "",
        "To": known.get("to") or message.properties.str_prop_value(constants.PID_DISPLAY_TO) or _recipients(message),
        "Cc": known.get("cc") or message.properties.str_prop_value(constants.PID_DISPLAY_CC) or "",
    }
    sent = message.sent_date or _moment(known.get("date", ""))
    return _made(
        subject=message.subject,
        headers=[(name, re.sub(r"\s+", " ", value).strip()) for name, value in to_show.items()],
        sent=sent,
        plain=(message.body or "").encode(),
        page=(message.html_body or "").encode(),
        attachments=tuple(_of_outlook_attachments(message)),
        limits=limits,
    )


def _recipients(message: object) -> str:
    recipients = getattr(message, "recipients", ())
    return "; ".join(f"{each.name or ''} <{each.email_address or ''}>".strip() for each in recipients)


def _of_outlook_attachments(message: object) -> Iterator[Attachment]:
    from oxmsg.domain import constants

    for each in getattr(message, "attachments", ()):
        name = each.file_name or each.properties.str_prop_value(constants.PID_DISPLAY_NAME)
        hidden = bool(each.properties.str_prop_value(constants.PID_ATTACH_CONTENT_ID))
        shown = hidden and (each.mime_type or "").startswith("image/")
        yield Attachment(name=_name(name), content=each.file_bytes, is_shown=shown)


def _made(
    *,
    subject: str,
    headers: list[tuple[str, str]],
    sent: datetime | None,
    plain: bytes,
    page: bytes,
    attachments: tuple[Attachment, ...],
    limits: Limits,
) -> Message:
    """A message of its parts: its plain words where it has them, else those of its web page."""
    if any(each.name.lower().endswith(".rpmsg") for each in attachments):
        raise faults.locked_message()
    words = text.read_text(plain, limits) if plain.strip() else web.read(page, limits) if page.strip() else None
    lines = [(name, value) for name, value in headers if value]
    if sent is not None:
        lines.append(("Sent", _in_words(sent)))
    nothing = words is None or not words.blocks
    return Message(
        subject=subject.strip() or "Message without a subject",
        headers=tuple(lines),
        blocks=tuple(block.text for block in words.blocks) if words else (),
        attachments=attachments,
        sent=sent,
        partial="no words of the message itself could be read" if nothing else words.partial if words else "",
    )


def _in_words(sent: datetime) -> str:
    try:
        return moment_in_words(sent)
    except ZoneInfoNotFoundError:  # in a web page: the time as the sender's clock showed it
        return f"{day_in_words(sent.date())}, {sent:%H:%M}"


def _moment(written: str) -> datetime | None:
    try:
        moment = email.utils.parsedate_to_datetime(written)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    except _ODD:
        return None


def _name(name: str | None) -> str:
    """The last part of a name, without what would end a line."""
    return (
        re.sub(r"[\x00-\x1f]", " ", (name or "").replace("\\", "/").rpartition("/")[2]).strip()
        or "a file without a name"
    )
