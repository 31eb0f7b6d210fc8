"""From records and converted documents to a package: numbered bundle, item files, natives, index and manifest.

`build` is the whole of it, one verb a line. Nothing here converts, checks, refuses or verifies: `renderings` come from
`annexa.convert`, `refusal` is asked before, and whoever verifies and packs does so through `finishers`.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from annexa.model.errors import UsageError
from annexa.model.words import Advance, silent

if TYPE_CHECKING:  # a worker that washes one PDF needs none of it, and starts in half the time
    from annexa.bundle.parts import Parts
    from annexa.bundle.work import Work
    from annexa.model.framework import Framework, Submission
    from annexa.model.library import Library
    from annexa.plan.planned import Package, Plan, Rendering
    from annexa.plan.records import Built, BuiltFile

Finisher = Callable[[Path, "Built"], None]
"""Adds to the finished work folder, or raises: then the old package stays where it is."""


def build(
    library: "Library",
    framework: "Framework",
    submission: str,
    *,
    renderings: "Mapping[Path, Rendering]",
    out: Path,
    draft: bool = False,
    item: str | None = None,
    package: "Package" = "shared",
    sent: bool = False,
    digests: Mapping[Path, str] | None = None,
    engines: Mapping[str, str] | None = None,
    finishers: Sequence[Finisher] = (),
    advance: Advance = silent,
) -> "Built | None":
    """Builds one package of a submission into `out`/<submission>, which it replaces whole.

    `sent`: it was sent already, and what is built now is not what inspectors hold: into `out`/<submission>-rebuilt.

    `renderings`: by the absolute path of the source (`plan.sources` lists what is needed). `item`: only that item, into
    a folder of its own. Returns None where the package would hold nothing, as the child-level one often does.
    Raises UsageError for an unknown submission or item; SourceRefused for a PDF that cannot be merged.
    """
    from annexa.plan.folders import FolderName

    made = plan_of(
        library,
        framework,
        submission,
        renderings=renderings,
        draft=draft,
        item=item,
        package=package,
        digests=digests,
    )
    if made is None:
        return None
    name = FolderName(submission=submission, package=package, item=item or "", rebuilt=sent and not item)
    return build_plan(made, out / str(name), engines=engines, finishers=finishers, advance=advance)


def plan_of(
    library: "Library",
    framework: "Framework",
    submission: str,
    *,
    renderings: "Mapping[Path, Rendering]",
    draft: bool = False,
    item: str | None = None,
    package: "Package" = "shared",
    digests: Mapping[Path, str] | None = None,
) -> "Plan | None":
    """The plan of one package of a submission, or of one item in it; None where it would hold nothing.

    Raises UsageError for an unknown submission or item.
    """
    from annexa.plan import arrange as planning

    made = planning.make(
        library,
        framework,
        _submission(framework, submission),
        renderings,
        digests or planning.digests_of(library, framework, submission),
        package=package,
        draft=draft,
    )
    if item is not None:
        _refuse_unknown(library, framework, submission, item)
        made = made.only(item)
    return made if made.volumes else None


def build_plan(
    plan: "Plan",
    final: Path,
    *,
    engines: Mapping[str, str] | None = None,
    finishers: Sequence[Finisher] = (),
    on_volume: "Callable[[Path, BuiltFile], None]" = lambda folder, file: None,
    parts: "Parts | None" = None,
    advance: Advance = silent,
) -> "Built":
    """Builds a plan, which holds at least one item, into the folder `final`, which it replaces whole.

    Raises FindingsRefused for documents that lack their pages where it is no draft, SourceRefused for a PDF that cannot
    be merged, SourceChanged for a document that is changed meanwhile, and what the finishers raise. `parts`: files of
    the bundle that stands there, of which those that would come out alike are taken over. `on_volume` is told the work
    folder and each volume in it that is whole, once or more, when a processor has nothing to write.
    """
    from annexa.bundle.aside import set_aside
    from annexa.bundle.refusal import refuse_incomplete, refuse_unproved
    from annexa.bundle.work import Work, refuse_any_changed
    from annexa.plan.pointing import refuse_beyond_the_end
    from annexa.tools.files import replace_folder, work_folder

    refuse_incomplete([plan])
    refuse_unproved([plan])
    refuse_beyond_the_end([plan])
    _allow_many_open_files()
    with work_folder(final) as folder:
        work = Work(folder=folder, advance=advance, parts=parts)
        built = _build(plan, work, final, dict(engines or {}), lambda file: on_volume(folder, file))
        work.merged = None  # by now its volume is being read
        for finish in finishers:
            finish(folder, built)
        refuse_any_changed(plan)
        set_aside(final)
        replace_folder(folder, final)
    if parts is not None:
        parts.save()
    return built


def _build(
    plan: "Plan", work: "Work", final: Path, engines: dict[str, str], on_volume: "Callable[[BuiltFile], None]"
) -> "Built":
    from concurrent.futures import ThreadPoolExecutor

    from annexa.bundle import lists, volumes
    from annexa.bundle import work as working
    from annexa.bundle.ahead import writing_ahead
    from annexa.plan.records import Built
    from annexa.tools.files import write_whole

    plan, surveyed = working.survey(work, plan)
    working.carry_natives(work, plan, surveyed)
    with writing_ahead(work, plan, surveyed) as ahead, ThreadPoolExecutor(1) as beside:
        items = volumes.Items(work, plan, surveyed, ahead)
        items.begin(beside)
        layout, issues = volumes.write_volumes(work, plan, surveyed, ahead, on_volume)
        documents = volumes.documents_of(plan, work, layout, surveyed)
        items.write(on_rest=partial(_tell, on_volume, tuple(work.files)))
    work.let_go()
    built = Built(
        plan=plan,
        folder=final,
        title=planning_title(plan),
        total=layout.total,
        files=tuple(work.files),
        documents=tuple(documents),
        issues=tuple(issues),
        gaps=tuple(volumes.gaps_of(plan, layout)),
        engines={**working.engines(), **engines},
    )
    for name, made in (("index.csv", lists.index_csv(built)), ("manifest.json", lists.manifest_json(built))):
        write_whole(work.folder / name, made, lasts=False)  # the folder is waited for when it is whole
    return built


def _tell(on_volume: "Callable[[BuiltFile], None]", files: "Sequence[BuiltFile]") -> None:
    for file in files:
        if file.kind == "bundle":
            on_volume(file)


def planning_title(plan: "Plan") -> str:
    """The title of the package."""
    return f"{'DRAFT – ' if plan.draft else ''}{plan.area}: {plan.title}"


def _submission(framework: "Framework", id: str) -> "Submission":
    found = framework.submission(id)
    if found is None:
        known = ", ".join(each.id for each in framework.submissions)
        raise UsageError(f"There is no submission “{id}”", remedy=f"Name one of: {known}.")
    return found


def _refuse_unknown(library: "Library", framework: "Framework", submission: str, item: str) -> None:
    """Raises UsageError for an item that is in neither package of this submission."""
    requirement = framework.requirement(item)
    held = any(each.meta.documents or each.meta.gaps for each in library.items if each.meta.requirement == item)
    if requirement is None or requirement.submission != submission or not held:
        raise UsageError(
            f"Item {item} has no documents for {submission}", remedy="annexa requirements lists the items."
        )


def _allow_many_open_files() -> None:
    """The file of every source stays open until its volume is saved: the usual limit of 1,024 is soon reached."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < 8192 and (hard == resource.RLIM_INFINITY or hard > soft):
        ceiling = 8192 if hard == resource.RLIM_INFINITY else min(hard, 8192)
        resource.setrlimit(resource.RLIMIT_NOFILE, (ceiling, hard))
