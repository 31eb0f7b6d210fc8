from samples import files, item

SECURE = {"path": "lists/list.xlsx", "sha256": "a" * 64, "rows": 4, "custodian": "lead"}

PASSES = {
    "there": files(item(), "destinations.docx"),
    "kept outside git": files(item({"secure": SECURE})),
    "an unsafe path has a rule of its own": files(item({"file": "../x.docx"})),
}
FAILS = {
    "not there": (files(item()), "not in the folder"),
    "renamed while it is open": (
        files(item(), "~$destinations.docx", "Destinations FINAL v2.docx"),
        "did you mean “Destinations FINAL v2.docx”",
    ),
    "in capitals": (files(item(), "Destinations.docx"), "did you mean “Destinations.docx”"),
}
