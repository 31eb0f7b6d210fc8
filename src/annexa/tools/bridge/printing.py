"""Load one document, make it fit to print, export it as a tagged PDF, close it; or save it in another format."""

from __future__ import annotations

from typing import Any

from . import boxes, sheets, slides, texts
from .office import Office, Refusal, address_of, kind_of, properties, uno

EXPORT_FILTERS = (
    ("com.sun.star.text.GenericTextDocument", "writer_pdf_Export"),
    ("com.sun.star.sheet.SpreadsheetDocument", "calc_pdf_Export"),
    ("com.sun.star.presentation.PresentationDocument", "impress_pdf_Export"),
    ("com.sun.star.drawing.DrawingDocument", "draw_pdf_Export"),
)
NEVER = 0  # MacroExecMode.NEVER_EXECUTE and UpdateDocMode.NO_UPDATE


class Refused(Exception):
    """A document that cannot be converted, however often it is tried."""

    def __init__(self, kind: str, detail: str) -> None:
        super().__init__(detail)
        self.kind = kind


def convert(office: Office, request: dict[str, Any]) -> list[str]:
    """Answers notes on what was changed for print. Raises Refused, or a UNO error if LibreOffice is gone."""
    document = load(office, request["source"], request.get("load", {}))
    try:
        if "save_as" in request:
            return _save_as(document, request)
        return _print(office, document, request)
    finally:
        close(document)


def load(office: Office, source: str, extra: dict[str, Any]) -> Any:
    """Opens a private copy without macros, updates of links, or questions. Raises Refused."""
    refusal = Refusal()
    wanted = properties(
        Hidden=True,
        MacroExecutionMode=NEVER,
        UpdateDocMode=NEVER,
        AsTemplate=False,
        InteractionHandler=refusal,
        **extra,
    )
    address = address_of(source)
    try:
        document = office.desktop.loadComponentFromURL(address, "_blank", 0, wanted)
    except Exception as error:
        if kind_of(error) in ("DisposedException", "RuntimeException"):
            raise
        document = None
    if document is None:
        raise Refused("password" if refusal.wants_password else "damaged", "LibreOffice could not open it")
    return document


def close(document: Any) -> None:
    """Lets a document go; one that will not close by itself is disposed of."""
    try:
        document.close(True)
    except Exception as error:
        if kind_of(error) == "CloseVetoException":
            document.dispose()
        else:
            raise


def _save_as(document: Any, request: dict[str, Any]) -> list[str]:
    """Writes the document in another format, tracked changes and comments included, for reading its facts."""
    document.storeToURL(address_of(request["target"]), properties(FilterName=request["save_as"]))
    return []


def _print(office: Office, document: Any, request: dict[str, Any]) -> list[str]:
    chosen = [name for service, name in EXPORT_FILTERS if document.supportsService(service)]
    if not chosen:
        raise Refused("damaged", "not a document that can be printed")
    notes: list[str] = []
    if chosen[0] == "writer_pdf_Export":
        notes += texts.accept_changes(office, document)
        if texts.holds_changes(document):
            raise Refused("changes", "tracked changes could not be accepted")
        texts.keep_links(document)
        notes += boxes.fit(document)
    if chosen[0] in ("impress_pdf_Export", "draw_pdf_Export"):
        notes += slides.fit(document)
    if chosen[0] == "calc_pdf_Export":
        limits = sheets.Limits(**request["sheets"])
        if request.get("widen"):
            sheets.widen(document)
        notes += sheets.make_legible(document, limits)
        pages = document.getRendererCount(document, ())
        if not pages:
            raise Refused("no pages", "nothing to print")
        if pages > limits.pages:
            raise Refused("too large", str(pages))
    options = uno.Any("[]com.sun.star.beans.PropertyValue", properties(**request["export"]))
    target = address_of(request["target"])
    document.storeToURL(target, properties(FilterName=chosen[0], FilterData=options))
    return notes
