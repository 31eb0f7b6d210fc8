"""What was adopted from which folder, kept beside the items so that the next run knows what is new."""

import hashlib
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Final

import msgspec

from annexa.model.errors import UsageError
from annexa.tools.files import write_whole

NAME: Final = "adopted.json"
"""Below evidence/."""
_HIDDEN: Final = "hidden:"


class Outcome(StrEnum):
    """What becomes of a file; every file has one."""

    PLACED = "placed"
    DUPLICATE = "duplicate"
    OLDER = "older version"
    SKIPPED = "skipped"
    NOT_PLACED = "not placed"
    KEPT_BACK = "kept back"
    """It holds, or may hold, data of children: nothing of it goes into the library, not even its name."""


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One file of the folder, as it was adopted."""

    sha256: str
    """Of the file in the folder; empty where it was skipped."""
    outcome: Outcome
    requirement: str = ""
    target: str = ""
    """Where it is in the library: POSIX path relative to the project folder."""
    target_sha256: str = ""
    """Of what was written there."""
    written: dict[str, str] = {}
    """The fields of its entry in item.yaml as they were written: title, dated, kind."""
    taken: bool = False
    """It was moved, not copied."""


class Source(msgspec.Struct, kw_only=True, omit_defaults=True):
    """One folder that was adopted."""

    finished: bool = False
    """Whether the last run came to its end; otherwise the next one goes on."""
    files: dict[str, Entry] = {}
    """By path relative to the folder; names of what did not come into the library are hidden."""

    def is_of(self, files: Mapping[str, str]) -> bool:
        """Whether a folder with these files is this one."""
        digests = {entry.sha256 for entry in self.files.values() if entry.sha256}
        return not files or any(self.entry(name) or digest in digests for name, digest in files.items())

    def entry(self, name: str) -> Entry | None:
        """What is known of a file."""
        return self.files.get(name) or self.files.get(hidden(name))


class State(msgspec.Struct, kw_only=True):
    """`evidence/adopted.json`."""

    folders: dict[str, Source] = {}
    """By the folder's own name: its place differs from machine to machine."""

    def name_of(self, folder: str, files: Mapping[str, str]) -> str:
        """The name under which a folder is recorded: another one of the same name, which has no file in common with it,
        is another folder. `files`: SHA-256 by name."""
        for number in range(1, 1000):
            name = folder if number == 1 else f"{folder} ({number})"
            source = self.folders.get(name)
            if source is None or not source.files or source.is_of(files):
                return name
        return folder


def hidden(name: str) -> str:
    """A file's path in a form that nobody can read back."""
    return _HIDDEN + hashlib.sha256(name.encode()).hexdigest()


def is_hidden(name: str) -> bool:
    """Whether a name is one that `hidden` gave."""
    return name.startswith(_HIDDEN)


def read_state(evidence: Path) -> State:
    """What was adopted so far; nothing where no file says so. Raises UsageError where it cannot be read."""
    path = evidence / NAME
    try:
        return msgspec.json.decode(path.read_bytes(), type=State)
    except FileNotFoundError:
        return State()
    except (OSError, msgspec.MsgspecError) as error:
        raise UsageError(
            f"{path} cannot be read: {error}",
            remedy="Take it back from version control; or delete it, then every file is compared with the library.",
        ) from None


def write_state(evidence: Path, state: State) -> None:
    """Writes it whole. Raises OSError."""
    write_whole(evidence / NAME, msgspec.json.format(msgspec.json.encode(state, order="sorted"), indent=1) + b"\n")


def renumber(evidence: Path, numbers: Mapping[str, str], folders: Mapping[str, str]) -> None:
    """Follows a library to other numbers and names of item folders, old to new, so that nothing looks moved.

    Raises UsageError where the state cannot be read, OSError.
    """
    state = read_state(evidence)
    for source in state.folders.values():
        source.files = {name: _followed(entry, numbers, folders) for name, entry in source.files.items()}
    if state.folders:
        write_state(evidence, state)


def _followed(entry: Entry, numbers: Mapping[str, str], folders: Mapping[str, str]) -> Entry:
    top, _, rest = entry.target.partition("/")
    folder, slash, name = rest.partition("/")
    target = f"{top}/{folders.get(folder, folder)}{slash}{name}" if rest else entry.target
    requirement = numbers.get(entry.requirement, entry.requirement)
    return msgspec.structs.replace(entry, requirement=requirement, target=target)
