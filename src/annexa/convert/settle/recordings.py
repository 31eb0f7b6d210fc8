"""Films and sounds in an Office file: its pages have a picture of them at most, which their note says."""

import zipfile
from pathlib import Path

from annexa.convert.settle.players import take_out_players
from annexa.documents.limits import Limits
from annexa.documents.old_recordings import in_file
from annexa.documents.sniff import is_recording
from annexa.tools.zips import DAMAGED

SILENT = "films and sounds in it do not play on its pages and are not part of the bundle"
OLD = frozenset({"doc", "xls", "ppt"})
LARGEST = Limits().embedded_bytes


def note_recordings(copy: Path, format_: str) -> tuple[str, ...]:
    """A note where the private copy holds any, whatever its format; those without a picture are taken out of it.

    Raises OSError.
    """
    if take_out_players(copy, format_):
        return (SILENT,)
    if format_ in OLD:
        return (SILENT,) if in_file(copy.read_bytes()) else ()
    try:
        with zipfile.ZipFile(copy) as archive:
            return (SILENT,) if any(_is_one(archive, part) for part in archive.infolist()) else ()
    except DAMAGED:  # or of a format that is no archive
        return ()


def _is_one(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether a part is a recording, or an object into which one was dropped."""
    if is_recording(part.filename):
        return True
    is_object = part.filename.endswith(".bin") and "/embeddings/" in part.filename
    return is_object and part.file_size <= LARGEST and bool(in_file(archive.read(part)))
