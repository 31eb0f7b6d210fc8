"""Changes PDFs at random and gives them to what works with pages: washing and the trial merge, the proof, verification.

    python scripts/fuzz_pages.py [--seconds 60] [--seed 1] [--what merge|proof|verify ...]

Starts from PDFs that are made here, with tags, forms, links, an outline, layers and attachments, from those of the
sample library, and from finished bundles in build/bundles/ where there are any. Objects are changed inside streams
too: each PDF is first written without compression. A file that ends a helper, brings annexa down or takes too long is
kept in build/fuzz/ with the seed of its change; exit code 1 means that there is one.
"""

import argparse
import io
import os
import random
import re
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from annexa.model.errors import AnnexaError
from annexa.pdf.wash_limits import FOREIGN, OURS
from annexa.tools.asked import Helper
from fuzz import KEPT, changed
from measuring import ROOT

SLOW: Final = 25.0
"""Seconds of the processor, ours and those of helpers that have ended, that a small changed file may take."""
LARGEST: Final = 400_000
"""Bytes of a PDF to start from."""
_KEYS: Final = re.compile(rb"/[A-Z][A-Za-z]{1,20}")
_REFERENCES: Final = re.compile(rb"\d{1,4} 0 R")
_NUMBERS: Final = re.compile(rb"-?\d+(\.\d+)?")
_OUR_LIMITS: Final = frozenset({-getattr(signal, "SIGPROF", 27), -getattr(signal, "SIGALRM", 14), 1})
"""How a worker ends that keeps its limits of time and memory: no fault, but told."""


def seeds() -> list[bytes]:
    """PDFs to start from, without compression."""
    found = [_made()]
    for path in [*sorted((ROOT / "evidence").rglob("*.pdf")), *sorted((ROOT / "build/bundles").glob("*/*.pdf"))]:
        if path.stat().st_size <= LARGEST:
            found.append(path.read_bytes())
    return [_plain(each) for each in found]


def _plain(data: bytes) -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(
            target,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return target.getvalue()


def _made() -> bytes:
    """A PDF of two pages with something of everything."""
    pdf = pikepdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    for number in range(2):
        page = pdf.add_blank_page(page_size=(595, 842)).obj
        page.Contents = pdf.make_stream(
            b"/P <</MCID 0>> BDC BT /F1 12 Tf 72 700 Td (Words of page %d) Tj ET EMC" % number
        )
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        page.StructParents = number
    first, second = (page.obj for page in pdf.pages)
    link = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=Array([72, 690, 200, 710]), Dest=Array([second, Name.Fit])
    )
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("name"), V=String("Value"),
            Rect=Array([72, 600, 200, 620]), DA=String("/F1 12 Tf"), P=first,
        )
    )  # fmt: skip
    first.Annots = Array([pdf.make_indirect(link), field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), DR=Dictionary(Font=Dictionary(F1=font)))
    items = [pdf.make_indirect(Dictionary(S=Name.P, Pg=page, K=0)) for page in (first, second)]
    document = pdf.make_indirect(Dictionary(S=Name.Document, K=Array(items)))
    for item in items:
        item.P = document
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=document))
    document.P = root
    root.ParentTree = Dictionary(Nums=Array([0, Array([items[0]]), 1, Array([items[1]])]))
    pdf.Root.StructTreeRoot, pdf.Root.MarkInfo, pdf.Root.Lang = root, Dictionary(Marked=True), String("en-GB")
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Words", 0))
    pdf.attachments["note.txt"] = b"A note"
    target = io.BytesIO()
    pdf.save(target)
    return target.getvalue()


def mutated(data: bytes, noise: random.Random) -> bytes:
    """Changes that leave most of the syntax as it is: what stands behind the parser is to be reached."""
    if noise.random() < 0.3:
        return changed(data, noise)
    for _ in range(noise.randint(1, 8)):
        pattern = noise.choice((_KEYS, _REFERENCES, _REFERENCES, _NUMBERS))
        places = list(pattern.finditer(data[: data.rfind(b"xref")]))
        if places:
            one, other = noise.choice(places), noise.choice(places)
            value = noise.choice((other[0], other[0], b"null", b"<<>>", b"[]", b"-1", b"99999999999", b"(x)"))
            data = data[: one.start()] + value + data[one.end() :]
    return data


def merging(folder: Path) -> Iterator[Callable[[Path], str]]:
    """Washes a PDF as foreign, and every fourth as our own, which ends with a trial merge."""
    with Helper("annexa.pdf.wash_worker", FOREIGN) as foreign, Helper("annexa.pdf.wash_worker", OURS) as ours:
        count = 0

        def wash(path: Path) -> str:
            nonlocal count
            count += 1
            helper = foreign if count % 4 else ours
            soiled = shutil.copyfile(path, folder / "copy.soiled")
            answer = helper.ask(soiled)
            return _ended(helper) if answer is None else "refused" if answer else "washed"

        yield wash


def proving(folder: Path) -> Iterator[Callable[[Path], str]]:
    """Reads what the pages of a PDF show."""
    with Helper("annexa.proof.worker") as helper:

        def prove(path: Path) -> str:
            answer = helper.ask(path)
            return _ended(helper) if answer is None else "read" if answer[:1] == b"+" else "refused"

        yield prove


def verifying(folder: Path) -> Iterator[Callable[[Path], str]]:
    """Judges a PDF as a finished bundle."""
    from annexa.verify import verify

    def judge(path: Path) -> str:
        try:
            return f"judged, {len(verify(path).outcomes)} outcomes"
        except AnnexaError:
            return "refused"

    yield judge


def _worked() -> float:
    return sum(os.times()[:4])


def _ended(helper: Helper) -> str:
    return "kept a limit" if helper.ended in _OUR_LIMITS else f"BROKEN: ended with {helper.ended}"


WHAT: dict[str, Callable[[Path], Iterator[Callable[[Path], str]]]] = {
    "merge": merging,
    "proof": proving,
    "verify": verifying,
}


def session(what: str, sources: list[bytes], seconds: float, seed: int) -> int:
    """Works through changed PDFs, prints a line, and answers how many broke something."""
    ended: Counter[str] = Counter()
    broken = 0
    folder = KEPT / f"work-{what}"
    folder.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + seconds
    number = 0
    for work in WHAT[what](folder):
        while time.monotonic() < until:
            number += 1
            noise = random.Random(f"{seed} {what} {number}")
            path = folder / "a.pdf"
            path.write_bytes(mutated(noise.choice(sources), noise))
            began = _worked()
            try:
                result = work(path)
            except Exception as error:
                result = f"BROKEN: {type(error).__name__}: {error}"
            took = _worked() - began
            if took > SLOW:
                result = f"BROKEN: took {took:.0f} s"
            ended[result.partition(":")[0]] += 1
            if result.startswith("BROKEN"):
                broken += 1
                kept = KEPT / f"{what}-{seed}-{number}.pdf"
                path.rename(kept)
                print(f"  {kept.relative_to(ROOT)}: {result}", flush=True)
    told = ", ".join(f"{kind} {count}" for kind, count in ended.most_common())
    print(f"{what:7}{number:7} files: {told}", flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    return broken


def main() -> int:
    """Prints a line for each kind of work; 1 where a file broke one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60, help="for each kind of work")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--what", action="append", choices=list(WHAT), default=[], help="may be repeated")
    options = parser.parse_args()
    sources = seeds()
    return 1 if sum(session(each, sources, options.seconds, options.seed) for each in options.what or WHAT) else 0


if __name__ == "__main__":
    sys.exit(main())
