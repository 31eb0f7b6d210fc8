"""Renderings with their washed copies, for everything that comes after: nothing else is opened any more."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from annexa.bundle.changed import SourceChanged
from annexa.bundle.wash import Soiled, wash_all
from annexa.model.words import Advance
from annexa.plan.planned import Rendering
from annexa.tools.files import sha256_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Laundry:
    """Where one build washes; see `annexa.bundle.wash.wash_all`."""

    cache: Path
    aside: Path
    digests: Mapping[Path, str]
    """The SHA-256 of each document, by its absolute path, as it was checked."""
    foreign: Collection[Path]
    """Documents that are PDFs themselves."""
    private: Collection[Path]
    """Documents of which nothing may stay in the cache."""
    workers: int
    advance: Advance

    def washed(self, renderings: Mapping[Path, Rendering]) -> dict[Path, Rendering]:
        """The renderings with washed copies of their PDFs, or with the reason why one cannot be merged.

        Raises SourceChanged where a PDF is not the one that was checked any more.
        """
        soiled = [
            Soiled(
                source=source,
                pdf=each.pdf,
                sha256=self.digests[source] if each.pdf == source else sha256_of(each.pdf),
                is_ours=source not in self.foreign,
                is_private=source in self.private,
            )
            for source, each in renderings.items()
            if each.pdf is not None
        ]
        done = wash_all(soiled, cache=self.cache, aside=self.aside, workers=self.workers, advance=self.advance)
        for path in done.swapped:
            name = "A sensitive document" if path in self.private else path.name
            raise SourceChanged(
                f"{name} was changed while the bundle was built",
                remedy="Close it in other programs, let it be copied to the end, and build the bundle again.",
            )
        return {
            source: done.refused.get(source) or replace(each, washed=done.copies.get(source))
            for source, each in renderings.items()
        }
