"""Values as JSON on one line, which YAML reads as well."""

import json
import re
from typing import Any, Final

_UNPRINTABLE: Final = re.compile("[^ -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""What YAML does not take as it is, or takes for the end of a line."""


def quoted(value: Any) -> str:
    """The JSON of a value, in double quotes where it is text; characters that YAML would not take are escaped."""
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))
