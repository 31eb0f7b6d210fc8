/* The page: files in, findings out. Everything that judges is Python in a worker (worker.js); this talks to it.
   annexa.browser.packing puts the pieces of the page together, each seeing what the ones before it name. */
const LIMIT = 60_000; // milliseconds for one file, as for the command line's readers
const LARGEST = 100_000_000; // bytes of one file
const known = window.ANNEXA_LIBRARY;
const at = (id) => document.getElementById(id);
const place = document.currentScript.src.replace(/[^/]*$/, ""); // empty where all stands in one file, without the site
const today = () => { const now = new Date(); return new Date(now - now.getTimezoneOffset() * 6e4).toISOString().slice(0, 10); };
const LEVELS = { error: "Must be put right", warning: "Look at this", info: "For your information" };
window.ANNEXA_PARTS ??= {};

function make(name, content = "", more = {}) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(more)) element.setAttribute(key, value);
  element.append(...[content].flat().filter((part) => part !== ""));
  return element;
}
const say = (words) => { at("status").textContent = words; };

/* ---------------------------------------------------------------------------------------------- the worker */
let worker = null, ready = null, hasPdf = false, number = 0;
const waiting = new Map();

const script = (name) => new Promise((done, fail) => {
  const element = make("script", "", { src: place + name });
  element.onload = () => { element.remove(); done(); };
  element.onerror = () => fail(new Stop(`A file of this page, ${name}, cannot be loaded. Unzip the whole site, or ask for it again.`));
  document.head.append(element);
});
async function part(name) {
  const text = window.ANNEXA_PARTS[name];
  const bytes = Uint8Array.fromBase64 ? Uint8Array.fromBase64(text) : Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}
class Stop extends Error {}

function ended(words) {
  if (worker) worker.terminate();
  worker = ready = null;
  hasPdf = false;
  for (const { fail } of waiting.values()) fail(new Stop(words));
  waiting.clear();
}
/* Asks the worker, which is ended where nothing is heard of it for so long; `told` hears how far it is. */
function ask(message, { transfer = [], limit = LIMIT, told = () => {} } = {}) {
  return new Promise((done, fail) => {
    const id = ++number;
    let timer = 0;
    const heard = () => {
      clearTimeout(timer);
      timer = setTimeout(() => ended("Reading this file took longer than a minute, so it was stopped. Save it again in the program that made it, or in smaller parts."), limit);
    };
    const over = (act) => (value) => { clearTimeout(timer); waiting.delete(id); act(value); };
    waiting.set(id, { done: over(done), fail: over(fail), progress: (words) => { heard(); told(words); } });
    heard();
    worker.postMessage({ id, ...message }, transfer);
  });
}
function begin() {
  ready ??= (async () => {
    say("Getting ready. This takes a few seconds, once …");
    if (!window.ANNEXA_PARTS["core.zip"]) await script("runtime.js");
    const parts = {};
    for (const name of Object.keys(window.ANNEXA_PARTS)) if (name !== "pdf.zip") parts[name] = await part(name);
    worker = new Worker(URL.createObjectURL(new Blob([parts["worker.js"]], { type: "text/javascript" })));
    worker.onerror = (event) => { event.preventDefault(); ended("The check broke off. Try again; if it happens again, the browser does not give it enough memory."); };
    worker.onmessage = ({ data }) => {
      const asked = waiting.get(data.id);
      if (!asked) return;
      if (data.progress !== undefined) asked.progress(data.progress);
      else if (data.error === undefined) asked.done(data.answer);
      else { asked.fail(new Stop("This file could not be checked. Save it again in the program that made it, and try once more.")); ended(""); console.warn(data.error); }
    };
    await ask({ task: "start", parts, library: known.files, zone: known.zone }, { transfer: Object.values(parts), limit: 4 * LIMIT });
  })();
  ready.catch(() => { ready = null; });
  return ready;
}
async function bringPdf() {
  if (hasPdf) return;
  if (!window.ANNEXA_PARTS["pdf.zip"]) await script("pdf.js");
  const bytes = await part("pdf.zip");
  await ask({ task: "add", bytes }, { transfer: [bytes] });
  hasPdf = true;
}
const isPdf = (file) => /\.pdf$/i.test(file.name);
async function question(file, message, more = {}) {
  await begin();
  if (isPdf(file)) await bringPdf();
  const send = async () => {
    const bytes = await file.arrayBuffer();
    return ask({ ...message, file: { name: file.name, bytes }, today: today() }, { ...more, transfer: [bytes] });
  };
  const answer = await send();
  if (!answer.lacks) return answer;
  await bringPdf(); // a PDF lies inside the file
  return send();
}
const words = (error) => (error instanceof Stop ? error.message
  : error && error.name === "NotReadableError" ? "The file cannot be read. If it is open in another program, close it there and choose it again."
  : error && error.name === "NotFoundError" ? "The file is no longer there. Choose it again."
  : "This could not be done. Reload the page and try again.");

/* New for each list: an option that moves from one list to another takes with it that it was chosen. */
const options = (pairs) => pairs.map(([value, label]) => make("option", label, { value }));
const choice = (pairs) => make("select", options(pairs));
const plain = (text) => text.replaceAll("`", "");
const counted = (many, one, more) => `${many} ${many === 1 ? one : more}`;
async function copy(text, done) {
  try {
    await navigator.clipboard.writeText(text);
  } catch { // a page from a folder may not use the clipboard's own interface
    const area = make("textarea", text);
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  say(done);
}
