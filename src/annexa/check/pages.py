"""On which page of its PDF a finding in a text document stands: looked up, never counted.

Word's own marks of where pages broke are those of another printer, and wrong by pages. The PDF that a bundle is made of
tells, once it was made. What a document and its PDF hold is kept as numbers alone: the page of each paragraph.
"""

import json
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache as cache_of
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from annexa.check.reading import Read, read_sources
from annexa.check.store import FactsStore
from annexa.check.subjects import Source
from annexa.documents.facts import Facts
from annexa.model.findings import Finding
from annexa.rules.support.whereabouts import TEXTS, story_of
from annexa.tools.code import code_version
from annexa.tools.files import sha256_of, write_whole
from annexa.tools.leftovers import temporary_folder

if TYPE_CHECKING:
    from annexa.convert import MadeBefore
    from annexa.convert.guarded import Guard

_TELLING: Final = 14
"""Letters and digits that a paragraph needs to be found by itself, if it stands in the PDF once."""
_START: Final = 60
"""Letters and digits of a paragraph that are looked for; the end may stand on the next page."""


def with_pages(
    findings: Iterable[Finding], sources: Sequence[Source], cache: Path, known: Mapping[str, Facts] | None = None
) -> tuple[Finding, ...]:
    """The findings, those in text documents with their page where the document's PDF was made before.

    `known` holds facts that were just read, by the name of the document.
    """
    all_findings = tuple(findings)
    wanted = {finding.file for finding in all_findings if _needs_page(finding)}
    pages: Mapping[str, Mapping[int, int]] = {}
    made = cache_of(_made)
    looked_for = [
        each for each in sources if each.name in wanted and each.sha256 in made((each.kept_in or cache) / "pdf")
    ]
    if looked_for:
        from annexa.convert import MadeBefore  # heavy, and most checks need it not
        from annexa.convert.guarded import Guard

        before = MadeBefore(cache)
        with Guard() as guard:
            pages = {each.name: _pages(each, before, guard, cache, (known or {}).get(each.name)) for each in looked_for}
    return tuple(_placed(finding, pages.get(finding.file, {})) for finding in all_findings)


def _needs_page(finding: Finding) -> bool:
    place, ending = finding.place, finding.file.rpartition(".")[2].lower()
    return ending in TEXTS and place.paragraph is not None and place.line is None and story_of(place) is None


def _placed(finding: Finding, pages: Mapping[int, int]) -> Finding:
    if not _needs_page(finding):  # a PDF's own page is true
        return finding
    page = pages.get(finding.place.paragraph or 0)
    if page == finding.place.page:
        return finding
    return msgspec.structs.replace(finding, place=msgspec.structs.replace(finding.place, page=page))


def _made(folder: Path) -> frozenset[str]:
    """SHA-256 of the documents of which a PDF lies there: one look for all of them."""
    try:
        return frozenset(path.name.partition("-")[0] for path in folder.iterdir() if path.suffix == ".pdf")
    except OSError:
        return frozenset()


def _pages(source: Source, before: "MadeBefore", guard: "Guard", cache: Path, facts: Facts | None) -> dict[int, int]:
    """The page of each paragraph; nothing where the document cannot be read, or its PDF was made otherwise."""
    from annexa.convert import Job

    ending = source.path.suffix[1:].lower()
    pdf = before.find(Job(source=source.path, sha256=source.sha256, format=ending, kept_in=source.kept_in))
    if pdf is None:
        return {}
    kept = cache / "pages" / code_version("check", "documents") / f"{source.sha256}-{sha256_of(pdf)[:16]}.json"
    try:
        return {int(number): int(page) for number, page in json.loads(kept.read_bytes()).items()}
    except (OSError, ValueError, AttributeError, TypeError):
        pass
    read: Read | None = facts or next((read for _, read in read_sources([source], FactsStore(cache), workers=1)), None)
    if not isinstance(read, Facts):
        return {}
    texts = _texts(pdf, guard)
    if texts is None:
        return {}
    found = paragraph_pages(read, texts)
    write_whole(kept, json.dumps(found) + "\n")
    return found


def _texts(pdf: Path, guard: "Guard") -> tuple[str, ...] | None:
    """The text of each page; None where it cannot be read."""
    from annexa.convert.guarded import Task

    with temporary_folder("check") as folder:
        done = guard.ask(Task(does="texts", source=pdf.absolute(), format="pdf", into=Path(folder)))
    return done.texts if done.fault is None else None


def paragraph_pages(facts: Facts, pages: Sequence[str]) -> dict[int, int]:
    """The page on which each paragraph of the body begins, by its number, as far as it is certain.

    A paragraph whose words stand in the PDF once is found by them; one whose words come again, or are few, by
    standing between two such paragraphs: where its words stand between them once, or on the page of both.
    """
    starts, whole = [0], ""
    for text in pages:
        whole += _bare(text)
        starts.append(len(whole))

    def page_at(position: int) -> int:
        return min(bisect_right(starts, position), len(pages)) if pages else 0

    body = [(number, _bare(text)[:_START]) for number, text in _body(facts)]
    anchors = list(_anchors(body, whole))
    found: dict[int, int] = {}
    for index, (number, words) in enumerate(body):
        at = bisect_right(anchors, index, key=lambda anchor: anchor[0]) - 1
        _, low, end = anchors[at] if at >= 0 else (-1, 0, 0)
        high = anchors[at + 1][1] if at + 1 < len(anchors) else len(whole)
        if at >= 0 and anchors[at][0] == index:
            found.setdefault(number, page_at(low))
        elif (position := _once(words, whole, end, high)) is not None:
            found.setdefault(number, page_at(position))
        elif anchors and page_at(low) == page_at(max(high - 1, 0)):
            found.setdefault(number, page_at(low))
    return found


def _bare(text: str) -> str:
    """Letters and digits only: spaces, hyphens and marks differ between a document and its PDF."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text).casefold() if sign.isalnum())


def _body(facts: Facts) -> Iterator[tuple[int, str]]:
    for block in facts.blocks:
        if block.place.paragraph is not None and story_of(block.place) is None and block.text.strip():
            yield block.place.paragraph, block.text


def _anchors(body: Sequence[tuple[int, str]], whole: str) -> Iterator[tuple[int, int, int]]:
    """Index, start and end of the paragraphs that stand in the text once, in the order of both."""
    ones: list[tuple[int, int, int]] = []
    for index, (_, words) in enumerate(body):
        if len(words) >= _TELLING and (start := whole.find(words)) >= 0 and whole.find(words, start + 1) < 0:
            ones.append((index, start, start + len(words)))
    latest = -1
    for place, (index, start, end) in enumerate(ones):
        # One that stands behind its followers was found elsewhere: in a text box, or in a table of contents.
        if start >= latest and sum(later[1] < start for later in ones[place + 1 : place + 6]) <= 2:
            latest = end
            yield index, start, end


def _once(words: str, whole: str, low: int, high: int) -> int | None:
    """Where words stand in a stretch of the text, if they stand there once."""
    start = whole.find(words, low, high) if words else -1
    return None if start < 0 or whole.find(words, start + 1, high) >= 0 else start
