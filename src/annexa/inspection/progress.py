"""Works out where every requirement stands: from metadata, findings, digests, sign-offs, what was sent, and the time.

Pure: the same arguments give the same records. What decides, in this order: what was sent is sent; a requirement
without an item, or with an item that lists nothing, is not started; while listed documents are missing, or are drafts
that nobody has answered for, or something was guessed that nobody has confirmed, it is in preparation; then errors of
the check count, then sign-off, stage by stage. A deadline that has passed for whoever's turn it is makes it late,
whatever else it is.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from annexa.inspection.deadlines import Deadlines
from annexa.inspection.handed import handed
from annexa.inspection.matrix import matrix, unregistered
from annexa.inspection.parts import parts_of
from annexa.inspection.requests import RequestRow, most_pressing, row_of
from annexa.inspection.rows import DocumentRow, DocumentState, Lateness, Named, Row, RuleRow, StageRow, State, Turn
from annexa.inspection.stages import stages_of
from annexa.inspection.status import Blocked, Status
from annexa.inspection.turns import Turns
from annexa.load import Loaded
from annexa.load.places import recorded
from annexa.model.against import against
from annexa.model.also import Pointed, pointed_at
from annexa.model.findings import Finding, Level
from annexa.model.framework import Requirement
from annexa.model.library import DocumentMeta, Item, Library, is_child_level
from annexa.model.sent import Frozen


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """All that the state of a library is worked out from."""

    loaded: Loaded
    findings: tuple[Finding, ...]
    digests: Mapping[str, str]
    """SHA-256 of every document that is there, by its path relative to the project folder."""
    sent: tuple[Frozen, ...]
    """What was sent, shared and child-level."""
    at: datetime
    """With its zone."""
    closed: frozenset[date] = frozenset()
    """Days on which nobody works, besides weekends and bank holidays."""
    unknown: tuple[str, ...] = ()
    """What could not be looked at, in sentences."""


def status_of(known: Known) -> Status:
    """The whole library at one moment; what cannot be known is said in it."""
    framework, library = known.loaded.framework, known.loaded.library
    notification = library.meta.notification if library else None
    deadlines = Deadlines(framework=framework, notification=notification, closed=known.closed)
    turns = Turns(framework=framework, library=library, deadlines=deadlines)
    items = {item.meta.requirement: item for item in library.items} if library else {}
    found: dict[str | None, list[Finding]] = defaultdict(list)
    for finding in known.findings:
        if not finding.waived_until:
            found[finding.item].append(finding)
    rows = [_row(known, turns, each, items.get(each.id), found[each.id]) for each in framework.requirements]
    tracked = matrix(library, framework, deadlines, known.at) if library else None
    return Status(
        area=library.meta.area if library else "",
        partnership=library.meta.partnership if library else "",
        at=known.at,
        notification=notification,
        rows=tuple(_with_pointers(rows, library)) if library else tuple(rows),
        roles=tuple(Named(id, role.title) for id, role in library.people.roles.items()) if library else (),
        blocked=tuple(_blocked(known)),
        says=tuple(
            filter(
                None,
                (deadlines.doubt(known.at), unregistered(library, framework, deadlines, known.at), *known.unknown),
            )
        ),
        requests=tuple(_requests(known)),
        followed=tracked.counts if tracked else None,
        following=framework.tracking.requirement if framework.tracking else "",
    )


def _with_pointers(rows: Sequence[Row], library: Library) -> Iterator[Row]:
    """The rows, those that documents of other items answer with where they are; one without an item of its own is as
    far as the item that answers it is."""
    known = {row.id: row for row in rows}
    pointers = pointed_at(library)
    order = list(State)
    for row in rows:
        here = [each for each in pointers.get(row.id, ()) if each.item.meta.requirement in known]
        if not here:
            yield row
            continue
        row = replace(row, also=tuple(_pointer(known, each) for each in here))
        owners = [known[each.item.meta.requirement] for each in here]
        if row.progress is not State.NOT_STARTED:
            yield row
            continue
        least = min(owners, key=lambda owner: order.index(owner.progress))
        yield replace(
            row, progress=least.progress, state=least.state, late=least.late, turn=None, besides=(), sent=least.sent
        )


def _pointer(known: Mapping[str, Row], pointed: Pointed) -> str:
    """Such as "“Needs assessment” (1.2), pages 4-9"; the title of a child-level document is not said."""
    owner = known[pointed.item.meta.requirement]
    withheld = owner.documents[pointed.place].withheld
    title = "a child-level document" if withheld else f"“{pointed.meta.title}”"
    return f"{title} ({owner.number or owner.title}){f', {pages}' if (pages := pointed.also.in_words) else ''}"


def _requests(known: Known) -> Iterator[RequestRow]:
    """What inspectors asked for besides, the most pressing first."""
    framework, library = known.loaded.framework, known.loaded.library
    if library is not None:
        yield from most_pressing(
            row_of(each, framework, library, at=known.at, closed=known.closed) for each in library.requests
        )


def _blocked(known: Known) -> Iterator[Blocked]:
    """Errors that touch a submission and are not those of its own items."""
    framework = known.loaded.framework
    ids = {requirement.id for requirement in framework.requirements}
    for submission in framework.submissions:
        found = against(known.findings, framework, submission.id)
        errors = sum(finding.stops and finding.item not in ids for finding in found)
        if errors:
            yield Blocked(submission=Named(submission.id, submission.title), errors=errors)


def _row(known: Known, turns: Turns, requirement: Requirement, item: Item | None, findings: Sequence[Finding]) -> Row:
    framework, library = known.loaded.framework, known.loaded.library
    meta = item.meta if item else None
    documents = tuple(_documents(requirement, item, findings, known.digests)) if item else ()
    levels = Counter(finding.level for finding in findings)
    stages = stages_of(turns, item, known.digests) if item else ()
    sent = handed(requirement, item, known.sent, known.digests) if item else None
    unread = library is not None and requirement.id in library.unread
    progress = State.SENT if sent else _progress(item, documents, levels[Level.ERROR], stages, unread=unread)
    turn = None if sent else turns.of(requirement, item, progress, stages)
    due = turns.deadlines.at(requirement.due)
    late = _late(turn, due, known.at)
    submission = framework.submission(requirement.submission)
    titles = {group.id: group.title for group in framework.groups}
    return Row(
        id=requirement.id,
        number=requirement.number or "",
        title=requirement.title,
        group=Named(requirement.group, titles.get(requirement.group, requirement.group)),
        submission=Named(requirement.submission, submission.title if submission else requirement.submission),
        folder=item.yaml.rpartition("/")[0] if item else "",
        lead=turns.role(meta.lead) if meta else None,
        accountable=turns.role(meta.accountable) if meta else None,
        note=meta.note if meta else "",
        state=State.LATE if late else progress,
        progress=progress,
        late=late,
        documents=documents,
        errors=levels[Level.ERROR],
        warnings=levels[Level.WARNING],
        notes=levels[Level.INFO],
        rules=_rules(findings),
        stages=stages,
        parts=parts_of(requirement, documents) if documents else (),
        gap=meta.nothing_to_submit.reason if meta and meta.nothing_to_submit else "",
        follows=max((gap.follows for _, gap in meta.gaps if gap.follows), default=None) if meta else None,
        turn=turn,
        besides=() if sent else tuple(turns.besides(requirement, item, known.at)),
        due=due,
        sent=sent.sent if sent else None,
        changed_since=sent.changed if sent else 0,
    )


def _documents(
    requirement: Requirement, item: Item, findings: Sequence[Finding], digests: Mapping[str, str]
) -> Iterator[DocumentRow]:
    about: dict[str | None, Counter[Level]] = defaultdict(Counter)
    drafts: set[str | None] = set()
    for finding in findings:
        about[finding.document][finding.level] += 1
        if finding.rule == "draft" and finding.level is Level.ERROR:
            drafts.add(finding.document)
    for number, meta in enumerate(item.meta.documents, start=1):
        secret = is_child_level(requirement, meta)
        yield DocumentRow(
            number=number,
            title=f"Child-level document {number}" if secret else meta.title,
            file="" if secret else meta.file or "",
            state=_document_state(
                meta, there=meta.file is None or recorded(item, meta) in digests, draft=meta.name in drafts
            ),
            withheld=secret,
            errors=about[meta.name][Level.ERROR],
            warnings=about[meta.name][Level.WARNING],
            parts=meta.parts,
        )


def _document_state(meta: DocumentMeta, *, there: bool, draft: bool) -> DocumentState:
    if meta.to_follow is not None:
        return "to follow"
    if not there:
        return "missing"
    return "draft" if draft else "there"


def _progress(
    item: Item | None, documents: Sequence[DocumentRow], errors: int, stages: Sequence[StageRow], *, unread: bool
) -> State:
    if item is None:
        return State.FAILS if unread else State.NOT_STARTED
    gap = item.meta.nothing_to_submit is not None
    if not documents and not gap:
        return State.NOT_STARTED
    if item.meta.is_guessed or any(document.state in {"missing", "draft"} for document in documents):
        return State.IN_PREPARATION
    if errors:
        return State.FAILS
    if any(stage.state != "signed" for stage in stages):
        return State.AWAITING
    return State.EXPLAINED if gap else State.READY


def _late(turn: Turn | None, due: datetime | None, at: datetime) -> Lateness:
    if turn is None:
        return ""
    if due is not None and at > due:
        return "submission"
    return "internal" if turn.due is not None and at > turn.due else ""


def _rules(findings: Sequence[Finding]) -> tuple[RuleRow, ...]:
    counted = Counter((finding.level.rank, finding.rule) for finding in findings)
    return tuple(
        RuleRow(rule=rule, level=list(Level)[rank].value, count=number)
        for (rank, rule), number in sorted(counted.items(), key=lambda pair: (pair[0][0], -pair[1], pair[0][1]))
    )
