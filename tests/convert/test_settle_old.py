"""Fields that change by themselves keep what the file last showed: RTF and the formats of before 2007.

Long because every old format has its own way to hold a field.
"""

import struct
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annexa.convert.settle import NOTES, settle
from annexa.convert.settle.change import Change

from .compound import atom, compound, record, stream

KEPT: tuple[str, ...] = ()
LEFT_OUT = (NOTES[Change.LEFT_OUT],)
NOT_REACHED = (NOTES[Change.NOT_REACHED],)


# Word

DATE, PAGE, QUOTE = 31, 33, 35
BEGIN, SEPARATE, CLOSE = 0x13, 0x14, 0x15


def word(path: Path, *signs: tuple[int, int], table: int = 16, version: int = 0xC1) -> Path:
    """A Word file with these signs of fields, listed in the table of that number; nothing else is in it."""
    positions = struct.pack(f"<{len(signs) + 1}I", *range(len(signs) + 1))
    fields = positions + b"".join(bytes(sign) for sign in signs)
    head = struct.pack("<HH6xH", 0xA5EC, version, 0x0200).ljust(32, b"\0")
    head += struct.pack("<H28xH88xH", 14, 22, 93)
    places = [(0, 0)] * 93
    places[table] = (16, len(fields))
    head += b"".join(struct.pack("<II", *place) for place in places)
    return compound(path, WordDocument=head, **{"1Table": bytes(16) + fields})


@pytest.mark.parametrize("table", [16, 17, 59], ids=["text", "header", "text box in a header"])
def test_word_keeps_the_last_result_of_a_date_and_other_fields_are_left_to_libreoffice(tmp_path, table):
    file = word(
        tmp_path / "a.doc",
        *((BEGIN, DATE), (SEPARATE, 0xFF), (CLOSE, 0x80)),
        *((BEGIN, PAGE), (SEPARATE, 0xFF), (CLOSE, 0x80)),
        table=table,
    )
    before = stream(file, "1Table")
    assert settle(file, "doc") == KEPT
    after = stream(file, "1Table")
    assert [(old, new) for old, new in zip(before, after, strict=True) if old != new] == [(DATE, QUOTE)]


@pytest.mark.parametrize("kind", [15, 16, 22, 23, 24, 25, 27, 85])
def test_what_tells_of_a_word_file_is_kept_where_it_has_shown_something(tmp_path, kind):
    file = word(tmp_path / "a.doc", (BEGIN, kind), (SEPARATE, 0xFF), (CLOSE, 0x80), (BEGIN, kind), (CLOSE, 0x80))
    before = stream(file, "1Table")
    assert settle(file, "doc") == KEPT
    after = stream(file, "1Table")
    assert [(old, new) for old, new in zip(before, after, strict=True) if old != new] == [(kind, QUOTE)]


def test_a_date_of_word_without_a_result_is_left_out_and_noted(tmp_path):
    file = word(tmp_path / "a.doc", (BEGIN, DATE), (CLOSE, 0x80))
    assert settle(file, "doc") == LEFT_OUT


def test_a_word_file_without_dates_stays_as_it_is(tmp_path):
    file = word(tmp_path / "a.doc", (BEGIN, PAGE), (SEPARATE, 0xFF), (CLOSE, 0x80))
    before = file.read_bytes()
    assert settle(file, "doc") == KEPT
    assert file.read_bytes() == before


def test_a_word_file_of_before_1997_is_said_not_to_be_looked_into(tmp_path):
    assert settle(word(tmp_path / "a.doc", (BEGIN, DATE), version=0x65), "doc") == NOT_REACHED


# Excel

VOLATILE = b"\x19\x01\0\0"
TODAY, NOW, RAND = b"\x41\xdd\0", b"\x41\x4a\0", b"\x41\x3f\0"
TEXT_FOLLOWS = b"\0\0\0\0\0\0\xff\xff"


