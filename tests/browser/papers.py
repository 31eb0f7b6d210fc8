"""Documents that tests of the page drop on it."""

import io
import zipfile
from pathlib import Path

import docx
import pypdf
from hypothesis import strategies as st
from tests.typeset import typeset

TEXTS = st.text(min_size=3, max_size=60).filter(lambda text: text.strip() == text and "\x00" not in text) | st.sampled_from(
    ["no", "yes", "3.10", "a: b", "# x", "- x", "'quoted'", '"', "{a}", "[1]", "null", "~", "2026-01-01", "🙂🙂🙂", "שלום עולם", "a\tb", "x #y", "|", ">", "%a", "@b", "!c", "&d", "*e", "one\x85two", "one\u2028two"]
)  # fmt: skip
"""What people type into forms, and what YAML might take for something else."""
SOURCE = """
#set document(title: "{title}", date: none)
#set page(width: 400pt, height: 400pt, footer: align(right, context counter(page).display()))
{front}
#for number in range({more}) [#pagebreak() Page of a document, #lorem(30)]
"""


def a_pdf(path: Path, title: str = "Papers", front: str = "Front", more: int = 3, producer: str = "") -> Path:
    path.write_bytes(typeset(SOURCE.format(title=title, front=front, more=more)))
    if producer:
        writer = pypdf.PdfWriter(clone_from=path)
        writer.metadata = {"/Producer": producer, "/Title": title}
        writer.add_outline_item(title="1.1 Structure, page 2", page_number=1)
        writer.set_page_label(page_index_from=0, page_index_to=len(writer.pages) - 1, style="/D", start=57)
        writer.write(path)
    return path


def a_document(path: Path, *paragraphs: str, title: str = "Destinations after leaving school") -> Path:
    document = docx.Document()
    document.core_properties.title = title
    document.add_heading(title, 0)
    for words in paragraphs:
        document.add_paragraph(words)
    document.save(str(path))
    return path


def with_part(path: Path, name: str, data: bytes) -> Path:
    """The same Word file with another part of that name, or with a new one."""
    old = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(old)) as source, zipfile.ZipFile(path, "w") as target:
        for each in source.namelist():
            if each != name:
                target.writestr(each, source.read(each))
        target.writestr(name, data)
    return path


def with_a_pdf_inside(path: Path, folder: Path) -> Path:
    """A Word file that holds a PDF, whose words say that it is a draft."""
    inner = a_pdf(folder / "inside.pdf", front="DRAFT for comment")
    return with_part(a_document(path, "14 September 2026"), "word/embeddings/inside.pdf", inner.read_bytes())


def deep(path: Path) -> Path:
    """A document whose text is nested 100,000 levels deep."""
    space = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    data = b"<w:document %b>" % space + b"<w:p>" * 100_000 + b"</w:p>" * 100_000 + b"</w:document>"
    return with_part(a_document(path, "x"), "word/document.xml", data)


def laughing(path: Path) -> Path:
    """A document whose entities stand for a thousand million words."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    text = f"<w:document {space}><w:body><w:p><w:r><w:t>&l9;</w:t></w:r></w:p></w:body></w:document>"
    data = f'<!DOCTYPE w:document [<!ENTITY l0 "ha">{entities}]>{text}'
    return with_part(a_document(path, "x"), "word/document.xml", data.encode())
