"""Files inside a source: carried as native files beside the bundle, or named where they cannot be."""

from pikepdf import Dictionary, Stream

from annexa.pdf.source import Attachment, Source, as_list
from annexa.pdf.trees import read_names
from annexa.pdf.written import name_of

LARGEST_ATTACHMENT = 200_000_000
"""Bytes; a larger embedded file is named and not carried."""


def collect_all(source: Source) -> None:
    """Carries every file embedded in the source, each once."""
    names = source.pdf.Root.get("/Names")
    files = names.get("/EmbeddedFiles") if isinstance(names, Dictionary) else None
    specifications = [value for _, value in read_names(files)]
    specifications += as_list(source.pdf.Root.get("/AF"))
    seen: set[tuple[int, int]] = set()
    for specification in specifications:
        if isinstance(specification, Dictionary) and specification.is_indirect:
            if specification.objgen in seen:
                continue
            seen.add(specification.objgen)
        collect(source, specification)


def collect(source: Source, specification: object) -> None:
    """Carries one embedded file, or says why not."""
    if not isinstance(specification, Dictionary):
        return
    name = name_of(specification.get("/UF", specification.get("/F", "attachment")))
    embedded = specification.get("/EF")
    stream = embedded.get("/UF", embedded.get("/F")) if isinstance(embedded, Dictionary) else None
    if not isinstance(stream, Stream):
        return
    try:
        packed = len(stream.get_raw_stream_buffer())
        if packed * 5 > LARGEST_ATTACHMENT and int(stream.get("/Length", 0)) * 5 > LARGEST_ATTACHMENT:
            raise ValueError("too large to unpack safely")
        content = stream.read_bytes()
    except Exception:
        source.notes.append(f"The file “{name}” attached to the original could not be read and is not carried.")
        return
    source.attachments.append(Attachment(name=name, content=content))
