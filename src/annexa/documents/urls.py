"""Addresses written out in plain text: what a reader would copy into a browser."""

import re
from collections.abc import Iterator
from functools import cache

_STOP = r"\s<>\"“”‘’«»|{}^`\x00-\x1f\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef"
_TRAILING = ".,;:!?'…*_"
_PAIRS = {")": "(", "]": "["}
MAX_LENGTH = 8_000
"""Longer runs without a blank are data, not addresses; they are cut here before the address is read."""


@cache
def _address() -> re.Pattern[str]:
    """Compiled when the first text is read: many commands read none, and it takes as long as a dozen imports."""
    return re.compile(
        rf"""
        (?<![\w@/\\])
        (?:
            (?:https?|ftps?|file|smb)://[^{_STOP}]+             # with a scheme
          | www\.[a-z0-9-]+\.[^{_STOP}]+                        # without one, as people write it
          | [a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:gov|nhs|sch|org|ac|co)\.uk(?![\w.-]*@)(?:/[^{_STOP}]*)?  # British names
          | \\\\[a-z0-9][\w.$-]*\\[^{_STOP}]+                   # a shared folder: \\server\share
          | [a-z]:\\[^{_STOP}:*?]*[^{_STOP}:*?\\]\\?            # a drive: S:\folder\file
        )
        """,
        re.IGNORECASE | re.VERBOSE,
    )


def find_addresses(text: str) -> Iterator[str]:
    """Yields each address as written, without the punctuation of the sentence around it."""
    if "://" not in text and "\\" not in text:  # lets most text pass without the full pattern
        lower = text.lower()
        if "www." not in lower and ".uk" not in lower:
            return
    for match in _address().finditer(text):
        address = _trimmed(match.group()[:MAX_LENGTH])
        if len(address) > 4:
            yield address


def _trimmed(address: str) -> str:
    """Without trailing punctuation; a closing bracket stays only where it was opened inside the address."""
    while address:
        last = address[-1]
        opened = _PAIRS.get(last)
        unbalanced = opened is not None and address.count(last) > address.count(opened)
        if last not in _TRAILING and not unbalanced:
            break
        address = address[:-1]
    return address
