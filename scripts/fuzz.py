"""Changes documents at random and reads them: no reader may break, hang or take more than it is given.

    python scripts/fuzz.py [--seconds 60] [--seed 1] [--reader docx ...]

Starts from the sample library's documents and small ones of every other kind. Parts of archives are changed as XML, so
that changes reach the readers behind the zip. A file that breaks a reader is kept in build/fuzz/, named by what it
did; exit code 1 means that there is one. The same seed makes the same files.
"""

import argparse
import io
import os
import random
import re
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from annexa.documents.facts import Facts
from annexa.documents.faults import DOWN
from annexa.documents.guarded import Readers, read_many
from measuring import ROOT

KEPT = ROOT / "build" / "fuzz"
SLOW = 5.0
"""Seconds of the processor that a small changed file may take."""
LARGEST = 400_000
"""Bytes of a document to start from: larger ones are no better and take longer."""
COMPOUND = b"\xd0\xcf\x11\xe0"
"""How Outlook's messages and Office files of before 2007 begin."""
NUMBERS = (b"0", b"-1", b"1e999", b"NaN", b"99999999999999999999", b"2147483648", b"-9223372036854775809", b"1.5", b"")
TOKENS = (
    b"<",
    b">",
    b"/>",
    b"&",
    b"&#0;",
    b"]]>",
    b"<!--",
    b"\\",
    b"{",
    b"}",
    b"\x00",
    b"\xff\xfe",
    b"obj",
    b"R",
    b"<<",
)
SMALL: dict[str, Callable[[], bytes]] = {
    "rtf": lambda: rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}\trowd\cellx900 a\cell\row{\field{\*\fldinst HYPERLINK x}}\par}",
    "csv": lambda: b"Name,Count\nA,1\nB,2\n" * 20,
    "txt": lambda: b"A heading\n\n- one\n- two\n\nDate: 14 September 2026.\n" * 10,
    "eml": lambda: (
        b"From: a@example.org\nTo: b@example.org\nSubject: =?utf-8?q?a?=\n"
        b'Content-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/html\n\n<p>Words</p>\n'
        b"--x\nContent-Disposition: attachment; filename=a.txt\n\nwords\n--x--\n"
    ),
    "msg": lambda: _outlook_message(),
    "png": lambda: _picture("PNG"),
    "jpg": lambda: _picture("JPEG"),
    "tif": lambda: _picture("TIFF"),
    "gif": lambda: _picture("GIF"),
    "ods": lambda: _open_document("spreadsheet", '<table:table table:name="One"><table:table-row><table:table-cell '
        'office:value-type="float" office:value="3" table:formula="of:=1+2"><text:p>3</text:p></table:table-cell>'
        "</table:table-row></table:table>"),
    "odp": lambda: _open_document("presentation", '<draw:page draw:name="One"><draw:frame><draw:text-box><text:p>Words'
        "</text:p></draw:text-box></draw:frame></draw:page>"),
}  # fmt: skip


def _outlook_message() -> bytes:
    sys.path.append(str(ROOT))
    from tests.documents.outlook import message

    texts = {0x0037: "Minutes", 0x1000: "Words of 14 September 2026", 0x0C1A: "Evidence lead", 0x0E04: "Coordinator"}
    return message(texts, page=b"<p>Words</p>", attached={"a.txt": b"words" * 2000, "b.docx": b"PK\x03\x04"})


def _picture(form: str) -> bytes:
    from PIL import Image

    stream = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(stream, form)
    return stream.getvalue()


def _open_document(kind: str, body: str) -> bytes:
    base = "urn:oasis:names:tc:opendocument:xmlns:"
    names = {"office": "office", "text": "text", "table": "table", "draw": "drawing"}
    spaces = " ".join(f'xmlns:{name}="{base}{space}:1.0"' for name, space in names.items())
    inside = f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        made.writestr("content.xml", f"<office:document-content {spaces}>{inside}</office:document-content>")
        made.writestr("styles.xml", f"<office:document-styles {spaces}/>")
    return stream.getvalue()


def seeds() -> dict[str, list[bytes]]:
    """Documents to start from, by their ending."""
    found: dict[str, list[bytes]] = {ending: [make()] for ending, make in SMALL.items()}
    for path in sorted((ROOT / "evidence").rglob("*")):
        ending = path.suffix[1:].lower()
        if path.is_file() and ending not in ("yaml", "md") and path.stat().st_size <= LARGEST:
            found.setdefault(ending, []).append(path.read_bytes())
    return found


def changed(data: bytes, noise: random.Random) -> bytes:
    """The document with a few changes, inside a part where it is an archive."""
    if data[:2] == b"PK" and noise.random() < 0.9:
        return _changed_archive(data, noise)
    if data[:4] == COMPOUND and noise.random() < 0.8:
        return _changed_in_place(data, noise)
    for _ in range(noise.randint(1, 6)):
        data = _change(data, noise)
    return data


