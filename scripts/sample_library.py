"""Writes the sample library into evidence/ and debriefs/, or says whether the committed one matches.

python scripts/sample_library.py              write evidence/ in place
python scripts/sample_library.py --check      exit 1 and name what differs
python scripts/sample_library.py --measure    with LibreOffice: bring the page numbers of contents lists up to date
"""

import argparse
import sys
from pathlib import Path

from sample import debriefs, library, measure, signing

OURS = Path(__file__).resolve().parents[1] / "evidence"


def main() -> int:
    parser = argparse.ArgumentParser(description="Writes the fictional sample library into evidence/.")
    parser.add_argument("--check", action="store_true", help="write nothing; say whether evidence/ matches")
    parser.add_argument(
        "--measure", action="store_true", help="measure the pages of headings with LibreOffice, then write"
    )
    parser.add_argument("--only", metavar="FOLDER", help="only the item folders whose name starts so")
    parser.add_argument("--into", metavar="EVIDENCE", type=Path, default=OURS, help="another folder than our evidence/")
    chosen = parser.parse_args()
    settings = chosen.into / "library.yaml"
    if settings.is_file() and "area: Westmere" not in settings.read_text(encoding="utf-8"):
        print(f"{chosen.into} holds another library than the sample: it is left as it is", file=sys.stderr)
        return 2
    differing = _go_through(chosen.into, chosen.only or "", check=chosen.check)
    if chosen.measure and measure.keep(sorted(chosen.into.glob("*/*.docx"))):
        print("measured: page numbers have changed, so contents lists are written again")
        differing = _go_through(chosen.into, chosen.only or "", check=chosen.check)
    return 1 if chosen.check and differing else 0


def _go_through(evidence: Path, only: str, *, check: bool) -> int:
    """Writes or checks every folder; answers how many files differ or do not belong there."""
    differing = 0
    expected: set[Path] = set()
    for folder, files in library.folders(evidence, only):
        paths = {evidence / folder / name: data for name, data in files.items()}
        expected |= paths.keys()
        if check:
            differing += sum(_differs(path, data, evidence) for path, data in paths.items())
        else:
            written = sum(_write(path, data) for path, data in paths.items())
            print(f"{folder or 'evidence'}: {len(paths)} files, {written} written")
    signed = {evidence / name: data for name, data in signing.entries(evidence.parent, only)}
    expected |= signed.keys()
    if check:
        differing += sum(_differs(path, data, evidence) for path, data in signed.items())
    else:
        written = sum(_write(path, data) for path, data in signed.items())
        print(f"sign-offs: {len(signed)} files, {written} written")
    if not only:
        forms = {
            evidence.parent / debriefs.FOLDER / name: data for name, data in debriefs.forms(evidence.parent).items()
        }
        if check:
            differing += sum(_differs(path, data, evidence) for path, data in forms.items())
        else:
            print(f"debriefs: {len(forms)} files, {sum(_write(path, data) for path, data in forms.items())} written")
    return differing + (0 if only else _strangers(evidence, expected, remove=not check))


def _write(path: Path, data: bytes) -> bool:
    """Whether it had to be written."""
    if path.exists() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".new")
    beside.write_bytes(data)
    beside.replace(path)
    return True


def _differs(path: Path, data: bytes, evidence: Path) -> bool:
    name = path.relative_to(evidence.parent)
    if not path.exists():
        print(f"missing: {name}")
        return True
    if path.read_bytes() != data:
        print(f"differs: {name}")
        return True
    return False


def _strangers(evidence: Path, expected: set[Path], *, remove: bool) -> int:
    """How many files in evidence/ the generator does not make."""
    found = [p for p in sorted(evidence.rglob("*")) if p.is_file() and p not in expected]
    for path in found:
        print(f"{'removed' if remove else 'not made here'}: {path.relative_to(evidence.parent)}")
        if remove:
            path.unlink()
            if not any(path.parent.iterdir()):
                path.parent.rmdir()
    return len(found)


if __name__ == "__main__":
    sys.exit(main())
