from typing import Any

from samples import ItemSubject, around, item


def alone(url: str = "https://www.gov.uk/local-offer", looked_at: str = "2026-10-01", **more: Any) -> ItemSubject:
    link = {"url": url, "shows": "The local offer.", "looked_at": looked_at, "looked_at_by": "lead"} | more
    return ItemSubject(item=item({"kind": "link", "link": link}), around=around(), files=())


OPEN = {"why_open": "It is on the public website."}

PASSES = {
    "a public page": alone(**OPEN),
    "the content lifted": alone("https://ashby.sharepoint.com/sites/send/plan", content="The plan says this."),
    "a link with a file": ItemSubject(
        item=item(
            {
                "kind": "link",
                "file": "sheet.docx",
                "link": {
                    "url": "S:\\SEND\\plan.docx",
                    "shows": "x",
                    "looked_at": "2020-01-01",
                    "looked_at_by": "lead",
                },
            }
        ),
        around=around(),
        files=(),
    ),
    "looked at 12 months ago": alone(looked_at="2025-11-02", **OPEN),
}
FAILS = {
    "a page that asks for a sign-in": (alone("https://ashby.sharepoint.com/sites/send/plan", **OPEN), "sharepoint"),
    "a drive": (alone("S:\\SEND\\plan.docx", **OPEN), "plan.docx"),
    "no address": (alone("the local offer", **OPEN), "the local offer"),
    "looked at long ago": (alone(looked_at="2025-09-01", **OPEN), "14 months ago"),
}
