"""typst sets our own pages: a Python package with the whole program in it, so nothing has to be installed."""

import json
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

from annexa.model.errors import ToolFailed
from annexa.tools.leftovers import temporary_folder
from annexa.tools.lettering import prepared
from annexa.tools.lettering.characters import FONTS, files_of


def version() -> str:
    """The version of the typst package, such as "0.15.2"."""
    return metadata.version("typst")


def compile_pdf(template: Path, data: Mapping[str, Any], *, families: Iterable[str] = ()) -> bytes:
    """Sets a template with data to tagged PDF/UA-1: the same bytes for the same input, on any day and machine.

    The template reads the data with `json(bytes(sys.inputs.data))`: text in it is text, never markup. Only our own
    fonts and those inside typst are used, and for letters that they lack those of the system whose names the template
    finds under `fonts`; a letter that no font has becomes a question mark. `families` are fonts of the system that
    the template asks for itself, where they are there. No package is fetched. Raises ToolFailed.
    """
    shown = prepared(data)
    files = (*shown.files, *files_of(families))
    named = {**shown.data, "fonts": shown.families}
    if not files:
        return _compiled(template, named, [])
    with temporary_folder("fonts") as folder:  # typst takes whole folders of fonts
        for number, file in enumerate(files):
            (Path(folder) / f"{number}{file.suffix}").symlink_to(file)
        return _compiled(template, named, [str(folder)])


def _compiled(template: Path, data: Any, more_fonts: list[str]) -> bytes:
    import typst

    try:
        made = typst.compile(
            str(template),
            root=str(template.parent),
            font_paths=[str(FONTS), *more_fonts],
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"data": json.dumps(data, ensure_ascii=False, sort_keys=True)},
            pdf_standards=["ua-1"],
            timestamp=0,  # else the time of day is in it, and names that are made of its digest change with that
            # Packages are looked for where there are none: a template cannot fetch one.
            package_path=str(FONTS),
            package_cache_path=str(FONTS),
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
