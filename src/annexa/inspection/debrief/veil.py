"""Takes the names of interviewees, and what reaches them, out of words that leave the folder of the forms."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import dropwhile, takewhile
from typing import Final

from annexa.rules.support.ordinary import ORDINARY
from annexa.rules.support.person_names import NameList, names_in

WHO: Final = "the interviewee"
SOMEBODY: Final = "[name]"
_TITLES: Final = r"(?:mr|mrs|ms|miss|mx|dr|prof|professor|cllr|councillor|sir|dame|rev)\b\.?\s*"
_PARTS: Final = re.compile(r"[\n;,/&|()\[\]–—:]|\s-\s|\band\b|\bwith\b|\bplus\b", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_REACH: Final = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w.])(?:\+44\s?\(?0?\)?|\(?0)\d(?:[\s().-]*\d){8,10}(?!\w)"
)
"""E-mail addresses and telephone numbers."""
_JOBS_WORDS: Final = """
head heads deputy assistant senior lead leads leader leaders manager managers director directors teacher
teachers headteacher headteachers officer officers practitioner practitioners nurse nurses therapist
therapists psychologist psychologists educational social worker workers service services team teams send
senco sencos inclusion group groups parent parents carer carers forum focus principal executive chief
commissioner commissioning coordinator co-ordinator coordinators specialist advisory adviser advisor
consultant paediatrician paediatric designated clinical medical doctor health education care children's
childrens children young people school schools academy college nursery council trust nhs icb hct hcc county
early years help support staff members member representatives representative reps panel board local
authority of the for at in from a name names job title contact details tel telephone mobile phone email
e-mail mail ext quality assurance audit data performance analyst case casework caseworker ehc ehcp plan
plans coordinators family families transport virtual alternative provision autism speech language
occupational physiotherapist community governor governors councillor portfolio holder virtually teams online
youth pupils pupil students student year years users user residents various several others both people's
"""
_JOBS: Final = frozenset(_JOBS_WORDS.split())
"""Words of job titles and services, which are no part of a name."""


def names_of(written: str, public: Collection[str] = frozenset()) -> frozenset[tuple[str, ...]]:
    """The names of persons in what stands under "interviewee", each as its words; job titles are left.

    `public` are words, in lower case, that are no names here either, such as those of the area.
    """
    found = set()
    for part in _PARTS.split(_REACH.sub(" ", written)):
        words = [match[0] for match in _WORD.finditer(re.sub(rf"\b{_TITLES}", " ", part, flags=re.IGNORECASE))]
        name = tuple(_without_jobs(words, public))
        if 1 <= len(name) <= 4 and (len(name) > 1 or _may_stand_alone(name[0])):
            found.add(name)
    return frozenset(found)


def _without_jobs(words: Iterable[str], public: Collection[str]) -> Iterator[str]:
    """The first run of words that are of no job title: "SENCO Jo Vale, Oak School" names Jo Vale."""

    def is_other(word: str) -> bool:
        plain = word.casefold().replace("’", "'").removesuffix("'s")
        return plain in _JOBS or plain in public or (word.isupper() and len(word) > 5)

    return takewhile(lambda word: not is_other(word), dropwhile(is_other, words))


def _may_stand_alone(word: str) -> bool:
    return len(word) > 2 and word[0].isupper() and not word.isupper()


@dataclass(frozen=True)
class Veil:
    """Hides names in words: those of interviewees, and those of the library's lists of names."""

    interviewees: frozenset[tuple[str, ...]]
    listed: NameList | None = None

    @staticmethod
    def over(written: Iterable[str], public: Collection[str] = (), listed: NameList | None = None) -> "Veil":
        """Hides everybody whom these fields of forms name; `public` as for `names_of`."""
        return Veil(frozenset(name for text in written for name in names_of(text, frozenset(public))), listed)

    def hide(self, words: str) -> str:
        """The words without names, addresses and telephone numbers."""
        hidden = _REACH.sub("[contact]", words)
        for pattern in self._patterns:
            hidden = pattern.sub(WHO, hidden)
        hidden = re.sub(rf"{WHO}(?:[\s.,]+{WHO})+", WHO, hidden)
        for hit in sorted(names_in(hidden, self.listed) if self.listed else (), key=lambda hit: -hit.start):
            hidden = hidden[: hit.start] + SOMEBODY + hidden[hit.end :]
        return hidden[:1].upper() + hidden[1:] if hidden.startswith(WHO) else hidden

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], ...]:
        """Whole names in any case, then each word of them; an ordinary word only with a capital."""
        whole: list[re.Pattern[str]] = []
        single: dict[str, re.Pattern[str]] = {}
        for name in sorted(self.interviewees, key=len, reverse=True):
            if len(name) > 1:
                gap = r"[\s.\-_]+"
                forms = (gap.join(map(re.escape, name)), rf"{re.escape(name[-1])},\s*{re.escape(name[0])}")
                first = rf"{re.escape(name[0][0])}\.?\s*{re.escape(name[-1])}"
                whole.append(_any_case("|".join((*forms, first))))
            for word in name:
                if len(word) > 1:
                    single[word.casefold()] = _one_word(word)
        return (*whole, *single.values())


def _any_case(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{_TITLES})?(?:{pattern})(?![^\W_])", re.IGNORECASE)


def _one_word(word: str) -> re.Pattern[str]:
    """A forename or surname alone. One that is an ordinary word too, or is short, hides only with a capital."""
    if word.casefold() not in ORDINARY and len(word) > 3:
        return _any_case(re.escape(word))
    forms = "|".join(re.escape(form) for form in {word.capitalize(), word.upper(), word if word[0].isupper() else "\0"})
    return re.compile(rf"(?<![^\W_])(?:(?i:{_TITLES}))?(?:{forms})(?![^\W_])")
