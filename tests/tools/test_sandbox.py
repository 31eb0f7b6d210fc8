"""Templates of a library are data: they read values and call what they were given, and nothing else."""

from datetime import date
from pathlib import Path

import jinja2
import pytest
from jinja2.exceptions import SecurityError

from annexa.tools.sandbox import Sandbox


class Record:
    """A value with a method and a path, as the records of a library have."""

    title = "The title"
    path = Path("/etc/passwd")
    dated = date(2026, 11, 2)

    def write(self) -> str:
        """What no template may call."""
        raise AssertionError("called")


def filled(template: str) -> str:
    environment = Sandbox(undefined=jinja2.StrictUndefined, autoescape=False)
    environment.globals |= {"record": Record(), "words": ["a", "b"], "given": lambda text: f"<{text}>"}
    return environment.from_string(template).render()


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{{ record.title }}", "The title"),
        ("{{ record.title.upper() }}", "THE TITLE"),
        ("{{ record.dated.isoformat() }}", "2026-11-02"),
        ("{{ given('x') }}", "<x>"),
        ("{{ words | join(', ') }}", "a, b"),
        ("{{ [{'a': 1}, {'a': 2}] | join('-', attribute='a') }}", "1-2"),
        ("{{ 'a' ~ 1 ~ words[0] }}", "a1a"),
        ("{{ 2 * 3 + 1 }} {{ 'ab' * 2 }} {{ 2 ** 3 }} {{ 7 % 4 }}", "7 abab 8 3"),
        ("{{ 'abc' | replace('b', 'x') }}", "axc"),
        ("{% for word in words %}{{ loop.index }}{{ loop.cycle('x', 'y') }}{% endfor %}", "1x2y"),
        ("{% macro m(x) %}[{{ x }}]{% endmacro %}{{ m(1) }}", "[1]"),
        ("{{ range(3) | list | length }}", "3"),
        ("{% set ns = namespace(n=0) %}{% for _ in words %}{% set ns.n = ns.n + 1 %}{% endfor %}{{ ns.n }}", "2"),
        ("{% set d = {'a': 1} %}{% for k, v in d.items() %}{{ k }}{{ v }}{% endfor %}", "a1"),
    ],
)
def test_what_a_template_may_do(template: str, text: str) -> None:
    assert filled(template) == text


@pytest.mark.parametrize(
    "template",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ given.__globals__ }}",
        "{{ record.write() }}",
        "{{ record.path.read_text() }}",
        "{{ record.path.parent }}",
        "{{ (record | attr('path')).read_text() }}",
        "{{ [record] | map(attribute='path.name') | first }}",
        "{{ self.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ joiner.__init__.__globals__ }}",
        "{{ namespace.__init__.__globals__ }}",
        "{{ get_flashed_messages.__globals__ }}",
        "{{ '{0.__class__.__mro__}'.format(record) }}",
        "{{ '{a.__class__}'.format_map({'a': record}) }}",
        "{% set x = words.append('c') %}",
        "{{ 'a' * 10 ** 10 }}",
        "{{ [1] * 10 ** 9 }}",
        "{{ 9 ** 999999 }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ 'a' | center(10 ** 9) }}",
        "{{ lipsum(n=10 ** 6) }}",
        "{{ range(10 ** 9) | list }}",
        "{{ range(90000) | join('a' * 90000) }}",
        "{{ ('a' * 90000) | replace('a', 'b' * 90000) }}",
        "{% set a = 'a' * 1000000 %}{% set a = a ~ a ~ a %}",
        "{% set a = 'a' * 1000000 %}{% set a = a + a + a %}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{% extends '/etc/passwd' %}",
    ],
)
def test_what_it_may_not(template: str) -> None:
    """Refused, or of something that is not there; never an answer."""
    with pytest.raises((SecurityError, jinja2.TemplateError, OverflowError, TypeError)):
        filled(template)
