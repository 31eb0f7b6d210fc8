from samples import Level, files, item

PASSES = {"every file named": files(item(), "destinations.docx")}
FAILS = {
    "a stray file": (files(item(), "destinations.docx", "notes.docx"), "“notes.docx” is not named"),
    "Word's lock file": (files(item(), "destinations.docx", "~$stinations.docx"), "left behind", Level.WARNING),
    "a Mac's folder file": (files(item(), ".DS_Store"), "left behind", Level.WARNING),
    "a file in a folder below": (files(item(), "old/destinations.docx"), "old/destinations.docx"),
}
