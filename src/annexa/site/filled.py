"""Words filled into pages: roles, acronyms with what they mean."""

import re
from collections.abc import Mapping

from annexa.model.errors import UsageError
from annexa.site.guidance import HandWritten

_NAME_IN_BRACES = re.compile(r"\{(\w+)\}")
BLANK_LINES = re.compile(r"\n{3,}")


def with_roles(holder: str, roles: Mapping[str, str]) -> str:
    """The words with each name in braces replaced; unlike `str.format` it looks into nothing. Raises KeyError."""
    return _NAME_IN_BRACES.sub(lambda found: roles[found[1]], holder)


def faulty_page(page: HandWritten, what: str) -> UsageError:
    """The refusal of a page that asks for what there is not."""
    return UsageError(
        f"The page guidance/pages/{page.path} cannot be filled in: {what}",
        remedy="Write in it no more than text, and the names between {{ and }} that the other pages use.",
    )


def explained(full: str, meaning: str) -> str:
    """What a term stands for and means, on one line."""
    return " ".join(f"{full[:1].upper()}{full[1:]}. {meaning}".split()).removesuffix(" ")


def acronyms(text: str, terms: Mapping[str, str]) -> str:
    """Definitions, in the Markdown of abbreviations, of the acronyms that stand on a page."""
    used = {name: words for name, words in terms.items() if re.search(rf"\b{re.escape(name)}\b", text)}
    lines = [f"*[{name}]: {words}" for name, words in sorted(used.items(), key=lambda entry: -len(entry[0]))]
    return "\n" + "\n".join(lines) + "\n" if lines else ""
