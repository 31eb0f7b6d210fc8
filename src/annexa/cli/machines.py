"""What commands share that work on several machines: `--cluster`, `--cache`, and what is to be said of both."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from annexa.cli import options
from annexa.model.errors import AnnexaError

if TYPE_CHECKING:
    from annexa.model.library import Library
    from annexa.tools.sharing import Store

NONE = "none"
"""As the value of --cache or ANNEXA_CACHE: no shared cache, whatever library.yaml says."""
_CACHE = "annexa.cache"
_Command = TypeVar("_Command", bound=Callable[..., Any])


def _keep(ctx: click.Context, option: click.Parameter, given: str | None) -> None:
    ctx.meta[_CACHE] = given


def _connect(ctx: click.Context, option: click.Parameter, given: str | None) -> None:
    if given is not None:
        ctx.with_resource(_connected(given))


def machines(command: _Command) -> _Command:
    """Adds the options to a command; what they ask for is there while it runs."""
    cluster = click.option(
        "--cluster",
        metavar="ADDRESS",
        expose_value=False,
        callback=_connect,
        help="Let the workers of a Dask cluster convert, read, judge and prove, such as tcp://10.0.0.5:8786.",
    )
    cache = click.option(
        "--cache",
        metavar="PLACE",
        expose_value=False,
        is_eager=True,
        callback=_keep,
        help="A cache that several machines share: a folder, or s3://bucket/name; otherwise ANNEXA_CACHE, or what "
        "library.yaml says.",
    )
    return cluster(cache(command))


@contextmanager
def _connected(address: str) -> Iterator[None]:
    from annexa.tools.cluster import connected

    with connected(address) as cluster:
        try:
            yield
        finally:
            options.note(cluster.notes)


def share(ctx: click.Context, library: "Library | None") -> None:
    """Lets the command, to its end, use the shared cache that was asked for, or that the library names.

    Raises UsageError, MissingTool.
    """
    ctx.with_resource(sharing_of(ctx, library))


@contextmanager
def sharing_of(ctx: click.Context, library: "Library | None") -> Iterator[None]:
    """Lets the work inside use the shared cache that was asked for, or that the library names, if any.

    One that was asked for must be usable; without one that library.yaml or the environment names the work goes on, with
    a sentence. Raises UsageError, MissingTool.
    """
    from annexa.tools import spread

    asked = ctx.meta.get(_CACHE)
    sharing = library.meta.sharing if library is not None else None
    elsewhere = spread.current()
    if elsewhere is not None:
        elsewhere.takes_sensitive = sharing is not None and sharing.sensitive_on_cluster
    address = asked or os.environ.get("ANNEXA_CACHE") or (sharing.cache if sharing is not None else None)
    if not address or address == NONE:
        yield
        return
    from annexa.tools.sharing import opened

    try:
        store = opened(address)
    except AnnexaError as error:
        if asked:
            raise
        options.note([f"{error.message}; this run goes on without it. {error.remedy}"])
        yield
        return
    with _used(store):
        yield


@contextmanager
def _used(store: "Store") -> Iterator[None]:
    from annexa.tools.sharing import using

    try:
        with using(store):
            yield
    finally:
        options.note(store.notes)
