"""The process in which a PDF is read for its judge; see `annexa.verify.reader`."""

import os
import sys

from annexa.verify.program import main

if __name__ == "__main__":
    code = main(sys.argv[1])
    os._exit(code)  # all is said: to take itself apart, object by object, would keep its judge waiting
