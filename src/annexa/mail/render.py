"""Templates of e-mails, filled in: data, not programs, whoever wrote them; values are text and never markup."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from jinja2 import BaseLoader, ChoiceLoader, FileSystemLoader, PackageLoader, StrictUndefined, TemplateError
from jinja2.exceptions import SecurityError, TemplateNotFound, TemplateSyntaxError

from annexa.model.errors import UsageError
from annexa.model.text import one_line
from annexa.model.words import count
from annexa.tools.deadline import TimeUp, within
from annexa.tools.sandbox import Sandbox

OWN: Final = "guidance/mail"
"""Where a project keeps templates of its own; one of the same name as ours wins."""
SUBJECT: Final = "Subject:"
SECONDS: Final = 5.0
_BLANK: Final = re.compile(r"\n[ \t]*(\n[ \t]*)+\n")
"""More empty lines than one, such as parts of a template leave that have nothing to say."""


class Templates:
    """The templates of a project: its own, and ours where it has none of that name."""

    def __init__(self, root: Path) -> None:
        own = root / OWN
        ours = PackageLoader("annexa.mail", "templates")
        loaders: list[BaseLoader] = [FileSystemLoader(own), ours] if own.is_dir() else [ours]
        self.environment = Sandbox(
            loader=ChoiceLoader(loaders),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=_as_text,
            autoescape=False,  # plain text: there is no markup that a value could become
        )
        self.environment.filters["count"] = count

    def fill(self, name: str, values: Mapping[str, Any]) -> tuple[str, str]:
        """Subject and body of a template such as "chase". Raises UsageError with file and line where it is faulty."""
        file = f"{name}.txt.jinja"
        try:
            with within(SECONDS):
                filled = self.environment.get_template(file).render(values)
        except TemplateNotFound as error:
            raise UsageError(
                f"There is no template ‘{error.name}’ for e-mails",
                remedy=f"Put it into {OWN}/, or name one of: {', '.join(self._names())}.",
            ) from None
        except TemplateSyntaxError as error:
            raise _faulty(f"{error.name or file}, line {error.lineno}", error.message or "it cannot be read") from None
        except SecurityError as error:
            raise _faulty(file, f"it may not do this: {error.message}") from None
        except TimeUp:
            raise _faulty(file, f"it takes longer than {SECONDS:.0f} seconds") from None
        except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
            raise _faulty(file, str(error) or type(error).__name__) from None
        head, _, body = filled.lstrip().partition("\n")
        if not head.startswith(SUBJECT) or not head.removeprefix(SUBJECT).strip():
            raise _faulty(file, "its first line is no subject", f"Begin it with a line such as ‘{SUBJECT} …’.")
        return head.removeprefix(SUBJECT).strip(), _BLANK.sub("\n\n", body).strip("\n") + "\n"

    def _names(self) -> list[str]:
        return [name.removesuffix(".txt.jinja") for name in self.environment.list_templates(["jinja"])]


def _as_text(value: Any) -> Any:
    """A value on one line, so that it can end no line and begin no other; numbers stay numbers."""
    return one_line(value) if isinstance(value, str) else value


def _faulty(where: str, what: str, remedy: str = "") -> UsageError:
    return UsageError(
        f"The template {where} cannot be used: {what.rstrip('.')}",
        remedy=remedy or f"Correct it in {OWN}/, or take it away there, so that ours is used again.",
    )