def _changed_archive(data: bytes, noise: random.Random) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        names = old.namelist()
        chosen = set(noise.sample(names, min(len(names), noise.randint(1, 3))))
        for name in names:
            part = old.read(name)
            for _ in range(noise.randint(1, 5) if name in chosen else 0):
                part = _change_markup(part, noise) if noise.random() < 0.8 else _change(part, noise)
            if not (name in chosen and noise.random() < 0.05):
                made.writestr(name, part)
    return target.getvalue()


def _changed_in_place(data: bytes, noise: random.Random) -> bytes:
    """Numbers exchanged where they stand: everything else of a container stays where its tables say that it is."""
    made = bytearray(data)
    for _ in range(noise.randint(1, 12)):
        size = noise.choice((1, 2, 4))
        at = noise.randrange(8 if noise.random() < 0.1 else 512, len(made) - 4)
        made[at : at + size] = noise.choice(
            (bytes(size), b"\xff" * size, b"\xff\xff\xff\x7f"[-size:], noise.randbytes(size))
        )
    return bytes(made)


def _change(data: bytes, noise: random.Random) -> bytes:
    """Bits flipped, a stretch taken out, doubled, moved or filled; a token put in."""
    at = noise.randrange(len(data) + 1)
    end = min(len(data), at + int(noise.expovariate(1 / 40)) + 1)
    match noise.randrange(6):
        case 0 if data:
            at = min(at, len(data) - 1)
            return data[:at] + bytes([data[at] ^ 1 << noise.randrange(8)]) + data[at + 1 :]
        case 1:
            return data[:at] + data[end:]
        case 2:
            return data[:end] + data[at:end] * noise.randint(1, 50) + data[end:]
        case 3:
            other = noise.randrange(len(data) + 1)
            return data[:other] + data[at:end] + data[other:]
        case 4:
            return data[:at] + noise.choice(TOKENS) + data[at:]
        case _:
            return data[:at] if noise.random() < 0.2 else data[:at] + bytes(end - at) + data[end:]


def _change_markup(data: bytes, noise: random.Random) -> bytes:
    """An attribute's value, an element's name, or a whole element exchanged: still well-formed, more often than not."""
    values = list(re.finditer(rb'="([^"]{0,200})"', data[:LARGEST]))
    elements = list(re.finditer(rb"<([\w:]+)[^<>]*/>", data[:LARGEST]))
    if values and noise.random() < 0.6:
        found = noise.choice(values)
        value = noise.choice([*NUMBERS, noise.choice(values)[1]])
        return data[: found.start(1)] + value + data[found.end(1) :]
    if elements:
        found, other = noise.choice(elements), noise.choice(elements)
        return data[: found.start()] + other[0] * noise.randint(0, 3) + data[found.end() :]
    return _change(data, noise)


def run(reader: str, sources: list[bytes], seconds: float, noise: random.Random) -> tuple[Counter[str], list[Path]]:
    """How the changed documents ended, and those that broke the reader."""
    ended: Counter[str] = Counter()
    broken: list[Path] = []
    folder = KEPT / "work"
    folder.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + seconds
    with Readers(1) as readers:
        while time.monotonic() < until:
            path = folder / f"a.{reader}"
            path.write_bytes(changed(noise.choice(sources), noise))
            begin = time.monotonic()
            result = readers.submit(path).result()
            took = time.monotonic() - begin
            if took > SLOW:  # the machine may have had other things to do
                took = worked(path)
            kind = ("partial" if result.partial else "read") if isinstance(result, Facts) else str(result.kind)
            ended[kind] += 1
            message = "" if isinstance(result, Facts) else result.message
            if message.startswith(DOWN) or kind == "timeout" or took > SLOW:
                kept = KEPT / f"{reader}-{len(broken)}-{'slow' if took > SLOW else 'broken'}.{reader}"
                path.rename(kept)
                broken.append(kept)
                print(f"  {kept.relative_to(ROOT)}: {message or f'{took:.1f} s'}", flush=True)
    return ended, broken


def worked(path: Path) -> float:
    """Seconds of the processor that a reader of its own takes for a file, its start included."""
    before = os.times()
    list(read_many([path], workers=1))
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def sessions(chosen: list[str], seconds: float, seed: int) -> Iterator[int]:
    """Runs each reader, prints its line, and answers how many files broke it."""
    for reader, sources in seeds().items():
        if chosen and reader not in chosen:
            continue
        ended, broken = run(reader, sources, seconds, random.Random(f"{seed} {reader}"))
        told = ", ".join(f"{kind} {count}" for kind, count in ended.most_common())
        print(f"{reader:6}{sum(ended.values()):7} files: {told}", flush=True)
        yield len(broken)


def main() -> int:
    """Prints a line a reader; 1 where a file broke one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60, help="for each reader")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--reader", action="append", default=[], help="an ending, such as docx; may be repeated")
    options = parser.parse_args()
    return 1 if sum(sessions(options.reader, options.seconds, options.seed)) else 0


if __name__ == "__main__":
    sys.exit(main())
