"""The page that checks documents as one HTML file, to send by mail: everything stands in it, known by its hash.

Its policy allows the scripts and the style with these hashes and no others: one changed on its way does nothing.
"""

import base64
import hashlib
import re
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Final

from annexa.browser import packing
from annexa.load import Loaded
from annexa.model.errors import MissingTool, UsageError
from annexa.tools.files import write_whole

_POLICY: Final = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")[^"]*(">)')
_OF_SITE: Final = re.compile(r'<span class="of-site">.*?</span>', re.DOTALL)
_ICON: Final = re.compile(r'<link rel="icon"[^>]*>\n')
_STYLE: Final = re.compile(r'<link rel="stylesheet"[^>]*>')
_SCRIPTS: Final = re.compile(r"(?:<script src=[^>]*></script>\s*)+")
_LINK: Final = re.compile(r'<a href="(?!#)[^"]*">(.*?)</a>', re.DOTALL)
_ORDER: Final = ("library.js", "runtime.js", "pdf.js", "page.js")
_CHANGED: Final = (
    "In the preview of a mail program nothing runs: save this file first, and open it in Edge, Chrome or Firefox. "
    "If it still says this, the file was changed on its way; ask for it inside a zip."
)


def write(loaded: Loaded, target: Path, *, cache: Path) -> int:
    """Writes the page for a library, and answers with its bytes.

    Raises UsageError where it cannot be written there, MissingTool where the parts of the page were not fetched.
    """
    if target.suffix.lower() not in (".html", ".htm"):
        raise UsageError(f"{target.name} is no name for a page", remedy="Give it a name that ends in .html.")
    if not target.parent.is_dir():
        raise UsageError(f"The folder {target.parent} is not there", remedy="Make it first, or choose another.")
    if loaded.library is None:
        raise UsageError("There is no library here", remedy="Go to its folder, or name it with --library.")
    packed = packing.pack(loaded, cache=cache)
    if not packed:
        raise MissingTool(
            "The parts of the page that checks documents are not here",
            remedy="Run ‘annexa site --fetch-parts’ once, where the package registries can be reached.",
        )
    page = one_file(packed)
    try:
        write_whole(target, page)
    except OSError as error:
        raise UsageError(
            f"{target} cannot be written: {error.strerror}",
            remedy="Close it where it is open, or choose another place.",
        ) from error
    return len(page)


def one_file(files: Mapping[str, bytes]) -> bytes:
    """The page with all that `packing.pack` gives it, in one file. Links into the site are plain words there."""
    texts = {name.rpartition("/")[2]: data.decode() for name, data in files.items()}
    style = texts["page.css"]
    scripts = ["window.ANNEXA_PARTS = {};", *(_as_script(texts[name]) for name in _ORDER)]
    allowed = " ".join(map(_hash, scripts))
    policy = (
        f"default-src 'none'; script-src {allowed} blob: 'wasm-unsafe-eval'; worker-src blob:; "
        f"style-src {_hash(style)}; img-src data:; connect-src 'none'; form-action 'none'; base-uri 'none'"
    )
    licences = f"<details><summary>Licences</summary><pre>{escape(texts['licences.txt'])}</pre></details>"
    page = _POLICY.sub(lambda found: f"{found[1]}{policy}{found[2]}", texts[packing.PAGE])
    page = _ICON.sub("", page)
    page = _OF_SITE.sub(_CHANGED, page, count=1)  # the first stands where nothing runs, the second in the footer
    page = _OF_SITE.sub("", page).replace("</footer>", f"{licences}</footer>")
    page = _LINK.sub(r"\1", page)
    page = _STYLE.sub(lambda _: f"<style>{style}</style>", page)
    together = "\n".join(f"<script>{script}</script>" for script in scripts)
    return _SCRIPTS.sub(lambda _: f"{together}\n", page).encode()


def _as_script(text: str) -> str:
    """The same to JavaScript, and nothing in it ends the element that it stands in."""
    return re.sub(r"<(?=/script|!--|script)", r"\\x3c", text, flags=re.IGNORECASE)


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
