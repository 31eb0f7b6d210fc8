"""Rehearsals of the lists of children: each was run on a day, took so long, and was run by a role."""

from typing import Annotated

from pydantic import Field

from annexa.model.framework import Day, Identifier, Record


class ListRun(Record):
    """One run of one list."""

    list: Identifier
    """The id of a list of the template, such as list-1."""
    on: Day
    minutes: Annotated[int, Field(ge=1, le=10_000)]
    """How long it took, from the start until the list was checked."""
    by: Identifier
    """A role in people.yaml."""


class ListRuns(Record):
    """`evidence/list-runs.yaml`."""

    runs: tuple[ListRun, ...]
