"""`annexa search`: words in all documents."""

import click

from annexa.cli import options
from annexa.model.errors import ExitCode
from annexa.model.text import one_line
from annexa.model.words import count
from annexa.search import Hit, Outcome, search


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("--item", metavar="ID", help="Only in this item, such as 3.4.")
@click.option(
    "--limit", type=click.IntRange(1, 10_000), default=50, show_default=True, help="Show at most so many hits."
)
@options.as_json
@click.pass_context
def command(ctx: click.Context, words: tuple[str, ...], item: str | None, limit: int, as_json: bool) -> int:
    """Finds words in all documents, with page or paragraph and the text around them.

    All words must occur; other forms of a word are found as well ("timetables" finds "timetable"). Put a phrase in
    quotation marks. Documents with personal or child-level data are not searched.

    \b
    annexa search attendance panel
    annexa search '"part-time timetable"'
    annexa search speech therapy --item 5.2
    """
    root = options.root_of(ctx)
    outcome = search(
        root, " ".join(_as_typed(word) for word in words), cache=root / "build" / "cache", item=item, limit=limit
    )
    if as_json:
        import msgspec

        click.echo(msgspec.json.format(msgspec.json.encode(outcome)).decode())
    else:
        _show(outcome)
    return ExitCode.OK if outcome.hits else ExitCode.FINDINGS


def _as_typed(word: str) -> str:
    """A shell takes the quotation marks of a phrase away; words that still hold a space were one."""
    return f'"{word}"' if " " in word and '"' not in word else word


def _show(outcome: Outcome) -> None:
    file = None
    for hit in outcome.hits:
        if hit.file != file:
            click.secho(f"{hit.item} {one_line(hit.title)}", bold=True, nl=False)
            click.echo(f"  {one_line(hit.file)}")
            file = hit.file
        click.echo(f"  {_excerpt(hit)}" + (f"  [{hit.place}]" if hit.place else ""))
    click.echo(_closing(outcome))


def _excerpt(hit: Hit) -> str:
    plain = "".join(c if c in "\x02\x03" else one_line(c) or " " for c in hit.excerpt)
    if not options.use_colour():
        return plain.replace("\x02", "").replace("\x03", "")
    return plain.replace("\x02", "\x1b[1;33m").replace("\x03", "\x1b[0m")


def _closing(outcome: Outcome) -> str:
    words = [f"{count(len(outcome.hits) + outcome.more, 'place')} in {count(outcome.documents, 'document')}"]
    if outcome.more:
        words.append(f"{outcome.more} not shown (--limit)")
    if outcome.sensitive:
        words.append(f"{outcome.sensitive} sensitive documents not searched")
    if outcome.unread:
        words.append(f"{outcome.unread} could not be read")
    return "; ".join(words) + "."
