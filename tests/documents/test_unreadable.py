"""Files that cannot be read, or are not what their name says: each gives its own fault, and nothing crashes.

Long because it is one table of files that cannot be read.
"""

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annexa.documents import Facts, Limits, ReadFault, read
from annexa.documents.faults import DOWN
from annexa.documents.sniff import FAMILIES

Fault = Callable[[str, bytes], ReadFault]
Raw = Callable[..., bytes]

RTF = rb"{\rtf1 words\par}"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40
PDF = b"%PDF-1.7\n%\xe2\xe3\n"


@pytest.mark.parametrize("ending", sorted(FAMILIES))
def test_empty_files(fault_of: Fault, ending: str) -> None:
    fault = fault_of(f"a.{ending}", b"")
    assert fault.kind == "empty"
    assert fault.remedy


@pytest.mark.parametrize("ending", sorted(set(FAMILIES) - {"txt", "csv"}))
def test_text_under_another_name(fault_of: Fault, ending: str) -> None:
    fault = fault_of(f"a.{ending}", b"These are plain words.")
    assert fault.kind == "mislabelled"
    assert "plain text" in fault.message


@pytest.mark.parametrize(
    ("name", "data", "really"),
    [
        ("a.docx", RTF, "rtf"),
        ("a.doc", RTF, "rtf"),
        ("a.pdf", PNG, "png"),
        ("a.png", PDF, "pdf"),
        ("a.jpg", PNG, "png"),
        ("a.xls", b"<html><table></table></html>", "a web page"),
        ("a.docx", b'<?xml version="1.0"?><w/>', "XML"),
        ("a.txt", PNG, "png"),
        ("a.csv", b"PK\x03\x04", ""),
        ("a.docx", b"Rar!\x1a\x07\x00\x00\x00", "a RAR archive"),
    ],
)
def test_one_format_under_the_name_of_another(fault_of: Fault, name: str, data: bytes, really: str) -> None:
    fault = fault_of(name, data)
    assert fault.kind in ("mislabelled", "corrupt")
    assert really in fault.message


@pytest.mark.parametrize(
    ("name", "kind", "really"),
    [
        ("a.docx", "template.main+xml", "dotx"),
        ("a.xlsx", "document.main+xml", "docx"),
        ("a.docm", "document.main+xml", "docx"),
        ("a.odt", "document.main+xml", "docx"),
    ],
)
def test_the_content_type_decides(fault_of: Fault, raw_docx: Raw, name: str, kind: str, really: str) -> None:
    fault = fault_of(name, raw_docx("<w:p/>", kind=kind))
    assert fault.kind == "mislabelled"
    assert fault.message == f"The name says {name[2:]}, but the content is {really}"


@pytest.mark.parametrize("name", ["a.xyz", "a", ".docx", "a.docx.exe"])
def test_unknown_formats(fault_of: Fault, name: str) -> None:
    assert fault_of(name, b"words").kind == "unknown format"


def test_the_case_of_the_ending_does_not_matter(tmp_path: Path, raw_docx: Raw) -> None:
    path = tmp_path / "A.DOCX"
    path.write_bytes(raw_docx("<w:p/>"))
    assert isinstance(read(path), Facts)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    fault = read(tmp_path / "gone.docx")
    assert isinstance(fault, ReadFault)
    assert fault.kind == "corrupt"


def test_folders_and_pipes_are_no_files(tmp_path: Path) -> None:
    (tmp_path / "a.docx").mkdir()
    os.mkfifo(tmp_path / "b.docx")
    for name in ("a.docx", "b.docx"):
        assert isinstance(read(tmp_path / name), ReadFault)


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.9, 0.99])
def test_truncated_office_files(
    fault_of: Fault, raw_docx: Raw, raw_xlsx: Raw, raw_pptx: Raw, raw_odf: Raw, keep: float
) -> None:
    whole = {
        "a.docx": raw_docx("<w:p/>" * 50),
        "a.xlsx": raw_xlsx("<sheetData/>"),
        "a.pptx": raw_pptx("<p:sp/>"),
        "a.odt": raw_odf("<text:p/>" * 50),
    }
    for name, data in whole.items():
        assert fault_of(name, data[: int(len(data) * keep)]).kind == "corrupt"


def test_a_zip_of_something_else(fault_of: Fault, raw_zip: Raw) -> None:
    assert fault_of("a.docx", raw_zip({"holiday.txt": "x"})).kind == "mislabelled"


def test_a_main_part_that_is_missing_or_broken(fault_of: Fault, raw_docx: Raw) -> None:
    broken = raw_docx("<w:p>")
    assert fault_of("a.docx", broken).kind == "corrupt"


def test_entries_that_point_outside(fault_of: Fault, raw_docx: Raw) -> None:
    fault = fault_of("a.docx", raw_docx("<w:p/>", extra={"../../etc/passwd": "x"}))
    assert fault.kind == "corrupt"
    assert "outside" in fault.message


