"""The report as SARIF 2.1.0 (OASIS), for code scanning and other viewers."""

import json
from typing import Any
from urllib.parse import quote

from annexa import __version__
from annexa.model.findings import Finding, Level
from annexa.model.text import one_line
from annexa.report.record import Anchor, Report, fingerprint, sentence, where
from annexa.rules import RULES
from annexa.rules.page import page_of

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVEL = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "note"}


def render(report: Report) -> str:
    """A SARIF log with one run; every result stands on a line of text, and names the document it is about."""
    used = sorted({finding.rule for finding in report.findings})
    run = {
        "tool": {"driver": {"name": "annexa", "semanticVersion": __version__, "rules": [_rule(name) for name in used]}},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"PROJECT": {"description": {"text": "The folder that holds evidence/"}}},
        "results": [
            _result(finding, anchor, used.index(finding.rule))
            for finding, anchor in zip(report.findings, report.anchors, strict=True)
        ],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False) + "\n"


def _rule(name: str) -> dict[str, Any]:
    page = page_of(RULES[name])
    remedies = [f"{program}: {text}" for program, text in page.remedies.items()]
    return {
        "id": name,
        "shortDescription": {"text": page.title},
        "fullDescription": {"text": f"{page.why} Fails when: {page.fails_when}"},
        "help": {
            "text": "\n".join(["To put right:", *remedies]),
            "markdown": "\n".join(["**To put right**", "", *(f"- {line}" for line in remedies)]),
        },
        "defaultConfiguration": {"level": _LEVEL[RULES[name].LEVEL]},
    }


def _result(finding: Finding, anchor: Anchor, index: int) -> dict[str, Any]:
    physical = {
        "artifactLocation": {"uri": quote(anchor.file), "uriBaseId": "PROJECT"},
        "region": {"startLine": anchor.line, "startColumn": anchor.column},
    }
    location: dict[str, Any] = {"physicalLocation": physical}
    if where(finding):
        location["logicalLocations"] = [{"fullyQualifiedName": one_line(where(finding)), "kind": "document"}]
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVEL[finding.level],
        "message": {"text": one_line(sentence(finding))},
        "locations": [location],
        "partialFingerprints": {"annexaFinding/v1": fingerprint(finding)},
    }
    if finding.file != anchor.file:
        document = {"artifactLocation": {"uri": quote(finding.file), "uriBaseId": "PROJECT"}}
        result["relatedLocations"] = [{"physicalLocation": document, "message": {"text": "The document"}}]
    return result
