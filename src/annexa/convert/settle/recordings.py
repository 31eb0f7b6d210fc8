"""Films and sounds in an Office file: its pages have a picture of them at most, which their note says."""

import zipfile
from pathlib import Path

from annexa.documents.sniff import is_recording
from annexa.tools.zips import DAMAGED

SILENT = "films and sounds in it do not play on its pages and are not part of the bundle"


def note_recordings(copy: Path, format_: str) -> tuple[str, ...]:
    """A note where the private copy holds any, whatever its format. Raises OSError."""
    try:
        with zipfile.ZipFile(copy) as archive:
            return (SILENT,) if any(map(is_recording, archive.namelist())) else ()
    except DAMAGED:  # or of a format that is no archive
        return ()
