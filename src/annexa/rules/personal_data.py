"""A document that many people will see holds personal data.

Why it matters: The shared bundle goes to inspectors and stays on many screens. A child's number or date of birth in
it is a data breach.

Fails when: A document that is not marked `child-level` holds an NHS number, a unique pupil number, a unique learner
number, a National Insurance number or a date of birth, each known by its check digits and by the words around it, over
it or beside it; or a name from the lists that library.yaml gives, in whatever form it is written. Every place is
searched: text, tables, headers, notes, comments, deleted and hidden text, descriptions of pictures, form fields, lists
of choices, names of sheets, links, properties, the file's own name and title, and the files inside it. An initial with
a listed surname is a warning; a home address, a private e-mail address or a mobile number beside a child's name is a
note. What was found is never quoted.

To put right:
- Word: Go to the place given and delete or replace what names the person; search the rest of the document for more.
- Excel: Delete the column or rows, also hidden ones, and save under a new name; a filter or white text does not
  remove anything.
- PowerPoint: Go to the slide given and delete what names the person, also in the speaker notes.
- LibreOffice: Go to the place given and delete or replace what names the person.
- PDF: Correct the file that the PDF was made from; or redact for good: in Acrobat, Redact > Mark, then Apply.
- Metadata: If the document is meant to hold such data, write `sensitivity: child-level`, so that it never reaches
  the shared bundle.
- Everywhere: Delete what names the person, or write `sensitivity: child-level` in item.yaml.

Passes: "One young person (aged 14) moved school twice."

Fails: "NHS number 943 476 5919, born on 3 April 2012"
"""

from collections.abc import Iterator

from annexa.model.findings import Level
from annexa.model.library import Sensitivity
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.faults import first_few
from annexa.rules.support.name_lists import listed_names
from annexa.rules.support.sightings import Kind, Sighting, in_name, sightings

ID = "personal-data"
LEVEL = Level.ERROR
ABOUT = "document"
WAIVABLE = False


def check(subject: DocumentSubject) -> Iterator[Fault]:
    if subject.meta.sensitivity is Sensitivity.CHILD_LEVEL:
        return
    names, missing = listed_names(subject.around.library)
    if missing:
        yield Fault(
            message=f"Names were not searched for: {', '.join(missing)} cannot be read here",
            remedy="Run annexa where the secure folder is, before the submission is built.",
            level=Level.INFO,
        )
    for kind in in_name(subject.path.stem, names):
        yield Fault(
            message=f"The file's name holds {kind.one}",
            remedy="Give the file another name, also in item.yaml.",
            level=kind.level,
        )
    for kind in in_name(subject.meta.title, names):
        yield Fault(
            message=f"The title in the metadata holds {kind.one}",
            remedy="Write a title that names no person; it stands in the index and on the site.",
            level=kind.level,
            field=f"documents.{subject.index}.title",
        )
    by_kind: dict[Kind, dict[object, list[Sighting]]] = {}
    for sighting in sightings(subject.facts, names):
        by_kind.setdefault(sighting.kind, {}).setdefault(_group(sighting), []).append(sighting)
    for kind, groups in by_kind.items():
        yield from first_few([_fault(kind, group) for group in groups.values()], f"places with {kind.many}")


def _group(sighting: Sighting) -> object:
    """What one finding names together: the rows of a column, the lines of a page; else every place by itself."""
    place = sighting.place
    cell = (place.cell or "").rstrip("0123456789")
    line = None if cell else place.paragraph or place.line
    return place.sheet, place.slide, place.page, place.part, cell, line, sighting.where


def _fault(kind: Kind, group: list[Sighting]) -> Fault:
    first = group[0]
    where = f", {first.where}" if first.where else ""
    rows = sorted({int(row) for one in group if (row := (one.place.cell or "").lstrip(_LETTERS)).isdecimal()})
    if len(rows) > 1:
        message = f"{len(group)} {kind.many} stand in this column, in rows {_in_words(rows)}{where}"
    elif len(group) > 1:
        message = f"{len(group)} {kind.many} stand here{where}"
    else:
        message = f"{kind.one[:1].upper()}{kind.one[1:]} stands here{where}"
    remedy = _REMEDIES.get(first.where, "") if kind.level is None else kind.remedy
    return Fault(message=message, place=first.place, level=kind.level, remedy=remedy)


_INSPECT = "File > Info > Check for Issues > Inspect Document removes"
_REMEDIES = {
    "in a comment": "Delete the comment; answering or resolving it leaves it in the file.",
    "in a tracked deletion": "Accept the change (Review > Accept); until then the deleted words are in the file.",
    "in a property of the file": f"Clear it in File > Info > Properties; {_INSPECT} all properties.",
    "in the address of a link": "Link to a page whose address names no person, or delete the link.",
    "in the description of a picture": "Describe the picture without naming a person (right-click > View Alt Text).",
    "in a list of choices": "Take it out of the list: Data > Data Validation in Excel, Developer > Properties in Word.",
    "in the name of a sheet": "Give the sheet a name that names no person (double-click its tab).",
    "in a defined name": "Delete the name in Formulas > Name Manager.",
    "in a bookmark": "Delete the bookmark (Insert > Bookmark), or give it another name.",
    "in the data of a chart": "Change the data of the chart (Chart Design > Edit Data), or paste it as a picture.",
    "in a file inside": "Delete the file inside, or paste its chart or table as a picture: all of it goes along.",
    "in the name of a file inside": "Delete the file inside, or attach it under a name that names no person.",
    "in a data part of the file": f"{_INSPECT} custom XML data; add-ins and forms keep it.",
}
"""What to do where the words of the rule's page would not lead there; by where it stands."""


_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _in_words(rows: list[int]) -> str:
    """ "2, 3 and 5 to 9"."""
    spans: list[list[int]] = []
    for row in rows:
        if spans and row == spans[-1][1] + 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    words: list[str] = []
    for first, last in spans:
        words += [f"{first} to {last}"] if last > first + 1 else [str(row) for row in range(first, last + 1)]
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else words[0]
