"""The one place where a list of tasks meets whoever does them: this machine, or a cluster.

`spread` takes errands and gives their answers. Without a cluster they are done here. With one, what may leave this
machine goes to its workers, the rest is done here meanwhile, and so is afterwards whatever no worker answered: a
cluster that is lost costs time and nothing else. Both ways run the same functions.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

Key = TypeVar("Key")
Answer = TypeVar("Answer")

Given = Sequence[tuple[tuple[Path, ...], Any]]
"""Several errands as a worker gets them: the files of each, and what else it needs."""
Work = Callable[[Given, Any, Path], list[Any]]
"""What a worker does: errands, what they have in common, and an empty folder of its own; one answer for each, None
where it has none. A function of a module, since it travels by its name."""


class File(NamedTuple):
    """A file that an errand needs."""

    path: Path
    sha256: str


class Errand(NamedTuple, Generic[Key]):
    """One piece of work."""

    key: Key
    """What the answer is about; it stays here."""
    files: tuple[File, ...]
    given: Any = None
    """What else it needs; small, and a thing that can be pickled."""
    may_leave: bool = True
    """Whether a worker may do it; nothing that is sensitive may, unless library.yaml says so."""
    is_sensitive: bool = False
    """Nothing of it goes into a shared cache, on whatever machine."""


class Elsewhere(Protocol):
    """Who does errands for this machine."""

    takes_sensitive: bool
    """Whether library.yaml lets sensitive documents travel."""

    def each(
        self, work: Work, errands: Sequence[Errand[Key]], common: Any, seconds: float
    ) -> Iterator[tuple[Errand[Key], Any]]:
        """The answers that come back, as they come; what gets none is not among them."""


_current: Elsewhere | None = None


def current() -> Elsewhere | None:
    """Who does errands in this run, if anybody does; asked from deep below, as no caller between need know of it."""
    return _current


@contextmanager
def sending_to(elsewhere: Elsewhere) -> Iterator[None]:
    """Lets errands of this run be done elsewhere."""
    global _current
    before, _current = _current, elsewhere
    try:
        yield
    finally:
        _current = before


def spread(
    work: Work,
    errands: Sequence[Errand[Key]],
    here: Callable[[Sequence[Key]], Iterator[tuple[Key, Answer]]],
    *,
    taken: Callable[[Key, Any], Answer | None],
    common: Callable[[], Any] = lambda: None,
    seconds: float = 120,
) -> Iterator[tuple[Key, Answer]]:
    """The answer to each errand, as it comes, in no particular order.

    `here` does what stays on this machine; `taken` makes of a worker's answer the one that `here` would have given, or
    None where it will not do. `common` is asked only where something leaves. `seconds`: what one errand may take.
    """
    elsewhere = _current
    leaving = [each for each in errands if each.may_leave and (not each.is_sensitive or _sensitive_may(elsewhere))]
    if elsewhere is None or not leaving:
        yield from here([each.key for each in errands])
        return
    waiting = {id(each): each for each in errands}
    answers = elsewhere.each(work, leaving, common(), seconds)
    away = {id(each) for each in leaving}
    staying = [waiting.pop(id(each)).key for each in errands if id(each) not in away]
    if staying:
        yield from here(staying)
    for errand, answer in answers:
        if (found := taken(errand.key, answer)) is not None:
            del waiting[id(errand)]
            yield errand.key, found
    if waiting:
        yield from here([each.key for each in waiting.values()])


def _sensitive_may(elsewhere: Elsewhere | None) -> bool:
    return elsewhere is not None and elsewhere.takes_sensitive
