from samples import files, item

PASSES = {"every file named": files(item(), "destinations.docx")}
FAILS = {
    "a stray file": (files(item(), "destinations.docx", "notes.docx"), "“notes.docx” is not named"),
    "Word's lock file": (files(item(), "destinations.docx", "~$stinations.docx"), "left behind"),
    "a Mac's folder file": (files(item(), ".DS_Store"), "left behind"),
    "a file in a folder below": (files(item(), "old/destinations.docx"), "old/destinations.docx"),
}
