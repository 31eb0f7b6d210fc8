"""Items checked and judged before they are signed: what there is to see, and what keeps them from being signed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from annexa import pipeline
from annexa.check.subjects import sources
from annexa.inspection import signoff
from annexa.inspection.committed import Committed, judge
from annexa.inspection.seen import Seen, to_be_seen
from annexa.load import Loaded
from annexa.model.errors import AnnexaError
from annexa.model.library import Item, Library
from annexa.model.signoff import FOLDER, Entry
from annexa.model.standing import StageStanding, standing, turn
from annexa.model.words import Advance, silent


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One item that somebody wants to sign."""

    item: Item
    entry: Entry | None
    """What is to be written; None where it is refused, or signed already."""
    refused: AnnexaError | None
    """Why it is not signed; `AlreadySigned` is among the reasons."""
    seen: tuple[Seen, ...]
    """What whoever signs must have seen."""
    next: StageStanding | None
    """The stage that comes next once it is signed; None where all are signed."""


def propose(
    loaded: Loaded,
    library: Library,
    items: Iterable[Item],
    *,
    stage: str,
    role: str,
    at: datetime,
    note: str = "",
    as_of: date,
    advance: Advance = silent,
) -> tuple[Proposal, ...]:
    """Checks the items, and makes an entry for each that the role may sign at this stage. Writes nothing."""
    wanted = tuple(items)
    folders = frozenset(item.yaml.rpartition("/")[0] for item in wanted)
    checked = pipeline.check(loaded, as_of=as_of, only=folders, advance=advance)
    digests = {source.name: source.sha256 for source in checked.sources if source.sha256}
    commits = commits_of(loaded, wanted)

    def one(item: Item) -> Proposal:
        entry, refused = None, None
        try:
            entry = signoff.signature(
                item,
                library,
                loaded.framework,
                digests,
                stage=stage,
                role=role,
                at=at,
                note=note,
                commit=commits.get(item.yaml),
            )
            signoff.refuse_errors(item, checked.findings)
        except AnnexaError as error:
            entry, refused = None, error
        after = item.model_copy(update={"sign_offs": (*item.sign_offs, *([entry] if entry else []))})
        return Proposal(
            item=item,
            entry=entry,
            refused=refused,
            seen=to_be_seen(item, checked.findings, loaded.checklist),
            next=turn(standing(after, library, loaded.framework, digests)),
        )

    return tuple(one(item) for item in wanted)


def commits_of(loaded: Loaded, items: Iterable[Item]) -> dict[str, str]:
    """The commit that each item stands at, by its item.yaml.

    One with files that are not as in the commit is left out, and so is every one where the library is kept without git.
    """
    from annexa.tools import git

    try:
        commit = git.commit_of(loaded.root)
    except AnnexaError:
        commit = None
    if commit is None:
        return {}
    # A folder that git does not know at all is named itself, with a slash behind it.
    differing = [f"/{name}" for name in commit.differing if f"/{FOLDER}/" not in name]
    return {
        item.yaml: commit.sha
        for item in items
        if not any(_lies_in(name, f"/{item.yaml.rpartition('/')[0]}/") for name in differing)
    }


def _lies_in(name: str, folder: str) -> bool:
    return folder in name or (name.endswith("/") and name in folder)


def stages_of(loaded: Loaded, library: Library) -> dict[str, tuple[StageStanding, ...]]:
    """Where every item stands, by its item.yaml; documents are read for their digests, and nothing is checked."""
    found = sources(library, loaded.framework)
    digests = {source.name: source.sha256 for source in found if source.sha256}
    return {item.yaml: standing(item, library, loaded.framework, digests) for item in library.items}


def committed(loaded: Loaded, library: Library, items: Iterable[Item]) -> dict[str, Committed]:
    """What git says of each entry of some items, by its seal. Raises UsageError outside of git, MissingTool."""
    from annexa.tools import git

    files = {
        entry.seal: (f"{item.yaml.rpartition('/')[0]}/{signoff.file_of(entry)}", entry.role)
        for item in items
        for entry in item.sign_offs
    }
    touches = git.touches(loaded.root, sorted({name for name, _ in files.values()})) if files else {}
    roles = library.people.roles
    return {seal: judge(role, roles.get(role), touches.get(name, ())) for seal, (name, role) in files.items()}
