"""Answers to requests built as a supplement: a file of its own, or pages of the bundle that was sent."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from annexa import bundle as bundles
from annexa.bundle import volumes
from annexa.bundle import work as working
from annexa.bundle.frontmatter import ROUNDS
from annexa.bundle.refusal import refuse_incomplete, refuse_unproved
from annexa.bundle.work import Work
from annexa.load.manifest import read_manifest
from annexa.load.sent import PENDING
from annexa.model.errors import ToolFailed
from annexa.model.sent import SentDocument, SentFile
from annexa.plan import arrange as planning
from annexa.plan.planned import Plan, PlannedDocument
from annexa.plan.records import Built
from annexa.sent import answerpages, answers, freeze, inserting, standing
from annexa.sent.answers import Answer, AnswersInput
from annexa.sent.keep import find_sent
from annexa.sent.reissue import WITH, Reissue, Sheet, Volume
from annexa.sent.sending import refuse_packed
from annexa.sent.supplement import (
    Change,
    Current,
    Insertion,
    SupplementPlan,
    current_of,
    plan_insertions,
    plan_supplement,
)
from annexa.tools.files import replace_folder, work_folder, write_whole
from annexa.tools.leftovers import temporary_folder


def build_answers(given: AnswersInput) -> Built:
    """Builds the supplement into `out`/<submission>-supplement-<n>, numbered as `given` says.

    Raises UsageError where one of that number was packed, or a document to insert has no pages; FindingsRefused where
    pages of a document are missing or are not what it says and it is no draft; and what the finishers raise.
    """
    refuse_packed(given.folder, given.record.submission)
    with temporary_folder("answers") as folder:
        return _insert(given, Path(folder)) if given.numbering == "inserted" else _apart(given, Path(folder))


def _record(given: AnswersInput, documents: Iterator[SentDocument], files: Iterator[SentFile]) -> str:
    """What the record will say once it is sent, as text."""
    newer = freeze.with_supplement(
        given.record,
        documents,
        files,
        sent=given.sent,
        commit=given.commit,
        numbering=given.numbering,
        requests=given.requests,
    )
    return freeze.HEAD + freeze.as_yaml(newer)


# -- a file of its own ------------------------------------------------------------------------------------


def _apart(given: AnswersInput, folder: Path) -> Built:
    language = given.library.meta.language
    explanations = {
        answer.item: answerpages.rendering_of(folder, answer.item, answerpages.explanation(answer, language))
        for answer in given.answers
        if answer.explanation
    }
    first = freeze.last_number(given.record) + 1 if given.numbering == "appended" else 1
    plan = answers.plan_of(given, explanations, first=first)
    refuse_incomplete([plan], supplement=True)
    refuse_unproved([plan], supplement=True)

    def remember(inside: Path, built: Built) -> None:
        manifest = read_manifest(inside)
        record = _record(given, freeze.sent_documents(manifest), freeze.sent_files(manifest))
        write_whole(inside / PENDING, record)

    return bundles.build_plan(
        plan,
        given.folder,
        engines=given.engines,
        finishers=(*(() if given.draft else (remember,)), *given.finishers),
        advance=given.advance,
    )


# -- pages of the bundle ----------------------------------------------------------------------------------


def _insert(given: AnswersInput, inside: Path) -> Built:
    plan = answers.plan_of(given, {})
    refuse_incomplete([plan], supplement=True)
    refuse_unproved([plan], supplement=True)
    whole = _whole(given)
    unchanged = plan_supplement(given.record, current_of(whole.documents, secret=_is_secret(given))).unchanged
    changes = SupplementPlan(number=given.number, changes=(), unchanged=unchanged)
    bases = {file.volume: find_sent((given.kept, given.out), file) for file in inserting.newest_files(given.record)}
    with work_folder(given.folder) as folder:
        work = Work(folder=folder, advance=given.advance)
        plan, surveyed = working.survey(work, plan)
        working.carry_natives(work, plan, surveyed)
        insertions, documents = _placed(given, plan, inside)
        places = {each.document.key: (each.labels[0], each.labels[-1]) for each in insertions}
        made = inserting.write_volumes(
            work,
            given.record,
            list(_sheets(given, documents, insertions)),
            _common(given, plan, whole, changes),
            answerpages.note(given, plan, places),
            bases,
        )
        volumes.Items(work, plan, surveyed).write()
        work.let_go()
        built = _inserted(work, given, plan, whole, changes, documents, insertions, made)
        for finish in given.finishers:
            finish(folder, built)
        working.refuse_any_changed(plan)
        replace_folder(folder, given.folder)
    return built


def _is_secret(given: AnswersInput) -> bool:
    return given.record.package == "child-level"


def _whole(given: AnswersInput) -> Plan:
    """The library's plan, by which the documents that stand in the bundle are known."""
    digests = planning.digests_of(given.library, given.framework, given.record.submission)
    return answers.whole(given, digests)


