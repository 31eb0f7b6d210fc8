"""Measures the merge against its peers: CPU seconds, wall seconds and peak memory over the same generated input.

Peers are qpdf, pikepdf and pypdf, and mutool, pdftk and cpdf where they are installed.

    python scripts/bench_bundle.py [--documents 150] [--pages 5000] [--destinations 0] [--json]

"washing" is what is done once with each document and kept: opened, cleaned, its tags mended and judged, written, and
merged alone for trial. "annexa" merges the washed copies; below it stands what its parts took: tags, stamps, bookmarks
and saving. "verification" reads the merged file anew with other libraries, as the first build does; "kept" is the
verification of the same documents in the next build, after one of three pages was put in near the beginning: all
pages behind it have other numbers. Every engine runs in a process of its own.
Wall times on a shared machine are noisy: compare CPU seconds and ratios.

Long because each engine merges in its own way, and all are timed alike.
"""

import argparse
import functools
import importlib
import json
import pkgutil
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

TAGGED = 3
"""Every third document carries tags."""

TEMPLATE = """
#set document(title: "Document {number}")
#set page(paper: "a4", margin: 22mm, footer: context align(center, counter(page).display()))
#set text(size: 10pt, lang: "en")
#outline(depth: 1)
#for part in range({pages}) [
  #pagebreak()
  = Section #(part + 1)
  See #link(<end>)[the end] and #link("https://www.gov.uk/")[the law].
  == What was found
  #for n in range(7) [#lorem(40 + calc.rem(part * 7 + n * 13, 30)) #parbreak() ]
  #list(..range(4).map(n => lorem(14 + calc.rem(n * 5 + part, 9))))
  == Figures
  #table(columns: 3, table.header[Year][Plans][Share],
    ..range(12).map(n => str(calc.rem(n * (part + 3) * {number}, 997))))
]
The end. <end>
"""