def formula(tokens: bytes, value: bytes | float, *, row: int = 0) -> bytes:
    shown = value if isinstance(value, bytes) else struct.pack("<d", value)
    return record(0x06, struct.pack("<HHH", row, 0, 0) + shown + bytes(6) + struct.pack("<H", len(tokens)) + tokens)


def text_of(words: str) -> bytes:
    """A string of one byte a letter, as records hold it."""
    return struct.pack("<HB", len(words), 0) + words.encode("latin-1")


def workbook(path: Path, *records: bytes, saved: bool = True, new: int = 0x0600) -> Path:
    """An Excel file of one sheet with these records."""
    book = record(0x0809, struct.pack("<HHHHII", new, 5, 0, 0, 0, 0))
    end = record(0x0A, b"")
    name = record(0x85, struct.pack("<IHBB", 0, 0, 5, 0) + b"Sheet")
    start = len(book) + len(name) + len(end)
    name = record(0x85, struct.pack("<IHBB", start, 0, 5, 0) + b"Sheet")
    sheet = record(0x0809, struct.pack("<HHHHII", new, 0x10, 0, 0, 0, 0)) + b"".join(records) + end
    streams = {"Workbook": book + name + end + sheet}
    if saved:
        streams["\x05SummaryInformation"] = summary(datetime(2026, 10, 1, 9, 30, tzinfo=UTC))
    return compound(path, **streams)


