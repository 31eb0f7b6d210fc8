"""Which documents of a library hold letters that no font of this machine has."""

from pathlib import Path

from annexa.check import facts_of
from annexa.documents.facts import Facts
from annexa.load import project
from annexa.tools.scripts import without_font


def lacking(root: Path) -> dict[str, tuple[str, ...]]:
    """The scripts without a font by the name of the document, or of the item.yaml, that holds them.

    PDFs bring their own fonts. What cannot be read is left to the check. Raises AnnexaError.
    """
    loaded = project(root)
    if loaded.library is None:
        return {}
    found = {item.yaml: without_font(item.meta.model_dump_json()) for item in loaded.library.items}
    read = facts_of(
        loaded.library, loaded.framework, cache=root / "build" / "cache", choose=lambda each: each.path.suffix != ".pdf"
    )
    for name, (_, facts) in read.items():
        if isinstance(facts, Facts) and facts.format != "pdf":
            found[name] = without_font("".join(block.text for block in facts.blocks))
    return {name: scripts for name, scripts in found.items() if scripts}
