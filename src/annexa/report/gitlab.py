"""The report as GitLab code quality, which GitLab shows on the lines of a merge request."""

import json

from annexa.model.findings import Level
from annexa.model.text import one_line
from annexa.report.record import Report, fingerprint, sentence

_SEVERITY = {Level.ERROR: "major", Level.WARNING: "minor", Level.INFO: "info"}


def render(report: Report) -> str:
    """A JSON array in GitLab's code quality format."""
    seen: dict[str, int] = {}
    issues = []
    for finding, anchor in zip(report.findings, report.anchors, strict=True):
        name = fingerprint(finding)
        seen[name] = seen.get(name, 0) + 1
        issues.append(
            {
                "description": one_line(sentence(finding)),
                "check_name": finding.rule,
                # Two alike findings are two issues only where their fingerprints differ.
                "fingerprint": name if seen[name] == 1 else f"{name}-{seen[name]}",
                "severity": _SEVERITY[finding.level],
                "location": {"path": anchor.file, "lines": {"begin": anchor.line}},
            }
        )
    return json.dumps(issues, indent=2, ensure_ascii=False) + "\n"