def test_a_zip_bomb_is_not_unpacked(fault_of: Fault, raw_docx: Raw) -> None:
    bomb = raw_docx("<w:p/>", extra={f"word/media/{n}.bin": b"\x00" * 40_000_000 for n in range(3)})
    assert len(bomb) < 1_000_000
    assert fault_of("a.docx", bomb).kind == "too large"


def test_too_many_entries(tmp_path: Path, raw_docx: Raw) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(raw_docx("<w:p/>", extra={f"word/media/{n}.bin": b"" for n in range(50)}))
    fault = read(path, limits=Limits(archive_entries=40))
    assert isinstance(fault, ReadFault)
    assert fault.kind == "too large"


def test_a_file_beyond_the_size_limit(tmp_path: Path, raw_docx: Raw) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(raw_docx("<w:p/>"))
    fault = read(path, limits=Limits(file_bytes=10))
    assert isinstance(fault, ReadFault)
    assert fault.kind == "too large"


def test_entities_are_not_resolved(tmp_path: Path, raw_docx: Raw) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    doctype = f'<!DOCTYPE w:document [<!ENTITY x SYSTEM "file://{secret}">]>'
    source = raw_docx("<w:p><w:r><w:t>&x;seen</w:t></w:r></w:p>")
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, doctype.encode() + data if name == "word/document.xml" else data)
    path = tmp_path / "a.docx"
    path.write_bytes(target.getvalue())
    result = read(path)
    assert "the secret" not in repr(result)


def test_an_entity_bomb_does_not_explode(tmp_path: Path, raw_docx: Raw) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "lol"}">' for n in range(12))
    bomb = raw_docx("<w:p><w:r><w:t>&e11;</w:t></w:r></w:p>")
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(bomb)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, f"<!DOCTYPE x [{entities}]>".encode() + data if name.endswith("document.xml") else data)
    path = tmp_path / "a.docx"
    path.write_bytes(target.getvalue())
    result = read(path)
    assert isinstance(result, ReadFault) or len(result.text) < 1000


def test_deep_nesting(tmp_path: Path, raw_docx: Raw) -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 60 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 60
    path = tmp_path / "a.docx"
    path.write_bytes(raw_docx(deep))
    assert isinstance(read(path), Facts | ReadFault)


def ole(*streams: str) -> bytes:
    """A minimal OLE file: header, one FAT sector, directory sectors holding empty streams of these names."""
    import struct

    end, free, fat = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    entries = []
    for index, name in enumerate(("Root Entry", *streams)):
        encoded = name.encode("utf-16-le")
        kind = 5 if index == 0 else 2
        child = 1 if index == 0 and streams else free
        right = index + 1 if 0 < index < len(streams) else free
        entries.append(
            encoded.ljust(64, b"\x00")
            + struct.pack("<HBB3I", len(encoded) + 2, kind, 1, free, right, child)
            + b"\x00" * 36
            + struct.pack("<IQ", end, 0)
        )
    directory = b"".join(entries)
    sectors = -(-len(directory) // 512)
    directory = directory.ljust(sectors * 512, b"\x00")
    table = [fat, *range(2, sectors + 1), end]
    table += [free] * (128 - len(table))
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\x00" * 16
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + b"\x00" * 6
        + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0)
        + struct.pack("<109I", 0, *([free] * 108))
    )
    return header + struct.pack("<128I", *table) + directory


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.pptx", "a.docm"])
def test_password_protected_office_files(fault_of: Fault, name: str) -> None:
    assert fault_of(name, ole("EncryptionInfo", "EncryptedPackage")).kind == "password"


@pytest.mark.parametrize(
    ("name", "stream", "kind"),
    [
        ("a.doc", "WordDocument", "needs a tool"),
        ("a.xls", "Workbook", "needs a tool"),
        ("a.ppt", "PowerPoint Document", "needs a tool"),
        ("a.docx", "WordDocument", "mislabelled"),
        ("a.doc", "Workbook", "mislabelled"),
        ("a.doc", "Something", "mislabelled"),
    ],
)
def test_files_of_before_2007(fault_of: Fault, name: str, stream: str, kind: str) -> None:
    assert fault_of(name, ole(stream)).kind == kind


def test_a_legacy_file_is_read_from_what_libreoffice_made_of_it(tmp_path: Path, raw_docx: Raw) -> None:
    from annexa.documents.legacy import facts_from

    original, converted = tmp_path / "a.doc", tmp_path / "a.docx"
    original.write_bytes(ole("WordDocument", "Macros"))
    converted.write_bytes(raw_docx("<w:p><w:r><w:t>Words</w:t></w:r></w:p>"))
    facts = facts_from(original, converted)
    assert isinstance(facts, Facts)
    assert (facts.format, facts.text) == ("doc", "Words")
    assert "LibreOffice" in facts.partial


SAMPLES = {"docx": "raw_docx", "xlsx": "raw_xlsx", "pptx": "raw_pptx", "odt": "raw_odf"}


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mutated")


