"""What a user asks for, as short lists of verbs: check, bundle, site, and build for all of it."""

from collections.abc import Callable, Container, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext, suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, get_args
from urllib.parse import urlsplit

from annexa.check import Checked, Source
from annexa.check import check as run_rules
from annexa.check.pages import with_pages
from annexa.check.subjects import recorded
from annexa.load import Loaded
from annexa.model.errors import AnnexaError, UsageError
from annexa.model.findings import Finding
from annexa.model.library import Library
from annexa.model.words import Advance, silent

if TYPE_CHECKING:  # heavy to import, and not needed to check
    from annexa.pipeline.bundles import Bundles
    from annexa.plan.records import Built
    from annexa.plan.signing import SignOffs, Without
    from annexa.site import build as sites


def cache_of(root: Path) -> Path:
    """Where everything is kept that can be worked out again."""
    return root / "build" / "cache"


def check(
    loaded: Loaded,
    *,
    as_of: date,
    only: Container[str] | None = None,
    online: bool = False,
    cache: Path | None = None,
    advance: Advance = silent,
    on_sources: Callable[[tuple[Source, ...]], None] = lambda found: None,
) -> Checked:
    """Every finding of the library, or of some item folders; `online` opens the links first.

    `cache` is that of the project where it is not given. `on_sources` is called with the documents that are there,
    before they are judged.
    """
    cache = cache or cache_of(loaded.root)
    closed = closed_days(loaded)
    if not online:
        return run_rules(
            loaded,
            as_of=as_of,
            today=date.today(),
            closed=closed,
            cache=cache,
            only=only,
            advance=advance,
            on_sources=on_sources,
        )
    from annexa.check.links import survey
    from annexa.links.online import ask

    found = survey(loaded, as_of=as_of, cache=cache, only=only)
    outcome = ask(found.addresses, cache=cache, advance=lambda address: advance(urlsplit(address).hostname or ""))
    checked = run_rules(
        loaded,
        as_of=as_of,
        today=date.today(),
        closed=closed,
        cache=cache,
        only=only,
        answers=outcome.answers,
        advance=advance,
    )
    return replace(checked, unreachable=outcome.unreachable)


def closed_days(loaded: Loaded) -> frozenset[date]:
    """Days on which nobody works, by library.yaml and the local facts; asked only where a timetable needs them."""
    if loaded.library is None or loaded.library.timetable is None:
        return frozenset()
    from annexa.pipeline.days import days_off

    return days_off(loaded).days


def bundle(
    loaded: Loaded,
    submissions: Sequence[str],
    *,
    as_of: date,
    checked: Checked | None = None,
    draft: bool = False,
    item: str | None = None,
    reproducible: bool = False,
    without: "Without | None" = None,
    meanwhile: Callable[[], None] = lambda: None,
    advance: Advance = silent,
) -> "tuple[Built, ...]":
    """Checks, builds and verifies submissions into build/bundles; each stands there whole or not at all.

    One that was sent is left alone, and what is built now stands beside it as <submission>-rebuilt. One that stands as
    it was left, and of which nothing has changed that it depends on, is not built again (`annexa.bundle.unchanged`).
    `without`: who answers for sending what is not signed off. `meanwhile` is called once for each bundle that is built,
    while others read it, after its documents were converted. Raises FindingsRefused while errors stand against a
    submission, an item is not signed off, or a document lacks its pages, and it is no draft; MissingTool without
    LibreOffice. `annexa.pipeline.bundles` builds what can be built.
    """
    from annexa.bundle import unchanged
    from annexa.bundle.refusal import refuse, refuse_incomplete, refuse_unproved, refuse_unsigned
    from annexa.plan.planned import Package
    from annexa.plan.signing import sign_offs
    from annexa.tools import extras

    extras.require("bundle")  # before anything is checked or converted
    library = library_of(loaded)
    checked = checked or check(loaded, as_of=as_of, advance=advance)

    def signed(submission: str, digests: Mapping[Path, str]) -> "SignOffs":
        found = sign_offs(library, loaded.framework, submission, digests, item=item, without=without)
        if not draft:
            refuse_unsigned(found, item or submission)
        return found

    def key(submission: str, digests: Mapping[Path, str]) -> str:
        made_with = unchanged.Settings(draft=draft, item=item, reproducible=reproducible)
        standing = signed(submission, digests)
        return unchanged.key_of(
            library, loaded.framework, submission, digests, cache_of(loaded.root), made_with, standing
        )

    if not draft:
        for submission in submissions:
            refuse(checked.findings, loaded.framework, submission, item)
    was_checked = {source.path: source.sha256 for source in checked.sources} | recorded(library)
    left = {each: unchanged.left_alone(loaded.root, each, item, key(each, was_checked)) for each in submissions}
    wanted_anew = [each for each in submissions if not left[each]]
    if not wanted_anew:
        return tuple(built for each in left.values() for built in each)

    from annexa import bundle as bundles  # with all that writes and judges: a build with nothing to do needs none of it
    from annexa.bundle.finish import judged_by, keeps
    from annexa.bundle.judging import judging
    from annexa.bundle.parts import Parts
    from annexa.bundle.rendering import HELPERS, render
    from annexa.plan.pointing import refuse_beyond_the_end
    from annexa.tools.asked import early_helpers
    from annexa.tools.leftovers import temporary_folder

    with temporary_folder("aside") as aside, early_helpers() as begin:
        rendered = render(
            library,
            loaded.framework,
            wanted_anew,
            cache=cache_of(loaded.root),
            aside=Path(aside),
            reproducible=reproducible,
            on_printing=partial(begin, *HELPERS),
            advance=advance,
        )
        unchanged.refuse_swapped(was_checked, rendered.digests, loaded.root)
        # Asked again of the bytes that were converted: what was changed meanwhile is not what was signed.
        standing = {submission: signed(submission, rendered.digests) for submission in wanted_anew}
        plans = [
            bundles.plan_of(
                library,
                loaded.framework,
                submission,
                renderings=rendered.renderings,
                digests=rendered.digests,
                draft=draft,
                item=item,
                package=package,
            )
            for submission in wanted_anew
            for package in get_args(Package)
        ]
        wanted = [
            replace(plan, sign_offs=standing[plan.submission].of(frozenset(each.id for each in plan.items)))
            for plan in plans
            if plan is not None
        ]
        refuse_incomplete(wanted)  # before the first is built, for a submission is handed in whole
        refuse_unproved(wanted)
        refuse_beyond_the_end(wanted)
        judges = judged_by(library)
        for plan in wanted:
            final = unchanged.folder_of(loaded.root, plan.submission, plan.package, item)
            parts = Parts(final, is_private=plan.package == "child-level")
            with judging(library.meta.limits, judges, parts=parts, advance=advance) as judge:
                built = bundles.build_plan(
                    plan,
                    final,
                    engines=rendered.engines,
                    finishers=(lambda folder, built: meanwhile(), keeps(judge)),
                    on_volume=judge.begin,
                    parts=parts,
                    advance=advance,
                )
            left[plan.submission] += (built,)
    for submission in wanted_anew:
        unchanged.remember(left[submission], key(submission, rendered.digests))
    return tuple(built for each in left.values() for built in each)


