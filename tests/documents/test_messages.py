"""E-mail messages: who wrote what to whom, when, and what was attached, from both kinds of file."""

import importlib.util
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from annexa.convert.messages import to_pdf
from annexa.documents import Facts, ReadFault, read
from annexa.tools.deadline import within

_SPEC = importlib.util.spec_from_file_location("outlook", Path(__file__).with_name("outlook.py"))
outlook = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(outlook)

Fault = Callable[[str, bytes], ReadFault]


def internet(**parts: object) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Evidence lead <lead@ashby.example>"
    message["To"] = "Board <board@ashby.example>"
    message["Subject"] = parts.get("subject", "Short breaks – août")
    message["Date"] = "Mon, 14 Sep 2026 09:40:00 +0100"
    message.set_content(parts.get("plain", "Dear board,\n\nthe plan is agreed.\n"))
    return message


def words(path: Path, data: bytes) -> Facts:
    path.write_bytes(data)
    facts = read(path)
    assert isinstance(facts, Facts), facts
    return facts


def test_an_internet_message(tmp_path: Path) -> None:
    message = internet()
    message.add_alternative("<p>Dear board,</p><p>other words</p>", subtype="html")
    message.add_attachment(b"Robin Example", maintype="text", subtype="plain", filename="notes.txt")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png", disposition="inline")
    inner = internet(subject="Before")
    inner.add_attachment(b"Alex Example", maintype="text", subtype="plain", filename="older.txt")
    message.add_attachment(inner)
    facts = words(tmp_path / "a.eml", bytes(message))
    assert facts.text.splitlines() == [
        "Short breaks – août",
        "From: Evidence lead <lead@ashby.example>",
        "To: Board <board@ashby.example>",
        "Sent: 14 September 2026, 09:40",
        "Dear board,",
        "the plan is agreed.",
        "notes.txt (13 bytes)",
        "logo.png (4 bytes, a picture in the message)",
        f"Before.eml ({len(inner.as_bytes())} bytes)",
    ]
    assert [active.name for active in facts.active] == ["notes.txt", "Before.eml"]
    [notes, before] = [each.facts for each in facts.embedded]
    assert notes.text == "Robin Example"
    assert [each.facts.text for each in before.embedded] == ["Alex Example"]
    assert (facts.format, facts.properties.title, facts.partial) == ("eml", "Short breaks – août", "")


def test_an_outlook_message(tmp_path: Path) -> None:
    data = outlook.message(
        {
            0x001A: "IPM.Note",
            0x0037: "Short breaks – août",
            0x1000: "Dear board,\r\n\r\nthe plan is agreed.\r\n",
            0x0C1A: "Evidence lead",
            0x0C1F: "lead@ashby.example",
            0x0E04: "Board; Health lead",
        },
        sent=datetime(2026, 9, 14, 8, 40, tzinfo=UTC),
        attached={"notes.txt": b"Robin Example", "plan.docx": b"not a document" * 400},
    )
    facts = words(tmp_path / "a.msg", data)
    assert facts.text.splitlines() == [
        "Short breaks – août",
        'From: "Evidence lead" <lead@ashby.example>',
        "To: Board; Health lead",
        "Sent: 14 September 2026, 09:40",
        "Dear board,",
        "the plan is agreed.",
        "notes.txt (13 bytes)",
        "plan.docx (5.6 kB)",
    ]
    assert any("Robin Example" in each.facts.text for each in facts.embedded)
    assert facts.format == "msg"


def test_the_words_of_a_message_that_is_a_web_page(tmp_path: Path) -> None:
    page = "<html><head><style>p {}</style></head><body><p>Dear board,</p><div style='display:none'>unseen</div><p>agreed.</p>"
    message = internet()
    message.set_content(page, subtype="html")
    seen = words(tmp_path / "a.eml", bytes(message)).text.splitlines()
    assert seen[-2:] == ["Dear board,", "agreed."]
    data = outlook.message({0x001A: "IPM.Note", 0x0037: "Plan"}, page=page.encode())
    assert words(tmp_path / "a.msg", data).text.splitlines() == ["Plan", "Dear board,", "agreed."]


def test_a_message_without_words_is_not_taken_for_read(tmp_path: Path) -> None:
    assert "no words" in words(tmp_path / "a.msg", outlook.message({0x001A: "IPM.Note", 0x0037: "Plan"})).partial


