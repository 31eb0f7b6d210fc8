"""The process in which a PDF is read for its judge; see `annexa.verify.reader`."""

import sys

from annexa.verify.program import main

if __name__ == "__main__":
    main(sys.argv[1])
