"""Names of SpreadsheetML elements."""

from typing import Final

S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TC: Final = "{http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments}"
XDR: Final = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
