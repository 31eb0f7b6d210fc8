"""`annexa site`: the guidance site."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import click
import msgspec

from annexa.browser import single
from annexa.cli import options
from annexa.cli.progress import progress
from annexa.load import Loaded
from annexa.load.unfinished import Unfinished
from annexa.model.errors import ExitCode, UsageError
from annexa.model.words import count, size_in_words
from annexa.site import build, preview


@click.command("site")
@click.option("--pages-only", is_flag=True, help="Write the Markdown into build/pages and stop, for ‘mkdocs serve’.")
@click.option("--serve", is_flag=True, help="Show the site on this machine and build it again when something changes.")
@click.option("--crawl", is_flag=True, help="Afterwards follow every internal link and anchor with LinkChecker.")
@click.option("--port", type=click.IntRange(1024, 65535), default=8000, show_default=True, help="Port for --serve.")
@click.option(
    "--local",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="Local facts to use instead of guidance/local.yaml.",
)
@click.option(
    "--single-file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write only the page that checks documents, as one HTML file to send by mail.",
)
@click.option(
    "--fetch-parts",
    is_flag=True,
    help="Only fetch, once, what the page that checks documents is made of, with pip and npm; then build again.",
)
@options.as_json
@options.quiet
@click.pass_context
def command(
    ctx: click.Context,
    pages_only: bool,
    serve: bool,
    crawl: bool,
    port: int,
    local: Path | None,
    single_file: Path | None,
    fetch_parts: bool,
    as_json: bool,
    quiet: bool,
) -> int:
    """Builds the guidance site into build/site, with its downloads, and a zip of it for an intranet.

    It holds no evidence: of the library it uses the area's name, the roles, the glossary and the notification date.
    While something is still to be filled in, or still the sample library's, it is named and no zip is made.

    \b
    annexa site
    annexa site --serve
    annexa site --local guidance/local-hertfordshire.yaml
    annexa site --single-file check.html
    annexa site --fetch-parts
    """
    if fetch_parts:
        _fetch(quiet)
        return ExitCode.OK
    loaded = options.loaded_of(ctx)
    if single_file is not None:
        if serve or pages_only or crawl:
            raise UsageError(
                "--single-file goes with no --serve, --pages-only or --crawl",
                remedy="Call annexa site twice, once for the page and once for the site.",
            )
        _write_single(loaded, single_file, local, as_json, quiet)
        return ExitCode.OK
    if serve:
        preview.serve(loaded.root, local=local, port=port, say=(lambda _: None) if quiet else click.echo)
        return ExitCode.OK
    with progress("Building the site", quiet=quiet or as_json) as advance:
        built = (
            build.build_pages(loaded, local=local)
            if pages_only
            else build.build_site(loaded, local=local, advance=advance)
        )
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(_answer(built, loaded.root))).decode())
    elif not quiet:
        made = f"{count(built.pages, 'page')} and {count(len(built.downloads), 'download')}"
        click.echo(f"{made} in {_short(built.folder, loaded.root)}.")
        if built.archive is not None:
            click.echo(f"For an intranet: {_short(built.archive, loaded.root)}")
    if not built.has_checker:
        options.note(["the site has no page that checks documents: ‘annexa site --fetch-parts’ brings what it needs."])
    words = (
        "the site is not to be published yet, and no zip for an intranet is made: some of it is not your area's own."
    )
    options.note(_unfinished(built.unfinished, words))
    if crawl and not pages_only:
        _crawl(built.folder, quiet)
    return ExitCode.OK


def _fetch(quiet: bool) -> None:
    from annexa.browser import fetching

    if not quiet:
        click.echo("Fetching the parts of the page that checks documents; this takes a minute …")
    folder = fetching.fetch()
    if not quiet:
        click.echo(f"They lie in {folder}. The next ‘annexa site’ has the page check.html.")


def _write_single(loaded: Loaded, target: Path, local: Path | None, as_json: bool, quiet: bool) -> None:
    size = single.write(loaded, target, cache=loaded.root / build.CHECKER_CACHE)
    left = build.left_open(loaded, local)
    if as_json:
        answer = {"file": target.as_posix(), "bytes": size, "to_be_filled_in": _left(left)}
        click.echo(msgspec.json.format(msgspec.json.encode(answer)).decode())
    elif not quiet:
        click.echo(
            f"{target} ({size_in_words(size)}). Whoever gets it saves it and opens it in a browser; it sends nothing."
        )
    options.note(_unfinished(left, "the page is not to be sent round yet: some of it is not your area's own."))


def _unfinished(left: tuple[Unfinished, ...], words: str) -> Iterator[str]:
    """What has to be filled in before anything is published, by file."""
    if not left:
        return
    yield words
    for file, values in groupby(left, key=lambda value: value.file):
        yield f"{file}: {', '.join(f'{value.field} (line {value.line})' for value in values)}"
    yield "‘annexa explain to-be-filled-in’ says what to do."


def _crawl(site: Path, quiet: bool) -> None:
    from annexa.model.errors import ToolFailed
    from annexa.tools import linkchecker

    followed, broken = linkchecker.crawl(site)
    if broken:
        shown = "\n".join(str(link) for link in broken[:20])
        raise ToolFailed(
            f"{count(len(broken), 'link')} of the site {'leads' if len(broken) == 1 else 'lead'} nowhere:\n{shown}",
            remedy="Correct them, and build again.",
        )
    if not quiet:
        click.echo(f"{followed} internal links and anchors followed: all lead somewhere.")


def _answer(built: build.Built, root: Path) -> dict[str, object]:
    return {
        "pages": built.pages,
        "downloads": list(built.downloads),
        "folder": _short(built.folder, root),
        "archive": _short(built.archive, root) if built.archive else None,
        "to_be_filled_in": _left(built.unfinished),
    }


def _left(left: tuple[Unfinished, ...]) -> list[dict[str, object]]:
    return [{"file": value.file, "line": value.line, "field": value.field} for value in left]


def _short(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()
