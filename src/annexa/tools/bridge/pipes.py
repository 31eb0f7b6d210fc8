"""The pipe files that a killed LibreOffice leaves in /tmp. Also used from annexa's own Python."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

FOLDERS = ("/tmp", "/var/tmp")  # noqa: S108 - LibreOffice fixes these; TMPDIR does not move its pipes


def remove_pipes(profile_address: str, name: str) -> None:
    """Removes the pipe that we asked for, and the one that LibreOffice makes for itself, named after its profile."""
    # desktop/source/app/officeipcthread.cxx: MD5 over the profile's address in UTF-16, each byte as bare %x
    digest = hashlib.md5(profile_address.encode("utf-16-le")).digest()  # noqa: S324 - not for security
    own = "SingleOfficeIPC_" + "".join(f"{byte:x}" for byte in digest)
    for folder in FOLDERS:
        for pipe in (own, name):
            for path in Path(folder).glob(f"OSL_PIPE_*_{pipe}"):  # * is the user's number inside a namespace: 0
                with suppress(OSError):
                    path.unlink()
