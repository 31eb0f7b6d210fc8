"""The text of a request's file: what `annexa request` writes, and what a page's form becomes."""

from collections.abc import Mapping
from typing import Any, Final

import yaml

from annexa.model.request import Request

HEAD: Final = (
    "# yaml-language-server: $schema=../../schema/request.schema.json\n"
    "# Written by ‘annexa request’, which takes each step in its turn. Roles, not names of persons.\n"
)


def text_of(request: Request) -> str:
    """The text of a request."""
    return text_from(request.model_dump(mode="json", exclude_defaults=True))


def text_from(fields: Mapping[str, Any]) -> str:
    """The text of fields that nobody has judged yet."""
    return HEAD + yaml.safe_dump(_strings(fields), sort_keys=False, allow_unicode=True, width=110)


def _strings(value: Any) -> Any:
    """Everything as strings, as the models read it; the dumper quotes what would be read as something else."""
    if isinstance(value, Mapping):
        return {key: _strings(part) for key, part in value.items()}
    return [_strings(part) for part in value] if isinstance(value, list) else str(value)
