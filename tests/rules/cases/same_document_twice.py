from samples import OTHER_SHA, SHA, library

PASSES = {"two documents": library(digests={"evidence/a/a.docx": SHA, "evidence/b/b.docx": OTHER_SHA})}
FAILS = {
    "the same bytes": (library(digests={"evidence/a/a.docx": SHA, "evidence/b/b.docx": SHA}), "as evidence/a/a.docx")
}
