"""The report as JUnit XML: a suite an item, a case a document, failed where there is an error."""

from lxml import etree

from annexa.model.findings import Finding, Level
from annexa.model.text import xml_text
from annexa.report.record import Report, sentence

_LIBRARY = "The library"
_METADATA = "item.yaml"


def render(report: Report) -> str:
    """XML as Ant and Jenkins read it: one failure a case, with all of its errors inside."""
    root = etree.Element("testsuites")
    library: list[tuple[str, str, tuple[str, ...], list[Finding]]] = [(_LIBRARY, "library", (), _of(report, None))]
    groups = library + [(f"{i.id} {i.title}", i.id, i.documents, _of(report, i.id)) for i in report.items]
    for position, (title, name, documents, findings) in enumerate(groups):
        _suite(root, position, title, name, (_METADATA, *documents), findings, report.as_of.isoformat())
    text: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return text.decode()


def _of(report: Report, item: str | None) -> list[Finding]:
    known = {entry.id for entry in report.items}
    return [f for f in report.findings if (f.item if f.item in known else None) == item]


def _suite(
    root: etree._Element,
    position: int,
    title: str,
    name: str,
    cases: tuple[str, ...],
    findings: list[Finding],
    day: str,
) -> None:
    by_case: dict[str, list[Finding]] = {case: [] for case in cases}
    for finding in findings:
        by_case.setdefault(finding.document or _METADATA, []).append(finding)
    failed = sum(any(f.level is Level.ERROR for f in found) for found in by_case.values())
    suite = etree.SubElement(
        root,
        "testsuite",
        {
            "name": xml_text(title),
            "package": "annexa",
            "id": str(position),
            "timestamp": f"{day}T00:00:00",
            "hostname": "localhost",
            "tests": str(len(by_case)),
            "failures": str(failed),
            "errors": "0",
            "time": "0",
        },
    )
    etree.SubElement(suite, "properties")
    for case, found in by_case.items():
        _case(suite, name, case, [f for f in found if f.level is Level.ERROR])
    below = [f for found in by_case.values() for f in found if f.level is not Level.ERROR]
    etree.SubElement(suite, "system-out").text = "\n".join(
        xml_text(f"{f.level} {f.rule}: {sentence(f)}") for f in below
    )
    etree.SubElement(suite, "system-err")


def _case(suite: etree._Element, name: str, case: str, errors: list[Finding]) -> None:
    element = etree.SubElement(suite, "testcase", name=xml_text(case), classname=f"annexa.{name}", time="0")
    if errors:
        failure = etree.SubElement(element, "failure", type=errors[0].rule, message=xml_text(errors[0].message))
        failure.text = "\n".join(xml_text(f"{f.rule}: {sentence(f)}") for f in errors)