def _placed(given: AnswersInput, plan: Plan, inside: Path) -> tuple[tuple[Insertion, ...], dict[str, PlannedDocument]]:
    """Where everything goes, and all that goes in, by key: set until the pages of each answer say where they are."""
    pages = {document.key: inserting.pages_of(document) for document in plan.documents}
    pages |= {f"{answer.item}/0": 1 for answer in given.answers}
    pairs = list(zip(given.answers, plan.items, strict=True))
    for _ in range(ROUNDS):
        insertions = plan_insertions(given.record, _changes(given, plan), pages)
        places = {each.document.key: (each.labels[0], each.labels[-1]) for each in insertions}
        documents = {document.key: document for document in plan.documents}
        for answer, item in pairs:
            made = answerpages.sheet(given, answer, item, places)
            rendering = answerpages.rendering_of(inside, answer.item, made)
            documents[f"{answer.item}/0"] = answers.explained(answer, rendering, answerpages.SHEET)
        found = {key: document.rendering.pages for key, document in documents.items()}
        if found == pages:
            return insertions, documents
        pages = found
    raise ToolFailed(
        "The pages of the answers do not settle: their numbers change their own length",
        remedy="Build a supplement of its own instead: leave --insert out.",
    )


def _changes(given: AnswersInput, plan: Plan) -> SupplementPlan:
    """Question and answer, then the documents of each request, all behind the item that the request is about."""
    of_key = {each.key: each for each in current_of(plan.documents, secret=_is_secret(given))}
    changes: list[Change] = []
    for answer, item in zip(given.answers, plan.items, strict=True):
        near = _near(given, answer)
        sheet = Current(key=f"{answer.item}/0", item=near, title=answerpages.SHEET, file="", version=_seal(answer))
        own = [sheet, *(replace(of_key[document.key], item=near) for document in item.documents)]
        changes += [Change(kind="added", item=near, title=each.title, now=each, was=None, where="") for each in own]
    return SupplementPlan(number=given.number, changes=tuple(changes))


def _near(given: AnswersInput, answer: Answer) -> str:
    """The item of the bundle behind which an answer stands; empty for the end of the bundle."""
    there = {document.item for document in given.record.documents}
    named = [answer.request.item or "", *(item.meta.requirement for item, _ in answer.documents)]
    return next((item for item in named if item in there), "")


def _seal(answer: Answer) -> str:
    return answer.request.answered.seal if answer.request.answered else ""


def _sheets(
    given: AnswersInput, documents: Mapping[str, PlannedDocument], insertions: tuple[Insertion, ...]
) -> Iterator[Sheet]:
    """As they are inserted; the bookmark of each first page says which request it is."""
    titles = {f"{answer.item}/0": answer.title() for answer in given.answers}
    for sheet in inserting.sheets(documents, insertions):
        yield replace(sheet, title=f"Inserted: {titles.get(sheet.key) or documents[sheet.key].title}")


def _common(given: AnswersInput, plan: Plan, whole: Plan, changes: SupplementPlan) -> Reissue:
    return Reissue(
        number=given.number,
        language=whole.language,
        dated=plan.as_at,
        total=given.record.pages,
        targets=inserting.targets(given.record, whole, changes),
    )


def _inserted(
    work: Work,
    given: AnswersInput,
    plan: Plan,
    whole: Plan,
    changes: SupplementPlan,
    documents: Mapping[str, PlannedDocument],
    insertions: tuple[Insertion, ...],
    made: list[Volume],
) -> Built:
    """The record of what was built, with manifest, index and what the submission's record will say written beside."""
    sent = tuple(inserting.sent_documents(given.record, documents, insertions, made))
    text = _record(given, iter(sent), (volume.file for volume in made))
    record = freeze.with_supplement(
        given.record, sent, (), sent=given.sent, numbering="inserted", requests=given.requests
    )
    rows = standing.documents_of(
        whole,
        record,
        changes,
        {volume.file.volume: volume.labels for volume in made},
        notes=work.notes,
        beside=work.beside,
        dividers=inserting.dividers(given.kept, given.record),
        answers=tuple(documents.values()),
    )
    shown = standing.plan_of(whole, given.framework, record, changes, plan.items)
    shown = replace(shown, requests=plan.requests, as_at=plan.as_at, sign_offs=plan.sign_offs, title=plan.title)
    return inserting.written(
        work,
        shown,
        rows,
        made,
        folder=given.folder,
        title=f"{shown.area}: {whole.title}{WITH} {given.number}",
        total=given.record.pages,
        engines=given.engines,
        record=text,
    )
