from samples import _LOADED, item, library

ALL = tuple(item(requirement=one.id, folder=one.id) for one in _LOADED.framework.requirements)
FIRST, SECOND, *REST = ALL
POINTING = item(
    {"file": "plan.docx", "also": [{"requirement": FIRST.meta.requirement, "pages": "4-9"}]},
    requirement=SECOND.meta.requirement,
    folder=SECOND.meta.requirement,
)
TO_COME = item(
    {
        "title": "Plan to come",
        "also": [{"requirement": FIRST.meta.requirement}],
        "to_follow": {"reason": "It is being written.", "by": "lead", "on": "2026-11-02"},
    },
    requirement=SECOND.meta.requirement,
    folder=SECOND.meta.requirement,
)

PASSES = {
    "every requirement answered": library(*ALL),
    "a document of another item answers it": library(POINTING, *REST),
}
FAILS = {
    "one left out": (library(*ALL[1:]), ALL[0].meta.requirement),
    "nothing at all": (library(), "3.4"),
    "a document to come answers nothing yet": (library(TO_COME, *REST), FIRST.meta.requirement),
}
