from samples import OTHER_SHA, SHA, item, library

ITEMS = (item(requirement="1.1", folder="1.1-structure"), item(requirement="1.10", folder="1.10-plans"))

PASSES = {"two documents": library(digests={"evidence/a/a.docx": SHA, "evidence/b/b.docx": OTHER_SHA})}
FAILS = {
    "the same bytes": (library(digests={"evidence/a/a.docx": SHA, "evidence/b/b.docx": SHA}), "as evidence/a/a.docx"),
    "in two items": (
        library(*ITEMS, digests={"evidence/1.1-structure/a.docx": SHA, "evidence/1.10-plans/b.docx": SHA}),
        "as evidence/1.1-structure/a.docx",
    ),
}
