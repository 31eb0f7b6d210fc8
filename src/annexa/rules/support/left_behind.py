"""Files that programs and systems leave behind, and that are no documents."""

import re
from typing import Final

_LEFT_BEHIND: Final = re.compile(
    r"\.DS_Store|\._.*|Thumbs\.db|ehthumbs.*\.db|desktop\.ini|~\$.*|\.~lock\..*#|~.*\.tmp|.*\.(?:bak|tmp|part|crdownload)"
    r"|\.(?:dropbox|owncloudsync\.log)|Icon\r",
    re.IGNORECASE,
)


def is_left_behind(name: str) -> bool:
    """Whether a file of that name was left behind by a program, such as Word's ~$ lock files or Thumbs.db."""
    return bool(_LEFT_BEHIND.fullmatch(name))
