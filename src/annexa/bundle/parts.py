"""Files of a bundle that are taken over from the one before: they were made from the same, and are as they were left.

What each was made from is written into build/unchanged, beside what is known of whole bundles, and for the same reasons
(`annexa.bundle.unchanged`). Of a bundle in which one document has changed, that document's volume and item are written.
"""

import shutil
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec
from pydantic import BaseModel

from annexa.plan.planned import Plan, PlannedDocument
from annexa.plan.records import StructureIssue
from annexa.tools import fonts, outputs
from annexa.tools.files import sha256_of, write_whole
from annexa.tools.sealed import read_sealed, write_sealed
from annexa.verify import Verification

if TYPE_CHECKING:
    from annexa.verify.kept import Sights


FRONTS: Final = 300
"""Fronts of which the pages are known: a volume and the file of an item have two or three each while they are set."""
FRONT_BYTES: Final = 20_000_000
"""Bytes of them that are kept as they were set, the newest first."""
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


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A file of the bundle, with what is known of it."""

    path: str
    """POSIX, below the bundle's folder."""
    sha256: str
    written: Written


class _Record(msgspec.Struct, kw_only=True):
    parts: dict[str, Part] = {}
    """By key."""
    verified: dict[str, list[Verification]] = {}
    """By key."""
    fronts: dict[str, Runs] = {}
    """By key."""


class Fronts:
    """Which pages our own sections take, and those pages as they were set, by all that they say."""

    def __init__(self, before: Mapping[str, Runs], now: dict[str, Runs], path: Path | None) -> None:
        """`before`: of the bundle that stands; `now`: of the one that takes its place, to be filled. `path`: where the
        pages are kept between two builds; None keeps none."""
        self._before, self._now, self._path = before, now, path
        self._set: dict[str, bytes] = {}

    def get(self, says: str) -> Runs | None:
        """What is known of sections that say this."""
        return self._before.get(_front_key(says))

    def put(self, says: str, runs: Runs) -> None:
        """Notes it."""
        self._now[_front_key(says)] = runs

    def pages(self, says: str, set_them: Callable[[], bytes]) -> bytes:
        """The PDF of sections that say this: as it was set before, or else as `set_them` does it."""
        key = _front_key(says)
        pdf = self._kept.get(key) or self._set.get(key) or set_them()
        self._set[key] = pdf
        return pdf

    @cached_property
    def _kept(self) -> dict[str, bytes]:
        """Read where a volume or an item is written, and not by a build that takes all of them over."""
        with suppress(OSError, msgspec.MsgspecError):
            if self._path is not None:
                return msgspec.msgpack.decode(read_sealed(self._path), type=dict[str, bytes])
        return {}

    def save(self) -> None:
        """Writes down the pages, those of files that were taken over included. Raises OSError."""
        older = {key: runs for key, runs in self._before.items() if key not in self._now}
        newest = dict(list((older | self._now).items())[-FRONTS:])
        self._now.clear()
        self._now.update(newest)
        if self._path is None or not self._set:
            return
        room, pages = FRONT_BYTES, self._kept | self._set
        held: dict[str, bytes] = {}
        for key in reversed(newest):
            room -= len(pages.get(key, b""))
            if key in pages and room >= 0:
                held[key] = pages[key]
        write_sealed(self._path, msgspec.msgpack.encode(held))


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
        self._taking: dict[Path, tuple[str, Future[Part | None]]] = {}
        with suppress(OSError, msgspec.MsgspecError, ValueError):
            self._before = msgspec.json.decode(self._path.read_bytes(), type=_Record)
        kept = None if is_private else self._path.with_name(f"{final.name}.fronts")
        self.fronts = Fronts(self._before.fronts, self._now.fronts, kept)

    @property
    def stands(self) -> bool:
        """Whether a bundle stands there of which files may be taken over."""
        return bool(self._before.parts)

    @property
    def noted(self) -> Mapping[str, Sequence[str]]:
        """What the volumes that stand could not keep of documents, by their keys."""
        volumes = [part.written for part in self._before.parts.values() if "/" not in part.path]
        return {key: words for each in volumes for key, words in each.notes.items()}

    def holds(self, key: str) -> bool:
        """Whether the bundle that stands has a file with this key."""
        return key in self._before.parts

    @cached_property
    def sights(self) -> "Sights":
        """What readers saw of its volumes' pages; read where a volume is verified, and not by a build with nothing to
        do."""
        from annexa.verify.kept import Sights

        return Sights(None if self._is_private else self._path.with_name(f"{self._final.name}.sights"))

    def take_beside(self, beside: ThreadPoolExecutor, paths: Mapping[str, Path]) -> None:
        """Has a thread put files at their paths, by key, before their turn comes: what is copied and read waits for
        the disk and not for us."""
        self._taking |= {
            path: (key, beside.submit(self._taken, key, path)) for key, path in paths.items() if self.holds(key)
        }

    def take(self, key: str, path: Path) -> Part | None:
        """Puts the file with this key at `path`, and says what it is; None where it must be made."""
        if path in self._taking:  # waited for also where it is another by now: whoever writes it has it alone
            known, taking = self._taking.pop(path)
            part = taking.result()
            if known == key:
                return part
        return self._taken(key, path)

    def keep(self, key: str, part: Part) -> None:
        """Notes a file of the new bundle."""
        self._now.parts[key] = part

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
            self.fronts.save()
            write_whole(self._path, msgspec.json.encode(self._now), lasts=False)  # what is lost of it is made again

    def _taken(self, key: str, path: Path) -> Part | None:
        part = self._before.parts.get(key)
        if part is None:
            return None
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(OSError):
            shutil.copyfile(self._final / part.path, path)
            if sha256_of(path) == part.sha256:
                return part
        path.unlink(missing_ok=True)
        return None


def document_key(document: PlannedDocument, digest: str) -> object:
    """All of a document that its pages in a merged file depend on; `digest`: of its washed copy, if it has one."""
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