def make_input(folder: Path, documents: int, pages: int, destinations: int) -> None:
    """Writes the documents: text, tables, links, bookmarks, and on some pages pictures; the same bytes every time."""
    import typst

    share = max(1, pages // documents - 2)
    for number in range(documents):
        source = TEMPLATE.format(number=number + 1, pages=share)
        pdf = typst.compile(source.encode(), format="pdf", ignore_system_fonts=True, pdf_tags=number % TAGGED == 0)
        (folder / f"{number:03}.pdf").write_bytes(_enriched(pdf, number, destinations))


def _enriched(pdf: bytes, number: int, destinations: int) -> bytes:
    """The document with a large picture on every fourth page, as evidence has, and with named destinations."""
    import io

    import pikepdf
    from pikepdf import Array, Dictionary, Name, String

    noise = random.Random(number)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for index in range(2, len(document.pages), 4):
            picture = document.make_stream(noise.randbytes(120_000))
            picture.update({"/Type": Name.XObject, "/Subtype": Name.Image, "/Width": 200, "/Height": 200})
            picture.update({"/ColorSpace": Name.DeviceRGB, "/BitsPerComponent": 8})
            page = document.pages[index]
            page.add_resource(picture, Name.XObject, Name.Picture)
            page.contents_add(b"/Artifact BMC q 120 0 0 120 400 620 cm /Picture Do Q EMC")
        if destinations:
            flat: list[object] = []
            for at in range(destinations):
                page = document.pages[at % len(document.pages)]
                flat += [String(f"place-{at:06}"), Array([page.obj, Name.Fit])]
            document.Root["/Names"] = Dictionary(Dests=Dictionary(Names=Array(flat)))
        stream = io.BytesIO()
        document.save(stream, deterministic_id=True)
    return stream.getvalue()


PROGRAMS: dict[str, Callable[[list[str], str], list[str]]] = {
    "qpdf": lambda sources, output: ["qpdf", "--empty", "--pages", *sources, "--", output],
    "mutool": lambda sources, output: ["mutool", "merge", "-o", output, *sources],
    "pdftk": lambda sources, output: ["pdftk", *sources, "cat", "output", output],
    "cpdf": lambda sources, output: ["cpdf", "-merge", "-process-struct-trees", *sources, "-o", output],
}
"""The commands that join pages, and do nothing else; but for cpdf, which joins structure trees as annexa does."""


def with_program(program: str, sources: list[Path], output: Path, _: int) -> None:
    """A peer that is a program."""
    subprocess.run(PROGRAMS[program]([str(path) for path in sources], str(output)), check=True, capture_output=True)


def with_pypdf(sources: list[Path], output: Path, _: int) -> None:
    """pypdf's append: pages, bookmarks and destinations, without tags or stamps."""
    import pypdf

    writer = pypdf.PdfWriter()
    for source in sources:
        writer.append(str(source))
    writer.write(str(output))


def with_pikepdf(sources: list[Path], output: Path, _: int) -> None:
    """pikepdf's pages put together, without bookmarks, tags or stamps."""
    import pikepdf

    with pikepdf.new() as merged:
        opened = [pikepdf.open(source) for source in sources]
        for each in opened:
            merged.pages.extend(each.pages)
        merged.save(output)


PARTS = {
    "tags": ("annexa.pdf.tags.structure.Tags", "prepare graft finish"),
    "stamps": ("annexa.pdf.merge._Merger", "_stamp"),
    "bookmarks": ("annexa.pdf.outline", "read write"),
    "saving": ("annexa.pdf.save", "save"),
}
"""What of ours is timed apart: where its functions are and what they are called."""


def timed_parts() -> dict[str, float]:
    """CPU seconds by part, counted from now on; the rest is opening, copying and letting go."""
    seconds = dict.fromkeys(PARTS, 0.0)
    for part, (place, names) in PARTS.items():
        owner = pkgutil.resolve_name(place)
        for name in names.split():
            setattr(owner, name, _timed(getattr(owner, name), part, seconds))
    return seconds


def _timed(function: Callable[..., Any], part: str, seconds: dict[str, float]) -> Callable[..., Any]:
    @functools.wraps(function)
    def timed(*arguments: Any, **named: Any) -> Any:
        begin = time.process_time()
        try:
            return function(*arguments, **named)
        finally:
            seconds[part] += time.process_time() - begin

    return timed


def copy_of(source: Path) -> Path:
    """Where the washed copy of a document lies, without an ending."""
    return source.with_name(f"washed-{source.stem}")


def washing(sources: list[Path], output: Path, _: int) -> None:
    """Ours, once for each document: a copy that is fit to be merged, and all that a merge needs to know of it."""
    from annexa.pdf.washed import beside
    from annexa.pdf.washing import wash

    for path in sources:
        wash(path, copy_of(path), is_ours=True)
    output.write_bytes(b"".join(beside(copy_of(path), "pdf").read_bytes() for path in sources))  # for its size


def with_annexa(sources: list[Path], output: Path, total: int) -> None:
    """Ours: washed copies merged, tags grafted, stamped, labelled, bookmarked, described.

    `total`: pages of all sources, for "of N" in the stamps; conversion has counted them before.
    """
    _merged([(path.stem, copy_of(path)) for path in sources], output, total)


def _merged(copies: list[tuple[str, Path]], output: Path, total: int) -> None:
    from annexa.pdf import merge, save
    from annexa.pdf.washed import open_washed

    def leaves() -> Iterator[merge.Leaf]:
        for number, (title, copy) in enumerate(copies):
            source = open_washed(copy, title=title)
            yield merge.Leaf(source=source, title=f"Document {number + 1}", key=str(number))

    merged = merge.merge(leaves(), title="Bench", language="en-GB", numbering=merge.Numbering(total=total))
    about = save.About(title="Bench", language="en-GB", dated=date(2026, 10, 5), is_accessible=False)
    save.describe(merged.pdf, about)
    save.save(merged.pdf, output)


def verification(_: list[Path], output: Path, total: int) -> None:
    """Our verification of what was merged, by our own profile: two readers in processes of their own."""
    merged = output.with_name("out-annexa.pdf")
    _verified(merged, total, output.with_name("sights"))
    output.hardlink_to(merged)


def next_build(sources: list[Path], output: Path, total: int) -> None:
    """What the next build merges: the same, and behind the second document one of three pages more."""
    import typst

    from annexa.pdf.washing import wash

    more = output.with_name("more.pdf")
    source = TEMPLATE.format(number=7, pages=1).encode()
    more.write_bytes(typst.compile(source, format="pdf", ignore_system_fonts=True))
    wash(more, copy_of(more), is_ours=True)
    copies = [(path.stem, copy_of(path)) for path in sources]
    _merged([*copies[:2], ("more", copy_of(more)), *copies[2:]], output, total + pages_of(more))


def kept(_: list[Path], output: Path, total: int) -> None:
    """Our verification of the next build's file."""
    merged = output.with_name("out-next.pdf")
    _verified(merged, pages_of(merged), output.with_name("sights"))
    output.hardlink_to(merged)


def _verified(merged: Path, total: int, known: Path) -> None:
    from annexa.verify import verify_each
    from annexa.verify.kept import Sights

    sights = Sights(known)
    limits = {"annexa": {"page-count": total, "file-size": 1000}}
    (found,) = verify_each(merged, ["annexa"], limits=limits, sights=sights)
    if not found.passed:
        raise SystemExit("The merged file is unfit: " + "; ".join(outcome.asks for outcome in found.failed))
    sights.save()


def pages_of(path: Path) -> int:
    """Pages of a PDF."""
    import pikepdf

    with pikepdf.open(path) as document:
        return len(document.pages)


ENGINES: dict[str, Callable[[list[Path], Path, int], None]] = {
    **{name: functools.partial(with_program, name) for name in PROGRAMS if shutil.which(name)},
    "pikepdf": with_pikepdf,
    "pypdf": with_pypdf,
    "washing": washing,
    "annexa": with_annexa,
    "verification": verification,
    "next": next_build,
    "kept": kept,
}
BEFORE = {"annexa": "washing", "verification": "annexa", "next": "verification", "kept": "next"}
"""Which engine makes what another one takes."""


def run_one(engine: str, folder: Path, total: int) -> None:
    """Runs one engine in this process and prints what it took, its children included."""
    sources = sorted(folder.glob("[0-9][0-9][0-9].pdf"))
    output = folder / f"out-{engine}.pdf"
    importlib.import_module("annexa.bundle.work")
    importlib.import_module("pypdf")
    parts = timed_parts() if engine == "annexa" else {}
    for path in sources:
        path.read_bytes()  # whoever comes first would pay for reading from the disk
    used = resource.getrusage(resource.RUSAGE_SELF)  # what importing took is not counted
    begin = time.perf_counter()
    ENGINES[engine](sources, output, total)
    wall = time.perf_counter() - begin
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    record = {
        "engine": engine,
        "cpu": own.ru_utime + own.ru_stime - used.ru_utime - used.ru_stime + children.ru_utime + children.ru_stime,
        "wall": wall,
        "rss_mb": max(own.ru_maxrss, children.ru_maxrss) / 1024,
        "output_mb": output.stat().st_size / 1e6,
        "parts": {part: round(seconds, 2) for part, seconds in parts.items()},
    }
    print(json.dumps(record))


def main() -> int:
    """Makes the input, runs every engine, prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=150)
    parser.add_argument("--pages", type=int, default=5000)
    parser.add_argument("--destinations", type=int, default=0, help="named destinations in each document")
    parser.add_argument("--engine", action="append", choices=ENGINES, help="only this one; may be repeated")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--one", nargs=3, metavar=("ENGINE", "FOLDER", "PAGES"), help=argparse.SUPPRESS)
    parser.add_argument("--make", metavar="FOLDER", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        engine, folder, total = arguments.one
        run_one(engine, Path(folder), int(total))
        return 0
    if arguments.make:
        make_input(Path(arguments.make), arguments.documents, arguments.pages, arguments.destinations)
        return 0
    with tempfile.TemporaryDirectory(prefix="annexa-bench-") as name:
        folder = Path(name)
        # In a process of its own: the engines' peak memory starts from that of the process that starts them.
        subprocess.run([sys.executable, __file__, "--make", name, *sys.argv[1:]], check=True)
        sources = sorted(folder.glob("[0-9]*.pdf"))
        total = sum(pages_of(path) for path in sources)
        records = []
        for engine in arguments.engine or ENGINES:
            if (before := BEFORE.get(engine)) and not (folder / f"out-{before}.pdf").exists():
                parser.error(f"--engine {engine} needs --engine {before} before it")
            command = [sys.executable, __file__, "--one", engine, name, str(total)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            records.append(json.loads(done.stdout.splitlines()[-1]))
        size = sum(path.stat().st_size for path in sources) / 1e6
    if arguments.json:
        print(json.dumps(records, indent=2))
        return 0
    print(f"{len(sources)} documents, {size:.0f} MB")
    base = next((each["cpu"] for each in records if each["engine"] == "qpdf"), None)
    for each in records:
        ratio = f"{each['cpu'] / base:5.2f} x qpdf" if base else ""
        print(
            f"{each['engine']:12} {each['cpu']:6.2f} s CPU {each['wall']:6.2f} s wall"
            f" {each['rss_mb']:6.0f} MB RSS {each['output_mb']:6.0f} MB out {ratio}"
        )
        if each["parts"]:
            print("  of which " + ", ".join(f"{part} {seconds:.2f} s" for part, seconds in each["parts"].items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
