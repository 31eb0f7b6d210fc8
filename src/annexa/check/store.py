"""Cached answers on disk, by content: facts a file, and the findings of the last run."""

import hashlib
from pathlib import Path

import msgspec

from annexa.documents.facts import Facts, ReadFault
from annexa.model.findings import Finding
from annexa.tools import sharing
from annexa.tools.code import code_version
from annexa.tools.sealed import read_sealed, write_sealed

_READ = msgspec.msgpack.Decoder(Facts)
_MAX_FINDINGS = 20_000
"""Documents whose findings are kept; the oldest go first."""


class FactsStore:
    """Facts of documents by SHA-256 and file ending; only what could be read is kept."""

    def __init__(self, cache: Path) -> None:
        self.place = f"facts/{code_version('documents', 'model')}"
        self.folder = cache / self.place

    def get(self, sha256: str, suffix: str) -> Facts | None:
        """What is known of these bytes, or None; a damaged entry counts as unknown."""
        try:
            return _READ.decode(sharing.read(self._path(sha256, suffix), self.place))
        except (OSError, msgspec.MsgspecError):
            return None

    def put(self, sha256: str, suffix: str, facts: Facts | ReadFault) -> None:
        """Keeps facts; a fault may depend on the machine and is looked at again."""
        if isinstance(facts, Facts):
            sharing.write(self._path(sha256, suffix), self.place, msgspec.msgpack.encode(facts))

    def _path(self, sha256: str, suffix: str) -> Path:
        return self.folder / f"{sha256}{suffix.lower()}.msgpack"


class FindingsStore:
    """What the rules found in each document, by all that their answer depends on."""

    def __init__(self, cache: Path) -> None:
        self.path = cache / "findings.msgpack"
        self.version = code_version("documents", "rules", "links", "check", "model", "inspection")
        self.known: dict[str, tuple[Finding, ...]] = {}
        self.changed = False
        try:
            version, known = msgspec.msgpack.decode(
                read_sealed(self.path), type=tuple[str, dict[str, tuple[Finding, ...]]]
            )
        except (OSError, msgspec.MsgspecError):
            return
        if version == self.version:
            self.known = known

    @staticmethod
    def key(*parts: str) -> str:
        """One key for all that an answer depends on."""
        return hashlib.sha256("\x00".join(parts).encode()).hexdigest()[:32]

    def get(self, key: str) -> tuple[Finding, ...] | None:
        """The findings of an earlier run, or None."""
        return self.known.get(key)

    def put(self, key: str, findings: tuple[Finding, ...]) -> None:
        """Keeps findings until `save`."""
        self.known[key] = findings
        self.changed = True

    def save(self) -> None:
        """Writes what is new."""
        if not self.changed:
            return
        kept = dict(list(self.known.items())[-_MAX_FINDINGS:])
        write_sealed(self.path, msgspec.msgpack.encode((self.version, kept)))
        self.changed = False
