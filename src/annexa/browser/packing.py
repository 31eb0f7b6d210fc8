"""Packs the page that checks documents: the parts as scripts, which a folder opened without a server can load too.

Browsers let a page from a folder load scripts and nothing else; so each part is a script that holds its bytes, packed
and written in base64. Where Node is at hand, Python is compiled once here instead of at each first visit.
"""

import base64
import gzip
import hashlib
import json
import os
import shutil
import subprocess
import zipfile
from collections.abc import Iterable, Mapping
from importlib import metadata
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from annexa.browser import fields, parts
from annexa.load import Loaded, shipped
from annexa.model.library import Kind, Library, Sensitivity
from annexa.tools.files import write_whole
from annexa.tools.leftovers import temporary_folder

PAGE: Final = "check.html"
FOLDER: Final = "checker"
PIECES: Final = ("worker-link.js", "forms.js", "documents.js", "bundles.js", "records.js", "start.js")
"""What page.js is made of, in this order."""
SCRIPTS: Final = ("runtime.js", "pdf.js", "library.js", "page.js", "page.css", "licences.txt")
_TIME: Final = (1980, 1, 1, 0, 0, 0)
_COMPILE_SECONDS: Final = 300
_PACKS: Final = ("runtime.js", "pdf.js")
_MAIN: Final = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
_PRIVATE: Final = frozenset({"secure_folder", "sent_folder", "debriefs_folder", "name_lists"})
"""Settings that say where things lie on a machine."""


def pack(loaded: Loaded, *, cache: Path) -> dict[str, bytes]:
    """The page and its parts, by their place in the site; nothing where the parts have not been fetched.

    What is packed is kept beside the parts, for every library; in `cache` where nothing can be written there.
    """
    found = parts.fetched()
    if found is None or loaded.library is None:
        return {}
    node = shutil.which("node")
    files = parts.python_files(found)
    key = _key(files, found.pyodide.read_bytes(), bool(node))
    place = found.pyodide.parent / "packed" if os.access(found.pyodide.parent, os.W_OK) else cache
    scripts = _kept(place, key) or _keep(place, key, _scripts(found, files, node))
    own = Path(__file__).with_name("page")
    return {
        PAGE: (own / PAGE).read_bytes(),
        f"{FOLDER}/page.js": page_script(),
        f"{FOLDER}/page.css": (own / "page.css").read_bytes(),
        f"{FOLDER}/library.js": _script("ANNEXA_LIBRARY", library_data(loaded, loaded.library)),
        f"{FOLDER}/licences.txt": licences(found).encode(),
        **{f"{FOLDER}/{name}": data for name, data in scripts.items()},
    }


def page_script() -> bytes:
    """The page's own script: its pieces, which see each other and nothing else sees them."""
    own = Path(__file__).with_name("page")
    pieces = "\n".join((own / name).read_text(encoding="utf-8") for name in PIECES)
    return f'(() => {{\n"use strict";\n{pieces}}})();\n'.encode()


def _kept(place: Path, key: str) -> dict[str, bytes]:
    """The scripts that were packed with this key; none where one of them is not there."""
    try:
        return {name: (place / f"{key}-{name}").read_bytes() for name in _PACKS}
    except OSError:
        return {}


def _keep(place: Path, key: str, scripts: dict[str, bytes]) -> dict[str, bytes]:
    """Writes the scripts for the next time, in place of older ones."""
    for name, data in scripts.items():
        write_whole(place / f"{key}-{name}", data)
    for path in place.glob("*.js"):
        if not path.name.startswith(key):
            path.unlink(missing_ok=True)
    return scripts


def library_data(loaded: Loaded, library: Library) -> dict[str, Any]:
    """What the page knows of a library: settings without places, roles by their titles, glossary and lists."""
    settings = library.meta.model_dump(mode="json", exclude_defaults=True, exclude=set(_PRIVATE))
    roles = {
        id: role.model_dump(mode="json", exclude_defaults=True, include={"title", "stages", "signs"})
        for id, role in library.people.roles.items()
    }
    glossary = library.glossary.model_dump(mode="json", exclude_defaults=True)
    lists = shipped.listed(loaded.root, "schema", "**/*.yaml")
    return {
        "files": {
            "evidence/library.yaml": json.dumps(settings),
            "evidence/people.yaml": json.dumps({"roles": roles}),
            "evidence/glossary.yaml": json.dumps(glossary),
            **{f"schema/{name}": path.read_text(encoding="utf-8") for name, path in lists.items()},
        },
        "requirements": [
            {"id": each.id, "title": each.title, "sensitive": each.sensitive} for each in loaded.framework.requirements
        ],
        "roles": [{"id": id, "title": role["title"]} for id, role in roles.items()],
        "kinds": list(Kind),
        "blocks": fields.blocks(_schema(loaded, "item")),
        "forms": fields.forms(_schema(loaded, "item"), _schema(loaded, "request")),
        "points": [
            point.model_dump(mode="json", include={"id", "question", "ask", "kinds"})
            for point in loaded.checklist.points
            if point.attest != "none"
        ],
        "sensitivities": list(Sensitivity),
        "area": library.meta.area,
        "zone": "Europe/London",
    }


