"""Submissions become bundles, each by itself: what stops one does not stop another, and nothing old passes for new."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from annexa import pipeline
from annexa.check import Checked, Source
from annexa.load import Loaded
from annexa.model.against import against
from annexa.model.errors import AnnexaError, ExitCode, MissingTool, UsageError
from annexa.model.findings import Finding
from annexa.model.words import Advance, silent

if TYPE_CHECKING:  # heavy to import, and not needed to check
    from annexa.plan.records import Built
    from annexa.plan.signing import Without


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A submission that could not be built."""

    submission: str
    error: AnnexaError


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundles:
    """What became of each submission that was asked for."""

    built: "tuple[Built, ...]"
    refused: tuple[Refused, ...]
    old: tuple[Path, ...]
    """Folders left over from an earlier build, now marked; absolute."""
    against: dict[str, tuple[Finding, ...]]
    """The errors that stand against each submission of the framework, by its id, whether or not it was asked for."""

    @property
    def exit_code(self) -> ExitCode:
        """OK where everything asked for was built."""
        return self.refused[0].error.exit_code if self.refused else ExitCode.OK


@contextmanager
def checked_for(
    loaded: Loaded,
    submissions: Sequence[str],
    *,
    as_of: date,
    reproducible: bool = False,
    advance: Advance = silent,
) -> Iterator[Checked]:
    """The check that stands before bundles are built, within the block.

    Where documents of them have to be printed, LibreOffice starts beside the check, and prints a few there; it ends
    with the block.
    """
    from annexa.convert.early import beside_other_work, converting_beside
    from annexa.tools.asked import early_helpers

    with beside_other_work() as begin, converting_beside() as convert_now, early_helpers() as help_comes:

        def foresee(found: tuple[Source, ...]) -> None:
            from annexa.bundle.foreseen import FEW, to_print

            library, cache = pipeline.library_of(loaded), pipeline.cache_of(loaded.root)
            changed = to_print(library, loaded.framework, submissions, found, cache)
            if changed:
                begin()
            if 0 < len(changed) <= FEW and not reproducible:
                from annexa.bundle.rendering import HELPERS, to_convert
                from annexa.convert import convert

                help_comes(*HELPERS)
                convert_now(convert, to_convert(library, loaded.framework, submissions, changed), cache)

        yield pipeline.check(loaded, as_of=as_of, advance=advance, on_sources=foresee)


def build_bundles(
    loaded: Loaded,
    submissions: Sequence[str],
    *,
    as_of: date,
    checked: Checked,
    draft: bool = False,
    item: str | None = None,
    reproducible: bool = False,
    without: "Without | None" = None,
    meanwhile: Callable[[], None] = lambda: None,
    advance: Advance = silent,
) -> Bundles:
    """Builds every submission that can be built, says which could not be and why, and marks what is left over as old.

    `checked` is what `checked_for` found for these submissions. `meanwhile` is called as `pipeline.bundle` says it.
    Raises what keeps every submission from being built: UsageError, MissingTool.
    """
    from annexa.bundle.old import mark_old

    built: list[Built] = []
    refused: list[Refused] = []
    old: list[Path] = []
    for submission in submissions:
        made: tuple[Built, ...] = ()
        why = "There is nothing in the library any more that belongs into it."
        try:
            made = pipeline.bundle(
                loaded,
                [submission],
                as_of=as_of,
                checked=checked,
                draft=draft,
                item=item,
                reproducible=reproducible,
                without=without,
                meanwhile=meanwhile,
                advance=advance,
            )
        except AnnexaError as error:
            if isinstance(error, UsageError | MissingTool):
                raise
            refused.append(Refused(submission=submission, error=error))
            why = f"{error.message}\n{error.remedy}"
        built += made
        folders = frozenset(each.folder for each in made)
        old += mark_old(loaded.root, submission, item, built=folders, why=why)
    stopping = [finding for finding in checked.findings if finding.stops]
    return Bundles(
        built=tuple(built),
        refused=tuple(refused),
        old=tuple(old),
        against={each.id: against(stopping, loaded.framework, each.id) for each in loaded.framework.submissions},
    )
