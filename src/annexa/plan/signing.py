"""What a bundle says of its sign-offs: the stages that its items passed, what is open, who sends it all the same."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from annexa.inspection.unreviewed import Unreviewed, unreviewed
from annexa.inspection.unsigned import Unsigned, unsigned
from annexa.model.framework import Framework
from annexa.model.library import Library
from annexa.model.manifest import OpenStage, SentWithout, SignOff
from annexa.model.words import count


@dataclass(frozen=True, slots=True, kw_only=True)
class Without:
    """Who answers for sending what is not signed off, and why it cannot wait."""

    role: str
    """A role in people.yaml."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOffs:
    """How the items of a bundle stand in their sign-off."""

    stages: tuple[str, ...] = ()
    """Titles of the stages, in order; none where nothing is signed off."""
    open: tuple[Unsigned, ...] = ()
    """The items that wait for a signature."""
    children: Unreviewed | None = None
    """What is open in the register of children selected for tracking; None where nothing is."""
    without: Without | None = None
    answers: tuple[str, ...] = ()
    """Of answers to requests, a sentence each: which role signed it off, and when."""

    def of(self, items: frozenset[str]) -> "SignOffs":
        """The same for some items alone, by their ids: each package speaks of its own."""
        kept = tuple(each for each in self.open if each.item in items)
        children = self.children if self.children and self.children.item in items else None
        stops = kept or (children and children.must)
        return replace(self, open=kept, children=children, without=self.without if stops else None)

    @property
    def unreviewed(self) -> tuple[str, ...]:
        """What must be reviewed before it is sent, a sentence each."""
        return self.children.must if self.children else ()

    @property
    def about_children(self) -> tuple[str, ...]:
        """All that is open in the register, a sentence each."""
        return (*self.children.must, *self.children.open) if self.children else ()

    @property
    def in_short(self) -> str:
        """Such as "2 items are not signed off: 1.1, 1.2"; empty where none is open."""
        return _open([each.item for each in self.open]) if self.open else ""


NOT_ASKED = SignOffs()
"""Of a plan that nobody asked about sign-offs."""


def sign_offs(
    library: Library,
    framework: Framework,
    submission: str,
    digests: Mapping[Path, str],
    *,
    item: str | None = None,
    without: Without | None = None,
) -> SignOffs:
    """How the items of a submission, or one of them, stand with these documents: SHA-256 by absolute path."""
    named = {
        path.relative_to(library.root).as_posix(): digest
        for path, digest in digests.items()
        if path.is_relative_to(library.root)
    }
    found = unsigned(library, framework, submission, named, item=item)
    return SignOffs(
        stages=tuple(stage.title for stage in framework.stages),
        open=found,
        children=unreviewed(library, framework, submission, item=item),
        without=without,
    )


def recorded(signed: SignOffs) -> SignOff | None:
    """What the manifest holds; None where nothing is signed off, and nothing is to be said of children."""
    if signed.answers:
        return SignOff(answers=signed.answers)
    if not signed.stages and not signed.about_children:
        return None
    return SignOff(
        stages=signed.stages,
        open=tuple(
            OpenStage(item=each.item, stage=each.stage.title, waits_for=tuple(each.stage.missing))
            for each in signed.open
        ),
        children=tuple(signed.about_children),
        without=SentWithout(role=signed.without.role, reason=signed.without.reason) if signed.without else None,
    )


def from_manifest(record: SignOff | None, titles: Mapping[str, str]) -> Iterator[str]:
    """The sentences of a receipt; `titles` of roles by their ids. Nothing where nothing is signed off."""
    if record is None:
        return
    if record.answers:
        yield from record.answers
        return
    if record.open:
        yield f"{_open([each.item for each in record.open])}."
    elif record.stages:
        yield f"Every item has passed each stage of sign-off: {', '.join(record.stages)}."
    yield from (f"{sentence}." for sentence in record.children)
    if without := record.without:
        answers = titles.get(without.role, without.role)
        yield f"{answers} answers for sending without: {without.reason.rstrip('.')}."


def _open(items: list[str]) -> str:
    return f"{count(len(items), 'item is', 'items are')} not signed off: {', '.join(items)}"
