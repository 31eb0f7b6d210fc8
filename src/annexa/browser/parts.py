"""The parts of the page that checks documents: Pyodide and wheels for it, fetched once, and what the page is made of.

They lie where the environment keeps its shared files, or where its user's are kept if those cannot be written, put
there by `annexa site --fetch-parts`: pyodide-VERSION.tgz as npm packs it, and the wheels of requirements/browser.txt.
"""

import ast
import io
import os
import sys
import tarfile
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path, PurePosixPath
from typing import Final

from annexa.rules import RULES, module_of

PYODIDE: Final = "314.0.7"
FOLDER: Final = Path(sys.prefix) / "share" / "annexa" / "browser"
ENTRY: Final = "annexa.browser.calls"
"""What the worker imports; all that it imports in turn goes with it."""
LATE: Final = ("annexa.documents", "annexa.rules", "annexa.load", "annexa.browser", "annexa.verify")
"""Packages whose imports inside functions are needed as well: readers and rules load what is heavy late."""
FOR_PDF: Final = frozenset({"pikepdf", "pypdf", "pypdfium2", "pypdfium2_raw", "pypdfium2_cfg"})
"""What only PDFs need goes into a part of its own."""
ONLY_FOR_PDF: Final = frozenset(
    {"annexa.documents.pdf", "annexa.documents.pdf.reader", "annexa.browser.finished", "annexa.verify"}
)
"""And so do these of our own, with all that nothing else imports."""
_UNUSED: Final = (
    "pydantic/mypy.py",
    "pypdfium2_cli/",
    "OleFileIO_PL",
    "pydantic/v1/",
    "olefile/doc/",
    "olefile/olefile2",
)
_UNUSED_STDLIB: Final = (
    "idlelib/", "tkinter/", "ensurepip/", "pydoc_data/", "turtledemo/", "unittest/", "curses/", "sqlite3/",
    "venv/", "wsgiref/", "xmlrpc/", "dbm/", "multiprocessing/", "turtle.py", "pydoc.py", "doctest.py", "pdb.py",
    "imaplib.py", "ftplib.py", "smtplib.py", "nntplib.py", "poplib.py", "mailbox.py", "antigravity.py",
    "this.py", "_pyrepl/", "_pyio.py", "_pydatetime.py", "_pydecimal.py", "pickletools.py", "optparse.py",
    "bdb.py", "trace.py", "pstats.py", "profile", "cProfile.py", "socketserver.py", "plistlib.py",
    "configparser.py", "http/server.py", "http/cookiejar.py", "xml/sax/", "webbrowser.py",
    "concurrent/interpreters/", "lib2to3/", "zipapp.py", "tracemalloc.py", "sched.py", "shelve.py",
    "getpass.py", "encodings/mac_arabic", "encodings/mac_croatian", "encodings/mac_farsi",
    "encodings/mac_iceland", "encodings/mac_romanian", "encodings/cp037", "encodings/cp1006",
    "encodings/cp1026", "encodings/cp1140", "encodings/cp273", "encodings/cp424", "encodings/cp500",
    "encodings/cp875", "encodings/cp720", "encodings/cp737", "encodings/cp775", "encodings/cp856",
    "encodings/hp_roman8", "encodings/kz1048", "encodings/palmos", "encodings/ptcp154", "encodings/tis_620",
    "encodings/koi8_t", "__phello__", "tabnanny.py", "symtable.py", "pyclbr.py",
    "modulefinder.py", "statistics.py", "cmd.py", "code.py", "pty.py", "tty.py",
    "rlcompleter.py", "nturl2path.py", "netrc.py", "wave.py", "colorsys.py", "graphlib.py", "fileinput.py",
    "filecmp.py", "imghdr", "sndhdr", "cgi", "chunk.py", "crypt", "telnetlib", "uu.py", "xdrlib",
    "compileall.py", "py_compile.py",
)  # fmt: skip
_STDLIB: Final = "python_stdlib.zip"
_PACKAGES: Final = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """The parts that were fetched."""

    pyodide: Path
    wheels: tuple[Path, ...]


def place() -> Path:
    """Where the parts lie, or would be looked for."""
    return FOLDER if FOLDER.is_dir() else _of_the_user()


def writable_place() -> Path:
    """Where they can be put on this machine."""
    above = next(folder for folder in FOLDER.parents if folder.is_dir())
    return FOLDER if os.access(above, os.W_OK) else _of_the_user()


def _of_the_user() -> Path:
    kept = os.environ.get("XDG_DATA_HOME") or os.environ.get("LOCALAPPDATA")
    return Path(kept or "~/.local/share").expanduser() / "annexa" / "browser"


