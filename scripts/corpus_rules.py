"""Runs every rule over every document of the shared corpus, and prints what each rule finds.

Run it with `nox -s corpus`. Each file is judged as if an item of the sample library named it; it ends with 1 where a
file got no answer at all. Personal data is listed place by place, because every hit in
public test documents is to be looked at. Old Office files are read through LibreOffice with --legacy, about
two in a second; without it their answer is that they were left out.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from annexa.check.judge import judge_document
from annexa.check.legacy import read_legacy
from annexa.documents.facts import Facts, ReadFault, ReadFaultKind
from annexa.documents.guarded import read_many
from annexa.load import Loaded, project
from annexa.model.library import DocumentMeta, Item, Kind
from annexa.rules.base import DocumentSubject, Surroundings
from annexa.tools.files import sha256_of

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus" / "office"
DAY = date(2026, 11, 2)


def subject_of(path: Path, read: Facts | ReadFault, item: Item, around: Surroundings) -> DocumentSubject:
    """A document of the corpus as if an item of the sample library named it."""
    meta = DocumentMeta(file=path.name[:200], title="A document of the corpus", kind=Kind.OTHER, dated=DAY)
    return DocumentSubject(
        item=item,
        meta=meta,
        index=0,
        path=path,
        sha256="0" * 64,
        facts=read if isinstance(read, Facts) else Facts(format=path.suffix.lstrip(".").lower()),
        fault=read if isinstance(read, ReadFault) else None,
        around=around,
    )


def surroundings(loaded: Loaded, root: Path) -> Surroundings:
    """The sample library's own settings, over files below another folder."""
    if loaded.library is None:
        raise SystemExit("the sample library cannot be loaded")
    library = loaded.library.model_copy(update={"root": root})
    return Surroundings(library=library, framework=loaded.framework, checklist=loaded.checklist, as_of=DAY)


def _read(files: list[Path], *, legacy: bool) -> Iterator[tuple[Path, Facts | ReadFault]]:
    """What is in each file; those of before 2007 last, if they are wanted."""
    old: dict[Path, str] = {}
    for path, read in read_many(files):
        if legacy and isinstance(read, ReadFault) and read.kind is ReadFaultKind.NEEDS_TOOL:
            old[path] = sha256_of(path)
        else:
            yield path, read
    yield from read_legacy(old, workers=2)


def main(arguments: list[str] | None = None) -> int:
    """Prints the table; the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--legacy", action="store_true", help="read .doc, .xls and .ppt through LibreOffice")
    options = parser.parse_args(arguments)
    if not options.corpus.is_dir():
        print("the corpus is not here: ../shared is not part of the project")
        return 0
    files = sorted(path for path in options.corpus.rglob("*") if path.is_file() and path.name != "index.json")
    around = surroundings(project(ROOT), options.corpus)
    item = next(each for each in around.library.items if each.meta.requirement == "3.4")
    by_rule: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    personal: list[str] = []
    silent: list[str] = []
    judging = 0.0
    answered = 0
    for path, read in _read(files, legacy=options.legacy):
        started = time.process_time()
        found = judge_document(subject_of(path, read, item, around)).findings
        judging += time.process_time() - started
        answered += 1
        by_rule.update(finding.rule for finding in found)
        documents.update({finding.rule for finding in found})
        if isinstance(read, ReadFault) and not found:
            silent.append(path.name)
        personal += [f"{path.name}: {f.message} ({f.place})" for f in found if f.rule == "personal-data"]
    print(f"{answered} of {len(files)} files answered, {1000 * judging / max(1, answered):.1f} ms of rules a document")
    print(f"\n{'rule':<28}{'findings':>9}{'documents':>11}")
    for rule, number in sorted(by_rule.items()):
        print(f"{rule:<28}{number:>9}{documents[rule]:>11}")
    print(f"\npersonal data: {len(personal)}")
    print("".join(f"  {line}\n" for line in personal), end="")
    print(f"files that cannot be read and have no finding: {len(silent)}")
    return 1 if silent or answered != len(files) else 0


if __name__ == "__main__":
    sys.exit(main())
