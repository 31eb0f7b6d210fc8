"""The site that is left alone: nothing that it is made of has changed, and its files are as they were left."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

from annexa.browser import parts
from annexa.load import Loaded, shipped
from annexa.tools import outputs
from annexa.tools.files import write_whole
from annexa.tools.outputs import State

RECORD: Final = Path("build/cache/site.json")
GUIDANCE: Final = "guidance"
CONFIG: Final = "mkdocs.yml"


class _Record(msgspec.Struct, frozen=True, kw_only=True):
    key: str
    pages: int
    outputs: dict[str, dict[str, State]]
    """By path below the project folder: the files of a folder, or one file."""


def key_of(loaded: Loaded, local: Path | None) -> str:
    """The key of all that the site is made of: records, guidance, theme, configuration, and annexa itself."""
    library = loaded.library
    return outputs.key(
        root=str(loaded.root),
        framework=loaded.framework.model_dump(mode="json"),
        checklist=loaded.checklist.model_dump(mode="json"),
        meta=library and library.meta.model_dump(mode="json"),
        people=library and library.people.model_dump(mode="json"),
        glossary=library and library.glossary.model_dump(mode="json"),
        timetable=library and library.timetable and library.timetable.plan.model_dump(mode="json"),
        items=library and [[each.yaml, each.meta.model_dump(mode="json")] for each in library.items],
        files=outputs.files_digest(_read(loaded.root, local)),
        checker=[[path.name, path.stat().st_size] for path in sorted(parts.FOLDER.glob("*.*")) if path.is_file()],
    )


def _read(root: Path, local: Path | None) -> Iterator[Path]:
    for place in (root, shipped.brought()):
        yield place / CONFIG
        yield from (place / GUIDANCE).rglob("*")
    if local is not None:
        yield local


def pages_left(root: Path, key: str) -> int:
    """How many pages the site has that was made with this key and is as it was left; 0 where there is none."""
    with suppress(OSError, msgspec.DecodeError):
        record = msgspec.json.decode((root / RECORD).read_bytes(), type=_Record)
        if record.key == key and all(outputs.is_as_left(root / name, left) for name, left in record.outputs.items()):
            return record.pages
    return 0


def remember(root: Path, key: str, pages: int, made: tuple[Path, ...]) -> None:
    """Notes what a site was made of, and how its folders and files (below the project folder) were left."""
    left = {path.as_posix(): outputs.as_left(root / path) for path in made if (root / path).exists()}
    write_whole(root / RECORD, msgspec.json.encode(_Record(key=key, pages=pages, outputs=left)))
