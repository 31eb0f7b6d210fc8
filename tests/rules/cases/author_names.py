from samples import Properties, document

PASSES = {
    "nobody": document(),
    "the area": document(properties=Properties(author="Testshire partnership")),
    "a program": document(properties=Properties(author="python-docx", last_modified_by="User")),
}
FAILS = {
    "an author": (document(properties=Properties(author="A. Person")), "(author)"),
    "saved by": (document(properties=Properties(last_modified_by="A. Person")), "(last saved by)"),
}