def site(loaded: Loaded, *, pages_only: bool = False, advance: Advance = silent) -> "sites.Built":
    """Builds the guidance site into build/site, or only its Markdown into build/pages."""
    from annexa.site import build as sites

    return sites.build_pages(loaded) if pages_only else sites.build_site(loaded, advance=advance)


def site_left(loaded: Loaded) -> "sites.Built | None":
    """The guidance site where it is as the last build left it, and made of the same; None where it must be built.

    Of guidance that is faulty nothing is said here: whoever builds the site says it.
    """
    from annexa.site import build as sites

    with suppress(AnnexaError):
        return sites.left_alone(loaded)
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Everything:
    """What `build` made."""

    checked: Checked
    bundles: "Bundles"
    site: "sites.Built"


def build(
    loaded: Loaded,
    *,
    as_of: date,
    draft: bool = False,
    without: "Without | None" = None,
    watch: Callable[[str], AbstractContextManager[Advance]] = lambda title: nullcontext(silent),
) -> Everything:
    """Checks, builds every submission that can be built and the site, which a refused bundle does not stop.

    `watch` gives the progress of a stage, by its title. Raises as `build_bundles` and `site` do.
    """
    from annexa.pipeline.bundles import build_bundles, checked_for

    submissions = [submission.id for submission in loaded.framework.submissions]
    left: sites.Built | None = None
    placed: tuple[Finding, ...] | None = None

    def meanwhile() -> None:
        # Documents may have got their PDFs just now, so that every finding has its true page.
        nonlocal left, placed
        left = left or site_left(loaded)
        placed = with_pages(checked.findings, checked.sources, cache_of(loaded.root))

    with ExitStack() as until_built:
        with watch("Checking") as advance:
            checked = until_built.enter_context(checked_for(loaded, submissions, as_of=as_of, advance=advance))
        with watch("Building bundles") as advance:
            made = build_bundles(
                loaded,
                submissions,
                as_of=as_of,
                checked=checked,
                draft=draft,
                without=without,
                meanwhile=meanwhile,
                advance=advance,
            )
    pages = left or site_left(loaded)
    if pages is None:
        with watch("Building the site") as advance:
            pages = site(loaded, advance=advance)
    if made.refused:  # of these, documents may have been converted after the last bundle was built
        placed = with_pages(checked.findings, checked.sources, cache_of(loaded.root))
    if placed is not None:
        checked = replace(checked, findings=placed)
    return Everything(checked=checked, bundles=made, site=pages)


def library_of(loaded: Loaded) -> Library:
    """The library, for what cannot be done without one. Raises UsageError."""
    if loaded.library is None:
        raise UsageError("evidence/library.yaml cannot be used", remedy="Run ‘annexa validate’ and put it right first.")
    return loaded.library
