"""The texts that the cells of a workbook share, read one by one: as a tree they take ten times their size."""

from lxml import etree

from annexa.documents import faults, markup
from annexa.documents.excel.names import S
from annexa.documents.excel.rich import rich_text
from annexa.documents.ooxml import Package


def shared_strings(package: Package) -> tuple[list[str], bool]:
    """The texts in order, and whether these are all; what goes beyond `Limits.strings` and `Limits.cells` is left out.

    Raises Unreadable where they are damaged.
    """
    found: list[str] = []
    room = package.archive.limits.strings
    for part in package.related(package.main, "sharedstrings"):
        try:
            for item in markup.elements(package.read(part) or b"", f"{S}si") if part in package.archive else ():
                text = rich_text(item)
                room -= len(text)
                if room < 0 or len(found) >= package.archive.limits.cells:
                    return found, False
                found.append(text)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise faults.corrupt("one of its parts is not well-formed XML") from error
    return found, True
