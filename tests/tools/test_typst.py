"""Our own pages, as typst sets them."""

import re

from annexa.sent import changenote
from annexa.tools import typst

NOTE = {
    "title": "What has changed",
    "language": "en",
    "region": None,
    "columns": [],
    "lead": ["Nothing."],
    "groups": [],
}


def test_a_page_tells_no_time_of_day() -> None:
    """Else a supplement that is built again has other bytes: names in it are made of the digest of such a page."""
    made = typst.compile_pdf(changenote.TEMPLATE, NOTE)
    assert made == typst.compile_pdf(changenote.TEMPLATE, NOTE)
    assert set(re.findall(rb"D:(\d+)", made)) == {b"19700101000000"}
