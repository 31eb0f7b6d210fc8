"""The manifest of a built bundle, read from its folder."""

from pathlib import Path

from annexa.model.errors import UsageError
from annexa.model.manifest import MANIFEST, Manifest, parsed


def read_manifest(folder: Path) -> Manifest:
    """A built bundle's manifest. Raises UsageError where there is none, or it is of a format not known here."""
    path = folder / MANIFEST
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise UsageError(f"{folder} holds no bundle", remedy="Build it first: annexa bundle day-2") from None
    except OSError as error:
        raise UsageError(f"{path} cannot be read", remedy="Build the bundle again.") from error
    return parsed(data, str(path))
