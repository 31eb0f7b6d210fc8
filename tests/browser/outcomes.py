"""What the page would find in documents, one line of JSON each: run with the stand-ins on the path, or without.

python outcomes.py ROOT FILE...    ROOT is a folder for the copies; the last words printed are the libraries in use.
"""

import shutil
import sys
from datetime import date
from pathlib import Path

import msgspec

from annexa.browser.one import Said, check, guess
from annexa.documents.reader import read
from annexa.load import project


def main(place: Path, files: list[Path]) -> None:
    loaded = project(Path(__file__).resolve().parents[2])
    folder = place / "evidence" / "dropped"
    folder.mkdir(parents=True)
    for file in files:
        path = folder / file.name
        shutil.copy(file, path)
        facts = read(path)
        guessed = guess(path, facts, loaded, date(2026, 11, 27))
        said = Said(today="2026-11-27", kind=guessed.kind, dated=guessed.dated, sensitivity=guessed.sensitivity)  # type: ignore[arg-type]
        print(msgspec.json.encode([str(file), guessed, check(path, loaded, said, facts)]).decode())
        path.unlink()
    import lxml.etree
    import pikepdf

    print(lxml.etree.__file__, pikepdf.__file__)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
