"""What the library's glossary says of an acronym."""

from annexa.model.findings import Place
from annexa.model.library import Glossary
from annexa.rules.support.acronyms import Definition, singular


def is_allowed(short: str, glossary: Glossary) -> bool:
    """Whether the acronym needs no spelling out."""
    return any(singular(allowed) == short for allowed in glossary.allow)


def full_term(short: str, glossary: Glossary) -> tuple[str, str] | None:
    """The glossary's short form that the acronym is, or begins ("EHC" of "EHC plan"), and its full term."""
    term = glossary.terms.get(short)
    if term is not None:
        return short, term.full
    for name, term in glossary.terms.items():
        if singular(name) == short or name.split()[0] == short:
            return name, term.full
    return None


def in_full(short: str, glossary: Glossary, definition: Definition | None = None) -> str:
    """What to write at the first place: "education, health and care plan (EHC plan)"."""
    known = full_term(short, glossary)
    if known is not None:
        return f"{known[1]} ({known[0]})"
    return f"{definition.long} ({definition.short})" if definition else short


def page_in_words(place: Place, before: str) -> str:
    """The page or slide in words, after `before`; empty where neither is known."""
    if place.page is not None:
        return f"{before}page {place.page}"
    return f"{before}slide {place.slide}" if place.slide is not None else ""
