"""What people send besides documents that can be checked: what each kind of file is, and what to do with it."""

from typing import Final, NamedTuple

_PDF = "save it as PDF and hand in the PDF"
_NATIVE = (
    "If inspectors need the file itself, write `present: native` at it in item.yaml: it is then handed in beside the "
    "bundle."
)


class FileKind(NamedTuple):
    """A kind of file that cannot be checked as it is."""

    what: str
    """With its article: "a Visio drawing"."""
    remedy: str
    """What to do, sentences."""
    never: bool = False
    """Whether it must not be handed in even as it is."""


def kind_of(ending: str) -> FileKind | None:
    """The kind of file that a name ending, in small letters and without its dot, stands for; None if not known."""
    return _BY_ENDING.get(ending)


def is_never_sent(ending: str) -> bool:
    """Whether a file with this name ending, such as a program or a whole mailbox, is handed in in no way."""
    kind = kind_of(ending)
    return kind is not None and kind.never


_OFFICE = "Microsoft 365 or LibreOffice"
_ARCHIVE = (
    "Unpack it (right-click > Extract All), put the files that are evidence into this folder, name each below "
    "`documents:` in item.yaml, and delete the archive."
)
_UNKNOWN_PICTURE = "Open it and save it as PNG or JPEG (File > Save As or Export), and describe it."
_EXPORT_TABLE = "Export the table that inspectors need as an Excel workbook (.xlsx) or as CSV. " + _NATIVE
_KINDS: Final[tuple[tuple[str, FileKind], ...]] = (
    ("7z rar gz tgz tar bz2 xz cab iso", FileKind("a packed archive", _ARCHIVE)),
    ("zip", FileKind("a zip archive", _ARCHIVE)),
    (
        "lnk",
        FileKind(
            "a Windows shortcut, which works on one computer only",
            "Copy the document that it points to into this folder. If it points to a web page, write a document of "
            "`kind: link` in item.yaml instead, with the address below `link:`.",
            never=True,
        ),
    ),
    (
        "url webloc website desktop",
        FileKind(
            "a shortcut to a web page",
            "Write a document of `kind: link` in item.yaml instead, with the address below `link:`, and delete the "
            "shortcut.",
            never=True,
        ),
    ),
    (
        "gdoc gsheet gslides gdraw",
        FileKind(
            "a pointer to a Google document, without the document",
            "Open it in Google Drive, choose File > Download > Microsoft Word, Excel or PowerPoint, and put that file "
            "here.",
            never=True,
        ),
    ),
    (
        "heic heif hif",
        FileKind(
            "a photograph in Apple's format (HEIC)",
            "Export it as JPEG: on a Mac, Preview > File > Export; in Windows, Photos > Save as; on an iPhone, "
            "Settings > Camera > Formats > Most Compatible before the next photograph.",
        ),
    ),
    (
        "avif jxl psd xcf raw cr2 cr3 nef arw dng tga pcx ico",
        FileKind("a picture that cannot be printed here", _UNKNOWN_PICTURE),
    ),
    (
        "svg emf wmf eps ai indd cdr",
        FileKind("a drawing", f"Open it in the program that made it, {_PDF}."),
    ),
    ("pages", FileKind("an Apple Pages document", "In Pages: File > Export To > Word (.docx), or PDF.")),
    ("key", FileKind("an Apple Keynote presentation", "In Keynote: File > Export To > PowerPoint (.pptx), or PDF.")),
    ("numbers", FileKind("an Apple Numbers workbook", "In Numbers: File > Export To > Excel (.xlsx).")),
    (
        "vsdx vsd vsdm vdx vst vstx",
        FileKind(
            "a Visio drawing",
            "In Visio: File > Export > Create PDF. Without Visio, open it in Visio for the web or LibreOffice Draw, "
            "compare each shape and line with the drawing (LibreOffice moves some), and export it as PDF.",
        ),
    ),
    (
        "pub",
        FileKind(
            "a Publisher document",
            "In Publisher: File > Export > Create PDF/XPS Document. LibreOffice Draw opens it too, but moves text and "
            "pictures: compare page by page.",
        ),
    ),
    (
        "xps oxps",
        FileKind(
            "an XPS document",
            "Open it in XPS Viewer and print it with Microsoft Print to PDF, or save its source as PDF.",
        ),
    ),
    (
        "one onepkg onetoc2",
        FileKind("a OneNote notebook", "In OneNote: File > Export > Page or Section > PDF, and hand in the PDF."),
    ),
    ("mpp mpt", FileKind("a Microsoft Project plan", "In Project: File > Export > Create PDF/XPS Document.")),
    ("pbix pbit twb twbx", FileKind("a dashboard", "Export it as PDF (File > Export > PDF), and say its date.")),
    (
        "odg fodg otg",
        FileKind("a LibreOffice drawing", "In LibreOffice Draw: File > Export As > Export as PDF."),
    ),
    ("fodt fods fodp", FileKind("a flat OpenDocument file", "In LibreOffice: File > Save As, as .odt, .ods or .odp.")),
    ("wpd wps wri sxw lwp", FileKind("a document of an old program", f"Open it in {_OFFICE} and save it as .docx.")),
    ("xlsb", FileKind("a binary Excel workbook", "In Excel: File > Save As > Excel Workbook (.xlsx).")),
    (
        "sxc wk1 wks 123 qpw dif slk",
        FileKind("a workbook of an old program", f"Open it in {_OFFICE} and save it as .xlsx."),
    ),
    ("tsv", FileKind("a table with tabs", "Open it in Excel and save it as .xlsx, or as CSV.")),
    (
        "html htm mht mhtml xhtml",
        FileKind(
            "a saved web page",
            "Open it in a browser and print it to PDF; or write a document of `kind: link` with its public address.",
        ),
    ),
    ("md markdown rst tex", FileKind("text with marks for a program", "Make a PDF or a Word document of it.")),
    (
        "vtt srt sbv",
        FileKind(
            "the subtitles of a recording",
            "Copy the words into a Word document, and name that one at `transcript:` of the recording.",
        ),
    ),
    ("xml json yaml yml log", FileKind("data for programs", "Export what inspectors need as Excel, Word or PDF.")),
    ("ics vcs", FileKind("a calendar entry", "Print it to PDF from Outlook or your calendar.")),
    ("vcf", FileKind("a contact card", "Write the role, the organisation and the team's address into a document.")),
    (
        "accdb mdb accde adp odb sqlite db dbf",
        FileKind("a database", _EXPORT_TABLE),
    ),
    ("sav por dta sas7bdat rds rdata parquet feather", FileKind("a data file of a statistics program", _EXPORT_TABLE)),
    (
        "shp gpkg kml kmz geojson dwg dxf",
        FileKind("a map or a plan for a program", f"Print the view that matters: {_PDF}. " + _NATIVE),
    ),
    ("epub mobi", FileKind("an e-book", "Hand in the PDF that its publisher offers, or a link to it.")),
    (
        "pst ost mbox",
        FileKind(
            "a whole mailbox",
            "Save the messages that are evidence one by one (in Outlook: File > Save As > .msg), and delete the "
            "mailbox from this folder.",
            never=True,
        ),
    ),
    (
        "p7m p7s rpmsg",
        FileKind("an encrypted or signed message", "Open it in Outlook, save the message as .msg or print it to PDF."),
    ),
    (
        "exe msi bat cmd com scr ps1 vbs js jar app dmg pkg apk sh dll reg",
        FileKind("a program", "A program is no evidence: delete it from this folder.", never=True),
    ),
    (
        "tmp crdownload part partial download",
        FileKind("an unfinished download", "Download it again until the file has its own name ending.", never=True),
    ),
    ("bak old wbk asd", FileKind("a backup copy", "Put the document itself here, and delete the copy.", never=True)),
)
_BY_ENDING: Final = {ending: kind for endings, kind in _KINDS for ending in endings.split()}
