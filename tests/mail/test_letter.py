"""A draft as another program reads it: addresses, subject and words arrive whole, and nothing else comes with them."""

import email
import email.policy
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annexa.inspection.calendar import ZONE
from annexa.mail.letter import Letter, address
from annexa.model.errors import UsageError
from annexa.model.text import one_line

AT = datetime(2026, 11, 30, 10, tzinfo=ZONE)
EVIDENCE = Address(addr_spec="evidence@area.example")


def letter(**changes: object) -> Letter:
    fields: dict[str, object] = {
        "id": "lead",
        "about": "Evidence lead, education",
        "sender": EVIDENCE,
        "to": (Address("Evidence lead, education", addr_spec="lead@area.example"),),
        "subject": "Two requirements wait for you",
        "body": "For: Evidence lead\n\n- 3.4 Destinations\n",
        "at": AT,
    }
    return Letter(**(fields | changes))  # type: ignore[arg-type]


def read(drafted: Letter) -> EmailMessage:
    message = email.message_from_bytes(drafted.eml(), policy=email.policy.default)
    assert isinstance(message, EmailMessage) and not message.defects
    return message


def words(message: EmailMessage) -> str:
    return message.get_content().replace("\r\n", "\n")


def test_another_reader_sees_a_draft_with_its_addresses_and_words() -> None:
    message = read(letter(reply_to=Address(addr_spec="comms@area.example")))
    assert message["X-Unsent"] == "1"
    assert message["To"].addresses == (Address("Evidence lead, education", addr_spec="lead@area.example"),)
    assert (message["From"].addresses, message["Reply-To"]) == ((EVIDENCE,), "comms@area.example")
    assert message["Date"].datetime == AT
    assert message.get_content_type() == "text/plain"
    assert words(message) == "For: Evidence lead\n\n- 3.4 Destinations\n"


def test_lines_end_as_mail_asks_and_stay_short() -> None:
    data = letter(body="Übersicht " * 400, subject="é" * 300).eml()
    assert b"\n" not in data.replace(b"\r\n", b"") and b"\r" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 998
    assert data.isascii()
    assert read(letter(subject="é" * 300))["Subject"] == "é" * 300


def test_without_an_address_it_has_no_such_header() -> None:
    message = read(letter(to=(), sender=None))
    assert message["To"] is None and message["From"] is None
    assert letter(to=()).text().startswith("To: (Evidence lead, education: no address is known)\n")


@given(st.text(max_size=60), st.text(max_size=60))
def test_nothing_in_a_title_or_a_subject_becomes_a_header(title: str, subject: str) -> None:
    hostile = letter(to=(address("lead@area.example", title, where="people.yaml"),), subject=f"About {subject}")
    message = read(hostile)
    assert sorted(message.keys()) == sorted(
        ["X-Unsent", "Date", "From", "To", "Subject", "Content-Type", "Content-Transfer-Encoding", "MIME-Version"]
    )
    assert [to.addr_spec for to in message["To"].addresses] == ["lead@area.example"]
    assert words(message) == "For: Evidence lead\n\n- 3.4 Destinations\n"


@pytest.mark.parametrize("title", ["Lead\r\nBcc: all@elsewhere.example", "Lead\n\nHello", "<x@y.example>, Other"])
def test_a_hostile_title_stays_a_title(title: str) -> None:
    (to,) = read(letter(to=(address("lead@area.example", title, where="people.yaml"),)))["To"].addresses
    assert (to.display_name, to.addr_spec) == (one_line(title), "lead@area.example")


@pytest.mark.parametrize(
    "mailbox",
    ["nobody", "a@b@c", "a b@c.example", "a@c.example\nBcc: x@y.example", "a@c.example, x@y.example", "", "@x", "x@",
     "Lead <a@c.example>", "a@c.example\u2028x"],
)  # fmt: skip
def test_what_is_no_address_is_refused_with_its_file(mailbox: str) -> None:
    with pytest.raises(UsageError, match=r"people\.yaml gives"):
        address(mailbox, "Lead", where="people.yaml")


def test_entries_of_lists_hang_below_their_mark() -> None:
    shown = letter(body=f"- {'word ' * 30}\n  - {'part ' * 30}\n").lines().splitlines()
    assert max(map(len, shown)) <= 76
    assert [line[:4] for line in shown] == ["- wo", "  wo", "  - ", "    ", "    "]
