"""What every page that is one file has in common: no network, its own style and script, everything else escaped."""

import re
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup, escape

from annexa.model.text import one_line
from annexa.model.words import day_in_words

_BACKTICKS = re.compile(r"`([^`]+)`")


@cache
def template(package: str, name: str, *styles: tuple[str, str]) -> Template:
    """The template `name`.jinja of a package, with `name`.js as `script`.

    `styles`: the package and name of each style sheet, in order, together `style`. Style and script are ours and hold
    no evidence; everything else is escaped.
    """
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["line"] = one_line
    environment.filters["code"] = _code
    environment.filters["day"] = day_in_words
    environment.globals["style"] = "".join(_read(where, f"{sheet}.css") for where, sheet in styles)
    environment.globals["script"] = _read(package, f"{name}.js")
    return environment.from_string(_read(package, f"{name}.jinja"))


def _read(package: str, name: str) -> str:
    return (files(package) / name).read_text(encoding="utf-8")


def _code(text: str) -> Markup:
    """The text on one line, with what stands between backticks as code."""
    return Markup(_BACKTICKS.sub(r"<code>\1</code>", str(escape(one_line(text)))))  # noqa: S704 - escaped first
