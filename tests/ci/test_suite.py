"""What the tests do once for all of them is done, done once, and leaves nothing out."""

import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import typst as program
from tests import in_process, sharing

from annexa.tools import typst

TEMPLATE = '#set document(title: "A")\n#set text(lang: "en")\n= #json(bytes(sys.inputs.data)).title\n'


@pytest.mark.parametrize("count", [1, 2, 3, 9])
def test_workers_import_all_modules_between_them_and_each_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    """One that cannot be imported stops no other; what was not asked for is not imported."""
    imported: list[str] = []

    def imports(name: str) -> None:
        imported.append(name)
        if name.endswith("test_c"):
            raise SyntaxError(name)
        if name.endswith("test_d"):
            pytest.skip("not here", allow_module_level=True)

    for name in (
        "some/test_a",
        "some/deep/test_b",
        "some/test_c",
        "some/test_d",
        "more/test_e",
        "some/of",
        "left/test_f",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / f"{name}.py").touch()
    monkeypatch.setattr(sharing, "importlib", SimpleNamespace(import_module=imports))
    monkeypatch.setenv("PYTEST_XDIST_WORKER_COUNT", str(count))
    session: Any = SimpleNamespace(
        config=SimpleNamespace(rootpath=tmp_path, args=["some", "more", "left/test_f.py", "some/test_a.py::test_x"])
    )
    for worker in range(count):
        monkeypatch.setenv("PYTEST_XDIST_WORKER", f"gw{worker}")
        sharing.import_a_share(session)
    assert sorted(imported) == ["more.test_e", "some.deep.test_b", "some.test_a", "some.test_c", "some.test_d"]
    monkeypatch.delenv("PYTEST_XDIST_WORKER")
    sharing.import_a_share(session)
    assert len(imported) == 5, "without workers there is nothing to share"


def test_what_is_made_once_is_made_again_only_where_that_failed(tmp_path_factory: pytest.TempPathFactory) -> None:
    tried: list[Path] = []

    def make(folder: Path) -> Path:
        tried.append(folder)
        (folder / "file").touch(exist_ok=False)
        if len(tried) == 1:
            raise OSError("the disk is full")
        return folder / "file"

    name = f"test-{os.getpid()}"
    with pytest.raises(OSError, match="full"):
        sharing.once(tmp_path_factory, name, make)
    found = sharing.once(tmp_path_factory, name, make)
    assert sharing.once(tmp_path_factory, name, make) == found == tried[-1] / "file" and found.is_file()
    assert len(tried) == 2


def test_a_page_is_set_again_where_its_words_or_typst_are_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.typ").write_text(TEMPLATE)
    in_process.setting(monkeypatch)
    compiled, counted = program.compile, []

    def made(title: str) -> bytes:
        return typst.compile_pdf(tmp_path / "a.typ", {"title": title})

    first = made("One")
    assert made("One") is first and made("Two") != first
    monkeypatch.setattr(program, "compile", lambda *given, **more: counted.append(given) or compiled(*given, **more))
    assert made("One") == first and len(counted) == 1
