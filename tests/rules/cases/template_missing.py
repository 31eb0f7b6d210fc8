from samples import ItemSubject, around, item, later, nothing


def of(*kinds: str, requirement: str = "5.1") -> ItemSubject:
    documents = [{"file": f"{number}.docx", "kind": kind} for number, kind in enumerate(kinds)]
    return ItemSubject(item=item(*documents, requirement=requirement), around=around(), files=())


PASSES = {
    "a document of the kind": of("agreement", "structure"),
    "a requirement without a form": of("agreement", requirement="5.2"),
    "nothing to submit": nothing(),
    "one that is to follow": later(),
}
FAILS = {
    "another kind alone": (of("agreement"), "No document is of kind ‘structure’"),
    "lists of children in words": (of("other", requirement="child-level-data"), "No document is of kind ‘data’"),
}
