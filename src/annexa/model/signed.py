"""What somebody who signs an item signs, and in words what has changed since."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from annexa.model.library import ItemMeta
from annexa.model.signoff import FILE, Content, SignedDocument

_APART: Final = frozenset({"documents", "note"})
"""Fields of an item that are signed one by one, or are never handed in."""
_ANSWERS: Final = {"attest": "the answer to", "waive": "the waiver for"}
"""Blocks of fields that are said as one."""
_SHOWN: Final = 60
"""Characters of a value that a sentence shows."""
_BEFORE: Final = 25
"""Of these, about so many before the first that differs."""


def content_of(meta: ItemMeta, digests: Mapping[str, str]) -> Content:
    """What somebody who signs the item now would sign.

    `digests`: SHA-256 of the item's files that are there, by `file` of the document. Files outside git count with the
    digest that the metadata records. A field that is left out and one that says what is usual are the same.
    """
    own = meta.model_dump(mode="json", exclude_defaults=True, exclude=set(_APART))
    found: dict[str, SignedDocument] = {}
    for document in meta.documents:
        name, number = document.name, 2
        while name in found:
            name, number = f"{document.name} ({number})", number + 1
        fields = dict(_flat(document.model_dump(mode="json", exclude_defaults=True)))
        digest = digests.get(document.file) if document.file else None
        found[name] = SignedDocument(name=name, fields={FILE: digest, **fields} if digest else fields)
    return Content(fields=dict(_flat(own)), documents=tuple(found.values()))


def _flat(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every value below, by dotted path; an entry of a list of waivers by its rule, of other lists by its number."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _flat(inner, f"{path}.{name}" if path else str(name))
    elif isinstance(value, list):
        rules = [inner.get("rule") if isinstance(inner, dict) else None for inner in value]
        for number, (inner, rule) in enumerate(zip(value, rules, strict=True), start=1):
            yield from _flat(inner, f"{path}.{rule if rule and rules.count(rule) == 1 else number}")
    elif value is not None:
        yield path, str(value)


def changes(was: Content, now: Content, *, secret: bool = False) -> tuple[str, ...]:
    """What differs, in words: the files first, then the fields.

    Child-level documents are called by their number, for what their file is called may name a child; of sensitive ones
    it is said which field, and not from what to what. `secret`: the whole item is child-level.
    """
    return (*_documents(was, now, secret=secret), *_fields("", was.fields, now.fields, secret=secret))


def _documents(was: Content, now: Content, *, secret: bool) -> Iterator[str]:
    old = {document.name: document.fields for document in was.documents}
    new = {document.name: document.fields for document in now.documents}
    called = _called(was, now, secret=secret)
    yield from (f"{called[name]} was taken out" for name in old if name not in new)
    yield from (f"{called[name]} was added" for name in new if name not in old)
    both = [name for name in old if name in new]
    for name in both:
        before, after = dict(old[name]), dict(new[name])
        digests = before.pop(FILE, None), after.pop(FILE, None)
        hidden = secret or _is_sensitive(before) or _is_sensitive(after)
        shown = called[name]
        if digests[0] != digests[1]:
            file = f"the file {shown}" if shown == name else f"the file of {shown}"
            yield f"{file} {'is gone' if digests[1] is None else 'has changed'}"
        yield from _fields(shown, before, after, secret=hidden)
    if both != [name for name in new if name in old]:
        yield "the order of the documents has changed"


def _called(*contents: Content, secret: bool) -> dict[str, str]:
    """What each document is called here, by its name: one that is or was child-level by its number."""
    called: dict[str, str] = {}
    for content in contents:
        for number, document in enumerate(content.documents, start=1):
            if secret or _is_child_level(document.fields):
                called[document.name] = f"child-level document {number}"
            called.setdefault(document.name, document.name)
    return called


def _is_child_level(fields: Mapping[str, str]) -> bool:
    return fields.get("sensitivity") == "child-level" or any(name.startswith("secure.") for name in fields)


def _is_sensitive(fields: Mapping[str, str]) -> bool:
    return fields.get("sensitivity", "official") != "official" or _is_child_level(fields)


def _fields(document: str, was: Mapping[str, str], now: Mapping[str, str], *, secret: bool) -> Iterator[str]:
    of = f" of {document}" if document else ""
    differing = [name for name in dict.fromkeys((*was, *now)) if was.get(name) != now.get(name)]
    said: set[str] = set()
    for name in differing:
        kind, _, rest = name.partition(".")
        if kind in _ANSWERS:
            about = f"{_ANSWERS[kind]} ‘{rest.partition('.')[0]}’{of}"
            if about not in said:
                said.add(about)
                yield f"{about} has changed"
        elif secret:
            yield f"{name}{of} has changed"
        else:
            yield f"{name}{of} {_from_to(was.get(name), now.get(name))}"


def _from_to(was: str | None, now: str | None) -> str:
    """From what to what: of long texts the piece where they begin to differ."""
    old, new = (" ".join((value or "").split()) for value in (was, now))
    same = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    start = old.rfind(" ", 0, max(same - _BEFORE, 0)) + 1 if same > _BEFORE else 0
    before, after = (
        "not given" if value is None else f"‘{_piece(text, start)}’" for value, text in ((was, old), (now, new))
    )
    return "has changed" if before == after else f"was {before}, is {after}"


def _piece(text: str, start: int) -> str:
    piece = text[start : start + _SHOWN].rstrip()
    return f"{'…' if start else ''}{piece}{'…' if start + _SHOWN < len(text) else ''}"
