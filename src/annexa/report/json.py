"""The report for other programs: every field of every finding."""

import msgspec

from annexa.model.findings import Level
from annexa.report.record import Report


def render(report: Report) -> str:
    """JSON with `summary`, `items` and `findings`, keys in a fixed order."""
    answer = {
        "partnership": report.partnership,
        "as_of": report.as_of,
        "notices": report.notices,
        **({"shard": report.shard} if report.shard else {}),
        "summary": {
            "requirements": report.requirements,
            "items": len(report.items),
            "ready": report.ready,
            "documents": report.documents,
            **{level.value: report.count(level) for level in Level},
            "since": report.since or None,
            "stood_before": report.stood,
            "by_rule": dict(report.by_rule),
        },
        "items": [
            {
                "id": item.id,
                "title": item.title,
                "folder": item.folder,
                "lead": item.lead,
                "accountable": item.accountable,
                "passes": item.id not in report.failing,
            }
            for item in report.items
        ],
        "findings": report.findings,
    }
    return msgspec.json.format(msgspec.json.encode(answer)).decode() + "\n"
