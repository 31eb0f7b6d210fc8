/* Compiles the Python below a folder with the Python that will run it: node compile.mjs PYODIDE FOLDER
   Rules keep their docstrings, which are their pages, and model/ its source, which pydantic reads. Which columns a line's
   pieces stand in is left out, as Python offers: that is a tenth of all that a visit loads. */
import { pathToFileURL } from "node:url";

const [pyodide, folder] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`).href);
const python = await loadPyodide({ indexURL: pyodide, env: { PYTHONNODEBUGRANGES: "1" } });
python.FS.mkdirTree("/parts");
python.FS.mount(python.FS.filesystems.NODEFS, { root: folder }, "/parts");
python.runPython(`
import importlib._bootstrap_external as machinery
from pathlib import Path

for source in sorted(Path("/parts").rglob("*.py")):
    name = source.relative_to("/parts").as_posix()
    told = name.startswith(("core/annexa/rules/", "core/annexa/model/"))
    code = compile(source.read_bytes(), name.partition("/")[2], "exec", dont_inherit=True, optimize=0 if told else 2)
    done = machinery._code_to_hash_pyc(code, bytes(8), False)
    if name.startswith("core/annexa/model/"):
        cached = source.parent / "__pycache__" / f"{source.stem}.cpython-314.pyc"
        cached.parent.mkdir(exist_ok=True)
        cached.write_bytes(done)
    else:
        source.with_suffix(".pyc").write_bytes(done)
        source.unlink()
`);
