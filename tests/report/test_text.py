"""The report on a terminal: each remedy where it is needed first, and readable on a narrow one."""

from dataclasses import replace

import pytest
from tests.report.conftest import finding, report

from annexa.report import write
from annexa.report.record import Report


def test_a_run_of_like_findings_says_its_remedy_at_the_first() -> None:
    other = {"rule": "comments", "remedy": "Delete them", "message": "A comment"}
    lines = write(report(finding(), finding(1), finding(2), finding(3, **other), finding(4)), "text").splitlines()
    said = [place for place, line in enumerate(lines) if line.lstrip().startswith("→ ")]
    first, second, third = said
    assert ["Accept All" in lines[place] for place in said] == [True, False, True]
    heads = [place for place, line in enumerate(lines) if line.startswith("    error")]
    assert heads[0] < first < heads[1] and heads[3] < second < heads[4] < third


@pytest.mark.parametrize("width", [40, 60, 100])
def test_lines_keep_to_the_width_where_words_allow(full: Report, width: int) -> None:
    noted = replace(full, notices=("The call is recorded for Monday 2 November 2099, which is still to come.",))
    lines = write(noted, "text", width=width).splitlines()
    long = [line for line in lines if len(line) > width and " " in line.strip() and "long" not in line]
    assert not [line for line in long if not line.startswith(("  evidence", "    error", "    warning", "    info"))]
    assert "still to come." in " ".join(" ".join(lines).split())


def test_a_notice_is_said_in_every_form_for_people(full: Report) -> None:
    noted = replace(full, notices=("Look <b>here</b> first",))
    assert "Note: Look <b>here</b> first" in write(noted, "text")
    assert '<p class="notice">Look &lt;b&gt;here&lt;/b&gt; first</p>' in write(noted, "html")
    assert r"> Look \<b\>here\</b\> first" in write(noted, "markdown")
    assert '"notices": [\n    "Look <b>here</b> first"\n  ]' in write(noted, "json")
