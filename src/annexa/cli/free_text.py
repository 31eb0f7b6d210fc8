"""Words that somebody gives on the command line and that stand in a record, or before an inspector, later."""

from typing import Any

import click

from annexa.model.text import unseen


class FreeText(click.ParamType[str]):
    """Text of which all can be seen: no control characters, no marks that turn the direction of what is around them."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        text = str(value)
        if found := unseen(text):
            self.fail(f"The text holds {found}, which nobody sees. Type it again without that.", param, ctx)
        return text


TEXT = FreeText()
