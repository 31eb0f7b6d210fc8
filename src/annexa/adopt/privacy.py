"""What must not come into a library that many people see and whose history keeps everything."""

from dataclasses import dataclass
from datetime import date

from annexa.adopt.found import Found
from annexa.adopt.guesses import Guesses
from annexa.documents.facts import Facts, ReadFault, ReadFaultKind
from annexa.load import Loaded
from annexa.model.framework import Requirement
from annexa.model.library import DocumentMeta, Item, ItemMeta, Library
from annexa.model.words import within
from annexa.rules import personal_data
from annexa.rules.base import DocumentSubject, Surroundings
from annexa.rules.support.person_level import lists_in, newest_template

SECURE = "keep it in the secure folder, and name it in item.yaml with ‘secure:’ (annexa explain secure-file)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Privacy:
    """Looks into documents before anything is copied."""

    loaded: Loaded
    library: Library
    today: date

    def reason(
        self, found: Found, facts: Facts | ReadFault | None, requirement: Requirement | None, guesses: Guesses
    ) -> str:
        """Why a document must be kept back, in words that follow its name; empty where nothing speaks against it."""
        if requirement is not None and requirement.sensitive:
            return f"answers “{requirement.title}”, which is never kept in the library: {SECURE}"
        if isinstance(facts, ReadFault):
            if facts.kind is ReadFaultKind.PASSWORD:
                return f"asks for a password, so nobody can look into it: take the password away, or {SECURE}"
            return ""
        if facts is None:
            return ""
        template = newest_template(self.loaded.root)
        if template is not None and any(lists_in(facts, template)):
            return f"is a list of children: {SECURE}"
        faults = [one for one in personal_data.check(self._subject(found, facts, guesses)) if one.level is None]
        if faults:
            said, at = faults[0].message, f" ({faults[0].place})" if str(faults[0].place) else ""
            return f"seems to hold personal data{at}: {within(said)}; take it out, or {SECURE}"
        return ""

    def _subject(self, found: Found, facts: Facts, guesses: Guesses) -> DocumentSubject:
        meta = DocumentMeta(file=found.path.name[:200], title=guesses.title, kind=guesses.kind, dated=guesses.dated)
        item = ItemMeta(requirement="none", lead="none", accountable="none", summary="None.", documents=(meta,))
        around = Surroundings(
            library=self.library,
            framework=self.loaded.framework,
            checklist=self.loaded.checklist,
            as_of=self.today,
        )
        return DocumentSubject(
            item=Item(meta=item, folder=found.path.parent, yaml="none"),
            meta=meta,
            index=0,
            path=found.path,
            sha256=found.sha256,
            facts=facts,
            fault=None,
            around=around,
        )
