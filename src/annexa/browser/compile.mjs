/* Compiles the Python below a folder with the Python that will run it: node compile.mjs PYODIDE FOLDER
   What stands below `plain` in FOLDER keeps its docstrings, and model/ its source, which pydantic reads. */
import { pathToFileURL } from "node:url";

const [pyodide, folder] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`).href);
const python = await loadPyodide({ indexURL: pyodide });
python.FS.mkdirTree("/parts");
python.FS.mount(python.FS.filesystems.NODEFS, { root: folder }, "/parts");
python.runPython(`
import importlib._bootstrap_external as machinery
from pathlib import Path

for source in sorted(Path("/parts").rglob("*.py")):
    name = source.relative_to("/parts").as_posix()
    ours = name.startswith("core/annexa/")
    code = compile(source.read_bytes(), name.partition("/")[2], "exec", dont_inherit=True, optimize=0 if ours else 2)
    done = machinery._code_to_hash_pyc(code, bytes(8), False)
    if name.startswith("core/annexa/model/"):
        cached = source.parent / "__pycache__" / f"{source.stem}.cpython-314.pyc"
        cached.parent.mkdir(exist_ok=True)
        cached.write_bytes(done)
    else:
        source.with_suffix(".pyc").write_bytes(done)
        source.unlink()
`);
