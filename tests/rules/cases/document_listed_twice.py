from samples import files, item

PASSES = {"two files": files(item({"file": "a.docx"}, {"file": "b.docx"}))}
FAILS = {
    "twice": (files(item({"file": "a.docx"}, {"file": "a.docx"})), "second time"),
    "twice but for capitals": (files(item({"file": "a.docx"}, {"file": "A.docx"})), "second time"),
}