def summary(saved: datetime) -> bytes:
    """Properties that hold the day of saving only."""
    ticks = int((saved - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000
    form = bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9")
    values = struct.pack("<IIII", 24 + 4, 1, 13, 16) + struct.pack("<IQ", 64, ticks)
    return struct.pack("<HHI16xI", 0xFFFE, 0, 0, 1) + form + struct.pack("<I", 48) + values


def after_freezing(path: Path) -> list[tuple[int, bytes]]:
    """The records of a workbook, without those that only fill room."""
    data, position, found = stream(path, "Workbook"), 0, []
    while position + 4 <= len(data):
        kind, size = struct.unpack_from("<HH", data, position)
        if kind == 0:
            break
        found.append((kind, data[position + 4 : position + 4 + size]))
        position += 4 + size
    return [one for one in found if one[0] != 0x08FF]


@pytest.mark.parametrize(
    ("tokens", "value", "kind", "content"),
    [
        (VOLATILE + TODAY, 43466.0, 0x0203, struct.pack("<d", 43466.0)),
        (NOW, 43466.5, 0x0203, struct.pack("<d", 43466.5)),
        (VOLATILE + RAND, 0.25, 0x0203, struct.pack("<d", 0.25)),
        (TODAY + b"\x1e\x01\0\x0d", b"\x01\0\x01\0\0\0\xff\xff", 0x0205, b"\x01\x00"),
        (TODAY + b"\x1e\0\0\x06", b"\x02\0\x07\0\0\0\xff\xff", 0x0205, b"\x07\x01"),
        (TODAY + b"\x1e\0\0\x08", b"\x03\0\0\0\0\0\xff\xff", 0x0204, b"\0\0\0"),
    ],
    ids=["today", "now", "random", "truth", "error", "empty text"],
)
def test_a_cell_of_excel_keeps_its_value(tmp_path, tokens, value, kind, content):
    file = workbook(tmp_path / "a.xls", formula(tokens, value))
    size = len(stream(file, "Workbook"))
    assert settle(file, "xls") == KEPT
    assert (kind, bytes(6) + content) in after_freezing(file)
    assert 0x06 not in dict(after_freezing(file))
    assert len(stream(file, "Workbook")) == size


def test_a_cell_of_excel_keeps_its_text(tmp_path):
    words = text_of("1 January 2019")
    file = workbook(
        tmp_path / "a.xls", formula(TODAY, TEXT_FOLLOWS), record(0x0207, words), formula(b"\x1e\x01\0", 1.0)
    )
    assert settle(file, "xls") == KEPT
    kinds = dict(after_freezing(file))
    assert kinds[0x0204] == bytes(6) + words
    assert 0x0207 not in kinds
    assert 0x06 in kinds, "a formula that stays the same is left to LibreOffice"


@pytest.mark.parametrize(("tokens", "left"), [(VOLATILE + TODAY, 0), (b"\x1e\x01\0", 2)])
def test_cells_that_share_a_formula_go_together(tmp_path, tokens, left):
    shares = b"\x01\x05\0\0\0"
    shared = record(0x04BC, bytes(8) + struct.pack("<H", len(tokens)) + tokens)
    file = workbook(tmp_path / "a.xls", formula(shares, 1.0, row=5), shared, formula(shares, 2.0, row=6))
    assert settle(file, "xls") == KEPT
    kinds = [kind for kind, _ in after_freezing(file)]
    assert kinds.count(0x06) == left
    assert kinds.count(0x0203) == 2 - left
    assert kinds.count(0x04BC) == left // 2


def test_a_page_header_of_excel_does_not_tell_the_day(tmp_path):
    file = workbook(tmp_path / "a.xls", record(0x14, text_of("&LPrinted &D&RPage &P")))
    assert settle(file, "xls") == LEFT_OUT
    assert dict(after_freezing(file))[0x14].rstrip(b"\0") == text_of("&LPrinted &RPage &P")


@pytest.mark.parametrize(
    ("saved", "tokens", "notes"), [(True, b"\x1e\xd8\xb4", KEPT), (False, b"\x1c\x2a\x15", LEFT_OUT)]
)
def test_a_conditional_format_of_excel_compares_with_the_day_of_saving(tmp_path, saved, tokens, notes):
    condition = struct.pack("<BBHH", 2, 0, len(TODAY), 0) + bytes(6)
    file = workbook(tmp_path / "a.xls", record(0x01B1, condition + TODAY), saved=saved)
    assert settle(file, "xls") == notes
    assert dict(after_freezing(file))[0x01B1] == condition + tokens


def test_a_name_of_excel_for_today_means_the_day_of_saving(tmp_path):
    name = struct.pack("<HBBHHHI", 0, 0, 3, 3, 0, 0, 0) + b"\0Day"
    file = workbook(tmp_path / "a.xls", record(0x18, name + TODAY))
    assert settle(file, "xls") == KEPT
    assert dict(after_freezing(file))[0x18] == name + b"\x1e" + struct.pack("<H", 46296)


def test_a_protected_workbook_is_said_not_to_be_looked_into(tmp_path):
    file = workbook(tmp_path / "a.xls", record(0x2F, bytes(6)), formula(TODAY, 1.0))
    before = file.read_bytes()
    assert settle(file, "xls") == NOT_REACHED
    assert file.read_bytes() == before


# PowerPoint


@pytest.mark.parametrize(("kind", "words"), [(0x0FA0, "on *.".encode("utf-16-le")), (0x0FA8, b"on *.")])
def test_a_date_in_the_text_of_a_slide_is_left_out(tmp_path, kind, words):
    date = atom(0x0FF7, struct.pack("<IB3x", 3, 1))
    box = atom(0xF00D, atom(0x0F9F, bytes(4)) + atom(kind, words) + date, container=True)
    file = compound(tmp_path / "a.ppt", PowerPoint_Document=atom(0x03E8, box, container=True))
    assert settle(file, "ppt") == LEFT_OUT
    after = stream(file, "PowerPoint Document")
    assert words.replace(b"*", b" ") in after
    assert date not in after


@pytest.mark.parametrize(("flags", "kept", "notes"), [(0b1011, 0b1000, LEFT_OUT), (0b1101, 0b1101, KEPT)])
def test_the_date_of_a_footer_is_left_out_unless_it_is_fixed(tmp_path, flags, kept, notes):
    record = struct.pack("<HH", 0, flags)
    content = atom(0x03E8, atom(0x0FD9, atom(0x0FDA, record), container=True), container=True)
    file = compound(tmp_path / "a.ppt", PowerPoint_Document=content)
    assert settle(file, "ppt") == notes
    assert atom(0x0FDA, struct.pack("<HH", 0, kept)) in stream(file, "PowerPoint Document")


# RTF


def field_of(instruction: str, result: str = r"{\fldrslt {\b saved}}") -> str:
    return r"{\field{\*\fldinst " + instruction + "}" + result + "}"


@pytest.mark.parametrize(
    ("body", "gone", "kept", "notes"),
    [
        (field_of(r'DATE \\@ "d MMMM"'), "DATE", "saved", KEPT),
        (field_of(r"{\b  time }"), "time", "saved", KEPT),
        (field_of(r"FILENAME \\p"), "FILENAME", "saved", KEPT),
        (field_of("IF " + field_of("DATE", r"{\fldrslt 1.1.}") + ' = "x"'), "IF", "saved", KEPT),
        (field_of("QUOTE", r"{\fldrslt " + field_of("DATE") + "}"), "DATE", "QUOTE", KEPT),
        (field_of("DATE", ""), "DATE", r"{\field}", LEFT_OUT),
        (field_of("DATE", r"{\fldrslt }"), "DATE", "fldrslt", LEFT_OUT),
        (r"{\bin3 }{}" + field_of("DATE"), "DATE", r"{\bin3 }{}", KEPT),
        (field_of("PAGE"), "absent", "PAGE", KEPT),
        (field_of("FILENAME"), "FILENAME", "saved", KEPT),
        (field_of("SEQ Table"), "SEQ", "saved", KEPT),
        (field_of("REF gone"), "REF", "saved", KEPT),
        (r"{\*\bkmkstart here}" + field_of("PAGEREF here"), "absent", "PAGEREF", KEPT),
        (field_of(r"SAVEDATE \\@ yyyy"), "SAVEDATE", "saved", KEPT),
        (field_of("SUBJECT", r"{\fldrslt }"), "absent", "SUBJECT", KEPT),
        (r"\{\fldinst DATE\}", "absent", "DATE", KEPT),
    ],
)
def test_rtf(tmp_path, body, gone, kept, notes):
    file = tmp_path / "a.rtf"
    file.write_text(rf"{{\rtf1\ansi {body} after}}")
    assert settle(file, "rtf") == notes
    text = file.read_text()
    assert gone not in text
    assert kept in text
    assert text.endswith(" after}")


def test_rtf_that_is_called_doc_is_frozen_as_what_it_is(tmp_path):
    file = tmp_path / "a.doc"
    file.write_text(rf"{{\rtf1 {field_of('DATE')}}}")
    assert settle(file, "doc") == KEPT
    assert "DATE" not in file.read_text()


@pytest.mark.parametrize(
    "content", [b"", b"{\\rtf1 {\\fldinst DATE", b"{\\rtf }}}}\\fldinst DATE{\\", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
@pytest.mark.parametrize("format_", ["doc", "xls", "ppt", "rtf"])
def test_what_is_broken_is_left_for_libreoffice_to_judge(tmp_path, content, format_):
    file = tmp_path / f"a.{format_}"
    file.write_bytes(content)
    settle(file, format_)
    assert file.read_bytes() == content


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mutated")


@settings(max_examples=60)
@given(data=st.data(), format_=st.sampled_from(["doc", "xls", "ppt"]))
def test_no_bytes_bring_a_settler_down(folder, data, format_):
    file = folder / f"a.{format_}"
    date = atom(0x0F9F, bytes(4)) + atom(0x0FA8, b"*") + atom(0x0FF7, bytes(8))
    match format_:
        case "doc":
            word(file, (BEGIN, DATE), (SEPARATE, 0xFF), (CLOSE, 0x80))
        case "xls":
            workbook(file, formula(TODAY, 1.0), record(0x14, text_of("&D")))
        case _:
            compound(file, PowerPoint_Document=atom(0xF00D, date, container=True))
    content = bytearray(file.read_bytes())
    changes = st.tuples(st.integers(0, len(content) - 1), st.integers(0, 255))
    for place, value in data.draw(st.lists(changes, min_size=1, max_size=12)):
        content[place] = value
    file.write_bytes(content)
    settle(file, format_)
    assert file.stat().st_size == len(content)
