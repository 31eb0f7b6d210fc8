/* Python in a worker of the page. It gets its parts as bytes, answers one question after another, and asks no network
   for anything: the page's policy forbids that, and what would fetch is answered from memory. */
"use strict";
const BASE = "https://annexa.invalid/"; // names the parts for the loader; nothing is asked there
const APP = "/lib/annexa-app";
const LIBRARY = "/library";
let python = null;

const blobOf = (bytes) => URL.createObjectURL(new Blob([bytes], { type: "text/javascript" }));

async function start({ parts, library, zone }) {
  self.fetch = async (address) => {
    const name = String(address).replace(BASE, "");
    if (!(name in parts)) throw new Error(`not a part: ${name}`);
    const type = name.endsWith(".wasm") ? "application/wasm" : "application/zip";
    return new Response(parts[name], { headers: { "content-type": type } });
  };
  const { loadPyodide } = await import(blobOf(parts["pyodide.mjs"]));
  const { default: createPyodideModule } = await import(blobOf(parts["pyodide.asm.mjs"]));
  python = await loadPyodide({
    indexURL: BASE,
    stdLibURL: `${BASE}stdlib.zip`,
    createPyodideModule,
    lockFileContents: parts["lock.json"] ? new TextDecoder().decode(parts["lock.json"]) : undefined,
    env: { HOME: "/home/pyodide", TZ: zone },
  });
  add(parts["core.zip"]);
  for (const [name, text] of Object.entries(library)) {
    python.FS.mkdirTree(`${LIBRARY}/${name}`.replace(/\/[^/]*$/, ""));
    python.FS.writeFile(`${LIBRARY}/${name}`, text);
  }
  python.runPython("from annexa.browser import calls; calls.begin()");
  return {};
}

function add(bytes) {
  python.FS.writeFile("/part.zip", new Uint8Array(bytes));
  python.runPython(`
import importlib, os, sys, zipfile
with zipfile.ZipFile("/part.zip") as part:
    part.extractall("${APP}")
os.remove("/part.zip")
if "${APP}" not in sys.path:
    sys.path.insert(0, "${APP}")
importlib.invalidate_caches()
`);
  return {};
}

/* Where a file holds a PDF, and the part for PDFs is not here yet, the answer says so: the page asks again. */
function call(name, ...values) {
  const calls = python.globals.get("calls");
  const answer = JSON.parse(calls[name](LIBRARY, ...values));
  return calls.lacks_pdf() ? { lacks: "pdf.zip" } : answer;
}

/* A file lies in the worker's memory while a question about it is answered, and no longer. */
function about(file, question) {
  const folder = "/work"; // the same each time: what was read of a file is known by its place, its name and its bytes
  python.FS.mkdirTree(folder);
  const path = `${folder}/${file.name.replace(/[/\\\0]/g, "_")}`;
  python.FS.writeFile(path, new Uint8Array(file.bytes));
  try {
    return question(path);
  } finally {
    python.FS.unlink(path);
    python.FS.rmdir(folder);
  }
}

const TASKS = {
  start,
  add: ({ bytes }) => add(bytes),
  look: ({ file, today }) => about(file, (path) => call("look", path, today)),
  check: ({ file, said, today }) => about(file, (path) => call("check", path, JSON.stringify(said), today)),
  sort: ({ file }) => about(file, (path) => call("sort", path)),
  judge: ({ id, file, said }) => about(file, (path) =>
    call("judge", path, JSON.stringify(said), (what, pages) => self.postMessage({ id, progress: `${what}: ${pages} pages` }))),
  validate: ({ text, name }) => call("validate", text, name),
  answer: ({ asked, today }) => call("answer", JSON.stringify(asked), today),
  request: ({ filled }) => call("request", JSON.stringify(filled)),
  write: ({ filled }) => call("write", JSON.stringify(filled)),
};

self.onmessage = async ({ data }) => {
  try {
    self.postMessage({ id: data.id, answer: await TASKS[data.task](data) });
  } catch (error) {
    self.postMessage({ id: data.id, error: String(error).slice(-2000) });
  }
};
