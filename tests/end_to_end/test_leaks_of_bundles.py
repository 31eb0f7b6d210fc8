"""What is about a child stays in its own package where bundles, packages and the site are built."""

import pytest
from tests.end_to_end.test_leaks import SLOW, Ran, judge, run_all, without_conversion

from annexa.tools import libreoffice

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Ran]:
    return run_all(tmp_path_factory.mktemp("leaks"), SLOW.splitlines(), without_conversion)


@pytest.mark.parametrize("line", SLOW.splitlines())
def test_nothing_of_a_child_is_said_or_written(ran: dict[str, Ran], line: str) -> None:
    judge(line, ran[line])


@pytest.mark.libreoffice
@pytest.mark.skipif(libreoffice.find_soffice() is None, reason="LibreOffice is not installed")
def test_what_is_converted_is_kept_in_the_secure_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("converted")
    line = "bundle day-5 --draft --item tracked-children"
    judge(line, run_all(folder, [line])[line])
    assert list((folder / "safe/annexa-cache/pdf").glob("*.pdf"))
