"""LinkChecker, run as a program of its own (it is GPL): it follows every internal link and anchor of the built site."""

import csv
import importlib.metadata
import io
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urldefrag

from annexa.model.errors import MissingTool, ToolFailed
from annexa.tools.leftovers import temporary_folder
from annexa.tools.process import Done, TookTooLong, run

TIME_LIMIT: Final = 540
"""Seconds; some hundred pages take about ten."""

SETTINGS: Final = """\
[checking]
threads=0
[filtering]
checkextern=0
ignorewarnings=http-redirected,url-effective-url
[csv]
parts=urlname,parentname,result,warningstring,valid
[AnchorCheck]
"""
"""One thread, for more only wait for each other here. No comments in the output: they begin as a link within a page
does, with `#`."""

PROGRAM: Final = """\
from urllib.parse import urldefrag

import linkcheck.command.linkchecker as program
from linkcheck import parser
from linkcheck.htmlutil import linkparse
from linkcheck.plugins import anchorcheck

parse, parsed, anchors = parser.parse_html, set(), {}


def parse_once(link):
    page = urldefrag(link.url).url
    if page not in parsed:
        parsed.add(page)
        parse(link)


def check(plugin, link):
    page = urldefrag(link.url).url
    if page not in anchors:
        anchors[page] = anchorcheck.UrlAnchorCheck()
        linkparse.find_links(link.get_soup(), anchors[page].add_anchor, linkparse.AnchorTags)
    anchors[page].check_anchor(link)


parser.parse_html = parse_once
anchorcheck.AnchorCheck.check = check
program.drop_privileges = lambda: None
program.linkchecker()
"""
"""LinkChecker takes each anchor for a page of its own: it would read a page with ten anchors eleven times. Here it
reads a page once for the links on it and once for its anchors, which is a fifth of the work for the same answers.

As root, in a container, LinkChecker becomes `nobody`, who may not read the folder of a checkout. It reads only
our own files here. (Crawling over HTTP, which needs no such rights, took nine times as long.)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenLink:
    """A link of a page that leads nowhere."""

    page: str
    link: str
    reason: str

    def __str__(self) -> str:
        return f"{self.page}: {self.link} ({self.reason})"


def version() -> str | None:
    """The version of LinkChecker, or None where it is not installed."""
    try:
        return importlib.metadata.version("linkchecker")
    except importlib.metadata.PackageNotFoundError:
        return None


def crawl(site: Path) -> tuple[int, tuple[BrokenLink, ...]]:
    """How many links of a built site were followed, and which of them, or of their anchors, lead nowhere.

    Only files below `site` are read; links to other hosts and mail addresses are left alone. Raises MissingTool,
    ToolFailed.
    """
    if version() is None:
        raise MissingTool("LinkChecker is not installed", remedy="Run ‘pip install -r requirements/dev.txt’.")
    with temporary_folder("links") as work:
        settings = Path(work) / "linkcheckerrc"
        settings.write_text(SETTINGS, encoding="utf-8")
        home = site.resolve().as_uri() + "/"
        done = _run(settings, f"{home}index.html")
    # 0: nothing wrong. 1: something is. Anything else: LinkChecker itself failed.
    if done.code not in {0, 1}:
        said = done.complaint or "it said nothing"
        raise ToolFailed(f"LinkChecker failed: {said}", remedy="Run it again; if it repeats, see what it prints.")
    return _results(done.out.decode(errors="replace"), home)


def _run(settings: Path, start: str) -> Done:
    command = [sys.executable, "-c", PROGRAM, "--config", str(settings), "--no-status", "--verbose"]
    try:
        return run([*command, "--output", "csv/utf-8", start], seconds=TIME_LIMIT, folder=settings.parent)
    except TookTooLong:
        raise ToolFailed(
            f"LinkChecker did not finish within {TIME_LIMIT} seconds", remedy="Run it again on a quieter machine."
        ) from None


def _results(output: str, home: str) -> tuple[int, tuple[BrokenLink, ...]]:
    rows = list(csv.DictReader(io.StringIO(output, newline=""), delimiter=";"))
    if not rows:
        raise ToolFailed("LinkChecker followed no link at all", remedy="Build the site first with ‘annexa site’.")
    broken = [
        BrokenLink(
            page=urldefrag(row["parentname"]).url.removeprefix(home),
            link=row["urlname"],
            reason=(row["warningstring"] if row["valid"] == "True" else row["result"]).strip(),
        )
        for row in rows
        if row["valid"] != "True" or row["warningstring"].strip()
    ]
    return len(rows), tuple(broken)
