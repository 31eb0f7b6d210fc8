"""typst sets our own pages: a Python package with the whole program in it, so nothing has to be installed."""

import json
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

from annexa.model.errors import ToolFailed


def version() -> str:
    """The version of the typst package, such as "0.15.2"."""
    return metadata.version("typst")


def compile_pdf(template: Path, data: Mapping[str, Any], *, fonts: Path) -> bytes:
    """Sets a template with data to tagged PDF/UA-1: the same bytes for the same input, on any day and machine.

    The template reads the data with `json(bytes(sys.inputs.data))`: text in it is text, never markup. Only the fonts
    in `fonts` and those inside typst are used, and no package is fetched. Raises ToolFailed.
    """
    import typst

    try:
        made = typst.compile(
            str(template),
            root=str(template.parent),
            font_paths=[str(fonts)],
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"data": json.dumps(data, ensure_ascii=False, sort_keys=True)},
            pdf_standards=["ua-1"],
            # Packages are looked for where there are none: a template cannot fetch one.
            package_path=str(fonts),
            package_cache_path=str(fonts),
        )
    except typst.TypstError as error:
        raise ToolFailed(
            f"typst could not set {template.name}: {error.message}", remedy="This is a fault of annexa: report it."
        ) from error
    except BaseException as error:
        # A panic inside typst arrives as an exception of its own kind, beside those that Python knows.
        if type(error).__name__ != "PanicException":
            raise
        raise ToolFailed(
            f"typst broke down over {template.name}: {error}", remedy="This is a fault of annexa: report it."
        ) from error
    if not isinstance(made, bytes):
        raise ToolFailed(f"typst made no file from {template.name}", remedy="This is a fault of annexa: report it.")
    return made
