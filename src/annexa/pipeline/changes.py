"""What a change would break: the findings of the library as it is, compared with those where the change began.

Both are looked at whole, so that whatever a change touches counts by its consequences: a deleted item, a renamed role,
an age limit, another framework or glossary. What was wrong before and still is stops nobody.
"""

import os
import re
import shutil
from collections import Counter
from collections.abc import Container, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import msgspec

from annexa import pipeline
from annexa.check import Checked
from annexa.load import Loaded, project
from annexa.model.errors import UsageError
from annexa.model.findings import Finding
from annexa.model.words import Advance, silent
from annexa.pipeline import cache_of
from annexa.tools import git
from annexa.tools.files import work_folder

COMPARED: Final = ("evidence", "schema")
"""The folders on which findings depend."""
_LINE: Final = re.compile(r"\bline \d+")


def check_since(
    loaded: Loaded,
    revision: str,
    *,
    as_of: date | None = None,
    only: Container[str] | None = None,
    online: bool = False,
    advance: Advance = silent,
) -> Checked:
    """The findings of the library, or of some item folders, that did not stand where the branch parted from a revision.

    Ages count from `as_of`, or from the call that each of the two names, or from today. Raises UsageError where there
    is no repository or no such revision, MissingTool, ToolFailed.
    """
    cache, root = cache_of(loaded.root), loaded.root
    with _tree_at(root, git.parted_at(root, revision), git.changed_since(root, revision)) as base:
        before = _before(base, root, as_of=as_of, online=online, cache=cache, advance=advance)
    now = pipeline.check(loaded, as_of=_day(loaded, as_of), online=online, cache=cache, advance=advance)
    new, known = _told_apart(now.findings, before)
    return replace(
        now,
        findings=tuple(finding for finding in new if _is_in(finding, only)),
        known=tuple(finding for finding in known if _is_in(finding, only)),
        sources=tuple(source for source in now.sources if only is None or _folder(source.name) in only),
        since=revision,
        only=only,
    )


def _before(
    base: Path, root: Path, *, as_of: date | None, online: bool, cache: Path, advance: Advance
) -> tuple[Finding, ...]:
    """The findings of the tree at `base`; none where it holds no library that can be read, so that all count as new."""
    if not (base / "evidence").is_dir():
        return ()
    try:
        loaded = project(base)
    except UsageError:
        return ()
    found = pipeline.check(loaded, as_of=_day(loaded, as_of), online=online, cache=cache, advance=advance).findings
    return tuple(
        msgspec.structs.replace(finding, message=finding.message.replace(str(base), str(root))) for finding in found
    )


def _day(loaded: Loaded, as_of: date | None) -> date:
    notification = loaded.library.meta.notification if loaded.library else None
    return as_of or notification or date.today()


@contextmanager
def _tree_at(root: Path, commit: str, changed: tuple[str, ...]) -> Iterator[Path]:
    """The folders of a commit as files, for as long as they are needed.

    What has not changed since is the same file under another name, which costs nothing and is found in the cache.
    """
    differing = set(changed)
    with work_folder(root / "build" / "base") as folder:
        for blob in git.files_at(root, commit, *COMPARED):
            path, now = folder / blob.name, root / blob.name
            path.parent.mkdir(parents=True, exist_ok=True)
            if blob.name not in differing and now.is_file() and not blob.link:
                _share(now, path)
            elif blob.link:
                with suppress(OSError):  # where the system knows no links, it stays out, as it does in a checkout
                    path.symlink_to(os.fsdecode(git.content_of(root, blob)))
            else:
                path.write_bytes(git.content_of(root, blob))
        yield folder


def _share(file: Path, path: Path) -> None:
    try:
        path.hardlink_to(file)
    except OSError:  # another disk, or one that knows no second names
        shutil.copyfile(file, path)


def _told_apart(
    now: tuple[Finding, ...], before: tuple[Finding, ...]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """The findings that are new, and those that stood before; of several alike, as many as stood before are known."""
    left = Counter(map(_identity, before))
    new: list[Finding] = []
    known: list[Finding] = []
    for finding in now:
        same = _identity(finding)
        (known if left[same] else new).append(finding)
        left[same] -= left[same] > 0
    return tuple(new), tuple(known)


def _identity(finding: Finding) -> tuple[object, ...]:
    """What makes two findings the same fault, though folders have other names or lines other numbers now."""
    where = (finding.item, finding.file.rpartition("/")[2]) if finding.item else (None, finding.file)
    words = _LINE.sub("line", f"{finding.message}\0{finding.excerpt or ''}")
    return finding.rule, finding.level, *where, finding.document, words


def _is_in(finding: Finding, only: Container[str] | None) -> bool:
    return only is None or _folder(finding.file) in only


def _folder(name: str) -> str:
    return "/".join(name.split("/")[:2])
