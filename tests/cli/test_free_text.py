"""What people type on the command line and others read later: all of it can be seen."""

from collections.abc import Iterator

import click
import pytest

from annexa.cli.free_text import TEXT
from annexa.cli.main import annexa

OVERRIDE, ISOLATE, ESCAPE, NO_TEXT = "\u202e", "\u2066", "\x1b", "\udce9"


@pytest.mark.parametrize(
    "mark", [OVERRIDE, "\u202a", ISOLATE, "\u2069", ESCAPE, "\0", "\x7f", "\x9b", "\u2028", NO_TEXT]
)
def test_a_mark_that_nobody_sees_is_refused_and_named(mark):
    with pytest.raises(click.BadParameter) as refused:
        TEXT.convert(f"Section 4{mark} says it", None, None)
    assert "character 10" in refused.value.message
    assert mark not in refused.value.message


@pytest.mark.parametrize(
    "text", ["", "Section 4 says it – “yes”.", "Two\nlines\tand more", "می‌خواهم", "שלום\u200f 12", "👩‍👧", "Łukasz é"]
)
def test_what_scripts_are_written_with_is_taken_as_it_is(text):
    assert TEXT.convert(text, None, None) == text


def options_of(command: click.Command, context: click.Context) -> Iterator[tuple[str, click.Option]]:
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from ((f"{name} {path}", option) for path, option in options_of(below, context))
    else:
        yield from (("", each) for each in command.params if isinstance(each, click.Option))


def test_every_option_that_takes_words_refuses_them():
    words = ("--note", "--reason", "--title", "--asked", "--inspector", "--explanation", "--to", "--service", "--area")
    taking = [
        (path, option)
        for path, option in options_of(annexa, click.Context(annexa))
        if option.metavar == "TEXT" or (set(option.opts) & set(words) and option.type == click.STRING)
    ]
    assert {path.split()[0] for path, _ in taking} >= {"attest", "waive", "withdraw", "sign-off", "request", "bundle"}
    assert [path for path, option in taking if option.type is not TEXT] == []
