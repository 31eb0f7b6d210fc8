"""Where links lead: destinations of one source renamed so that no two sources share a name.

A destination's new name is the source's prefix and its old name, so links inside a source keep leading to that
source's pages. Names of the older kind (the catalog's /Dests dictionary) become strings on the way.
"""

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from annexa.pdf.source import Source, page_of
from annexa.pdf.trees import read_names
from annexa.pdf.written import key_of


def collect(source: Source) -> None:
    """Notes the names that lead to a page of the source, before its links are looked at."""
    found = set()
    for name, value in _entries(source.pdf):
        explicit = _explicit(value)
        if explicit is not None and page_of(source, explicit[0]) is not None:
            found.add(name)
    source.destinations = frozenset(found)


def renamed(source: Source, target: object) -> Array | String | None:
    """A link's target as it must be in the bundle, or None where it leads to no page of its source."""
    if isinstance(target, Array):
        if not len(target) or (index := page_of(source, target[0])) is None:
            return None
        return target if isinstance(target[0], Dictionary) else Array([source.pages[index], *list(target)[1:]])
    name = as_name(target)
    if name is None or name not in source.destinations:
        return None
    return String(source.prefix.encode() + name)


def rename_again(source: Source) -> None:
    """Gives links that lead to a name the one that it has now: the source's prefix has changed since."""
    for _, _, annotation in source.annotations:
        target = annotation.get("/Dest")
        if isinstance(target, String):
            annotation["/Dest"] = String(source.again.encode() + bytes(target))


def table(source: Source) -> dict[bytes, Array]:
    """Every name of the source with its explicit destination, for sources whose outline or links need many."""
    explicit = ((name, _explicit(value)) for name, value in _entries(source.pdf))
    return {name: array for name, array in explicit if array is not None}


def copied(source: Source, bundle: Pdf) -> Iterator[tuple[bytes, Object]]:
    """Yields the source's destinations under their new names, leading to pages of the bundle.

    Called after its pages were copied: only then do copied destinations find copied pages.
    """
    if not source.destinations:
        return
    prefix = source.prefix.encode()
    for name, value in _entries(source.pdf, bundle):
        explicit = _explicit(value)
        if explicit is not None and name in source.destinations and isinstance(explicit[0], Dictionary):
            yield prefix + name, explicit


def as_name(target: object) -> bytes | None:
    """The name of a destination as bytes; the older kind of name keeps its slash, so the two kinds never clash."""
    if isinstance(target, String):
        return bytes(target)
    if isinstance(target, Name):
        return bytes(target)
    return None


def _explicit(value: object) -> Array | None:
    """The array of a destination, which may stand inside a dictionary's /D."""
    if isinstance(value, Dictionary):
        value = value.get("/D")
    return value if isinstance(value, Array) and len(value) else None


def _entries(pdf: Pdf, bundle: Pdf | None = None) -> Iterator[tuple[bytes, Object]]:
    """Both kinds of named destinations; as copies in `bundle` where it is given. Old names keep their slash."""
    names = pdf.Root.get("/Names")
    tree = names.get("/Dests") if isinstance(names, Dictionary) else None
    if isinstance(tree, Dictionary):
        yield from read_names(_copy(pdf, tree, bundle))
    old = pdf.Root.get("/Dests")
    if isinstance(old, Dictionary):
        copy = _copy(pdf, old, bundle)
        for key in sorted(copy.keys()):
            yield key.encode("utf-8", "surrogateescape"), copy[key_of(key)]


def _copy(pdf: Pdf, tree: Dictionary, bundle: Pdf | None) -> Dictionary:
    if bundle is None:
        return tree
    copy = bundle.copy_foreign(tree if tree.is_indirect else pdf.make_indirect(tree))
    return copy if isinstance(copy, Dictionary) else Dictionary()
