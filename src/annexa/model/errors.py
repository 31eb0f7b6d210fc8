"""Exit codes, and the errors that end a command with one sentence and a remedy.

Three kinds of fault are never mixed: a *finding* (the evidence is wrong; collected, exit 1), an
`AnnexaError` (the work cannot be done; its own exit code) and a bug (a traceback, exit 70).
"""

from enum import IntEnum
from functools import partial


class ExitCode(IntEnum):
    """What the process answers to its caller; the values are part of the interface."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    MISSING_TOOL = 3
    TOOL_FAILED = 4
    BUG = 70  # EX_SOFTWARE of sysexits.h
    INTERRUPTED = 130  # 128 + SIGINT


class AnnexaError(Exception):
    """A command cannot go on: what is wrong in one sentence, and what to do about it."""

    exit_code = ExitCode.USAGE

    def __init__(self, message: str, *, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __reduce__(self) -> tuple[object, ...]:
        """As another process gets it, which would be given the message alone."""
        return partial(type(self), remedy=self.remedy), (self.message,)


class UsageError(AnnexaError):
    """The arguments or the configuration are wrong."""


class FindingsRefused(AnnexaError):
    """A bundle is refused because its evidence has findings at error level."""

    exit_code = ExitCode.FINDINGS


class SignOffRefused(FindingsRefused):
    """A stage cannot be signed yet, or a bundle waits for signatures."""


class MissingTool(AnnexaError):
    """An external program is not installed; the remedy names the command that installs it."""

    exit_code = ExitCode.MISSING_TOOL


class ToolFailed(AnnexaError):
    """An external program is installed but did not do its work."""

    exit_code = ExitCode.TOOL_FAILED
