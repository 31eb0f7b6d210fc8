"""A bundle that was sent, with pages inserted: 57A and 57B behind 57, and every number that was quoted where it was.

The pages that were sent stay as they are, the old version of a replaced document too. What is new goes behind it under
the number of the page before it and a letter; stamp and page label say the same, so that nobody is led astray by a
reader that counts pages. What is built is whole: every volume, the items, the manifest and the index, ready to pack.
"""

from collections.abc import Sequence
from pathlib import Path

from annexa.bundle import volumes
from annexa.bundle import work as working
from annexa.bundle.refusal import refuse_incomplete, refuse_unproved
from annexa.bundle.work import Work
from annexa.plan.records import Built
from annexa.sent import freeze, inserting, standing
from annexa.sent.changenote import change_note
from annexa.sent.keep import find_sent
from annexa.sent.reissue import WITH, Reissue, Volume
from annexa.sent.sending import Changed, Supplemented, SupplementInput, changed_since
from annexa.sent.supplement import Insertion, changes_sent, plan_insertions
from annexa.tools.files import replace_folder, work_folder


def build_insertions(given: SupplementInput) -> Supplemented | None:
    """Builds the bundle that was sent with what changed since inserted, into `out`/<submission>-supplement-<n>.

    The files that were sent must lie below `kept`, or still below `out`. Returns None where nothing changed. Raises
    FindingsRefused where pages of a document are missing or are not what it says, UsageError where the files are not
    there or a document has no pages to insert, and what the finishers raise.
    """
    changed = changed_since(given)
    if changed is None:
        return None
    refuse_incomplete([changed.whole], supplement=True)
    refuse_unproved([changed.whole], supplement=True)
    insertions = _insertions(changed)
    bases = {file.volume: find_sent((given.kept, given.out), file) for file in inserting.newest_files(changed.record)}
    final = given.folder(changed.plan.number)
    with work_folder(final) as folder:
        work = Work(folder=folder, advance=given.advance)
        whole, surveyed = working.survey(work, changed.whole)
        working.carry_natives(work, whole, surveyed)
        made = inserting.write_volumes(
            work,
            changed.record,
            list(inserting.sheets({each.key: each for each in changed.whole.documents}, insertions)),
            _common(changed),
            change_note(changed.record, changed.plan, changed.whole, inserted=inserting.places_in_words(insertions)),
            bases,
        )
        volumes.Items(work, whole, surveyed).write()
        work.let_go()
        built = _built(work, given, changed, insertions, made, final)
        for finish in given.finishers:
            finish(folder, built)
        working.refuse_any_changed(changed.whole)
        replace_folder(folder, final)
    return Supplemented(built=built, changes=changed.plan)


# -- what goes in -----------------------------------------------------------------------------------------


def _insertions(changed: Changed) -> tuple[Insertion, ...]:
    documents = {document.key: document for document in changed.whole.documents}
    pages = {each.key: inserting.pages_of(documents[each.key]) for each in changed.plan.documents}
    return plan_insertions(changed.record, changed.plan, pages)


def _common(changed: Changed) -> Reissue:
    """What all volumes have in common."""
    return Reissue(
        number=changed.plan.number,
        language=changed.whole.language,
        dated=changed.whole.as_at,
        total=changed.record.pages,
        targets=inserting.targets(changed.record, changed.whole, changed.plan),
    )


# -- what it is -------------------------------------------------------------------------------------------


def _built(
    work: Work,
    given: SupplementInput,
    changed: Changed,
    insertions: Sequence[Insertion],
    made: Sequence[Volume],
    final: Path,
) -> Built:
    """The record of what was built, with manifest, index and what the submission's record will say written beside."""
    planned = {document.key: document for document in changed.whole.documents}
    record = freeze.with_supplement(
        changed.record,
        inserting.sent_documents(changed.record, planned, insertions, made),
        [volume.file for volume in made],
        sent=given.sent,
        commit=given.commit,
        numbering="inserted",
        changes=changes_sent(changed.plan, secret=given.is_secret),
    )
    documents = standing.documents_of(
        changed.whole,
        record,
        changed.plan,
        {volume.file.volume: volume.labels for volume in made},
        notes=work.notes,
        beside=work.beside,
        dividers=inserting.dividers(given.kept, changed.record),
    )
    plan = standing.plan_of(changed.whole, given.framework, record, changed.plan)
    return inserting.written(
        work,
        plan,
        documents,
        made,
        folder=final,
        title=f"{plan.area}: {plan.title}{WITH} {changed.plan.number}",
        total=changed.record.pages,
        engines=given.engines,
        record=freeze.HEAD + freeze.as_yaml(record),
    )
