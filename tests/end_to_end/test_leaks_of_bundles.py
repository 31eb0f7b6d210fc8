"""What is about a child stays in its own package where bundles, packages and the site are built."""

import shutil
from pathlib import Path

import pytest
from tests import in_process
from tests.end_to_end.test_leaks import FINAL, HEAD, SLOW, Ran, judge, run_all, without_conversion
from tests.marks import mark
from tests.sent.conftest import write_pdf

from annexa.tools import libreoffice

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Ran]:
    return run_all(tmp_path_factory.mktemp("leaks"), SLOW.splitlines(), without_conversion)


@pytest.mark.parametrize("line", SLOW.splitlines())
def test_nothing_of_a_child_is_said_or_written(ran: dict[str, Ran], line: str) -> None:
    judge(line, ran[line])


TRACKED = "  - {{file: {file}.pdf, title: {title}, kind: other, dated: 2026-09-14, sensitivity: child-level}}\n"
REGISTER = "lead: lano\nreviewer: lano\nchildren:\n  - pseudonym: Child A\n"


def fit_to_be_sent(root: Path) -> None:
    """Leaves one sound document about a child and one about none; two more wait outside."""
    evidence = root / "evidence"
    shutil.rmtree(evidence / "child-level-data")
    for path in (*evidence.glob("*/*.docx"), *evidence.glob("*/*.xlsx"), *evidence.glob("*/*.pdf")):
        path.unlink()
    item = evidence / "3.4-destinations/item.yaml"
    lines = [line for line in item.read_text().splitlines() if "stray" not in line]
    item.write_text("\n".join(lines).replace("performance-report", "other") + "\n")
    write_pdf(evidence / "3.4-destinations/destinations.pdf", "Destinations after leaving school, 14 September 2026")
    one = TRACKED.format(file=mark("paper"), title=f"Chronology {mark('papertitle')}")
    (evidence / "tracked-children/item.yaml").write_text(HEAD.format(id="tracked-children") + one)
    write_pdf(evidence / f"tracked-children/{mark('paper')}.pdf", f"Chronology {mark('papertitle')}, 14 September 2026")
    (evidence / "tracked-children/register.yaml").write_text(REGISTER)
    write_pdf(root.parent / f"{mark('inbox')}.pdf", f"Portrait {mark('inboxtext')}, 14 September 2026")


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Ran]:
    with pytest.MonkeyPatch.context() as patch:
        in_process.helpers(patch)
        return run_all(tmp_path_factory.mktemp("final"), FINAL.splitlines(), fit_to_be_sent)


@pytest.mark.parametrize("line", FINAL.splitlines())
def test_nothing_of_a_child_is_said_or_written_when_it_is_sent(sent: dict[str, Ran], line: str) -> None:
    judge(line, sent[line])


@pytest.mark.libreoffice
@pytest.mark.skipif(libreoffice.find_soffice() is None, reason="LibreOffice is not installed")
def test_what_is_converted_is_kept_in_the_secure_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("converted")
    line = "bundle day-5 --draft --item tracked-children"
    judge(line, run_all(folder, [line])[line])
    assert list((folder / "safe/annexa-cache/pdf").glob("*.pdf"))
