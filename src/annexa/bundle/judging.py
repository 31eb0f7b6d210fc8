"""The volumes of a bundle judged as soon as they are written, beside what else of it is still to be written."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from annexa.bundle.parts import Parts
from annexa.bundle.progress import Pages
from annexa.load.manifest import read_manifest
from annexa.load.profiles import OWN
from annexa.model.library import BundleLimits
from annexa.model.profile import Profile
from annexa.model.words import Advance, silent
from annexa.plan.records import BuiltFile
from annexa.tools import outputs
from annexa.verify import Verification, verify_each
from annexa.verify.program import READS_WITH
from annexa.verify.turns import Readers, processors

if TYPE_CHECKING:
    from annexa.verify.kept import Sights


class _Volume(NamedTuple):
    """What a volume is judged by: a file that is another in any of these is judged by itself."""

    path: str
    sha256: str
    first: int
    pages: int


class Judging:
    """The judgement of one bundle, by every profile; of as many volumes at a time as there are processors."""

    def __init__(
        self,
        limits: BundleLimits,
        by: Sequence[Profile],
        *,
        parts: Parts | None,
        advance: Advance,
        beside: ThreadPoolExecutor,
        readers: Readers,
    ) -> None:
        self._limits = {"file-size": float(limits.megabytes), "page-count": float(limits.pages)}
        self._by, self._parts, self._beside, self._readers = by, parts, beside, readers
        self._advance = advance
        self._begun: dict[_Volume, Future[list[Verification]]] = {}
        self._pages: Pages | None = None

    def begin(self, folder: Path, file: BuiltFile) -> None:
        """Begins with a volume in a work folder, once. Nothing is told of it before `found` waits."""
        self._ask(folder, _Volume(file.path, file.sha256, file.first or 1, file.pages or 0))

    def found(self, folder: Path) -> list[Verification]:
        """What was found of every volume that the manifest lists, in order. Raises UsageError."""
        volumes = [
            _Volume(file.path, file.sha256, file.first_page or 1, file.pages or 0)
            for file in read_manifest(folder).volumes
        ]
        self._pages = Pages(self._advance, sum(each.pages for each in volumes))
        asked = [self._ask(folder, each) for each in volumes]
        return [each for future in asked for each in future.result()]

    def _ask(self, folder: Path, volume: _Volume) -> Future[list[Verification]]:
        if volume not in self._begun:
            sights = self._parts.sights if self._parts else None
            self._begun[volume] = self._beside.submit(self._judged, folder, volume, sights)
        return self._begun[volume]

    def _judged(self, folder: Path, volume: _Volume, sights: "Sights | None") -> list[Verification]:
        verify = partial(
            verify_each,
            folder / volume.path,
            self._by,
            first=volume.first,
            limits={OWN: self._limits},
            told=partial(self._told, volume.path),
            readers=self._readers,
            sights=sights,
        )
        asked = [each.model_dump_json() for each in self._by]
        key = outputs.key(
            file=volume.path, sha256=volume.sha256, first=volume.first, profiles=asked, limits=self._limits
        )
        found = verify() if self._parts is None else self._parts.verified(key, volume.sha256, verify)
        self._told(volume.path, volume.pages, 0)
        return found

    def _told(self, path: str, seen: int, pages: int) -> None:
        if self._pages is not None:
            self._pages.of(path)(seen, pages)


@contextmanager
def judging(
    limits: BundleLimits, by: Sequence[Profile], *, parts: Parts | None = None, advance: Advance = silent
) -> Iterator[Judging]:
    """Within the block volumes are judged; where it is left by an error, or by Ctrl-C, no reader goes on.

    `parts`: what is known of volumes that are taken over.
    """
    readers = Readers()
    with closing(readers), ThreadPoolExecutor(processors()) as beside, readers.ended_with_us():
        if parts is not None and parts.stands and processors() > 1:  # most of it will be taken over, so that it is soon
            readers.begin(*READS_WITH)
        yield Judging(limits, by, parts=parts, advance=advance, beside=beside, readers=readers)
