"""A profile: what a court, a tribunal or annexa itself asks of a finished bundle, as a file that people can write."""

from enum import StrEnum
from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from annexa.model.framework import Identifier, Record

CheckName = Literal[
    "bookmarks-land",
    "bookmarks-match-index",
    "bookmarks-numbered",
    "chronological",
    "every-page-stamped",
    "fonts-embedded",
    "has-title",
    "index-lands",
    "labels-differ",
    "links-land",
    "no-authors",
    "no-duplicates",
    "not-encrypted",
    "nothing-active",
    "opens-at-100",
    "pages-within",
    "pdf-ua",
    "readable",
    "resolution",
    "second-reader",
    "section-pages",
    "sections-count-up",
    "selectable",
    "size-within",
    "stamp-is-label",
    "stamp-is-position",
    "stamps-count-up",
    "starts-at-one",
    "tagged",
    "upright",
]
"""The checks that a requirement can name."""
WITH_LIMIT: Final = frozenset({"pages-within", "resolution", "section-pages", "size-within"})
"""Checks that compare with a figure."""


class Weight(StrEnum):
    """must: a failure fails the file. should: a failure is said, and the file still passes."""

    MUST = "must"
    SHOULD = "should"


class Source(Record):
    """Where a profile comes from."""

    title: Annotated[str, Field(min_length=3)]
    publisher: Annotated[str, Field(min_length=3)]
    dated: Annotated[str, Field(min_length=4)]
    """In words, such as "29 November 2021": since when it holds, and until when where it no longer does."""


class Asked(Record):
    """One thing that a profile asks."""

    id: Identifier
    asks: Annotated[str, Field(min_length=5)]
    """In one plain sentence."""
    check: CheckName
    """What judges it."""
    weight: Weight = Weight.MUST
    """must (the default): the file fails without it. should: it is only said."""
    limit: Annotated[float, Field(ge=0)] | None = None
    """What the check compares with: pages, megabytes of a million bytes, or dots per inch."""
    section: str = ""
    """For section-pages: words with which the bookmark of the section begins; several are separated by "|"."""
    whole_file: bool = False
    """For section-pages: the whole file is the section where no bookmark is called so."""

    @model_validator(mode="after")
    def _has_what_its_check_needs(self) -> Self:
        if (self.check in WITH_LIMIT) != (self.limit is not None):
            needs = "needs a" if self.check in WITH_LIMIT else "takes no"
            raise PydanticCustomError("limit", f"the check {self.check} {needs} limit")
        if (self.check == "section-pages") != bool(self.section):
            needs = "needs a" if self.check == "section-pages" else "takes no"
            raise PydanticCustomError("section", f"the check {self.check} {needs} section")
        return self


class ProfileFile(Record):
    """A profile as it is written: schema/profiles/NAME.yaml, where NAME is what `annexa verify --profile` takes."""

    title: Annotated[str, Field(min_length=3)]
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    """The texts that it rests on; the first is named in every judgement."""
    note: str = ""
    """One or two sentences for whoever reads a judgement."""
    numbering: Literal["through", "sections"] | None = None
    """through: one count from the first page to the last. sections: A1, A2, … B1, B2, …, anew in each section."""
    formerly: tuple[Identifier, ...] = ()
    """Names that it had before, which still find it."""
    not_judged: tuple[str, ...] = ()
    """What the text asks besides and no check of this profile looks at, a sentence each."""
    requirements: Annotated[tuple[Asked, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _ids_differ(self) -> Self:
        ids = [each.id for each in self.requirements]
        twice = next((id for id in ids if ids.count(id) > 1), None)
        if twice:
            raise PydanticCustomError("ids", f"two requirements are called {twice}; each needs a name of its own")
        return self


class Profile(ProfileFile):
    """A profile with its name."""

    id: Identifier
