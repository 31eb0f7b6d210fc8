"""`annexa build`: all of it."""

import json
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annexa.cli import options, signing
from annexa.cli.machines import machines
from annexa.cli.progress import progress
from annexa.model.errors import UsageError

if TYPE_CHECKING:  # heavy, and LibreOffice can start while they are loaded
    from annexa.load import Loaded
    from annexa.pipeline import Everything
    from annexa.report.record import Report

REPORT = "build/reports/check.html"


@click.command("build")
@click.argument("folders", metavar="[FOLDER]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--libraries", is_flag=True, help="Build each FOLDER, a library each, for a regional team.")
@click.option("--draft", is_flag=True, help="Build bundles in spite of findings, with DRAFT on every page.")
@signing.without
@machines
@options.as_of
@options.as_json
@options.quiet
@click.pass_context
def command(
    ctx: click.Context,
    folders: tuple[Path, ...],
    libraries: bool,
    draft: bool,
    without_sign_off: str | None,
    reason: str | None,
    as_of: Any,
    as_json: bool,
    quiet: bool,
) -> int:
    """Does all of it: checks the library, builds every submission and the guidance site, and says where things lie.

    A submission that errors stand against, or that is not signed off, is not built, and its older bundle is marked as
    old by a file OLD.txt; the others, the site and the report are. With --libraries each of several libraries is built,
    also where another cannot be, and a table says what became of each; the exit code is the gravest of theirs.

    \b
    annexa build
    annexa build --draft
    annexa build --libraries ashby westmere northmoor
    """
    if libraries or folders:
        from annexa.cli.region import build_all

        if not (libraries and folders) or without_sign_off or reason:
            raise UsageError(
                "--libraries and the folders of libraries go together, and not with --without-sign-off",
                remedy="Write for example: annexa build --libraries ashby westmere",
            )
        told = partial(reported, is_today=as_of is None)
        return build_all(ctx, folders, draft=draft, as_of=as_of, report=told, as_json=as_json, quiet=quiet)
    from annexa.bundle.guess import seems_to_print
    from annexa.convert.early import beside_other_work

    begin = ctx.with_resource(beside_other_work())
    if seems_to_print(options.root_of(ctx)):
        begin()

    from annexa import pipeline
    from annexa.cli.made import complain

    loaded = options.loaded_of(ctx)
    root, day = loaded.root, options.day_of(as_of, loaded)
    watch = partial(progress, quiet=quiet or as_json)
    unsigned = signing.without_of(without_sign_off, reason, options.library_of(loaded), needless=draft)
    done = pipeline.build(loaded, as_of=day, draft=draft, without=unsigned, watch=watch)
    report = reported(loaded, done, is_today=as_of is None)
    if as_json:
        click.echo(json.dumps(_answer(report, done, root), ensure_ascii=False, indent=2))
    elif not quiet:
        click.echo("\n".join(_summary(report, done, root)))
    return complain(done.bundles)


def reported(loaded: "Loaded", done: "Everything", *, is_today: bool) -> "Report":
    """The report of the check, which is written beside the bundles."""
    from annexa.pipeline.days import doubts, editions
    from annexa.report import write
    from annexa.report.record import report_of
    from annexa.tools.files import write_whole

    notices = (*(doubts(loaded, date.today()) if is_today else ()), *editions(loaded))
    report = report_of(loaded, done.checked, notices=notices)
    write_whole(loaded.root / REPORT, write(report, "html"))
    return report


def _summary(report: "Report", done: "Everything", root: Path) -> Iterator[str]:
    from annexa.cli.made import in_words
    from annexa.report.text import summary as counted

    yield counted(report)
    if report.by_rule:
        width = max(len(rule) for rule, _ in report.by_rule)
        yield from (f"  {rule:<{width}}  {number:>4}" for rule, number in report.by_rule[:12])
    yield from in_words(done.bundles, root)
    yield f"Guidance site, {done.site.pages} pages: {done.site.folder.relative_to(root).as_posix()}"
    if done.site.unfinished:
        yield "  Not to be published yet: some of it is not your area's own (to-be-filled-in, above)."
    yield f"Report of the check: {REPORT}"
    yield from (f"Note: {notice}" for notice in report.notices)


def _answer(report: "Report", done: "Everything", root: Path) -> dict[str, Any]:
    from annexa.cli.made import summary

    return {
        "items": {"ready": report.ready, "of": report.requirements},
        "findings": dict(report.by_rule),
        **summary(done.bundles, root),
        "report": REPORT,
        "site": done.site.folder.relative_to(root).as_posix(),
    }
