"""The sample library with its bundles, as `annexa bundle all` makes them."""

import json
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.sample_place import SAMPLE

ROOT = SAMPLE
DAY = date(2026, 11, 2)
SUBMISSIONS = ("day-2", "day-5")


@dataclass(frozen=True)
class Sample:
    """A project folder with the sample library, its bundles and its cache."""

    root: Path

    @property
    def bundles(self) -> Path:
        return self.root / "build/bundles"

    @property
    def cache(self) -> Path:
        return self.root / "build/cache"

    def bundle(self, submission: str) -> Path:
        """The one PDF of a submission, "day-2" or "day-5-child-level" for instance."""
        folder = self.bundles / submission
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        (name,) = [file["path"] for file in manifest["files"] if file["kind"] == "bundle"]
        return folder / str(name)

    def copy(self, into: Path) -> "Sample":
        """One to be changed by a test."""
        return Sample(Path(shutil.copytree(self.root, into)))


def built_sample(folder: Path) -> Sample:
    """Builds both bundles from a copy of the library."""
    from annexa import pipeline
    from annexa.load import project

    root = folder / "project"
    for name in ("evidence", "schema"):
        shutil.copytree(ROOT / name, root / name)
    pipeline.bundle(project(root), SUBMISSIONS, as_of=DAY)
    return Sample(root)