def _schema(loaded: Loaded, name: str) -> dict[str, Any]:
    found = shipped.found(loaded.root, f"schema/{name}.schema.json")
    return dict(json.loads(found.read_text(encoding="utf-8")))


def licences(found: parts.Fetched) -> str:
    """The licence texts of all that is packed; a test holds that every distribution has its own."""
    own = Path(__file__).with_name("page") / "licences"
    texts = [path.read_text(encoding="utf-8").strip() for path in sorted(own.glob("*.txt"))]
    for wheel in found.wheels:
        texts.append(_licence_of(wheel))
    texts.append(_licence_of_installed("PyYAML"))
    return ("\n\n" + "=" * 78 + "\n\n").join(texts) + "\n"


def _licence_of(wheel: Path) -> str:
    name, version = wheel.name.split("-")[:2]
    with zipfile.ZipFile(wheel) as archive:
        named = [each for each in archive.namelist() if ".dist-info/" in each and "LICEN" in each.upper()]
        said = [archive.read(each).decode("utf-8", "replace").strip() for each in named if not each.endswith("/")]
    return "\n\n".join([f"{name} {version}", *said])


def _licence_of_installed(name: str) -> str:
    found = metadata.distribution(name)
    named = [file for file in found.files or () if "LICEN" in file.name.upper()]
    said = [str(file.read_text()).strip() for file in named]
    return "\n\n".join([f"{name} {found.version}", *said])


def _scripts(found: parts.Fetched, files: Mapping[str, bytes], node: str | None) -> dict[str, bytes]:
    pyodide = parts.pyodide_files(found)
    python = _compiled(files, pyodide, node) if node else files
    zips = {group: _zipped(python, f"{group}/") for group in ("core", "pdf", "stdlib")}
    worker = Path(__file__).with_name("page") / "worker.js"
    lock = json.loads(pyodide["pyodide-lock.json"])
    empty = json.dumps({"info": lock["info"], "packages": {}}).encode()  # else it would look for packages elsewhere
    runtime = {name: pyodide[name] for name in _MAIN} | {
        "stdlib.zip": zips["stdlib"],
        "core.zip": zips["core"],
        "lock.json": empty,
        "worker.js": worker.read_bytes(),
    }
    return {"runtime.js": _packed(runtime), "pdf.js": _packed({"pdf.zip": zips["pdf"]})}


def _compiled(files: Mapping[str, bytes], pyodide: Mapping[str, bytes], node: str) -> dict[str, bytes]:
    """The same with .pyc in place of .py, made by the very Python that will run them."""
    with temporary_folder("browser") as folder:
        root, own = Path(folder) / "parts", Path(folder) / "pyodide"
        own.mkdir()
        for name, data in pyodide.items():
            (own / name).write_bytes(data)
        for name, data in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(data)
        script = Path(__file__).with_name("compile.mjs")
        done = subprocess.run(
            [node, script, own, root], capture_output=True, timeout=_COMPILE_SECONDS, check=False, cwd=folder
        )
        if done.returncode:
            return dict(files)
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def _zipped(files: Mapping[str, bytes], prefix: str) -> bytes:
    """Stored, not packed: the whole script is."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(name for name in files if name.startswith(prefix)):
            archive.writestr(zipfile.ZipInfo(name.removeprefix(prefix), _TIME), files[name])
    return buffer.getvalue()


def _packed(named: Mapping[str, bytes]) -> bytes:
    return b"".join(
        _script(f"ANNEXA_PARTS[{json.dumps(name)}]", base64.b64encode(gzip.compress(data, 9, mtime=0)).decode())
        for name, data in named.items()
    )


def _script(name: str, value: object) -> bytes:
    return f"window.{name} = {json.dumps(value, ensure_ascii=False)};\n".encode()


def _key(files: Mapping[str, bytes], pyodide: bytes, is_compiled: bool) -> str:
    digest = hashlib.sha256(str(is_compiled).encode())
    pieces: Iterable[bytes] = (part for name in sorted(files) for part in (name.encode(), files[name]))
    own = Path(__file__).parent
    for piece in (*pieces, pyodide, (own / "page/worker.js").read_bytes(), (own / "compile.mjs").read_bytes()):
        digest.update(hashlib.sha256(piece).digest())
    return digest.hexdigest()[:20]
