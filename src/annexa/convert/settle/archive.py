"""Settles files that are archives of XML: today's Office formats and OpenDocument."""

import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from annexa.convert.settle import cells, opendocument, saved, slides, word_fields
from annexa.convert.settle.change import Change
from annexa.convert.settle.tree import Tree
from annexa.tools.zips import DAMAGED

LARGEST_PART = 64 * 1024**2
"""Bytes: a larger part is left as it is, rather than held in memory several times."""
LARGEST_FILE = 1024**3

Settler = Callable[[Tree, datetime | None], Change]


class Rule(NamedTuple):
    """Which parts to look at, which bytes make a look worth while, and what to do with them."""

    parts: re.Pattern[str]
    marks: re.Pattern[bytes]
    settler: Settler


_WORDS = (Rule(re.compile(r"word/[^/]+\.xml"), re.compile(rb"instr"), word_fields.settle),)
_CELLS = (
    Rule(
        re.compile(r"xl/(worksheets|chartsheets)/[^/]+\.xml|xl/workbook\.xml"),
        re.compile(
            rb"(?i)TODAY|NOW|RAND|CELL\(|INFO\(|WEBSERVICE|timePeriod|&amp;[DTZ]|<row(?![^>]*\sr=)|<(?:\w+:)?f[\s>]"
            rb'|calcMode|\sht="[01][.\d]*"'
        ),
        cells.settle,
    ),
    Rule(re.compile(r"xl/worksheets/_rels/[^/]+\.rels"), re.compile(rb'/pivotTable"'), cells.without_pivots),
    Rule(re.compile(r"xl/drawings/[^/]+\.xml"), re.compile(rb'"datetime'), slides.settle),
)
_SLIDES = (
    Rule(
        re.compile(r"ppt/(slides|slideLayouts|slideMasters|diagrams)/[^/]+\.xml"),
        re.compile(rb'"datetime'),
        slides.settle,
    ),
)
_OPEN = (
    Rule(
        re.compile(r"(content|styles)\.xml"),
        re.compile(
            rb"(?i)table:formula|text:date|text:time|text:file-name|text:author|text:sender|TODAY|NOW|RAND|date-is|current-date"
            rb"|text:(?:modification|print|creation|title|subject|keywords|description|creator|initial-creator|editing)"
            rb"|text:(?:user-|variable-get|placeholder|drop-down|dde-connection|bookmark-ref|reference-ref|template-name|(?:word|character|paragraph|table|image|object)-count)"
        ),
        opendocument.settle,
    ),
)
_RULES: dict[str, tuple[Rule, ...]] = {
    **dict.fromkeys(("docx", "docm", "dotx", "dotm"), _WORDS),
    **dict.fromkeys(("xlsx", "xlsm", "xltx", "xltm"), _CELLS),
    **dict.fromkeys(("pptx", "pptm", "potx", "potm", "ppsx", "ppsm"), _SLIDES),
    **dict.fromkeys(("odt", "ott", "ods", "ots", "odp", "otp", "odg"), _OPEN),
}


def settle(copy: Path, format_: str) -> Change:
    """Rewrites the copy in place where there is something to settle. Raises OSError.

    What is not a sound archive is left alone.
    """
    rules = _RULES.get(format_)
    return Change.NOT_REACHED if rules is None else rewritten(copy, rules)


def rewritten(copy: Path, rules: tuple[Rule, ...]) -> Change:
    """Rewrites in place the parts of the copy that a rule changes. Raises OSError."""
    settled = copy.with_name("annexa-settled.zip")
    try:
        with zipfile.ZipFile(copy) as archive:
            if sum(member.file_size for member in archive.infolist()) > LARGEST_FILE:
                return Change.NOT_REACHED
            parts = list(_settled_parts(archive, rules))
            changed = {name: content for name, content, _ in parts if content is not None}
            if changed:
                _write(archive, changed, settled)
    except DAMAGED:
        return Change.NOT_REACHED
    if changed:
        settled.replace(copy)
    return max((change for _, _, change in parts), default=Change.NONE)


def _settled_parts(archive: zipfile.ZipFile, rules: tuple[Rule, ...]) -> Iterator[tuple[str, bytes | None, Change]]:
    """Name, new content where there is one, and what became of it, for each part that was not left alone."""
    moment = saved.of_archive(archive)
    for member in archive.infolist():
        rule = next((rule for rule in rules if rule.parts.fullmatch(member.filename)), None)
        if rule is None:
            continue
        if member.file_size > LARGEST_PART:
            yield member.filename, None, Change.NOT_REACHED
            continue
        content = archive.read(member)
        if not rule.marks.search(content):
            continue
        try:
            tree = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
        except etree.XMLSyntaxError:
            continue
        change = rule.settler(tree, moment)
        if change is not Change.NONE:
            new = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
            yield member.filename, new, change


def _write(archive: zipfile.ZipFile, changed: dict[str, bytes], target: Path) -> None:
    """Copies an archive member by member, in its order; ODF wants `mimetype` first and stored."""
    with zipfile.ZipFile(target, "w") as new:
        for member in archive.infolist():
            content = changed.get(member.filename)
            compression = zipfile.ZIP_STORED if member.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
            info = zipfile.ZipInfo(member.filename, member.date_time)
            info.external_attr = member.external_attr
            data = archive.read(member) if content is None else content
            new.writestr(info, data, compression, compresslevel=1)
