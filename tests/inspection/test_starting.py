"""`annexa init`: what it writes, what it leaves alone, where it refuses."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from annexa.cli.main import annexa, run
from annexa.inspection.frameworks import known
from annexa.inspection.starting import WORKFLOWS, start
from annexa.load import project
from annexa.load.shipped import brought
from annexa.load.unfinished import unfinished
from annexa.model.errors import UsageError
from annexa.site.guidance import read_local

TODAY = date(2026, 11, 20)
STRANGE = ('Kent & "Sussex": #1', "'yes'", "no", "Ynys Môn", "{{ 7 * 7 }}", "1.10")


def test_a_new_library_loads_without_a_fault_and_is_quiet_about_the_sample(tmp_path: Path) -> None:
    root = tmp_path / "ashby"
    start(root, area="Ashby", framework="annex-a", today=TODAY)
    loaded = project(root)
    assert loaded.findings == ()
    library = loaded.library
    assert library is not None and library.items == () and library.meta.notification is None
    assert (library.meta.area, library.meta.partnership) == ("Ashby", "Ashby local area partnership")
    assert {stage for role in library.people.roles.values() for stage in role.stages} == {
        *(stage.id for stage in loaded.framework.stages),
        *loaded.framework.duties,
    }
    assert {each.why for each in unfinished(root, library.meta)} == {"mark"}
    assert not [path for path in root.rglob("*") if path.is_file() and "westmere" in path.read_text().casefold()]


@pytest.mark.parametrize("name", STRANGE)
def test_names_are_taken_as_they_are(tmp_path: Path, name: str) -> None:
    start(tmp_path, area=name, partnership=f"The {name}", framework="annex-a", today=TODAY)
    library = project(tmp_path).library
    assert library is not None
    assert (library.meta.area, library.meta.partnership) == (name, f"The {name}")


def test_the_local_facts_have_every_name_that_the_guidance_uses(tmp_path: Path, project_root: Path) -> None:
    start(tmp_path, area="Ashby", framework="annex-a", today=TODAY)
    ours, sample = read_local(tmp_path / "guidance/local.yaml"), read_local(project_root / "guidance/local.yaml")
    for field in ("names", "venues", "mailboxes", "roles", "leads"):
        assert getattr(ours, field).keys() == getattr(sample, field).keys(), field


@pytest.mark.parametrize("name", list(known(brought())))
def test_every_list_that_is_brought_along_makes_a_library(tmp_path: Path, name: str) -> None:
    start(tmp_path, area="Ashby", framework=name, today=TODAY)
    loaded = project(tmp_path)
    assert loaded.findings == () and loaded.framework.id == name


def test_workflows_install_the_package_and_ask_for_no_checkout_of_annexa(tmp_path: Path, project_root: Path) -> None:
    start(tmp_path, area="Ashby", framework="annex-a", today=TODAY)
    for name in WORKFLOWS:
        text = (tmp_path / name).read_text()
        assert isinstance(yaml.safe_load(text), dict)
        assert "scripts/" not in text and "requirements/" not in text
        assert "pip install -q -r requirements.txt" in text and "libreoffice-writer" in text
        assert text.count("annexa ") == (project_root / name).read_text().count("annexa ")


def test_files_that_are_there_stay_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("Ours")
    assert start(tmp_path, area="Ashby", framework="annex-a", today=TODAY).kept == ("README.md",)
    assert (tmp_path / "README.md").read_text() == "Ours"


def test_a_library_is_never_written_over_nor_into(tmp_path: Path) -> None:
    start(tmp_path, area="Ashby", framework="annex-a", today=TODAY)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    for folder in (tmp_path, tmp_path / "evidence/new", tmp_path / "README.md"):
        with pytest.raises(UsageError) as refused:
            start(folder, area="Barrow", framework="annex-a", today=TODAY)
        assert refused.value.remedy
    assert before == {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--area", "Ashby", "--framework", "annexe-a"], "annex-a"),
        (["--area", "  "], "--area"),
        ([], "--area"),
    ],
)
def test_what_cannot_be_made_is_said_and_nothing_is_written(
    tmp_path: Path, arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["init", str(tmp_path / "new"), *arguments]) == 2
    assert words in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_the_command_names_what_it_wrote_and_what_comes_next(tmp_path: Path) -> None:
    shown = CliRunner().invoke(
        annexa, ["init", str(tmp_path / "my library"), "--area", "Ashby"], catch_exceptions=False
    )
    assert shown.exit_code == 0
    assert "evidence/library.yaml" in shown.output and "annexa check" in shown.output
    assert f"cd '{tmp_path / 'my library'}'" in shown.output, "as it can be pasted"
