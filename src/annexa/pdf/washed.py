"""A washed PDF: a copy that is fit to be merged as it is, with all that was found while it was made.

What a document brought that a bundle must not hold is not in the copy, its forms are drawn, its tags mended and judged.
Beside `<name>.pdf` lies `<name>.about`, and `<name>.files` where files were attached; one that does not add up is as
good as none.
"""

import hashlib
import shutil
from contextlib import suppress
from pathlib import Path

import msgspec
import pikepdf

from annexa.pdf.bookmark import Bookmark
from annexa.pdf.source import AGAIN, Attachment, Jump, Look, Source, SourceRefused, as_list
from annexa.pdf.tags.graft import Found
from annexa.tools.files import sha256_of


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What was found in a PDF; see `annexa.pdf.source.Source` for what stands there under the same name."""

    name: str
    """Of the copy: a copy of another document under this one's name is none of it."""
    sha256: str
    """Of the copy."""
    files: str
    """The SHA-256 of the attached files; empty where there are none."""
    prefix: str
    tagged: bool
    doubt: str
    pages: int
    notes: tuple[str, ...]
    removed: dict[str, int]
    jumps: tuple[Jump, ...]
    destinations: tuple[bytes, ...]
    bookmarks: list[Bookmark]
    looks: list[Look]
    found: list[Found]


_DIGEST = hashlib.sha256().digest_size
_READ = msgspec.msgpack.Decoder(About)
_READ_FILES = msgspec.msgpack.Decoder(tuple[tuple[str, bytes], ...])


def beside(copy: Path, ending: str) -> Path:
    """The file of a washed copy; `copy` is its path without an ending."""
    return copy.with_name(f"{copy.name}.{ending}")


def write(copy: Path, about: About, attached: tuple[Attachment, ...]) -> None:
    """Writes what was found beside a copy whose PDF is there. Raises OSError."""
    files = b""
    if attached:
        files = msgspec.msgpack.encode([(each.name, each.content) for each in attached])
        beside(copy, "files").write_bytes(files)
    found = msgspec.structs.replace(about, files=hashlib.sha256(files).hexdigest() if files else "")
    body = msgspec.msgpack.encode(found)
    beside(copy, "about").write_bytes(hashlib.sha256(body).digest() + body)


def about(copy: Path) -> About:
    """What was found in the PDF. Raises OSError, ValueError for what was not written by `write`."""
    data = beside(copy, "about").read_bytes()
    if hashlib.sha256(data[_DIGEST:]).digest() != data[:_DIGEST]:
        raise ValueError("not as it was written")
    found = _READ.decode(data[_DIGEST:])
    if found.name != copy.name:
        raise ValueError("of another document")
    return found


def digest(copy: Path) -> str:
    """A digest of the copy and of all that is known of it. Raises OSError."""
    with beside(copy, "about").open("rb") as stream:
        return stream.read(_DIGEST).hex()


def attached(copy: Path) -> tuple[Attachment, ...]:
    """The files that were attached to the PDF. Raises OSError."""
    path = beside(copy, "files")
    if not path.exists():
        return ()
    return tuple(Attachment(name=name, content=content) for name, content in _READ_FILES.decode(path.read_bytes()))


def is_whole(copy: Path) -> bool:
    """Whether a copy is there and as it was written."""
    with suppress(OSError, ValueError):
        found = about(copy)
        if sha256_of(beside(copy, "pdf")) == found.sha256:
            return not found.files or sha256_of(beside(copy, "files")) == found.files
    return False


def move(copy: Path, folder: Path) -> Path:
    """Moves a copy into another folder, its description last. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    for ending in ("pdf", "files", "about"):
        path = beside(copy, ending)
        if path.exists():
            shutil.move(path, folder / path.name)
    return folder / copy.name


def open_washed(copy: Path, *, title: str) -> Source:
    """A washed copy, ready to be merged. Raises SourceRefused where it is not there any more, or was changed."""
    try:
        found = about(copy)
        pdf = pikepdf.open(beside(copy, "pdf"))
    except (OSError, ValueError, pikepdf.PdfError, RuntimeError) as error:
        raise SourceRefused(
            f"{title}: its copy in the cache cannot be read", remedy="Build the bundle again."
        ) from error
    pages = [page.obj for page in pdf.pages]
    if len(pages) != found.pages:
        raise SourceRefused(f"{title}: the PDF has another number of pages than it says", remedy=AGAIN)
    source = Source(pdf, found.prefix, title, doubt=found.doubt, pages=pages)
    source.page_index = {page.objgen: index for index, page in enumerate(pages)}
    source.tagged = found.tagged
    source.removed.update(found.removed)
    source.notes = list(found.notes)
    source.jumps = list(found.jumps)
    source.destinations = frozenset(found.destinations)
    source.bookmarks, source.looks, source.found = found.bookmarks, found.looks, found.found
    source.annotations = [
        (index, position, each)
        for index, page in enumerate(pages)
        if "/Annots" in page
        for position, each in enumerate(as_list(page["/Annots"]))
    ]
    return source
