from pathlib import Path

from samples import library


def evidence(folder: Path, with_item: bool, *files: str) -> object:
    own = folder / "evidence" / "3.4-destinations"
    own.mkdir(parents=True)
    (folder / "evidence" / ".cache").mkdir()
    if with_item:
        (own / "item.yaml").write_text("requirement: '3.4'")
    for name in files:
        path = folder / "evidence" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("number: '1'")
    return library(root=folder)


PASSES = {
    "with item.yaml": lambda folder: evidence(folder, True),
    "folders of records": lambda folder: evidence(
        folder, True, "submissions/day-2.yaml", "requests/001.yaml", "purged/2027-06-01.yaml"
    ),
}
FAILS = {
    "without item.yaml": (lambda folder: evidence(folder, False), "no item.yaml"),
    "a document among requests": (
        lambda folder: evidence(folder, True, "requests/answer.docx"),
        "more than its records",
    ),
    "a folder among receipts": (lambda folder: evidence(folder, True, "purged/old/list.yaml"), "more than its records"),
}
