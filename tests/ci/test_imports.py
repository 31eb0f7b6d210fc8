"""No circle of imports: whoever reads a module finds an end."""

import grimp
from tests.conftest import ROOT

BACK = {
    ("annexa.documents.embedded", "annexa.documents.reader"): "what lies in a document is read as any document is",
    ("annexa.documents.chunk", "annexa.documents.reader"): "so is what is put into one as a whole",
    ("annexa.rules.waivers", "annexa.rules"): "a waiver names a rule of the registry, and its rules stand in it",
    ("annexa.rules.waiver_not_allowed", "annexa.rules"): "the same",
    ("annexa.pipeline", "annexa.pipeline.bundles"): "building everything is the first of the verbs",
    ("annexa.cli.options", "annexa.cli.machines"): "an option of many commands ends in what machines are told",
}
"""Imports within functions that lead back, and why: each is taken when it is needed."""


def graph() -> dict[str, set[str]]:
    """What each module imports, within functions too; what is named for the type checker alone is left out."""
    found = grimp.build_graph("annexa", exclude_type_checking_imports=True, cache_dir=None)
    return {module: set(found.find_modules_directly_imported_by(module)) for module in found.modules}


def left_over(imports: dict[str, set[str]]) -> set[str]:
    """The modules that are left when those that import nothing are taken away, over and over."""
    rest = {module: set(others) for module, others in imports.items()}
    while ends := {module for module, others in rest.items() if not others & rest.keys()}:
        for module in ends:
            del rest[module]
    return set(rest)


def test_no_module_leads_back_to_itself_but_where_that_is_said() -> None:
    imports = graph()
    assert len(imports) > 500, f"annexa is not found from {ROOT}"
    assert {edge for edge in BACK if edge[1] not in imports.get(edge[0], ())} == set()
    without = {module: {other for other in others if (module, other) not in BACK} for module, others in imports.items()}
    assert left_over(without) == set()


def test_a_circle_is_found() -> None:
    assert left_over({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": set()}) == {"a", "b", "c"}
    assert left_over({"a": {"b"}, "b": {"c"}, "c": set()}) == set()
