"""Where a shared cache lies: a shared folder, or an object store."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Protocol

from annexa.model.errors import MissingTool
from annexa.tools.files import write_whole

SECONDS: Final = 10.0
"""What one answer of the store may take."""


class Place(Protocol):
    """Where the bytes lie."""

    def get(self, name: str) -> bytes:
        """Raises OSError where there is none, or it cannot be read."""

    def put(self, name: str, data: bytes) -> None:
        """Raises OSError."""


class Folder:
    """A folder that several machines see."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def get(self, name: str) -> bytes:
        """The bytes. Raises OSError."""
        return (self.root / name).read_bytes()

    def put(self, name: str, data: bytes) -> None:
        """Whole or not at all; two machines may do it at once. Raises OSError."""
        if not self.root.is_dir():  # a disk that is not connected is not to be made here
            raise FileNotFoundError(f"{self.root} is not there")
        write_whole(self.root / name, data)


class Objects:
    """An object store, through fsspec; credentials come from the environment, as its library takes them."""

    def __init__(self, address: str) -> None:
        try:
            import fsspec

            options: dict[str, Any] = {}
            if address.startswith("s3"):
                options = {
                    "config_kwargs": {
                        "connect_timeout": 5,
                        "read_timeout": SECONDS,
                        "retries": {"total_max_attempts": 2},
                    }
                }
            self._system, self._root = fsspec.core.url_to_fs(address, use_listings_cache=False, **options)
        except (ImportError, ValueError) as error:
            raise MissingTool(
                f"The shared cache {address} needs a library that is not installed",
                remedy="Run ‘pip install annexa[cluster]’; what is not s3:// needs a library of its own.",
            ) from error

    def get(self, name: str) -> bytes:
        """The bytes. Raises OSError."""
        with _as_oserror():
            data: bytes = self._system.cat_file(f"{self._root}/{name}")
            return data

    def put(self, name: str, data: bytes) -> None:
        """An object appears whole. Raises OSError."""
        with _as_oserror():
            self._system.pipe_file(f"{self._root}/{name}", data)


@contextmanager
def _as_oserror() -> Iterator[None]:
    """Libraries of object stores have many errors of their own; here all of them mean that it did not work."""
    try:
        yield
    except OSError:
        raise
    except Exception as error:
        raise OSError(f"{type(error).__name__}: {error}") from error
