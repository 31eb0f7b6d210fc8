"""Tables and headings on a terminal."""

from typing import NoReturn

from rich.console import Console as RichConsole


class Console(RichConsole):
    """rich's console, for which a reader that goes away, such as `head`, is no fault of ours: `main.run` answers it."""

    def on_broken_pipe(self) -> NoReturn:
        """Leaves the answer to `main.run`; rich would end the process as if there were findings."""
        raise BrokenPipeError
