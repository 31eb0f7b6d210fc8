import hashlib
from pathlib import Path

from samples import ItemSubject, Level, around, item


def kept(
    folder: Path, *, data: bytes | None = b"list", path: str = "list.xlsx", configured: str | None = "safe"
) -> ItemSubject:
    """An item whose list was recorded as b"list", with this in the secure folder."""
    (folder / "safe").mkdir()
    if data is not None:
        (folder / "safe" / "list.xlsx").write_bytes(data)
    secure = {"path": path, "sha256": hashlib.sha256(b"list").hexdigest(), "rows": 4, "custodian": "lead"}
    secure_folder = str(folder / configured) if configured else None
    return ItemSubject(item=item({"secure": secure}), around=around(secure_folder=secure_folder), files=())


PASSES = {"as recorded": kept}
FAILS = {
    "gone": (lambda folder: kept(folder, data=None), "not in the secure folder"),
    "another one": (lambda folder: kept(folder, data=b"newer list"), "SHA-256 differs"),
    "out of the folder": (lambda folder: kept(folder, path="../list.xlsx"), "leads out"),
    "not on this machine": (lambda folder: kept(folder, configured="elsewhere"), "not on this machine", Level.INFO),
    "not configured": (lambda folder: kept(folder, configured=None), "not configured", Level.INFO),
}
