from pathlib import Path

from samples import library


def evidence(folder: Path, with_item: bool) -> object:
    own = folder / "evidence" / "3.4-destinations"
    own.mkdir(parents=True)
    (folder / "evidence" / ".cache").mkdir()
    if with_item:
        (own / "item.yaml").write_text("requirement: '3.4'")
    return library(root=folder)


PASSES = {"with item.yaml": lambda folder: evidence(folder, True)}
FAILS = {"without item.yaml": (lambda folder: evidence(folder, False), "no item.yaml")}