ENCRYPTED = b"From: a@b.example\r\nContent-Type: application/pkcs7-mime; name=smime.p7m\r\n\r\nMIIB"


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.eml", ENCRYPTED, "password"),
        ("a.msg", outlook.message({0x001A: "IPM.Note.SMIME"}), "password"),
        ("a.msg", outlook.message({0x001A: "IPM.Note"}, attached={"message.rpmsg": b"x"}), "password"),
        ("a.msg", bytes(internet()), "mislabelled"),
        ("a.eml", outlook.message({0x001A: "IPM.Note"}), "mislabelled"),
        ("a.doc", outlook.message({0x001A: "IPM.Note"}), "mislabelled"),
        ("a.eml", b"Dear board, these are words: many.", "mislabelled"),
        ("a.eml", b"%PDF-1.7\n" + bytes(40), "mislabelled"),
        ("a.msg", outlook.message({0x001A: "IPM.Note", 0x1000: "word " * 3000})[:2000], "corrupt"),
    ],
)
def test_what_is_no_readable_message_is_refused(fault_of: Fault, name: str, data: bytes, kind: str) -> None:
    fault = fault_of(name, data)
    assert fault.kind == kind
    assert fault.remedy


def test_where_the_library_is_not_there_it_is_said(fault_of: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "oxmsg", None)
    fault = fault_of("a.msg", outlook.message({0x001A: "IPM.Note"}))
    assert fault.kind == "unknown format"
    assert ".eml" in fault.remedy


@pytest.mark.parametrize(
    "odd",
    [
        b"Subject: =?nonsense?B?@@@?=\nFrom: <<>>\nDate: yesterday\n\nwords",
        b"From: a\nSubject: x\nContent-Type: text/plain; charset=klingon\n\nwords",
        b"From: a\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nwords",
        b"From: a\nContent-Type: multipart/mixed\n\nwords",
        b"Received: from x by y;\n\tMon, 1 Jan 2026\nFrom: a\n\nwords\n",
    ],
)
def test_odd_messages_are_read(tmp_path: Path, odd: bytes) -> None:
    assert "words" in words(tmp_path / "a.eml", odd).text


def test_a_message_becomes_pages_with_all_of_its_words(tmp_path: Path) -> None:
    from annexa.convert import messages

    pypdfium2 = pytest.importorskip("pypdfium2")
    message = internet(plain="Dear board,\n\nthe plan is agreed.\n\n" + "x" * 300 + "\n")
    message.add_attachment(b"x", maintype="text", subtype="plain", filename="notes.txt")
    (tmp_path / "a.eml").write_bytes(bytes(message))
    made = messages.to_pdf(tmp_path / "a.eml", "eml")
    assert not isinstance(made, ReadFault)
    content, pages, notes = made
    with pypdfium2.PdfDocument(content) as pdf:
        text = pdf[0].get_textpage().get_text_range()
        page = pdf[0].get_textpage()
        right = max(page.get_rect(number)[2] for number in range(page.count_rects()))
        assert right < pdf[0].get_width() - 30
    assert pages == 1 and notes == (messages.BESIDE,)
    for piece in (
        "Short breaks – août",
        "lead@ashby.example",
        "14 September 2026, 09:40",
        "the plan is agreed.",
        "notes.txt (1 bytes)",
    ):
        assert piece in text
    assert messages.to_pdf(tmp_path / "a.eml", "eml") == made


HEAD = b"From: a@b\nSubject: x\n"
HARMFUL = {
    "a subject of 50,000 encoded words": (b"From: a@b\nSubject: " + b"=?utf-8?q?a?= " * 50_000 + b"\n\nx", "too large"),
    "100,000 addresses": (HEAD + b"To: " + b"a@b.example, " * 100_000 + b"a@b\n\nx", "too large"),
    "a long name inside": (
        HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Disposition: attachment; filename="
        + b"=?utf-8?q?a?= " * 50_000 + b"\n\nx\n--b--\n",
        "too large",
    ),
    "1,200 parts in each other": (
        HEAD + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(1200)) + b"\nx",
        "corrupt",
    ),
}  # fmt: skip


@pytest.mark.parametrize("harm", HARMFUL)
def test_a_message_that_goes_on_and_on_is_refused_at_once(tmp_path: Path, harm: str) -> None:
    """By the reader, and where its pages are made, which is done in annexa's own process."""
    data, kind = HARMFUL[harm]
    path = tmp_path / "a.eml"
    path.write_bytes(data)
    with within(10, of_work=True):
        for fault in (read(path), to_pdf(path, "eml")):
            assert isinstance(fault, ReadFault) and fault.kind == kind and fault.remedy
