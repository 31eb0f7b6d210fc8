"""A list of children or young people has faults in its columns or rows.

Why it matters: Inspectors choose the children whom they track from these lists within hours. A missing date of
birth or a plan listed twice costs that time, and says something about the local area's records.

Fails when: A workbook marked `child-level` of kind `data` holds a list whose columns differ from the template
(schema/person-level-<edition>.yaml), or rows with missing or impossible values: date of birth, gender, ethnicity,
primary need or disability missing; dates in the future or in the wrong order; aged 26 or over; no number from age
6; no establishment from 5 to 16; UPN, ULN or URN that cannot be right; the same UPN twice. Ages count from the
notification. What stands in a cell is never quoted.

To put right:
- Excel: Correct the rows named, in the case management system first and then in the list; write dates as dd/mm/yyyy
  and keep the headings of the template. Data > Sort brings the rows of one fault together.
- LibreOffice: Correct the rows named, in the case management system first and then in the list; keep the headings
  of the template.
- Everywhere: Correct the rows named, in the case management system first, and export the list again.

Passes: List 1 with its 21 columns, each child once, every date of birth filled in.

Fails: List 1 with a date of birth missing in row 12 and the same UPN in rows 20 and 21.
"""

from collections.abc import Iterator

from annexa.model.findings import Level, Place
from annexa.model.library import Kind, Sensitivity
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.front import WORKBOOKS
from annexa.rules.support.person_checks import ListFault, faults_of, rows_in_words
from annexa.rules.support.person_level import TEMPLATE, PersonList, Template, lists_in, newest_template

ID = "child-level-list"
LEVEL = Level.ERROR
ABOUT = "document"


def check(subject: DocumentSubject) -> Iterator[Fault]:
    meta, facts = subject.meta, subject.facts
    if meta.sensitivity is not Sensitivity.CHILD_LEVEL or meta.kind is not Kind.DATA or facts.format not in WORKBOOKS:
        return
    template = newest_template(subject.around.library.root)
    if template is None:
        return
    found = list(lists_in(facts, template))
    for one in found:
        for fault in faults_of(one, template, subject.around.as_of):
            yield _fault(fault, one, template)
    requirement = subject.around.framework.requirement(subject.item.meta.requirement)
    if not found and requirement is not None and any(each.id == TEMPLATE for each in requirement.templates):
        message = f"No sheet holds the columns of a list of the {template.edition} template"
        yield Fault(message=message, level=Level.WARNING)


def _fault(fault: ListFault, found: PersonList, template: Template) -> Fault:
    words = f": {'row' if len(fault.rows) == 1 else 'rows'} {rows_in_words(fault.rows)}" if fault.rows else ""
    level = None if fault.level is LEVEL else fault.level
    said = "" if template.said in fault.message else f"; {template.said}"
    return Fault(message=f"{fault.message}{words}{said}", place=Place(sheet=found.sheet), level=level)
