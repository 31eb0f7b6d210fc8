"""Puts what a library needs besides code into the package: the files stand at the top of the project, once."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

TOP = Path(__file__).resolve().parent
SHIPPED = (
    "schema/**/*",
    "guidance/*.yaml",
    "guidance/README.md",
    "guidance/pages/**/*",
    "guidance/theme/**/*",
    "mkdocs.yml",
    "requirements/browser.txt",
    ".github/workflows/evidence.yml",
    ".gitlab-ci.yml",
)
OWN = ("guidance/local.yaml", "guidance/local-hertfordshire.yaml", "guidance/source-map.yaml")
"""Facts of one area, and where the source stands on the site: no other library needs them."""


class WithShipped(build_py):
    """Copies the files to annexa/shipped of what is built; `annexa.load.shipped` finds them there."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:  # then they are read where they stand
            return
        into = Path(self.build_lib) / "annexa" / "shipped"
        shutil.rmtree(into, ignore_errors=True)
        for path in sorted({path for pattern in SHIPPED for path in TOP.glob(pattern) if path.is_file()}):
            name = path.relative_to(TOP).as_posix()
            if name not in OWN:
                (into / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, into / name)


setup(cmdclass={"build_py": WithShipped})
