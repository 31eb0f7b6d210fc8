"""Names as they stand in a PDF, where they need not be UTF-8: older programs write them in the letters of their day."""

from collections.abc import Iterator

from pikepdf import Dictionary, Object, String


def is_said(words: object) -> bool:
    """Whether an entry that is to hold words holds any: a number or a name is none, whatever it looks like."""
    return isinstance(words, String) and bool(str(words).strip())


def name_of(value: object) -> str:
    """A name, or any other value, as text; bytes that are not UTF-8 as in "/\\xcb\\xce", so that it can be written."""
    try:
        return str(value)
    except UnicodeDecodeError:
        return bytes(value).decode("utf-8", "backslashreplace")  # type: ignore[call-overload, no-any-return]


def is_odd(name: str) -> bool:
    """Whether a name that `name_of` gave may be written in other bytes in the file."""
    return "\\x" in name


def key_of(key: str) -> str:
    """A key as pikepdf lists it, so that it finds its entry: pikepdf takes the bytes of one that is not UTF-8."""
    return key if key.isascii() else key.encode("utf-8", "surrogateescape")  # type: ignore[return-value]


def entries(dictionary: Dictionary) -> Iterator[tuple[str, Object]]:
    """The entries of a dictionary, by their names as `name_of` gives them."""
    for key in sorted(dictionary.keys()):
        raw = key.encode("utf-8", "surrogateescape")
        yield raw.decode("utf-8", "backslashreplace"), dictionary[key_of(key)]
