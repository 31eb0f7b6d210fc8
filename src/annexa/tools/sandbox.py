"""Jinja over what a library holds: its templates are data, not programs.

Jinja's own sandbox keeps a template away from what Python keeps behind names with underscores. Ours also keeps it from
calling anything but what it was given and the methods of plain values, from looking into paths, and from texts that
grow without end.
"""

from collections.abc import Iterable, Mapping
from datetime import date, time
from pathlib import PurePath
from typing import Any, Final

from jinja2 import Environment, Undefined, nodes, pass_environment
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.filters import make_attrgetter
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

MOST: Final = 2_000_000
"""Characters of a text, or entries of a list, that an expression may make."""
_PLAIN: Final = (str, int, float, date, time, tuple, list, frozenset, Mapping)
_MULTIPLYING: Final = ("batch", "center", "filesizeformat", "format", "indent", "pprint", "slice", "tojson", "xmlattr")
"""Filters that make much of little, and that no page needs."""
_LONG: Final = "it makes a text or a list that is too long"


class _Generator(CodeGenerator):
    """Has `a ~ b` asked for like `a + b`: Jinja's sandbox does not look at it."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 (Jinja's name)
        self.write("environment.joined((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment for templates from anywhere. Raises SecurityError where one does what it may not."""

    code_generator_class = _Generator
    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, *arguments: Any, lent: Iterable[Any] = (), **named: Any) -> None:
        """`lent`: functions of records, such as `Framework.requirement`, that a template may call."""
        super().__init__(*arguments, **named)
        self.lent = tuple(lent)
        for name in _MULTIPLYING:
            del self.filters[name]
        del self.globals["lipsum"]
        self.filters |= {"join": _join, "replace": _replace}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Nothing of a path: its methods read and write files."""
        return not isinstance(obj, PurePath) and super().is_safe_attribute(obj, attr, value)

    def is_safe_callable(self, obj: Any) -> bool:
        """What the template was given by name, its own macros and loops, and what plain values can do."""
        if any(obj is given for given in self.globals.values()):
            return super().is_safe_callable(obj)
        if getattr(obj, "__func__", None) in self.lent:
            return True
        owner = getattr(obj, "__self__", None)
        return isinstance(obj, Macro | LoopContext) or isinstance(owner, (*_PLAIN, LoopContext))

    def call(self, context: Context, obj: Any, /, *arguments: Any, **named: Any) -> Any:
        """As Jinja's, whose words would show all that the called thing belongs to."""
        if not self.is_safe_callable(obj) and not isinstance(obj, Undefined):
            raise SecurityError(f"it calls ‘{getattr(obj, '__name__', type(obj).__name__)}’")
        return super().call(context, obj, *arguments, **named)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Sums, products and powers that stay small."""
        sizes = (_size(left), _size(right))
        if operator == "%" and isinstance(left, str):
            raise SecurityError("it formats with %")
        if operator == "+" and sum(sizes) > MOST:
            raise SecurityError(_LONG)
        if operator == "*" and any(sizes) and (sizes[0] or abs(int(left))) * (sizes[1] or abs(int(right))) > MOST:
            raise SecurityError(_LONG)
        if operator == "**" and (abs(left) > MOST or abs(right) > 64):
            raise SecurityError("it makes a number that is too large")
        return super().call_binop(context, operator, left, right)

    def joined(self, parts: Iterable[Any]) -> str:
        """What `a ~ b` makes."""
        return _joined([str(part) for part in parts])


def _size(value: Any) -> int:
    return len(value) if isinstance(value, str | bytes | list | tuple) else 0


def _joined(texts: list[str], between: str = "") -> str:
    if sum(map(len, texts)) + len(between) * len(texts) > MOST:
        raise SecurityError(_LONG)
    return between.join(texts)


@pass_environment
def _join(environment: Environment, values: Iterable[Any], d: str = "", attribute: str | int | None = None) -> str:
    """Jinja's filter, with its names of arguments."""
    if attribute is not None:
        values = map(make_attrgetter(environment, attribute), values)
    return _joined([str(value) for value in values], str(d))


def _replace(text: str, old: str, new: str) -> str:
    if str(text).count(old) * len(new) + len(str(text)) > MOST:
        raise SecurityError(_LONG)
    return str(text).replace(old, new)
