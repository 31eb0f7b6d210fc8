"""The faults that readers answer with, each with one sentence and a remedy."""

from annexa.documents.facts import ReadFault, ReadFaultKind

DOWN = "The file brought the reader down"
"""How the message of a crash begins."""


class Unreadable(Exception):
    """Ends the reading of one file inside this package; `read` turns it into its `ReadFault`."""

    def __init__(self, fault: ReadFault) -> None:
        super().__init__(fault.message)
        self.fault = fault


def not_here(what: str, remedy: str) -> Unreadable:
    """Of a format whose library is not there, as in a web page."""
    return _of(ReadFaultKind.UNKNOWN_FORMAT, f"{what} cannot be read here", remedy)


def locked_message() -> Unreadable:
    return _of(
        ReadFaultKind.PASSWORD,
        "The message is encrypted, so nobody but its receiver can read it",
        "Open it in Outlook, and print it to PDF, or forward it to yourself without encryption and save that.",
    )


def empty() -> Unreadable:
    return _of(ReadFaultKind.EMPTY, "The file is empty (0 bytes)", "Save the document again and replace this file.")


def corrupt(why: str = "it is damaged or was not copied whole") -> Unreadable:
    return _of(
        ReadFaultKind.CORRUPT,
        f"The file cannot be read: {why}",
        "Open it in the program that made it, save it under a new name and replace this file.",
    )


def password() -> Unreadable:
    return _of(
        ReadFaultKind.PASSWORD,
        "The file is protected by a password",
        "Take the password off (in Office: File > Info > Protect > Encrypt with Password, clear it) and save it again.",
    )


def mislabelled(named: str, really: str) -> Unreadable:
    return _of(
        ReadFaultKind.MISLABELLED,
        f"The name says {named}, but the content is {really}",
        f"Open it in its own program and save it as {named}, or give the file the right name ending.",
    )


def unknown(named: str) -> Unreadable:
    what = f"files that end in .{named}" if named else "files without a name ending"
    return _of(
        ReadFaultKind.UNKNOWN_FORMAT,
        f"The format is not known: {what} cannot be checked",
        "Save the document as docx, xlsx, pptx, odt, ods, odp, pdf, csv, txt, rtf, png, jpg or tif; or write "
        "‘present: native’ at it in item.yaml, which hands the file in as it is.",
    )


def no_list(ending: str) -> Unreadable:
    return _of(
        ReadFaultKind.UNKNOWN_FORMAT,
        f"A list is not read from {f'a file that ends in {ending}' if ending else 'a file without a name ending'}",
        "Save it as a workbook (.xlsx or .ods) or as .csv.",
    )


def too_large(why: str) -> Unreadable:
    return _of(
        ReadFaultKind.TOO_LARGE,
        f"The file is too large to be checked: {why}",
        "Split the document, or make its pictures smaller, and save it again.",
    )


def long_paragraph(characters: int) -> Unreadable:
    return _of(
        ReadFaultKind.TOO_LARGE,
        f"The file is too large to be checked: one of its paragraphs has {characters:,} characters",
        "Break it into paragraphs as they are read, or take out what is no text for a reader, and save it again.",
    )


def too_many_pixels(pages: int) -> Unreadable:
    return _of(
        ReadFaultKind.TOO_LARGE,
        f"The picture is too large to be printed: its {pages:,} pages have more dots than can be handled",
        "Scan it to PDF instead, or save it at 200 or 300 dots per inch, or in several files.",
    )


def no_pages(what: str = "The PDF has no pages") -> Unreadable:
    return _of(ReadFaultKind.NO_PAGES, what, "Make the document again from its source and replace this file.")


def changed() -> Unreadable:
    return _of(
        ReadFaultKind.CORRUPT,
        "The file was changed while it was read",
        "Close it in other programs, let it be copied to the end, and check again.",
    )


def out_of_memory() -> ReadFault:
    return too_large("reading it takes more memory than is allowed").fault


def needs_tool(format_name: str) -> Unreadable:
    modern = {"doc": "docx", "xls": "xlsx", "ppt": "pptx"}.get(format_name, "a current format")
    return _of(
        ReadFaultKind.NEEDS_TOOL,
        f"A {format_name} file can be read through LibreOffice only",
        f"Save it as {modern}; or install LibreOffice (see `annexa doctor`), which allows a partial check.",
    )


def timeout(seconds: float) -> ReadFault:
    return ReadFault(
        kind=ReadFaultKind.TIMEOUT,
        message=f"Reading the file took longer than {seconds:.0f} seconds and was stopped",
        remedy="Open it, save it again under a new name (this often mends it), or split it.",
    )


def crashed(why: str) -> ReadFault:
    return ReadFault(
        kind=ReadFaultKind.CORRUPT,
        message=f"{DOWN} ({why}); nothing in it was checked",
        remedy="Open it in the program that made it, save it under a new name and replace this file.",
    )


def not_started(why: str) -> ReadFault:
    """No file is at fault."""
    return ReadFault(
        kind=ReadFaultKind.CORRUPT,
        message=f"The process that reads documents ended as it started ({why}), so that nothing was checked",
        remedy="Close other programs, since it may want memory, and check again; if it happens again, install annexa "
        "anew.",
    )


def _of(kind: ReadFaultKind, message: str, remedy: str) -> Unreadable:
    return Unreadable(ReadFault(kind=kind, message=message, remedy=remedy))
