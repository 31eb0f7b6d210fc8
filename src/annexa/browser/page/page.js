/* The page: files in, findings out. Everything that judges is Python in a worker (worker.js); this shows it. */
(() => {
  "use strict";
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
  function ask(message, { transfer = [], limit = LIMIT } = {}) {
    return new Promise((done, fail) => {
      const id = ++number;
      const timer = setTimeout(() => ended("Reading this file took longer than a minute, so it was stopped. Save it again in the program that made it, or in smaller parts."), limit);
      const over = (act) => (value) => { clearTimeout(timer); waiting.delete(id); act(value); };
      waiting.set(id, { done: over(done), fail: over(fail) });
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
        if (data.error === undefined) asked.done(data.answer);
        else { asked.fail(new Stop("This file could not be checked. Save it again in the program that made it, and try once more.")); ended(""); console.warn(data.error); }
      };
      await ask({ task: "start", parts, library: known.files, zone: known.zone }, { transfer: Object.values(parts), limit: 4 * LIMIT });
    })();
    ready.catch(() => { ready = null; });
    return ready;
  }
  async function question(file, message) {
    await begin();
    if (/\.pdf$/i.test(file.name) && !hasPdf) {
      if (!window.ANNEXA_PARTS["pdf.zip"]) await script("pdf.js");
      const bytes = await part("pdf.zip");
      await ask({ task: "add", bytes }, { transfer: [bytes] });
      hasPdf = true;
    }
    const bytes = await file.arrayBuffer();
    return ask({ ...message, file: { name: file.name, bytes }, today: today() }, { transfer: [bytes] });
  }

  /* ------------------------------------------------------------------------------------------------ documents */
  const cards = new Map(); // by the file's name

  async function take(files) {
    for (const file of files) {
      if (/\.ya?ml$/i.test(file.name)) { await takeItem(file); continue; }
      const card = cards.get(file.name) || newCard(file);
      card.file = file;
      clear(card);
      at("documents").hidden = false;
      try {
        const why = refused(file);
        if (why) throw new Stop(why);
        say(`Reading ${file.name} …`);
        const seen = await question(file, { task: "look" });
        if (seen.fault) { tellFault(card, seen.fault); }
        else { describe(card, seen); await check(card); }
        say(`${file.name}: ${card.verdict.textContent}`);
      } catch (error) {
        tellFault(card, { message: words(error), remedy: "" });
        say(`${file.name}: ${words(error)}`);
      }
    }
    at("item").hidden = false;
  }
  const words = (error) => (error instanceof Stop ? error.message
    : error && error.name === "NotReadableError" ? "The file cannot be read. If it is open in another program, close it there and choose it again."
    : error && error.name === "NotFoundError" ? "The file is no longer there. Choose it again."
    : "This could not be done. Reload the page and try again.");
  function refused(file) {
    if (!file.size) return "The file is empty, or it is a folder. Choose the document itself.";
    if (file.size > LARGEST) return "The file is larger than 100 MB, which is too much for this page. Ask whoever keeps the library to check it.";
    if (/\.(lnk|url)$/i.test(file.name)) return "This is a shortcut. Open it, and choose the document that it leads to.";
    if (/\.(doc|xls|ppt)$/i.test(file.name)) return "This is an old format. Open it in Word, Excel or PowerPoint, save it in the format of today (docx, xlsx, pptx), and choose that.";
    return "";
  }

  function newCard(file) {
    const card = { file, before: null, found: null, fields: {} };
    const title = make("h3", file.name, { tabindex: "-1" });
    card.facts = make("p", "", { class: "facts" });
    card.form = make("form", "", { class: "fields" });
    card.verdict = make("p", "", { class: "verdict" });
    card.list = make("div");
    card.element = make("section", [title, card.facts, card.form, card.verdict, card.list, actionsOf(card)], { class: "card", "aria-label": file.name });
    card.form.addEventListener("submit", (event) => event.preventDefault());
    at("cards").prepend(card.element);
    cards.set(file.name, card);
    return card;
  }
  function actionsOf(card) {
    const button = (words, act, kind = "quiet") => { const made = make("button", words, { type: "button", class: kind }); made.onclick = act; return made; };
    return make("p", [
      button("Add to item.yaml", () => addToItem(card), ""),
      button("Copy as text for an e-mail", () => copy(asText(card), "The findings are copied.")),
      button("Print", () => window.print()),
    ], { class: "actions" });
  }
  function clear(card) {
    if (card.found) card.before = card.found;
    card.found = null;
    card.facts.textContent = card.verdict.textContent = "";
    card.list.replaceChildren();
  }
  function tellFault(card, fault) {
    card.found = [];
    card.verdict.textContent = fault.message.replace(/\.?$/, ".");
    card.list.replaceChildren(make("p", fault.remedy));
  }

  function describe(card, seen) {
    const told = [seen.format.toUpperCase(), seen.pages ? `${seen.pages} pages, slides or sheets` : "", `${seen.words} words`, seen.partial ? `not read whole: ${seen.partial}` : ""];
    card.facts.textContent = told.filter(Boolean).join(" · ");
    if (card.form.childElementCount) return; // what somebody has said stays when the mended file comes
    const id = `f${cards.size}-`;
    const add = (name, label, control, wide = false) => {
      control.id = id + name;
      control.value = seen.guesses[name] || "";
      const note = make("span", seen.guesses[name] ? " (a guess: is it right?)" : "", { class: "guess" });
      control.addEventListener("change", () => { note.textContent = ""; check(card); });
      card.form.append(make("div", [make("label", [label, note], { for: control.id }), control], { class: wide ? "field wide" : "field" }));
      card.fields[name] = control;
    };
    add("title", "Title", make("input", "", { type: "text", maxlength: "200" }), true);
    add("kind", "What it is", choice(known.kinds.map((kind) => [kind, kind.replaceAll("-", " ")])));
    add("dated", "Date on the document", make("input", "", { type: "date" }));
    add("sensitivity", "How sensitive it is", choice(known.sensitivities.map((one) => [one, { official: "nothing about single people", personal: "names of adults", "child-level": "about single children" }[one] || one])));
    add("requirement", "Requirement", choice([["", "not chosen yet"], ...known.requirements.map(({ id: each, title }) => [each, /^\d/.test(each) ? `${each} ${title}` : title])]));
    card.block = make("div", "", { class: "fields wide" });
    card.form.append(card.block);
    const ask = () => offerBlock(card, id);
    card.fields.kind.addEventListener("change", ask);
    ask();
    if (at("requirement").value) card.fields.requirement.value = at("requirement").value;
  }
  /* What a document of this kind says besides, such as whether the actions of minutes are complete. */
  function offerBlock(card, id) {
    const fields = known.blocks[card.fields.kind.value] || [];
    card.more = {};
    card.block.hidden = !fields.length;
    card.block.replaceChildren(...fields.map((field) => {
      const control = field.choices.length ? choice(["", ...field.choices].map((one) => [one, one || "choose"]))
        : field.is_role ? choice([["", "choose"], ...known.roles.map((role) => [role.id, role.title])])
        : field.is_day ? make("input", "", { type: "date" })
        : make("textarea", "", { rows: "2", maxlength: "4000" });
      control.id = `${id}more-${field.name}`;
      control.addEventListener("change", () => check(card));
      card.more[field.name] = { control, field };
      const note = field.is_list ? " (one a line)" : field.needed ? "" : " (may be left out)";
      return make("div", [make("label", [field.label, make("span", note, { class: "guess" })], { for: control.id }), control], { class: "field" });
    }));
  }
  function blockOf(card) {
    const filled = Object.entries(card.more || {}).map(([name, { control, field }]) =>
      [name, field.is_list ? control.value.split("\n").map((line) => line.trim()).filter(Boolean) : control.value.trim()]);
    const given = Object.fromEntries(filled.filter(([, value]) => value.length));
    return Object.keys(given).length ? { [card.fields.kind.value]: given } : {};
  }
  const choice = (options) => make("select", options.map(([value, label]) => make("option", label, { value })));

  const saidOf = (card) => Object.fromEntries(Object.entries(card.fields).map(([name, control]) => [name, control.value]));
  const whole = (card) => Object.values(card.more).every(({ control, field }) => !field.needed || control.value.trim());
  async function check(card) {
    const said = saidOf(card);
    said.block = whole(card) ? blockOf(card) : {};
    try {
      const answer = await question(card.file, { task: "check", said });
      show(card, answer);
    } catch (error) {
      tellFault(card, { message: words(error), remedy: "" });
    }
  }
  const same = (one) => [one.rule, one.message, one.excerpt].join("\n");
  function show(card, { findings, asked, left_out: leftOut }) {
    const before = card.before;
    const was = new Set((before || []).map(same)), is = new Set(findings.map(same));
    card.found = findings;
    const errors = findings.filter(({ level }) => level === "error").length, warnings = findings.filter(({ level }) => level === "warning").length;
    const count = (many, one, more) => (many ? `${many} ${many === 1 ? one : more}` : "");
    card.verdict.textContent = [count(errors, "thing must be put right", "things must be put right"), count(warnings, "thing to look at", "things to look at")].filter(Boolean).join(", ")
      || (findings.length ? "Nothing must be put right." : "Nothing was found.");
    const parts = [];
    if (before) {
      const gone = before.filter((one) => !is.has(same(one))), fresh = findings.filter((one) => !was.has(same(one)));
      parts.push(make("p", `Since last time: ${gone.length} gone, ${findings.length - fresh.length} left, ${fresh.length} new.`, { class: "change" }));
      if (gone.length) parts.push(make("details", [make("summary", "What is gone"), make("ul", gone.map((one) => make("li", one.message, { class: "gone" })))]));
    }
    for (const [level, heading] of Object.entries(LEVELS)) {
      const these = findings.filter((one) => one.level === level);
      if (these.length) parts.push(make("h4", heading), make("ol", these.map((one) => shown(one, before && !was.has(same(one)))), { class: "findings" }));
    }
    if (asked.length) parts.push(make("h4", "A person still has to answer"), make("ul", asked.map((one) => make("li", one))));
    parts.push(notChecked(leftOut));
    card.list.replaceChildren(...parts);
  }
  function shown(one, isNew) {
    const where = one.place ? [make("strong", one.place), ": "] : [];
    const parts = [make("p", [make("span", isNew ? `New ${one.level}. ` : `${one.level[0].toUpperCase()}${one.level.slice(1)}. `, { class: "level" }), ...where, one.message])];
    if (one.excerpt) parts.push(make("p", `“${one.excerpt}”`, { class: "excerpt" }));
    parts.push(make("p", [make("strong", "To put it right: "), plain(one.remedy)]));
    if (one.title && place) parts.push(make("p", make("a", `About this: ${one.title}`, { href: `rules/${one.rule}.html`, target: "_blank", rel: "noopener" })));
    return make("li", parts, { class: `finding ${one.level}` });
  }
  const plain = (text) => text.replaceAll("`", "");
  function notChecked(leftOut) {
    const points = [
      "names of children and staff: the lists of names are kept elsewhere",
      "whether links open: this page connects to nothing",
      "other documents of the library, and what was agreed or waived there",
      "lists in the secure folder, and documents in old formats",
      ...leftOut.map((title) => `${title} (needs the date on the document)`),
    ];
    return make("details", [make("summary", "What this page cannot check"), make("ul", points.map((point) => make("li", point)))]);
  }
  function asText(card) {
    const lines = [`${card.file.name}: ${card.verdict.textContent}`, ""];
    for (const one of card.found || []) {
      lines.push(`${one.level.toUpperCase()}${one.place ? ` (${one.place})` : ""}: ${one.message}`);
      if (one.excerpt) lines.push(`  “${one.excerpt}”`);
      lines.push(`  To put it right: ${plain(one.remedy)}`, "");
    }
    return lines.join("\n");
  }
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

  /* ------------------------------------------------------------------------------------------------ item.yaml */
  const tellItem = (text) => { at("yaml-status").textContent = text; };
  const head = () => Object.fromEntries(["requirement", "lead", "accountable", "summary"].map((name) => [name, at(name).value]));

  async function takeItem(file) {
    at("item").hidden = false;
    at("yaml").value = await file.text();
    await validate();
    say(`${file.name} is below, to go on with.`);
  }
  async function addToItem(card) {
    if (!card.fields.title) return;
    const said = saidOf(card);
    const document_ = { file: card.file.name, title: said.title, kind: said.kind, dated: said.dated, sensitivity: said.sensitivity === "official" ? "" : said.sensitivity, ...blockOf(card) };
    if (said.requirement && !at("requirement").value) at("requirement").value = said.requirement;
    await write(document_);
    at("yaml").scrollIntoView({ block: "nearest" });
  }
  async function write(described) {
    try {
      await begin();
      const answer = await ask({ task: "write", filled: { text: at("yaml").value, item: head(), document: described } });
      if (answer.text !== undefined) at("yaml").value = answer.text;
      else { tellItem("This file is laid out in another way. Paste these lines into its list of documents: " + answer.lines); return; }
      await validate();
    } catch (error) {
      tellItem(words(error));
    }
  }
  async function validate() {
    const text = at("yaml").value;
    if (!text.trim()) { at("faults").replaceChildren(); tellItem(""); return; }
    try {
      await begin();
      const faults = await ask({ task: "validate", text });
      if (text !== at("yaml").value) return;
      tellItem(faults.length ? `${faults.length} ${faults.length === 1 ? "thing" : "things"} to put right in item.yaml` : "This item.yaml is valid.");
      at("faults").replaceChildren(...faults.map((one) => make("li", [make("strong", one.line ? `Line ${one.line}, column ${one.column}: ` : ""), `${one.message}. ${plain(one.remedy)}`])));
    } catch (error) {
      tellItem(words(error));
    }
  }
  function later(act, milliseconds) {
    let timer = 0;
    return () => { clearTimeout(timer); timer = setTimeout(act, milliseconds); };
  }
  function download() {
    const link = make("a", "", { href: URL.createObjectURL(new Blob([at("yaml").value], { type: "application/yaml" })), download: "item.yaml" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  /* ---------------------------------------------------------------------------------------------------- start */
  function stopped(words) {
    at("broken").textContent = words;
  }
  if (!known) return; // the words in the page say what to do
  if (typeof WebAssembly !== "object") return stopped("This browser cannot run the check: WebAssembly is switched off, perhaps by a rule of your organisation. Try another browser, or ask whoever keeps the library to check the document.");
  if (typeof DecompressionStream !== "function") return stopped("This browser is too old for the check. Use Edge or Chrome 97, Firefox 113, or a newer one.");
  at("broken").hidden = true;
  at("choose").hidden = false;
  at("area").textContent = known.area ? `, ${known.area}` : "";
  const fill = (id, options) => at(id).append(...options.map(([value, label]) => make("option", label, { value })));
  fill("requirement", [["", "Choose"], ...known.requirements.map(({ id, title }) => [id, /^\d/.test(id) ? `${id} ${title}` : title])]);
  for (const id of ["lead", "accountable"]) fill(id, [["", "Choose"], ...known.roles.map((role) => [role.id, role.title])]);
  at("file").addEventListener("change", ({ target }) => { take([...target.files]).then(() => { target.value = ""; }); });
  const drop = at("drop");
  for (const name of ["dragover", "dragenter"]) document.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("over"); });
  document.addEventListener("drop", (event) => { event.preventDefault(); drop.classList.remove("over"); take([...event.dataTransfer.files]); });
  at("head").addEventListener("submit", (event) => { event.preventDefault(); write(null); });
  at("yaml").addEventListener("input", later(validate, 400));
  at("copy-yaml").onclick = () => copy(at("yaml").value, "item.yaml is copied.");
  at("save-yaml").onclick = download;
})();
