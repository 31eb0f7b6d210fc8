"""Streams of files of before 2007, changed in place: a stream keeps its length, so nothing else has to move."""

import shutil
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import olefile

from annexa.convert.freeze.change import Change

Streams = dict[str, bytes]
Changed = tuple[Streams, Change]
"""The streams that are new, and what became of the file."""


def rewrite(copy: Path, names: tuple[str, ...], change: Callable[[Any, Streams], Changed]) -> Change:
    """Gives `change` those of the streams that are there and writes what it answers.

    Raises OSError where the disk cannot be written. A file that is not sound is left as it is.
    """
    frozen = copy.with_name("annexa-frozen.ole")
    try:
        with olefile.OleFileIO(str(copy)) as container:
            streams = {name: container.openstream([name]).read() for name in names if container.exists([name])}
            changed, found = change(container, streams)
    except (ValueError, IndexError, TypeError, KeyError, AttributeError, OSError, struct.error):
        return Change.NOT_REACHED  # olefile raises OSError for what is not sound
    if not changed:
        return found
    shutil.copyfile(copy, frozen)
    with olefile.OleFileIO(str(frozen), write_mode=True) as container:
        for name, content in changed.items():
            container.write_stream(name, content)
    frozen.replace(copy)
    return found
