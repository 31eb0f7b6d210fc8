"""The process in which PDFs are washed; see `annexa.bundle.wash`. Its argument says whether the PDFs are our own."""

import os
import resource
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec

from annexa.pdf.source import AGAIN, SourceRefused, TooMuchMemory
from annexa.pdf.wash_limits import OURS, STACK
from annexa.pdf.washing import wash
from annexa.tools.asked import serve
from annexa.tools.pdf_work import CLOCK, limit, work


def answers(is_ours: bool) -> Callable[[Path], bytes]:
    """What is said of a PDF: nothing once its washed copy lies beside it, or message and remedy of its refusal."""
    asked = 0

    def answer(path: Path) -> bytes:
        nonlocal asked
        asked += 1
        try:
            wash(path, path.with_name(path.stem), is_ours=is_ours)
        except TooMuchMemory as error:
            if asked > 1:
                os._exit(1)  # an earlier file may be the cause: asked again of a process that has met none
            return _refusal(error)
        except SourceRefused as error:
            return _refusal(error)
        except OSError as error:
            return msgspec.json.encode((f"the PDF cannot be read from the disk ({error.strerror})", AGAIN))
        return b""

    return answer


def _refusal(error: SourceRefused) -> bytes:
    return msgspec.json.encode((error.message, error.remedy))


def main(arguments: list[str]) -> int:
    """Serves until the input ends."""
    limit()
    with suppress(ValueError, OSError):  # less than the program itself has: what passes here does not bring it down
        _, hard = resource.getrlimit(resource.RLIMIT_STACK)
        resource.setrlimit(resource.RLIMIT_STACK, (STACK, hard))
    return serve(answers(arguments[0] == OURS), seconds=CLOCK, processor=work)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
