"""What is made from tokens is to the last type what pypdf makes of the same bytes; whatever is odd is left to pypdf."""

import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import IndirectObject, PdfObject, read_object
from tests.verify.test_reading_once import packed

from annexa.verify.tokens import Tokens
from annexa.verify.unpacked import Reader

READER: Any = object()


def ours(written: bytes) -> PdfObject | None:
    return Tokens(READER).object(written)


def shape(value: Any) -> Any:
    """An object with the type of everything in it."""
    name = type(value).__name__
    if isinstance(value, dict):
        return name, [(shape(key), shape(dict.get(value, key))) for key in value]
    if isinstance(value, list):
        return name, [shape(each) for each in list.__iter__(value)]
    if isinstance(value, IndirectObject):
        return name, value.idnum, value.generation
    return name, str(value), getattr(value, "original_bytes", None)


def pypdfs(written: bytes) -> PdfObject:
    return read_object(BytesIO(written), READER)


@pytest.mark.parametrize(
    "written",
    [
        b"<< /Type /StructElem /S /P /P 12 0 R /Pg 3 0 R /K [ 0 1 << /Type /MCR /MCID 2 >> ] >>",
        b"[ 1 0 R 2 0 R null 33 0 R ]",
        b"[]",
        b"<<>>",
        b"<</A 1/B(x)/C[1 2]/D<41>/E/F>>",
        b"[ 1 2 0 R ]",
        b"[ -1 +2 .5 -0.25 7.0 true false null ]",
        rb"<< /Title (a \(b\) \\ \101 c) /Alt <FEFF00E9> /T <> /Lang () >>",
        rb"<< /Title (Index \205 page 2) /Alt (\376\377\000\351) /T (\377 \000) /Lang (\\\)) >>",
        rb"<< /Title (\7 \08 \400 \777 \n \d) /Alt (\1012) /T (one\
line) >>",
        b"<< /Title (caf\xe9\r\n\x85) /Alt (\xfe\xff\x00\xe9) /T (\xef\xbb\xbf\xc3\xa9) /Lang (\xff) >>",
        b"[ 595.303937007874 -841.889763779528 .000000000000000001 +0.5 007 -0 ]",
        b"<< /A#20B /C#41 /Caf\xc3\xa9 /\xff >>",
        b"<< /D [ 4 0 R /XYZ 0 842.25 0 ] >>\n",
        b"<< /Stream /stream >>",
    ],
)
def test_what_is_written_plainly(written: bytes) -> None:
    assert shape(ours(written)) == shape(pypdfs(written))


@pytest.mark.parametrize(
    "written",
    [
        b"12",  # what stands behind it may belong to it
        b"(words)",
        b"/Name",
        b"",
        b"<< /A 1 /A 2 >>",
        b"<< /A >>",
        b"<< 1 /A >>",
        b"<< /A 1",
        b"[ 1 ] ]",
        b"[ << ] >>",
        b"[ 1 ] [ 2 ]",
        b"[ (a (b) c) ]",
        b"[ 1 0 R%\n]",
        b"[ 1  0 R ]",
        b"[ 1 5 R ]",
        b"[ 1 0 Rest ]",
        b"[ 1 0 obj ]",
        b"[ 1e5 ]",
        b"[ 7. ]",
        b"[ 12345678901234567890123 ]",
        b"[ < 41 > ]",
        b"[ {} ]",
        b"[" * 60 + b"]" * 60,
    ],
)
def test_what_is_left_to_pypdf(written: bytes) -> None:
    assert ours(written) is None


ATOMS = st.one_of(
    st.integers(-(10**6), 10**6).map(str),
    st.sampled_from(
        [
            "0.5",
            "-12.75",
            "true",
            "false",
            "null",
            "/Name",
            "/A#2FB",
            "(text)",
            "<4142>",
            "7 0 R",
            "99 0 R",
            r"(a \205 b)",
            r"(\(\)\\)",
            r"(\n \12)",
            "595.303937007874",
            "-.5",
            "\n",
        ]
    ),
)
VALUES = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=5).map(lambda items: f"[{' '.join(items)}]"),
        st.dictionaries(st.sampled_from(["/A", "/B", "/Kids", "/P"]), inner, max_size=4).map(
            lambda pairs: f"<<{' '.join(f'{key} {value}' for key, value in pairs.items())}>>"
        ),
    ),
    max_leaves=15,
)


@given(st.lists(VALUES, max_size=6))
def test_whatever_is_nested(items: list[str]) -> None:
    """Where it is taken apart at all, it is what pypdf makes of it: "1 2 0 R" is a number and a reference to both."""
    written = f"[ {' '.join(items)} ]".encode()
    found = ours(written)
    assert found is None or shape(found) == shape(pypdfs(written))


def test_each_object_is_where_pypdf_finds_it(make: Any) -> None:
    path: Path = make()
    packed(path)
    theirs, found = PdfReader(path), Reader(path)
    assert theirs.xref_objStm and (found.xref, found.xref_objStm) == (theirs.xref, theirs.xref_objStm)


def table(kinds: str, more: str = "", sizes: str = "1 2 1") -> bytes:
    """A file whose table of objects is written in rows told in these ways of PNG, one a row."""
    body = b"%PDF-1.5\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
    rows = [bytes([0, 0, 0, 0]), bytes([1, 0, 9, 0]), bytes([1, 0, len(body), 0])]
    rows += [bytes([2, 0, 7 * index, 250 + index]) for index in range(len(kinds) - 3)]
    written = b""
    for row, before, kind in zip(rows, [bytes(4), *rows], kinds, strict=False):
        told = bytes((each - above) % 256 for each, above in zip(row, before, strict=True)) if kind == "2" else row
        written += bytes([int(kind)]) + told
    stream = zlib.compress(written)
    how = f"/Type /XRef /Size {len(kinds)} /W [{sizes}] /Root 1 0 R /Filter /FlateDecode /Length {len(stream)}"
    parms = f"/DecodeParms << /Columns 4 /Predictor 12{more} >>"
    head = f"2 0 obj\n<< {how} {parms} >>\nstream\n".encode()
    return body + head + stream + f"\nendstream\nendobj\nstartxref\n{len(body)}\n%%EOF\n".encode()


@pytest.mark.parametrize(
    "written",
    [
        table("222222"),
        table("202022"),  # rows that are told otherwise are pypdf's
        table("000000"),
        table("222222", " /Colors 1"),
        table("222222", " /BitsPerComponent 8"),
        table("222222", sizes="1 1 2"),
        table("22222", sizes="1 2 2"),
    ],
)
def test_a_table_of_objects_says_what_it_says_to_pypdf(written: bytes) -> None:
    theirs, found = PdfReader(BytesIO(written)), Reader(BytesIO(written))
    assert (found.xref, found.xref_objStm) == (theirs.xref, theirs.xref_objStm)
    assert found.xref or found.xref_objStm
