"""Names of SpreadsheetML elements, and how its texts are written."""

import re
from typing import Final

S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TC: Final = "{http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments}"
XDR: Final = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"

_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""A character that XML cannot hold, or an underscore that would begin one (ISO/IEC 29500-1, 22.9.2.19)."""


def plain(text: str) -> str:
    """A text as it is shown: "_x000D_" ends a line of Windows, and "_x005F_" is the underscore before such a code."""
    return _ESCAPED.sub(_character, text) if "_x" in text else text


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return chr(code) if code in (0x09, 0x0A) or (code >= 0x20 and not 0xD800 <= code < 0xE000) else ""
