from samples import item_yaml

PASSES = {
    "two documents": item_yaml(
        "dated: 2026-09-14", "dated: 2026-09-14\n  - {file: b.docx, title: Board, kind: other, dated: 2026-09-14}"
    )
}
FAILS = {"two files in one entry": (item_yaml("    kind: other", "    kind: other\n    file: other.docx"), "file")}
