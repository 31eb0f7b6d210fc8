"""The record of what was sent: read with its time, its role and its place, and as it was written before those."""

from datetime import date, time
from pathlib import Path

import pytest

from annexa.load.sent import path_of, read, read_text
from annexa.model.errors import UsageError

OLD = f"""\
submission: day-2
package: shared
title: 'Westmere: First submission'
sent: '2026-11-03'
commit: abc
pages: '9'
files:
- {{name: b.pdf, sha256: {"a" * 64}, pages: '9', first: '1'}}
documents: []
"""


def test_a_record_of_before_times_and_roles_still_reads() -> None:
    record = read_text(OLD)
    assert (record.sent, record.sent_at, record.by, record.to, record.archive) == (
        date(2026, 11, 3), None, None, "", None,
    )  # fmt: skip


def test_a_record_says_when_by_whom_and_to_where() -> None:
    record = read_text(OLD + "sent_at: '11:20'\nby: lano\nto: The inspectors' folder\n")
    assert (record.sent_at, record.by, record.to) == (time(11, 20), "lano", "The inspectors' folder")


@pytest.mark.parametrize(
    "line", ["sent_at: noon", "by: The Nominated Officer", "archive: abc", "commit_at: abc", "sent: 3 November"]
)
def test_a_value_that_no_command_writes_is_refused_with_its_line(line: str) -> None:
    text = OLD.replace("sent: '2026-11-03'", line) if line.startswith("sent:") else OLD + line
    place = text.splitlines().index(line) + 1
    with pytest.raises(UsageError, match=f"line {place}: ") as refused:
        read_text(text)
    assert "git checkout" in refused.value.remedy


def test_where_nothing_was_sent_there_is_no_record(tmp_path: Path) -> None:
    assert read(path_of(tmp_path, "day-2", "shared")) is None
    assert path_of(tmp_path, "day-2", "child-level").name == "day-2-child-level.yaml"
