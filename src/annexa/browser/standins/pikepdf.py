"""The little of pikepdf that `annexa.documents` uses, over pypdf. It reads only.

What pypdf cannot open, such as AES or a broken table of objects, PDFium first saves again in the plain.
"""

import io
import logging
from collections.abc import Iterator
from enum import Enum
from typing import Any, BinaryIO, Final

import pypdf
from pypdf import generic
from pypdf.errors import DependencyError as _Dependency
from pypdf.errors import PyPdfError

logging.getLogger("pypdf").setLevel(logging.CRITICAL)

_DAMAGED: Final = (
    PyPdfError, RecursionError, ValueError, KeyError, IndexError, TypeError, AttributeError, AssertionError,
)  # fmt: skip
"""What pypdf raises over objects that are not as they should be."""
_NO_OBJECT: Final = (0, 0)
_HOPS: Final = 20


class PdfError(Exception):
    """The file, or an object of it, cannot be read."""


class PasswordError(PdfError):
    """It opens with a password only."""


class DependencyError(Exception):
    """A library is missing; never raised here."""


class StreamDecodeLevel(Enum):
    """How far a stream is unpacked; here always as far as pypdf can."""

    specialized = 2


class Name(str):
    """A name, with its slash."""

    __slots__ = ()


class String(str):
    """A text."""

    __slots__ = ()


class Array:
    """A list whose entries are looked up as they are asked for."""

    __slots__ = ("_raw", "objgen")

    def __init__(self, raw: Any, objgen: tuple[int, int] = _NO_OBJECT) -> None:
        self._raw, self.objgen = raw, objgen

    def __len__(self) -> int:
        return len(self._raw)

    def __getitem__(self, index: int) -> Any:
        return _found(list.__getitem__(self._raw, index))

    def __iter__(self) -> Iterator[Any]:
        return (_found(one) for one in list.__iter__(self._raw))


class Dictionary:
    """Values by name, in the order of the names as qpdf has it; one that is null is not there."""

    __slots__ = ("_raw", "objgen")

    def __init__(self, raw: Any, objgen: tuple[int, int] = _NO_OBJECT) -> None:
        self._raw, self.objgen = raw, objgen

    @property
    def is_indirect(self) -> bool:
        """Whether it is an object of its own, which others may refer to."""
        return self.objgen != _NO_OBJECT

    def __len__(self) -> int:
        return len(self._raw)

    def __contains__(self, key: str) -> bool:
        return self.get(key) is not None

    def __getitem__(self, key: str) -> Any:
        return _found(dict.__getitem__(self._raw, key))

    def get(self, key: str, default: Any = None) -> Any:
        """The value, or the default where there is none."""
        if not dict.__contains__(self._raw, key):
            return default
        value = self[key]
        return default if value is None else value

    def keys(self) -> list[str]:
        """Names, with their slashes."""
        return sorted(str(key) for key in dict.keys(self._raw))

    def values(self) -> list[Any]:
        """Values."""
        return [value for _, value in self.items()]

    def items(self) -> list[tuple[str, Any]]:
        """Names and values."""
        return [(key, self[key]) for key in self.keys()]


class Stream(Dictionary):
    """A dictionary with data."""

    __slots__ = ()

    def read_raw_bytes(self) -> bytes:
        """The data as it lies in the file."""
        return bytes(self._raw._data)

    def read_bytes(self, level: StreamDecodeLevel = StreamDecodeLevel.specialized) -> bytes:
        """The data, unpacked. Raises PdfError."""
        try:
            data = self._raw.get_data()
        except (*_DAMAGED, NotImplementedError, OSError) as error:
            raise PdfError(str(error)) from error
        return data if isinstance(data, bytes) else str(data).encode("latin-1", "replace")


class Page:
    """A page's dictionary and number."""

    __slots__ = ("obj", "objgen")

    def __init__(self, page: Any) -> None:
        reference = page.indirect_reference
        self.objgen = _NO_OBJECT if reference is None else (reference.idnum, reference.generation)
        self.obj = Dictionary(page, self.objgen)


class Pdf:
    """A document."""

    def __init__(self, reader: pypdf.PdfReader) -> None:
        self._reader = reader
        self.trailer = Dictionary(reader.trailer)
        self.Root = self.trailer.get("/Root")
        if not isinstance(self.Root, Dictionary):
            raise PdfError("no catalogue")
        self.pages = [Page(page) for page in reader.pages]

    def __enter__(self) -> "Pdf":
        return self

    def __exit__(self, *_: object) -> None:
        self._reader.close()

    def close(self) -> None:
        """Lets go of the bytes."""
        self._reader.close()


def open(source: BinaryIO, suppress_warnings: bool = True) -> Pdf:
    """Opens a document. Raises PdfError, PasswordError."""
    data = source.read()
    try:
        return _opened(data)
    except PasswordError:
        raise
    except (*_DAMAGED, _Dependency, OSError, PdfError, NotImplementedError, OverflowError):
        again = _in_the_plain(data)
    try:
        return _opened(again)
    except PasswordError:
        raise
    except Exception as error:
        raise PdfError(str(error)) from error


def _opened(data: bytes) -> Pdf:
    reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise PasswordError("a password is needed")
    return Pdf(reader)


def _in_the_plain(data: bytes) -> bytes:
    """The same document without encryption and with a sound table of objects."""
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        is_locked = "password" in str(error).lower()
        raise (PasswordError if is_locked else PdfError)(str(error)) from error
    target = io.BytesIO()
    try:
        document.save(target, flags=raw.FPDF_REMOVE_SECURITY)
    except pypdfium2.PdfiumError as error:
        raise PdfError(str(error)) from error
    finally:
        document.close()
    return target.getvalue()


def _found(value: Any) -> Any:
    """What a value or a reference stands for; None for what is null, or cannot be read (ISO 32000-2, 7.3.10)."""
    objgen = _NO_OBJECT
    for _ in range(_HOPS):
        if not isinstance(value, generic.IndirectObject):
            break
        objgen = (value.idnum, value.generation)
        try:
            value = value.get_object()
        except _DAMAGED:
            return None
    return _shaped(value, objgen)


def _shaped(value: Any, objgen: tuple[int, int]) -> Any:
    match value:
        case None | generic.NullObject():
            return None
        case generic.StreamObject():
            return Stream(value, objgen)
        case generic.DictionaryObject():
            return Dictionary(value, objgen)
        case generic.ArrayObject():
            return Array(value, objgen)
        case generic.NameObject():
            return Name(value)
        case generic.TextStringObject():
            return String(value)
        case generic.ByteStringObject() | bytes():
            return String(bytes(value).decode("latin-1"))
        case generic.BooleanObject():
            return bool(value.value)
    return value
