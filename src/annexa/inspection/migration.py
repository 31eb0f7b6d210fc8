"""A library taken over to another list of requirements: numbers in metadata and names of folders, as one plan."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from annexa.inspection.comparison import Difference, compare, renumbered
from annexa.inspection.edit import set_field
from annexa.inspection.rewrite import Rewritten, rewritten
from annexa.inspection.written import CannotEdit
from annexa.load import Loaded
from annexa.load.project import ITEM_FILE, SETTINGS
from annexa.load.sent import path_of
from annexa.model.against import leading
from annexa.model.errors import FindingsRefused, UsageError
from annexa.model.findings import Level
from annexa.model.framework import Framework, Record
from annexa.model.library import Item, Library
from annexa.model.quoted import quoted
from annexa.tools import git
from annexa.tools.files import write_whole

CODEOWNERS: Final = ("CODEOWNERS", ".github/CODEOWNERS", ".gitlab/CODEOWNERS", "docs/CODEOWNERS")
ALSO: Final = "also"
"""The field of a document that says which other requirements it answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What would be changed; nothing is changed yet."""

    root: Path
    framework: Framework
    differences: tuple[Difference, ...]
    files: tuple[Rewritten, ...]
    """Metadata with new numbers, where it lies now."""
    folders: tuple[tuple[Path, Path], ...]
    """Folders of items, as they are called now and then."""
    copied: tuple[Path, Path, bytes] | None
    """The file of the list, where it goes in the library, and what it holds; None where the library can read it."""
    stale: tuple[str, ...]
    """New ids of items whose sign-offs no longer hold, because the number is part of what was signed."""
    left: tuple[str, ...]
    """Folders of items that the new list no longer asks for."""
    mentions: tuple[str, ...]
    """Other files of the library that name an old number, for a person to look at: pages, CODEOWNERS."""
    sent: tuple[str, ...]
    """Submissions that were sent, and requests such as "request 3": their records are sealed with the old numbers."""

    @property
    def is_empty(self) -> bool:
        """Whether the library is there already."""
        return not (self.files or self.folders or self.copied)


def plan(loaded: Loaded, library: Library, framework: Framework, source: Path | None) -> Plan:
    """What a library needs to answer another list; `source` is its file where the library cannot find it by name.

    Raises FindingsRefused where metadata has errors, UsageError where a folder is in the way or a file cannot be
    changed safely.
    """
    errors = [finding for finding in loaded.findings if finding.level is Level.ERROR]
    if errors:
        raise FindingsRefused(
            f"{errors[0].file}: {errors[0].message}", remedy="Run ‘annexa validate’, and put its errors right first."
        )
    differences = compare(loaded.framework, framework)
    numbers = renumbered(differences)
    gone = {each.old.id for each in differences if each.new is None and each.old is not None}
    changed = [item for item in library.items if item.meta.requirement in numbers]
    files = [*_metadata(library, numbers), *_settings(library, framework)]
    return Plan(
        root=library.root,
        framework=framework,
        differences=differences,
        files=tuple(files),
        folders=_folders(library, numbers),
        copied=_copied(library.root, framework, source),
        stale=tuple(numbers[item.meta.requirement] for item in changed if item.sign_offs),
        left=tuple(_shown(item) for item in library.items if item.meta.requirement in gone),
        mentions=_mentions(library.root, numbers),
        sent=tuple(_sent(loaded, library, numbers)),
    )


def apply(wanted: Plan, *, undoable: bool = True) -> None:
    """Carries a plan out: files first, then folders. Raises UsageError before anything is changed, OSError.

    `undoable` asks for a library whose every file is committed to git, so that one command takes all of it back.
    """
    if undoable and not wanted.is_empty:
        _refuse_without_undo(wanted.root)
    if wanted.copied is not None:
        write_whole(wanted.copied[1], wanted.copied[2])
    for file in wanted.files:
        file.write()
    waiting = [(before.rename(before.with_name(f".{before.name}.moving")), after) for before, after in wanted.folders]
    for between, after in waiting:  # two folders may have each other's name
        between.rename(after)


def _refuse_without_undo(root: Path) -> None:
    commit = git.commit_of(root) if git.find() is not None else None
    if commit is None:
        raise UsageError(
            "The library is not under version control, so this could not be taken back",
            remedy="Run ‘git init’, ‘git add -A’ and ‘git commit’ in it first, or copy the folder and add --no-undo.",
        )
    if not commit.clean:
        raise UsageError(
            f"{commit.differing[0]} is not committed, so this could not be taken back as a whole",
            remedy="Commit what has changed first, or add --no-undo.",
        )


def _metadata(library: Library, numbers: Mapping[str, str]) -> list[Rewritten]:
    """Every item.yaml and people.yaml that names an old number."""
    found = []
    for item in library.items:
        wanted = _record_with(item.meta, _item_numbers(numbers))
        found += _changed(item.folder / ITEM_FILE, item.yaml, item.meta, wanted, _edit(numbers, _item_nodes))
    wanted = _record_with(library.people, _people_numbers(numbers))
    path = library.root / "evidence" / "people.yaml"
    found += _changed(path, "evidence/people.yaml", library.people, wanted, _edit(numbers, _people_nodes))
    return found


def _settings(library: Library, framework: Framework) -> list[Rewritten]:
    """library.yaml, which names the list."""
    wanted = library.meta.model_copy(update={"framework": framework.id})
    path = library.root / "evidence" / SETTINGS
    return _changed(
        path,
        f"evidence/{SETTINGS}",
        library.meta,
        wanted,
        lambda text: set_field(text, "framework", framework.id, after="partnership"),
    )


def _changed(path: Path, name: str, old: Any, wanted: Any, change: Callable[[str], str]) -> list[Rewritten]:
    if old == wanted:
        return []
    by_hand = "Write the new numbers into it by hand, and run the command again."
    return [rewritten(path, name, old, wanted, change, by_hand=by_hand)]


def _record_with(record: Record, change: Callable[[dict[str, Any]], None]) -> Record:
    data = record.model_dump(mode="json", exclude_unset=True)
    change(data)
    return type(record).model_validate(data)


def _item_numbers(numbers: Mapping[str, str]) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        named = [data, *(also for document in data.get("documents", ()) for also in document.get(ALSO, ()))]
        for each in named:
            each["requirement"] = numbers.get(each["requirement"], each["requirement"])

    return change


def _people_numbers(numbers: Mapping[str, str]) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        for role in data["roles"].values():
            if "signs" in role:
                role["signs"] = [numbers.get(id, id) for id in role["signs"]]

    return change


def _edit(numbers: Mapping[str, str], nodes: Callable[[Any], list[Any]]) -> Callable[[str], str]:
    """The text with new numbers in the places that `nodes` finds; everything else stays letter for letter."""

    def change(text: str) -> str:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        spans = [
            (node.start_mark.index, node.end_mark.index, numbers[node.value])
            for node in nodes(root)
            if node.value in numbers
        ]
        for start, end, new in sorted(spans, reverse=True):
            text = text[:start] + quoted(new) + text[end:]
        return text

    return change


def _item_nodes(root: Any) -> list[Any]:
    documents = getattr(_child(root, "documents"), "value", [])
    also = [entry for document in documents for entry in getattr(_child(document, ALSO), "value", [])]
    return [found for node in (root, *also) if isinstance(found := _child(node, "requirement"), yaml.ScalarNode)]


def _people_nodes(root: Any) -> list[Any]:
    roles = [role for _, role in getattr(_child(root, "roles"), "value", [])]
    lists = [signs for role in roles if (signs := _child(role, "signs")) is not None]
    return [node for signs in lists for node in signs.value if isinstance(node, yaml.ScalarNode)]


def _child(node: Any, name: str) -> Any:
    if not isinstance(node, yaml.MappingNode):
        raise CannotEdit
    return next((value for key, value in node.value if key.value == name), None)


def _folders(library: Library, numbers: Mapping[str, str]) -> tuple[tuple[Path, Path], ...]:
    """Folders whose name begins with an old number. Raises UsageError where another folder is in the way."""
    moves = []
    for item in library.items:
        new, folder = numbers.get(item.meta.requirement), item.folder
        if new is not None and leading(folder.name, [item.meta.requirement]):
            moves.append((folder, folder.with_name(new + folder.name.strip()[len(item.meta.requirement) :])))
    leaving = {before for before, _ in moves}
    for _, after in moves:
        if after.exists() and after not in leaving:
            raise UsageError(
                f"evidence/{after.name} is in the way", remedy="Rename that folder, or put its documents elsewhere."
            )
    return tuple(moves)


def _sent(loaded: Loaded, library: Library, numbers: Mapping[str, str]) -> Iterator[str]:
    """What is on record with its old numbers: submissions, and requests whose items get other ones."""
    for submission in loaded.framework.submissions:
        if path_of(library.root, submission.id, "shared").is_file():
            yield submission.id
    for request in library.requests:
        answer = request.answered.documents if request.answered else ()
        if {request.item, *(document.item for document in answer)} & numbers.keys():
            yield f"request {request.number}"


def _mentions(root: Path, numbers: Mapping[str, str]) -> tuple[str, ...]:
    """Own pages and settings of the guidance, and who reviews what, where they name an old number; POSIX paths."""
    if not numbers:
        return ()
    names = re.compile(rf"(?<![\w.])({'|'.join(map(re.escape, numbers))})(?!\w|\.\d)")
    guidance = (path for path in (root / "guidance").rglob("*") if path.suffix in {".md", ".yaml", ".jinja"})
    files = [path for path in (*guidance, *(root / place for place in CODEOWNERS)) if path.is_file()]
    found = (path for path in files if names.search(path.read_text(encoding="utf-8", errors="replace")))
    return tuple(sorted(path.relative_to(root).as_posix() for path in found))


def _copied(root: Path, framework: Framework, source: Path | None) -> tuple[Path, Path, bytes] | None:
    into = root / "schema" / f"{framework.id}.yaml"
    if source is None or source.resolve() == into.resolve():
        return None
    data = source.read_bytes()
    if into.exists() and into.read_bytes() != data:
        raise UsageError(
            f"schema/{into.name} holds another list of the same id",
            remedy=f"Give the new list an id of its own, such as {framework.id}-2, in its line ‘id:’.",
        )
    return None if into.exists() else (source, into, data)


def _shown(item: Item) -> str:
    return item.yaml.rpartition("/")[0]
