"""Which lists of children were not run for so long that nobody knows whether they still can be."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from annexa.model.list_run import ListRun
from annexa.model.words import day_in_words
from annexa.rules.support.dates import add_months

MONTHS: Final = 3
"""A list that was not run for longer is said to need a rehearsal: it is due within a day of the call."""


def overdue(runs: Iterable[ListRun], lists: Mapping[str, str], today: date) -> Iterator[str]:
    """A sentence for each list that needs a rehearsal; `lists` are titles by id."""
    last: dict[str, ListRun] = {}
    for run in runs:
        if run.on <= today and (run.list not in last or run.on >= last[run.list].on):
            last[run.list] = run
    for id, title in lists.items():
        found = last.get(id)
        if found is None:
            yield f"{title}: nobody has noted yet that it was run to rehearse: ‘annexa lists log {id}’ notes it."
        elif add_months(found.on, MONTHS) < today:
            yield (
                f"{title}: it was last run on {day_in_words(found.on)}, over {MONTHS} months ago, and took"
                f" {found.minutes} min. Run it again, and note it with ‘annexa lists log {id}’."
            )
