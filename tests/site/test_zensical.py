"""The site's next builder makes the same pages: Zensical, where somebody has installed it. The day it does all as well
as Material for MkDocs, which ends in May 2027, `annexa.tools.mkdocs` calls it instead."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from annexa.site.build import build_pages, configured
from annexa.tools import linkchecker

pytestmark = pytest.mark.slow
ZENSICAL = shutil.which("zensical")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, set[str]]:
    """The pages of the sample as Zensical sets them, and those that were written for it."""
    if ZENSICAL is None:
        pytest.skip("Zensical is not installed: pip install zensical")
    from tests.sample_place import SAMPLE

    from annexa.load import project

    root = tmp_path_factory.mktemp("zensical")
    for name in ("evidence", "schema", "guidance"):
        shutil.copytree(SAMPLE / name, root / name)
    shutil.copy(SAMPLE / "mkdocs.yml", root)
    build_pages(project(root))
    config = configured(root)
    written = {path.relative_to(root / "build/pages").as_posix() for path in (root / "build/pages").rglob("*.md")}
    done = subprocess.run(
        [ZENSICAL, "build", "-f", str(config)], cwd=root, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    site = re.search(r"^site_dir: (.+)$", config.read_text(encoding="utf-8"), re.MULTILINE)
    return (config.parent / site[1].strip("\"'") if site else root / "build/site"), written


def test_every_page_is_there(built: tuple[Path, set[str]]) -> None:
    site, written = built
    lacking = {name for name in written if not (site / name).with_suffix(".html").is_file()}
    assert lacking == set()


def test_no_link_of_the_pages_is_broken(built: tuple[Path, set[str]]) -> None:
    site, _ = built
    _, broken = linkchecker.crawl(site)
    assert [str(each) for each in broken] == []