@pytest.mark.parametrize("ending", ["docx", "xlsx", "pptx", "odt", "rtf", "pdf", "csv", "txt", "png", "tif", "doc"])
@settings(max_examples=25)
@given(data=st.data())
def test_no_bytes_bring_a_reader_down(
    request: pytest.FixtureRequest, folder: Path, ending: str, data: st.DataObject
) -> None:
    flat = {
        "rtf": RTF,
        "pdf": PDF,
        "csv": b"a,b\n1,2\n",
        "txt": b"words",
        "png": PNG,
        "tif": b"II*\x00\x08",
        "doc": ole("WordDocument"),
    }
    source = flat.get(ending) or request.getfixturevalue(SAMPLES[ending])("")
    mutated = bytearray(source)
    for position, value in data.draw(
        st.lists(st.tuples(st.integers(0, len(source) - 1), st.integers(0, 255)), max_size=12)
    ):
        mutated[position] = value
    path = folder / f"a.{ending}"
    path.write_bytes(bytes(mutated) + data.draw(st.binary(max_size=40)))
    result = read(path)
    if isinstance(result, ReadFault):
        assert not result.message.startswith(DOWN), result.message


@pytest.mark.parametrize(
    "part", ["word/document.xml", "xl/worksheets/sheet1.xml", "ppt/slides/slide1.xml", "content.xml"]
)
@settings(max_examples=40)
@given(cuts=st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=3))
def test_no_shuffled_markup_brings_a_reader_down(
    request: pytest.FixtureRequest, folder: Path, part: str, cuts: list[tuple[float, float]]
) -> None:
    """Well-formed parts with attributes and elements in places where no program would write them."""
    ending, fixture = {
        "w": ("docx", "raw_docx"),
        "x": ("xlsx", "raw_xlsx"),
        "p": ("pptx", "raw_pptx"),
        "c": ("odt", "raw_odf"),
    }[part[0]]
    pieces = {
        "docx": ["<w:p>", "<w:r>", "<w:fldChar w:fldCharType='end'/>", "<w:fldChar/>", "<w:tbl/>", "<w:sz/>", "<w:sz w:val='x'/>",
                 "<w:outlineLvl w:val='a'/>", "<w:gridSpan w:val='-4'/>", "<w:sym w:char='zz'/>", "<w:ins/>", "<w:drawing/>"],
        "xlsx": ["<row r='x'/>", "<row><c r='??' t='s'><v>99</v></c></row>", "<cols><col min='z'/></cols>",
                 "<row><c s='400'><v>1e400</v></c></row>", "<hyperlinks><hyperlink/></hyperlinks>", "<pane/>"],
        "pptx": ["<p:sp/>", "<p:graphicFrame><a:tbl/></p:graphicFrame>", "<p:pic/>", "<p:sp><a:p><a:r/></a:p></p:sp>"],
        "odt": ["<text:h text:outline-level='x'/>", "<text:s text:c='-5'/>", "<text:a/>", "<table:table/>", "<draw:frame/>",
                "<text:note/>", "<text:p><text:change-start/></text:p>"],
    }[ending]  # fmt: skip
    body = ""
    for first, second in cuts:
        body += pieces[int(first * (len(pieces) - 1))] + pieces[int(second * (len(pieces) - 1))]
    for tag in ("w:p", "w:r"):
        body += f"</{tag}>" * (body.count(f"<{tag}>") - body.count(f"</{tag}>"))
    path = folder / f"b.{ending}"
    path.write_bytes(request.getfixturevalue(fixture)(body))
    result = read(path)
    if isinstance(result, ReadFault):
        assert not result.message.startswith(DOWN), result.message


def properties_of(*values: tuple[int, bytes]) -> dict[int, object]:
    """What is read of a stream that holds these properties, each a number and its type and value."""
    import struct

    from annexa.documents import ole_properties

    places, body = b"", b""
    for number, value in values:
        places += struct.pack("<II", number, 8 + 8 * len(values) + len(body))
        body += value
    section = struct.pack("<II", 8 + len(places) + len(body), len(values)) + places + body
    data = struct.pack("<HHI16xI16xI", 0xFFFE, 0, 0, 1, 48) + section

    class Container:
        def exists(self, name: list[str]) -> bool:
            return True

        def openstream(self, name: list[str]) -> object:
            import io

            return io.BytesIO(data)

    return dict(ole_properties.properties(Container(), ole_properties.SUMMARY))


def test_properties_of_old_files_are_read_within_bounds() -> None:
    import struct
    from datetime import datetime

    text = struct.pack("<II", 30, 7) + "Über".encode() + b"\0\0\0"
    found = properties_of(
        (1, struct.pack("<IHH", 2, 65001, 0)),
        (2, text),
        (13, struct.pack("<IQ", 64, 133_000_000_000_000_000)),
        (4, struct.pack("<II", 0x1000 | 2, 0xFFFFFFFF)),
        (5, struct.pack("<II", 30, 0xFFFFFFFF) + b"to the end"),
    )
    assert found[2] == "Über"
    assert found[13] == datetime(2022, 6, 18, 4, 26, 40)
    assert 4 not in found, "a list that claims four thousand million values is passed over"
    assert str(found[5]).startswith("to the end")
