"""A name stands where a child's pseudonym belongs.

Why it matters: The register of children selected for tracking is kept with everything else, and many people see it. Who
the children are is known from a list in the secure folder, and from nowhere else.

Fails when: A pseudonym in evidence/tracked-children/register.yaml, or any other line of that file, holds a name from
the lists that library.yaml gives; or a pseudonym reads like a full name: two words, or an initial and a word, that
references are not made of. The name is never repeated. Where a list is not on this machine, it is a note.

To put right:
- Metadata: Write the reference that inspectors use, such as "Child A" or "YP-03", in its place, and keep which child
  that is in the secure folder alone. If the name was committed already, tell whoever looks after the library.

Passes: pseudonym: Young person C

Fails: pseudonym: Robin Example
"""

from collections.abc import Iterator

from annexa.model.children import FILE
from annexa.model.findings import Level, Place
from annexa.model.library import Library
from annexa.rules.base import Fault, LibrarySubject
from annexa.rules.support.name_lists import listed_names
from annexa.rules.support.person_names import names_in
from annexa.rules.support.pseudonyms import is_listed, looks_like_name

ID = "name-for-pseudonym"
LEVEL = Level.ERROR
ABOUT = "library"
WAIVABLE = False


def check(subject: LibrarySubject) -> Iterator[Fault]:
    library = subject.around.library
    if library.tracked is None:
        return
    names, missing = listed_names(library)
    if missing:
        yield Fault(
            message=f"Pseudonyms were not compared with all lists of names: {', '.join(missing)} cannot be read here",
            remedy="Run annexa where the secure folder is.",
            level=Level.INFO,
            file=FILE,
        )
    lines = _lines(library)
    said = set()
    for number, child in enumerate(library.tracked.children, start=1):
        if names is not None and is_listed(child.pseudonym, names):
            why = "holds a name from the lists"
        elif looks_like_name(child.pseudonym):
            why = "looks like a name"
        else:
            continue
        place = _place(lines, number, child.pseudonym)
        said.add(place.line)
        field = f"children.{number - 1}.pseudonym"
        yield Fault(message=f"The pseudonym of child {number} {why}", place=place, file=FILE, field=field)
    for number, line in enumerate(lines if names is not None else (), start=1):  # reasons, comments, all else
        if names is not None and number not in said and names_in(line, names):
            message = "This line of the register holds a name from the lists"
            yield Fault(message=message, place=Place(line=number, column=1), file=FILE)


def _lines(library: Library) -> list[str]:
    try:
        return (library.root / FILE).read_text("utf-8", "replace").splitlines()
    except OSError:  # it went away since it was loaded
        return []


def _place(lines: list[str], number: int, pseudonym: str) -> Place:
    """Where a child's pseudonym stands; the top of the file where it is not on a line of its own."""
    written = [place for place in enumerate(lines, start=1) if "pseudonym:" in place[1].partition("#")[0]]
    at, line = written[number - 1] if number <= len(written) else (1, "")
    return Place(line=at, column=line.index(pseudonym) + 1) if pseudonym in line else Place(line=1, column=1)
