"""Every link of the library with its place and verdict: what the link rules see, for `annexa links`."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from annexa.check.discreet import by_number
from annexa.check.reading import Read, read_sources
from annexa.check.store import FactsStore
from annexa.check.subjects import Source, sources
from annexa.documents.facts import Facts
from annexa.links.verdict import (
    ASKABLE,
    CANNOT_WORK,
    DEAD,
    NOT_EXTERNAL,
    WORDS,
    Answer,
    Verdict,
)
from annexa.load import Loaded
from annexa.model.findings import Level, Place
from annexa.model.library import DocumentMeta, Item, Sensitivity
from annexa.rules.base import DocumentSubject, Surroundings
from annexa.rules.support.links import Row, about, is_lifted, leads_to_document, rows


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkVerdict:
    """One address of one document."""

    item: str
    """The requirement's id."""
    file: str
    """POSIX path relative to the project folder; item.yaml where the address stands in the metadata."""
    title: str
    place: Place
    message: str
    """One sentence with the link in it, without a full stop."""
    address: str
    """What is asked for online; empty where it must not appear in a report."""
    verdict: Verdict
    level: Level | None
    remedy: str
    row: Row
    subject: DocumentSubject
    answer: Answer | None = None
    waived_until: date | None = None

    @property
    def is_withheld(self) -> bool:
        """Whether it stands in child-level material: such a link is never followed, because the request would tell."""
        requirement = self.subject.around.framework.requirement(self.item)
        sensitive = requirement is not None and requirement.sensitive
        return sensitive or self.subject.meta.sensitivity is Sensitivity.CHILD_LEVEL

    @property
    def is_asked(self) -> bool:
        """Whether its server is asked: the address looks open, and the link is not withheld."""
        return self.row.judged.verdict in ASKABLE and not self.is_withheld


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """All links, and what could not be looked into."""

    links: tuple[LinkVerdict, ...]
    documents: int
    unread: tuple[str, ...]
    """Documents whose links are not known, because they could not be read."""

    @property
    def addresses(self) -> tuple[str, ...]:
        """What to ask servers for, each once."""
        return tuple(dict.fromkeys(link.row.judged.address for link in self.links if link.is_asked))

    def with_answers(self, answers: Mapping[str, Answer]) -> "Survey":
        """The same links, judged by what their servers answered too."""
        return replace(self, links=tuple(_answered(link, answers.get(link.row.judged.address)) for link in self.links))


def survey(
    loaded: Loaded,
    *,
    as_of: date,
    cache: Path,
    only: Container[str] | None = None,
    workers: int = 2,
) -> Survey:
    """The links of the library, or of the item folders in `only`, with offline verdicts; none without a library."""
    if loaded.library is None:
        return Survey(links=(), documents=0, unread=())
    around = Surroundings(library=loaded.library, framework=loaded.framework, checklist=loaded.checklist, as_of=as_of)
    chosen = sources(loaded.library, loaded.framework, only)
    read = {source.name: facts for source, facts in read_sources(chosen, FactsStore(cache), workers=workers)}
    known = {(id(source.item), source.index): source for source in chosen}
    links: list[LinkVerdict] = []
    for item in loaded.library.items:
        if only is not None and item.folder.relative_to(around.library.root).as_posix() not in only:
            continue
        for index, meta in enumerate(item.meta.documents):
            source = known.get((id(item), index))
            facts = read.get(source.name) if source else None
            links += _links(_subject(item, meta, index, source, facts, around))
    unread = tuple(source.called for source in chosen if not isinstance(read.get(source.name), Facts))
    return Survey(links=tuple(links), documents=len(chosen), unread=unread)


def _subject(
    item: Item, meta: DocumentMeta, index: int, source: Source | None, facts: Read | None, around: Surroundings
) -> DocumentSubject:
    """A subject for the rules; a document that is missing or unreadable still has the address of its metadata."""
    return DocumentSubject(
        item=item,
        meta=meta,
        index=index,
        path=source.path if source else item.folder / meta.name,
        sha256=source.sha256 if source else "",
        facts=facts if isinstance(facts, Facts) else Facts(format=""),
        fault=None,
        around=around,
    )


def _links(subject: DocumentSubject) -> Iterator[LinkVerdict]:
    for row in rows(subject):
        place = row.place
        if row.field:
            line, column = subject.item.lines.get(row.field, (None, None))
            place = Place(line=line, column=column)
        excused = leads_to_document(subject, row) or is_lifted(subject, row)
        verdict, hidden = row.judged.verdict, subject.is_sensitive
        in_metadata = bool(row.field) or hidden
        yield LinkVerdict(
            item=subject.item.meta.requirement,
            file=subject.item.yaml if in_metadata else subject.path.relative_to(subject.around.library.root).as_posix(),
            title=f"document {subject.index + 1}" if hidden else subject.meta.title,
            place=by_number(place, subject.facts) if hidden else place,
            message=about(subject, row, row.judged),
            address="" if hidden or verdict is Verdict.CREDENTIALS else row.judged.address,
            verdict=verdict,
            level=None if excused else row.judged.level,
            remedy=row.judged.remedy,
            row=row,
            subject=subject,
            waived_until=_waived(subject, verdict),
        )


def _answered(link: LinkVerdict, answer: Answer | None) -> LinkVerdict:
    if answer is None or not link.is_asked:
        return link
    excused = answer.verdict in (Verdict.NEEDS_LOGIN, Verdict.NOT_PUBLIC) and is_lifted(link.subject, link.row)
    level = None if excused else answer.level
    if level is Level.ERROR and link.row.is_guess and answer.verdict in DEAD:
        level = Level.WARNING
    if level is None and link.level is not None:
        return replace(link, answer=answer)  # http where https is meant stays worth a word though the page opens
    return replace(
        link,
        answer=answer,
        verdict=answer.verdict,
        level=level,
        message=about(link.subject, link.row, answer),
        remedy="" if link.subject.is_sensitive and answer.final else answer.remedy,
        waived_until=_waived(link.subject, answer.verdict),
    )


def _waived(subject: DocumentSubject, verdict: Verdict) -> date | None:
    rule = rule_of(verdict)
    days = [w.until for w in subject.meta.waive if w.rule == rule and w.until >= subject.around.as_of]
    return max(days, default=None)


def rule_of(verdict: Verdict) -> str:
    """The rule that speaks of a verdict, so that a waiver of the rule is found; empty where nothing is wrong."""
    if WORDS[verdict].level is None:
        return ""
    groups: Iterable[tuple[str, Iterable[Verdict]]] = (
        ("link-dead", DEAD),
        ("link-not-external", NOT_EXTERNAL | {Verdict.RELATIVE_FILE, Verdict.NEEDS_LOGIN, Verdict.NOT_PUBLIC}),
        ("link-broken", CANNOT_WORK),
        ("link-credentials", (Verdict.CREDENTIALS,)),
        ("link-plain-http", (Verdict.PLAIN_HTTP,)),
        ("link-moved", (Verdict.MOVED,)),
    )
    return next((rule for rule, verdicts in groups if verdict in verdicts), "link-unsure")
