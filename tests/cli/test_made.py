"""What is said of submissions that were not built."""

import pytest

from annexa.cli.made import complain
from annexa.model.errors import ToolFailed
from annexa.pipeline.bundles import Bundles, Refused


def test_what_stopped_several_submissions_is_said_once(capsys: pytest.CaptureFixture[str]) -> None:
    errors = [ToolFailed("LibreOffice does not start", remedy="Run it again.") for _ in range(2)]
    errors.append(ToolFailed("The disk is full", remedy="Make room."))
    refused = tuple(Refused(submission=f"day-{number}", error=error) for number, error in enumerate(errors))
    assert complain(Bundles(built=(), refused=refused, old=(), against={})) == errors[0].exit_code
    assert [line for line in capsys.readouterr().err.splitlines() if line.startswith("annexa:")] == [
        "annexa: LibreOffice does not start.",
        "annexa: The disk is full.",
    ]
