"""What each field of a model means: the docstring below it, read when somebody asks.

pydantic can keep these itself, but then it reads the sources of the models each time they are imported, which costs
every command more than all of `annexa --help`.
"""

import ast
import inspect
import sys
from functools import cache
from itertools import pairwise

from pydantic import BaseModel


def described(model: type[BaseModel], field: str) -> str:
    """The docstring below a field of a model; empty where there is none."""
    return _docstrings(model.__module__).get((model.__name__, field), "")


@cache
def _docstrings(module: str) -> dict[tuple[str, str], str]:
    """The docstrings below the fields of a module's classes, by the names of class and field."""
    classes = (
        node for node in ast.parse(inspect.getsource(sys.modules[module])).body if isinstance(node, ast.ClassDef)
    )
    return {
        (node.name, field.target.id): inspect.cleandoc(told.value.value)
        for node in classes
        for field, told in pairwise(node.body)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if isinstance(told, ast.Expr) and isinstance(told.value, ast.Constant) and isinstance(told.value.value, str)
    }
