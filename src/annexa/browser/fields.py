"""Fields to fill in, drawn from the schemas and in their words, so that a form asks for what the files hold."""

from collections.abc import Mapping
from typing import Any, Final

from annexa.model.library import Kind

Field = dict[str, Any]
"""`{name, label, kind, needed, choices, most}`: `kind` is how it is filled in, `most` how many characters it holds."""
_ANSWER: Final = ("answer", "by", "on", "note")
_WAIVER: Final = ("approved_by", "until", "reason")
_REQUEST: Final = ("number", "asked", "inspector", "through", "received", "wanted", "item")
_ALSO_NEEDED: Final = frozenset({"asked"})
"""Fields that the schema lets be empty, since another may stand for them that no page fills in."""
_LINE: Final = 2000
_ROLE: Final = "a role in people.yaml"


def blocks(schema: Mapping[str, Any]) -> dict[str, list[Field]]:
    """What a document of some kinds says besides, from the schema of item.yaml."""
    defined = schema["$defs"]
    said = defined["DocumentMeta"]["properties"]
    named = {str(kind): _defined(said.get(kind, {}), defined) for kind in Kind}
    return {kind: _fields(record, tuple(record["properties"]), defined) for kind, record in named.items() if record}


def forms(item: Mapping[str, Any], request: Mapping[str, Any]) -> dict[str, list[Field]]:
    """What an answer to the checklist, a waiver and a request of inspectors say, from their schemas."""
    defined = item["$defs"]
    return {
        "answer": _fields(defined["Attestation"], _ANSWER, defined),
        "waiver": _fields(defined["Waiver"], _WAIVER, defined),
        "request": _fields(request, _REQUEST, request["$defs"]),
    }


def _defined(said: Mapping[str, Any], defined: Mapping[str, Any]) -> Mapping[str, Any]:
    """The record that a field holds; an empty one where it holds none."""
    found = next((each["$ref"] for each in (said, *said.get("anyOf", ())) if "$ref" in each), "")
    return dict(defined.get(found.rpartition("/")[2], {}))


def _fields(record: Mapping[str, Any], names: tuple[str, ...], defined: Mapping[str, Any]) -> list[Field]:
    needed = {*record["required"], *_ALSO_NEEDED}
    return [_field(name, record["properties"][name], defined, name in needed) for name in names]


def _field(name: str, each: Mapping[str, Any], defined: Mapping[str, Any], needed: bool) -> Field:
    said = next((one for one in each.get("anyOf", ()) if one.get("type") != "null"), each)
    said = _defined(said, defined) or said
    told = each.get("description") or name.replace("_", " ").capitalize()
    return {
        "name": name,
        "label": told.removesuffix(".").removesuffix(f": {_ROLE}"),
        "kind": _kind(name, said, told),
        "needed": needed,
        "choices": said.get("enum", []),
        "most": said.get("maxLength", 4000),
    }


def _kind(name: str, said: Mapping[str, Any], told: str) -> str:
    if said.get("enum"):
        return "choice"
    if _ROLE in told:
        return "role"
    if name == "item":
        return "requirement"
    by_format = {"date": "day", "date-time": "time"}.get(str(said.get("format")))
    by_type = {"integer": "number", "array": "lines"}.get(str(said.get("type")))
    return by_format or by_type or ("line" if said.get("maxLength", 4000) <= _LINE else "text")
