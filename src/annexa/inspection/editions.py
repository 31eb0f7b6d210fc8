"""Which edition of the list of requirements a library works with, and whether somebody compared it with a newer one."""

from annexa.model.framework import Framework
from annexa.model.library import LibraryMeta, People
from annexa.model.words import day_in_words


def is_confirmed(framework: Framework, meta: LibraryMeta) -> bool:
    """Whether no newer edition is known, or a role has compared the list with it since it came out."""
    confirmed = meta.framework_confirmed
    return framework.newer is None or (confirmed is not None and confirmed.date >= framework.newer.dated)


def doubt(framework: Framework, meta: LibraryMeta) -> str:
    """That a newer edition exists, what is known of it and what to do; empty where that was confirmed."""
    newer = framework.newer
    if newer is None or is_confirmed(framework, meta):
        return ""
    return (
        f"‘{framework.title}’ is not the newest list: there is one of {day_in_words(newer.dated)}. "
        f"{newer.changes.strip()} Compare it with the list that inspectors publish (‘annexa requirements --diff’), then"
        " say so in evidence/library.yaml: ‘framework_confirmed: {date: …, role: …}’."
    )


def on_receipt(framework: Framework, meta: LibraryMeta, people: People) -> str:
    """Which list the evidence answers, in a sentence for those who get it; empty where no newer one is known."""
    newer, confirmed = framework.newer, meta.framework_confirmed
    if newer is None:
        return ""
    if confirmed is None or not is_confirmed(framework, meta):
        found = f"A newer list, of {day_in_words(newer.dated)}, exists; that the two were compared is not recorded"
    else:
        who = people.in_words(confirmed.role)
        found = f"It was compared with the newest list on {day_in_words(confirmed.date)}: {who}"
    return f"The evidence answers {framework.title}. {found}."