def fetched(folder: Path | None = None) -> Fetched | None:
    """The parts, or None where they have not been fetched."""
    folder = folder or place()
    pyodide, wheels = folder / f"pyodide-{PYODIDE}.tgz", tuple(sorted(folder.glob("*.whl")))
    return Fetched(pyodide=pyodide, wheels=wheels) if pyodide.is_file() and wheels else None


def pyodide_files(parts: Fetched) -> dict[str, bytes]:
    """The files of Pyodide's package by name, such as "pyodide.mjs"."""
    with tarfile.open(parts.pyodide) as package:
        members = [member for member in package.getmembers() if member.isfile()]
        return {PurePosixPath(member.name).name: _read(package, member) for member in members}


def python_files(parts: Fetched) -> dict[str, bytes]:
    """All Python by its place: "core/…" and "pdf/…" are put on the worker's path, "stdlib/…" is its own."""
    files = dict(_ours())
    for wheel in parts.wheels:
        with zipfile.ZipFile(wheel) as archive:
            for name in archive.namelist():
                if not name.endswith("/") and _is_wanted(name):
                    group = "pdf" if name.partition("/")[0] in FOR_PDF else "core"
                    files[f"{group}/{name}"] = archive.read(name)
    with zipfile.ZipFile(io.BytesIO(pyodide_files(parts)[_STDLIB])) as archive:
        for name in archive.namelist():
            if not name.endswith("/") and not name.startswith(_UNUSED_STDLIB):
                files[f"stdlib/{name}"] = archive.read(name)
    return files


def modules(*, without: Collection[str] = ()) -> dict[str, Path]:
    """Every module of annexa that the worker needs, by name; `without` some, and what only they import."""
    found: dict[str, Path] = {}
    waiting = [ENTRY, *map(module_of, RULES)]  # the registry imports each when it is asked for
    while waiting:
        name = waiting.pop()
        if name in found or name in without or (path := _file_of(name)) is None:
            continue
        found[name] = path
        waiting += [name.rpartition(".")[0], *imported(name, path)]
    return dict(sorted(found.items()))


@cache
def imported(name: str, path: Path) -> tuple[str, ...]:
    """What a module imports when it runs in the worker: modules, and names that may be modules of a package."""
    return tuple(_imported(name, path))


def _imported(name: str, path: Path) -> Iterator[str]:
    late = name.startswith(LATE)
    for node in _statements(ast.parse(path.read_bytes()).body, late=late):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif node.module:
            yield from (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))


def _ours() -> Iterator[tuple[str, bytes]]:
    package = Path(__file__).resolve().parents[1]
    at_once = modules(without=ONLY_FOR_PDF)
    for name, path in modules().items():
        group = "core" if name in at_once else "pdf"
        yield f"{group}/annexa/{path.relative_to(package).as_posix()}", path.read_bytes()
    yaml = Path(str(metadata.distribution("PyYAML").locate_file("yaml")))  # no wheel for browsers: the part in Python
    yield from ((f"core/yaml/{path.name}", path.read_bytes()) for path in sorted(yaml.glob("*.py")))
    standins = Path(__file__).with_name("standins")
    for path in sorted(standins.rglob("*.py")):
        if path.parent != standins or path.name != "__init__.py":
            group = "pdf" if path.stem in FOR_PDF else "core"
            yield f"{group}/{path.relative_to(standins).as_posix()}", path.read_bytes()
    for path in sorted(package.rglob("*.toml")):
        yield f"core/annexa/{path.relative_to(package).as_posix()}", path.read_bytes()


@cache
def _file_of(name: str) -> Path | None:
    if not name.startswith("annexa"):
        return None
    place = _PACKAGES.joinpath(*name.split("."))
    return next((p for p in (place / "__init__.py", place.with_suffix(".py")) if p.is_file()), None)


def _statements(body: list[ast.stmt], *, late: bool) -> Iterator[ast.Import | ast.ImportFrom]:
    """Imports that are carried out; those inside functions only where `late`."""
    for node in body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            yield from _statements(node.orelse, late=late)
        elif late or not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for part in ("body", "orelse", "finalbody"):
                yield from _statements(getattr(node, part, []), late=late)
            for handler in getattr(node, "handlers", []):
                yield from _statements(handler.body, late=late)


def _is_wanted(name: str) -> bool:
    is_code = name.endswith((".py", ".so", ".wasm")) or name.startswith(tuple(FOR_PDF))
    return is_code and ".dist-info/" not in name and not name.endswith((".pyi", ".h")) and not name.startswith(_UNUSED)


def _read(package: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    stream = package.extractfile(member)
    return stream.read() if stream else b""
