"""The process in which PDFs are merged for trial; see `annexa.bundle.trial`."""

import sys

from annexa.bundle.trial import MEMORY, PROCESSOR, SECONDS, answer
from annexa.documents.worker import limit_memory
from annexa.tools.asked import serve


def main() -> int:
    """Serves until the input ends."""
    limit_memory(MEMORY)
    return serve(answer, seconds=SECONDS, processor=PROCESSOR)


if __name__ == "__main__":
    sys.exit(main())
