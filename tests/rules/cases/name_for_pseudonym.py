from dataclasses import replace
from pathlib import Path

from samples import LibrarySubject, library

from annexa.model.children import FILE, Register
from annexa.model.findings import Level


def register(
    folder: Path, *pseudonyms: str, names: tuple[str, ...] = (), extra: str = "", gone: bool = False
) -> LibrarySubject:
    """A library with a register of these children, and with a list of names in its secure folder."""
    path = folder / FILE
    path.parent.mkdir(parents=True)
    children = "".join(f"  - pseudonym: {name}\n" for name in pseudonyms)
    path.write_text(f"lead: lead\nreviewer: lead\nchildren:\n{children}{extra}", encoding="utf-8")
    if names and not gone:
        (folder / "names.txt").write_text("\n".join(names), encoding="utf-8")
    subject = library(root=folder)
    kept = {"secure_folder": str(folder), "name_lists": ("names.txt",)} if names else {}
    known = subject.around.library
    held = Register.model_validate(
        {"lead": "lead", "reviewer": "lead", "children": [{"pseudonym": each} for each in pseudonyms]}
    )
    changed = known.model_copy(update={"tracked": held, "meta": known.meta.model_copy(update=kept)})
    return replace(subject, around=replace(subject.around, library=changed))


NAMES = ("Robin Example", "Quist-Hale, Mary", "Young, Sam")
REFERENCES = ("Child A", "Young person C", "YP-03", "CYP 12", "A1", "Kestrel", "Blue Kestrel", "Pupil B (Year 9)")
PASSES = {
    "no register": library(),
    "references": lambda folder: register(folder, *REFERENCES),
    "references beside a list": lambda folder: register(folder, *REFERENCES, names=NAMES),
}
FAILS = {
    "a full name": (lambda folder: register(folder, "Child A", "Robin Example"), "child 2 looks like a name"),
    "a surname first": (lambda folder: register(folder, '"Example, Robin"'), "looks like a name"),
    "in capitals": (lambda folder: register(folder, "ROBIN EXAMPLE"), "looks like a name"),
    "without a space": (lambda folder: register(folder, "RobinExample"), "looks like a name"),
    "an initial and a surname": (lambda folder: register(folder, "R. Example"), "looks like a name"),
    "behind a reference": (lambda folder: register(folder, "Child Robin Example"), "looks like a name"),
    "a listed forename": (lambda folder: register(folder, "Child Robin", names=NAMES), "a name from the lists"),
    "half a listed surname": (lambda folder: register(folder, "Hale", names=NAMES), "a name from the lists"),
    "in a comment": (
        lambda folder: register(folder, "Child A", names=NAMES, extra="# Child A is Robin Example\n"),
        "This line of the register",
    ),
    "no list at hand": (
        lambda folder: register(folder, "Child A", names=NAMES, gone=True),
        "not compared with all lists",
        Level.INFO,
    ),
}
