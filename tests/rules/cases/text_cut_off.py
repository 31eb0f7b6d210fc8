from samples import item_yaml

TITLE = "title: Destinations after leaving school"


def titled(text: str) -> object:
    return item_yaml(TITLE, f"title: {text}")


PASSES = {
    "in quotes": titled('"Notes on school places #2"'),
    "no space before": titled("Notes#2 on school places"),
    "a comment": titled("Notes on school places  # the second edition"),
    "an ampersand inside": titled("Notes & figures"),
    "a comment after a date": item_yaml("dated: 2026-09-14", "dated: 2026-09-14 #checked"),
    "a label that is used": item_yaml("lead: education-evidence-lead", "lead: &role education-evidence-lead").__class__(
        item_yaml("lead: education-evidence-lead", "lead: &role education-evidence-lead").text.replace(
            "accountable: education-accountable-lead", "accountable: *role"
        )
    ),
}
FAILS = {
    "half a title": (titled("Notes on school places #2"), "‘#2’ is taken for a comment"),
    "a tag": (titled("Notes on places #SEND and more"), "‘#SEND and more’"),
    "the whole title": (titled("#2 Notes"), "‘#2 Notes’"),
    "a first word": (titled("&Notes on places"), "‘&Notes’ is taken for a label"),
    "in a summary": (item_yaml("after school.", "after school. #1 of 3"), "‘#1 of 3’"),
    "in a file name": (item_yaml("file: destinations.docx", "file: destinations #2.docx"), "‘#2.docx’"),
}
