"""What the commands about requests have in common: the project, and a request as it stands in words."""

from datetime import datetime
from typing import TYPE_CHECKING

import click

from annexa.cli import options

if TYPE_CHECKING:
    from annexa.inspection.requests import RequestRow
    from annexa.load import Loaded
    from annexa.model.library import Library
    from annexa.model.request import Request

number = click.argument("number", type=click.IntRange(1, 9999))


def project(ctx: click.Context) -> "tuple[Loaded, Library]":
    """The project and its library. Raises UsageError."""
    loaded = options.loaded_of(ctx)
    return loaded, options.library_of(loaded)


def row_of_request(loaded: "Loaded", library: "Library", request: "Request", now: datetime) -> "RequestRow":
    """A request as it stands at `now`."""
    from annexa.inspection.requests import row_of
    from annexa.pipeline.days import days_off

    return row_of(request, loaded.framework, library, at=now, closed=days_off(loaded).days)


def lines(row: "RequestRow", now: datetime) -> list[str]:
    """Its title, and where it stands."""
    from annexa.report.status.phrases import request_in_words

    words = request_in_words(row, now)
    return [click.style(row.title, bold=True), f"  {click.style(words, fg='red') if row.late else words}"]
