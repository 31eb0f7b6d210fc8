"""One rule over one subject: a rule that breaks or takes too long costs its own answer and no other."""

import logging
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Final, NamedTuple

from annexa.model.words import count
from annexa.rules.base import CheckingRule, Fault
from annexa.tools.deadline import TimeUp, turns

RULE_SECONDS: Final = 6.0
"""What a rule may take over one document, of the processor's time; the slowest takes 2.3 s over 400,000 cells, the
most that are read."""
ALL_SECONDS: Final = 12.0
"""What all rules together may take, before each gets no more than `LEAST_SECONDS`."""
LEAST_SECONDS: Final = 0.1

_LOG: Final = logging.getLogger(__name__)


class Answer(NamedTuple):
    """What a rule said of a subject."""

    faults: tuple[Fault, ...]
    broken: str
    """Why it could not judge, as the end of a sentence; empty where it could."""


@contextmanager
def attempts_at(name: str) -> Iterator["Attempts"]:
    """For the rules over one subject, which is called `name` in the log."""
    with turns() as within:
        yield Attempts(name, within)


class Attempts:
    """The rules over one subject, one after another, with the time that is left."""

    def __init__(self, name: str, within: Callable[[float], AbstractContextManager[None]]) -> None:
        self.name = name
        """What the subject is called in the log."""
        self.may_quote = False
        """Whether the words of what broke go to the log; they may be the document's text."""
        self._within = within
        self._end = time.process_time() + ALL_SECONDS

    def ask(self, rule: CheckingRule, seen: object) -> Answer:
        """All that the rule finds; what it found before it broke is kept. Raises nothing but an interruption."""
        seconds = max(LEAST_SECONDS, min(RULE_SECONDS, self._end - time.process_time()))
        faults: list[Fault] = []
        broken = ""
        try:
            with self._within(seconds):
                for fault in rule.check(seen):
                    faults.append(fault)
        except TimeUp as error:
            broken = f"it took longer than {count(round(seconds), 'second')}"
            self._log(rule, error)
        except Exception as error:
            broken = f"a fault of annexa ({type(error).__name__})"
            self._log(rule, error)
        return Answer(tuple(faults), broken)

    def _log(self, rule: CheckingRule, error: BaseException) -> None:
        steps = "".join(traceback.format_tb(error.__traceback__))
        what = "".join(traceback.format_exception_only(error)) if self.may_quote else type(error).__name__
        _LOG.debug("%s, rule %s\n%s%s", self.name, rule.ID, steps, what.rstrip())
