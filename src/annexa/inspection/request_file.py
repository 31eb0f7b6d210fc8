"""The text of a request's file: what `annexa request` writes, and what a page's form becomes."""

import re
from collections.abc import Mapping
from typing import Any, Final

import yaml

from annexa.model.request import Request

HEAD: Final = (
    "# yaml-language-server: $schema=../../schema/request.schema.json\n"
    "# Written by ‘annexa request’, which takes each step in its turn. Roles, not names of persons.\n"
)


_BREAKS: Final = re.compile("[\x85\u2028\u2029]")
"""What ends a line in some texts that are pasted in, and would be read back as a space."""


class _Dumper(yaml.SafeDumper):
    """Writes every text so that it is read back equal."""


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = '"' if _BREAKS.search(value) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)


def text_of(request: Request) -> str:
    """The text of a request."""
    return text_from(request.model_dump(mode="json", exclude_defaults=True))


def text_from(fields: Mapping[str, Any]) -> str:
    """The text of fields that nobody has judged yet."""
    return HEAD + yaml.dump(_strings(fields), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)


def _strings(value: Any) -> Any:
    """Everything as strings, as the models read it; the dumper quotes what would be read as something else."""
    if isinstance(value, Mapping):
        return {key: _strings(part) for key, part in value.items()}
    return [_strings(part) for part in value] if isinstance(value, list) else str(value)
