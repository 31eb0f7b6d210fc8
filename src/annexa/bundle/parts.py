"""Files of a bundle that are taken over from the one before: they were made from the same, and are as they were left.

What each was made from is written into build/unchanged, beside what is known of whole bundles, and for the same reasons
(`annexa.bundle.unchanged`). Of a bundle in which one document has changed, that document's volume and item are written.
"""

import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from pydantic import BaseModel

from annexa.pdf import washed
from annexa.plan.planned import Plan, PlannedDocument
from annexa.plan.records import StructureIssue
from annexa.tools import fonts, outputs
from annexa.tools.files import sha256_of, write_whole
from annexa.verify import Verification

if TYPE_CHECKING:
    from annexa.verify.kept import Sights


Runs = dict[str, tuple[int, int]]
"""The run of pages that each section of our own takes, by its key: index of the first, and how many."""


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """What one merged file turned out to be."""

    pages: int
    accessible: bool
    """Whether it says that it is PDF/UA-1."""
    is_confirmed: bool
    """Whether veraPDF, where it is installed, confirmed what it says."""
    issues: list[StructureIssue]
    notes: dict[str, list[str]]
    """What could not be kept, by key."""


class _Part(msgspec.Struct, frozen=True, kw_only=True):
    """A file of the bundle, with what is known of it."""

    path: str
    sha256: str
    written: Written


class _Record(msgspec.Struct, kw_only=True):
    parts: dict[str, _Part] = {}
    """By key."""
    verified: dict[str, list[Verification]] = {}
    """By key."""
    fronts: dict[str, Runs] = {}
    """By key."""


class Fronts:
    """Which pages our own sections take, by all that they say."""

    def __init__(self, before: Mapping[str, Runs], now: dict[str, Runs]) -> None:
        """`before`: of the bundle that stands; `now`: of the one that takes its place, to be filled."""
        self._before, self._now = before, now

    def get(self, says: str) -> Runs | None:
        """What is known of sections that say this."""
        return self._before.get(_front_key(says))

    def put(self, says: str, runs: Runs) -> None:
        """Notes it."""
        self._now[_front_key(says)] = runs


def _front_key(says: str) -> str:
    """The fonts count too: a letter of another font may be wider."""
    return outputs.key(kind="front", says=says, fonts=fonts.fingerprint())


class Parts:
    """The files of one bundle: of the one that stands, and of the one that takes its place."""

    def __init__(self, final: Path, *, is_private: bool = False) -> None:
        """`final` is the bundle's folder below build/bundles. Of a private one nothing is written down: what is found
        of it may quote documents about children."""
        self._final = final
        self._is_private = is_private
        self._path = final.parents[1] / "unchanged" / f"{final.name}.parts.json"
        self._before = _Record()
        self._now = _Record()
        with suppress(OSError, msgspec.MsgspecError, ValueError):
            self._before = msgspec.json.decode(self._path.read_bytes(), type=_Record)
        self.fronts = Fronts(self._before.fronts, self._now.fronts)

    def holds(self, key: str) -> bool:
        """Whether the bundle that stands has a file with this key."""
        return key in self._before.parts

    @cached_property
    def sights(self) -> "Sights":
        """What readers saw of its volumes' pages; read where a volume is verified, and not by a build with nothing to
        do."""
        from annexa.verify.kept import Sights

        return Sights(None if self._is_private else self._path.with_name(f"{self._final.name}.sights"))

    def take(self, key: str, path: Path) -> Written | None:
        """Puts the file with this key at `path`, and says what it is; None where it must be made."""
        part = self._before.parts.get(key)
        if part is None:
            return None
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(OSError):
            shutil.copyfile(self._final / part.path, path)
            if sha256_of(path) == part.sha256:
                return part.written
        path.unlink(missing_ok=True)
        return None

    def keep(self, key: str, folder: Path, path: str, written: Written) -> None:
        """Notes a file of the new bundle: `path` is POSIX, below `folder`."""
        self._now.parts[key] = _Part(path=path, sha256=sha256_of(folder / path), written=written)

    def verified(self, key: str, sha256: str, verify: Callable[[], list[Verification]]) -> list[Verification]:
        """What was found of a file with this key before, where it passed; otherwise what `verify` finds now."""
        known = self._before.verified.get(key)
        found = verify() if known is None else known
        if known is not None:
            self.sights.stay(sha256)
        if all(each.passed for each in found if each.profile == "annexa"):
            self._now.verified[key] = found
        return found

    def save(self) -> None:
        """Writes it down, once the new bundle stands. Raises OSError."""
        if not self._is_private:
            self.sights.save()
            write_whole(self._path, msgspec.json.encode(self._now))


def document_key(document: PlannedDocument, copy: Path | None) -> object:
    """All of a document that its pages in a merged file depend on; `copy` is its washed copy."""
    digest = washed.digest(copy) if copy is not None else ""
    return [document.key, document.title, document.item, list(document.known_as), digest]


def plan_key(plan: Plan) -> object:
    """All that a plan says, but where copies lie while it is built."""
    bare = tuple(
        tuple(
            replace(item, documents=tuple(replace(each, rendering=_bare(each)) for each in item.documents))
            for item in volume
        )
        for volume in plan.volumes
    )
    return msgspec.to_builtins(replace(plan, volumes=bare), enc_hook=_plain)


def _bare(document: PlannedDocument) -> Any:
    return replace(document.rendering, pdf=None, washed=None)


def _plain(value: object) -> object:
    return value.model_dump(mode="json") if isinstance(value, BaseModel) else str(value)
