"""git: which commit a folder stands at, and what changed in it. Reads only; asks nothing and runs no hook."""

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from annexa.model.errors import MissingTool, ToolFailed, UsageError
from annexa.tools import system
from annexa.tools.process import Done, run

SECONDS = 60.0
# A repository's own configuration may name programs to run; none of these is needed to read it.
SAFE = ("--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "diff.external=")
_SIGNATURES = ("-c", "gpg.program=gpg", "-c", "gpg.ssh.program=ssh-keygen", "-c", "gpg.x509.program=gpgsm")
"""The programs that verify signatures, whatever a repository's configuration names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """Where a folder stands."""

    sha: str
    """40 (or 64) hexadecimal digits."""
    when: str
    """Of the commit, ISO 8601 with its own offset."""
    differing: tuple[str, ...] = ()
    """Files in the folder that differ from the commit or are unknown to git, as POSIX paths from the repository's
    top."""

    @property
    def clean(self) -> bool:
        """Nothing in the folder differs from the commit, and nothing there is unknown to git."""
        return not self.differing


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """A commit that added, changed or removed a file."""

    sha: str
    author: str
    """The author's e-mail address, as the commit says."""
    when: str
    """Of the commit, ISO 8601 with its own offset."""
    signature: str
    """As git's %G? says: G good, U good of a key of unknown trust, N none, E cannot be checked, B bad, …"""
    signer: str
    """Whom a good signature names; empty without one."""
    change: str
    """A added, M changed, D removed."""


def find() -> Path | None:
    """The program, or None."""
    found = shutil.which("git")
    return Path(found) if found else None


def version() -> str:
    """Such as "2.39.5". Raises MissingTool, ToolFailed."""
    return _git(Path(), "--version").out.decode(errors="replace").split()[-1]


def toplevel(folder: Path) -> Path | None:
    """The top of the repository that the folder lies in; None outside of one. Raises MissingTool."""
    asked = _git(folder, "rev-parse", "--show-toplevel")
    return Path(os.fsdecode(asked.out.rstrip(b"\n"))) if asked.code == 0 else None


def commit_of(folder: Path) -> Commit | None:
    """Where the folder stands; None outside of a repository or before its first commit.

    Raises MissingTool, ToolFailed.
    """
    head = _git(folder, "log", "-1", "--format=%H %cI", "HEAD", "--")
    if head.code != 0:
        return None
    sha, when = head.out.decode().split()
    asked = ("status", "--porcelain", "-z", "--no-renames", "--untracked-files=normal", "--", ".")
    entries = _checked(folder, *asked).out.split(b"\0")
    return Commit(sha=sha, when=when, differing=tuple(os.fsdecode(entry[3:]) for entry in entries if entry))


def changed_since(folder: Path, revision: str) -> tuple[str, ...]:
    """Files in the folder that differ from a revision, as POSIX paths relative to the folder, sorted.

    Compared is what is on the disk, from where the branches parted: uncommitted, new (not ignored) and deleted files
    count. Raises UsageError if there is no such revision or repository, MissingTool, ToolFailed.
    """
    start = parted_at(folder, revision)
    plain = ("--name-only", "--no-renames", "--no-ext-diff", "--no-textconv", "-z", "--relative")
    differing = _checked(folder, "diff", *plain, start, "--", ".")
    unknown = _checked(folder, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    names = {os.fsdecode(name) for name in (differing.out + unknown.out).split(b"\0") if name}
    return tuple(sorted(names))


def touches(folder: Path, names: Sequence[str]) -> dict[str, tuple[Touch, ...]]:
    """The commits that touched files, the newest first, by POSIX path relative to the folder; merges are left out.

    Raises UsageError where the folder is in no repository or only the newest commits are here; MissingTool, ToolFailed.
    """
    shallow = _git(folder, "rev-parse", "--is-shallow-repository")
    if shallow.code != 0:
        raise UsageError(f"{folder} is in no git repository", remedy="Ask where the library is kept with git.")
    if shallow.out.strip() == b"true":
        raise UsageError(
            "Only the newest commits are here, so nobody can tell who added what",
            remedy="Fetch the whole history: git fetch --unshallow",
        )
    if _git(folder, "rev-parse", "--verify", "--quiet", "HEAD").code != 0:
        return {}
    head = "%x00%x01%H%x00%ae%x00%cI%x00%G?%x00%GS%x00"
    plain = ("--name-status", "--no-renames", "--no-ext-diff", "--no-textconv", "--full-history", "-z", "--relative")
    before = ("--literal-pathspecs", *_SIGNATURES)
    log = _checked(folder, "log", *plain, f"--format={head}", "--", *names, before=before)
    found: dict[str, list[Touch]] = {name: [] for name in names}
    for block in log.out.decode("utf-8", "surrogateescape").split("\0\x01")[1:]:
        sha, author, when, signature, signer, *rest = block.split("\0")
        words = [word.strip("\n") for word in rest if word.strip("\n")]
        for change, name in zip(words[::2], words[1::2], strict=False):
            touch = Touch(sha=sha, author=author, when=when, signature=signature, signer=signer, change=change)
            found.setdefault(name, []).append(touch)
    return {name: tuple(each) for name, each in found.items()}


def parted_at(folder: Path, revision: str) -> str:
    """The commit at which the present branch parted from a revision. Raises UsageError, MissingTool, ToolFailed."""
    base = _commit(folder, revision)
    parted = _git(folder, "merge-base", base, "HEAD")
    if parted.code == 0:
        return parted.out.decode().strip()
    if _is_shallow(folder):
        raise UsageError(f"This clone does not reach back to where {revision!r} and HEAD parted", remedy=_FETCH)
    return base


@dataclass(frozen=True, slots=True, kw_only=True)
class Blob:
    """A file as a commit holds it."""

    name: str
    """POSIX path relative to the folder asked about."""
    sha: str
    link: bool
    """A symbolic link, whose content is where it leads."""


def files_at(folder: Path, commit: str, *below: str) -> tuple[Blob, ...]:
    """The files of a commit below some paths of the folder; submodules are left out. Raises MissingTool, ToolFailed."""
    listed = _checked(folder, "ls-tree", "-r", "-z", commit, "--", *below).out.split(b"\0")
    entries = (entry.partition(b"\t") for entry in listed if entry)
    parts = ((head.decode().split(), os.fsdecode(name)) for head, _, name in entries)
    return tuple(Blob(name=name, sha=sha, link=mode == "120000") for (mode, kind, sha), name in parts if kind == "blob")


def content_of(folder: Path, blob: Blob) -> bytes:
    """The bytes of a file as git keeps them, through no filter. Raises MissingTool, ToolFailed."""
    return _checked(folder, "cat-file", "blob", blob.sha).out


_FETCH: Final = (
    "Fetch the whole history first: ‘git fetch --unshallow’; in a workflow of GitHub ‘fetch-depth: 0’, of GitLab"
    ' ‘GIT_DEPTH: "0"’.'
)


def _commit(folder: Path, revision: str) -> str:
    if toplevel(folder) is None:
        raise UsageError(
            f"{folder.resolve()} is in no git repository, so nothing can be compared with {revision!r}",
            remedy="Run the command in a clone of the repository that holds the library, or without --changed-since.",
        )
    asked = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if asked.code != 0:
        raise UsageError(f"git knows no revision {revision!r} here", remedy=_how_to_get(folder, revision))
    return asked.out.decode().strip().splitlines()[-1]


def _how_to_get(folder: Path, revision: str) -> str:
    if _is_shallow(folder):
        return _FETCH
    remote, _, branch = revision.partition("/")
    remotes = _git(folder, "remote").out.decode(errors="replace").split()
    if branch and remote in remotes:
        return f"Fetch it first: ‘git fetch {remote} {branch}’; or name another commit, tag or branch."
    return "Name a commit, a tag or a branch; on a CI host, fetch the whole history first."


def _is_shallow(folder: Path) -> bool:
    return _git(folder, "rev-parse", "--is-shallow-repository").out.strip() == b"true"


def _checked(folder: Path, *arguments: str, before: Sequence[str] = ()) -> Done:
    done = _git(folder, *before, *arguments)
    if done.code != 0:
        raise ToolFailed(
            f"git {arguments[0]} failed: {done.complaint}", remedy="Run ‘git status’ in the project folder to see why."
        )
    return done


def _git(folder: Path, *arguments: str) -> Done:
    program = find()
    if program is None:
        raise MissingTool("git is not installed", remedy=system.remedy("git"))
    command: Sequence[str | Path] = (program, *SAFE, *arguments)
    quiet = {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C.UTF-8", "GIT_PAGER": "cat"}
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name == "GIT_CONFIG_GLOBAL"
    }
    done = run(command, seconds=SECONDS, folder=folder, environment={**kept, **quiet})
    if b"dubious ownership" in done.err:
        raise ToolFailed(
            "git does not trust this folder, because it belongs to another user",
            remedy=f"Run: git config --global --add safe.directory {folder.resolve()}",
        )
    return done
