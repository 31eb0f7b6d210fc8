"""Why a document did not become PDF, in words for its author."""

from annexa.documents.facts import ReadFault, ReadFaultKind
from annexa.tools.pdf_work import TOO_MUCH_MEMORY

RESAVE = "Open it in the program that made it and save it again; if it does not open there either, use an earlier copy."

LIGHTEN = "Save it as PDF in the program that made it, and use that PDF; or split it into smaller files."


def damaged() -> ReadFault:
    return ReadFault(
        kind=ReadFaultKind.CORRUPT,
        message="LibreOffice cannot open this file: it may be damaged, or protected in a way that cannot be read",
        remedy=RESAVE,
    )


def damaged_as(what: str) -> ReadFault:
    return ReadFault(kind=ReadFaultKind.CORRUPT, message=f"This {what} is damaged and cannot be read", remedy=RESAVE)


def not_to_be_opened() -> ReadFault:
    return ReadFault(
        kind=ReadFaultKind.CORRUPT,
        message="This PDF takes more time or memory to open than one document may take",
        remedy="Export it again from the program it came from. Or print it to a new PDF.",
    )


def password() -> ReadFault:
    return ReadFault(
        kind=ReadFaultKind.PASSWORD,
        message="A password protects this file, so it cannot become part of a bundle",
        remedy="Save a copy without the password and replace the file with it.",
    )


def empty() -> ReadFault:
    return ReadFault(
        kind=ReadFaultKind.EMPTY, message="This file is empty (0 bytes)", remedy="Replace it with the real document."
    )


def gone() -> ReadFault:
    return ReadFault(
        kind=ReadFaultKind.CORRUPT,
        message="This file could not be read from the disk",
        remedy="See that it is still there and that you may open it, and run the command again.",
    )


def changed() -> ReadFault:
    return ReadFault(
        kind=ReadFaultKind.CORRUPT,
        message="This file was changed while it was being converted",
        remedy="Close it in other programs and run the command again.",
    )


def no_pages() -> ReadFault:
    return ReadFault(
        kind=ReadFaultKind.NO_PAGES,
        message="This file has no pages to print",
        remedy="See that it is the right file, and that its sheets or slides are not all empty or hidden.",
    )


def mislabelled(format_: str) -> ReadFault:
    return ReadFault(
        kind=ReadFaultKind.MISLABELLED,
        message=f"This file does not hold what a .{format_} file holds",
        remedy="Give it the extension of the program that made it, or save it again in the format that its name says.",
    )


def unknown(format_: str) -> ReadFault:
    return ReadFault(
        kind=ReadFaultKind.UNKNOWN_FORMAT,
        message=f"Files of the format {format_ or 'unknown'} cannot become PDF",
        remedy="Save it as Word, Excel, PowerPoint, OpenDocument, PDF or a picture, or mark it as a native file.",
    )


def too_many_pages(pages: str, most: int) -> ReadFault:
    return ReadFault(
        kind=ReadFaultKind.TOO_LARGE,
        message=f"This file would print on {pages} pages; the limit is {most}",
        remedy="Set a print area for what inspectors need, or deliver the workbook as a native file only.",
    )


def to_be_decided(pages: str, most: int) -> ReadFault:
    """Of a workbook about which nobody has said whether it shall become that many pages."""
    return ReadFault(
        kind=ReadFaultKind.TOO_LARGE,
        message=f"This workbook would take {pages} pages, and more than {most} need somebody's decision",
        remedy="Write at it in item.yaml ‘present: native’ to hand in the workbook itself beside the bundle, or "
        "‘present: pages’ to have all of its pages; or set a print area in Excel for what inspectors need.",
    )


def too_large_picture() -> ReadFault:
    return ReadFault(
        kind=ReadFaultKind.TOO_LARGE,
        message="This picture has more pixels than can be printed",
        remedy="Save it at 300 dots per inch at the size of a page.",
    )


def too_many_lines(lines: int) -> ReadFault:
    return ReadFault(
        kind=ReadFaultKind.TOO_LARGE,
        message=f"This file has {lines:,} lines, more than anybody can read on pages",
        remedy="Keep in it what inspectors need, or write ‘present: native’ at it in item.yaml, which hands in the "
        "file itself beside the bundle.",
    )


def too_long_line(characters: int) -> ReadFault:
    return ReadFault(
        kind=ReadFaultKind.TOO_LARGE,
        message=f"One of the lines of this file has {characters:,} characters, more than a page can show as a row",
        remedy="See that each row stands on a line of its own and each quotation mark has its second; or save it as a "
        "workbook (.xlsx).",
    )


def no_room(where: str) -> ReadFault:
    """The machine's fault, not the document's; `where` says what was full, as in "the temporary folder /tmp"."""
    return ReadFault(
        kind=ReadFaultKind.CORRUPT,
        message=f"This file could not be converted, because {where} is full",
        remedy="Make room there (or let the variable TMPDIR name another folder) and run the command again.",
    )


def too_much_work(seconds: float) -> ReadFault:
    """Of a document with which LibreOffice was busy for so many seconds of the processor."""
    return ReadFault(
        kind=ReadFaultKind.TIMEOUT,
        message=f"LibreOffice works on this file for more than the {seconds:.0f} seconds that one of its size may take",
        remedy=LIGHTEN,
    )


def too_much_memory_there() -> ReadFault:
    """Of a document for which LibreOffice, which does not say so itself, seems to have wanted more than it may have."""
    return ReadFault(
        kind=ReadFaultKind.TIMEOUT, message=f"To print this file LibreOffice {TOO_MUCH_MEMORY}", remedy=LIGHTEN
    )


def too_long_here() -> ReadFault:
    """Of a document, or of its pages, that we ourselves work on for longer than one may take."""
    return ReadFault(
        kind=ReadFaultKind.TIMEOUT,
        message="To make this file ready for the bundle takes more work than one of its size may take",
        remedy=LIGHTEN,
    )


def too_much_memory() -> ReadFault:
    return ReadFault(
        kind=ReadFaultKind.TOO_LARGE,
        message=f"To make this file ready for the bundle {TOO_MUCH_MEMORY}",
        remedy=LIGHTEN,
    )


def too_deep() -> ReadFault:
    return ReadFault(
        kind=ReadFaultKind.CORRUPT,
        message="The parts of this file are nested too deeply to be made ready for the bundle",
        remedy=LIGHTEN,
    )


def not_understood(error: str) -> ReadFault:
    return ReadFault(
        kind=ReadFaultKind.CORRUPT,
        message=f"This file is built in a way that cannot be made ready for the bundle ({error})",
        remedy=RESAVE,
    )


def hung() -> ReadFault:
    return ReadFault(
        kind=ReadFaultKind.TIMEOUT,
        message="LibreOffice did not come to an end with this file, twice",
        remedy=f"Run the command again when less else is running. {LIGHTEN}",
    )


def crashed() -> ReadFault:
    return ReadFault(
        kind=ReadFaultKind.CORRUPT,
        message="LibreOffice stopped working on this file, twice",
        remedy="Run the command again; if it stops again, save it as PDF in the program that made it and use that PDF.",
    )


def changes_left() -> ReadFault:
    return ReadFault(
        kind=ReadFaultKind.CORRUPT,
        message="This file holds tracked changes that cannot be accepted, so its PDF would show deleted text",
        remedy="In Word: Review > Accept > Accept All Changes, then save.",
    )
