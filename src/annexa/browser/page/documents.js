/* ------------------------------------------------------------------------------------------------ documents */
const cards = new Map(); // by the file's name

/* One after the other, also where more is dropped meanwhile: a file that is stopped takes no other with it. */
let taken = Promise.resolve();
function take(files) {
  taken = taken.then(() => takeAll(files));
  return taken;
}
async function takeAll(files) {
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
      if (isPdf(file)) await sort(card);
      await (isBundle(card) ? judge(card) : look(card));
    } catch (error) {
      tellFault(card, { message: words(error), remedy: "" });
    }
    say(`${file.name}: ${card.verdict.textContent}`);
  }
  at("item").hidden = false;
}
async function look(card) {
  shape(card);
  const seen = await question(card.file, { task: "look" });
  if (seen.fault) { tellFault(card, seen.fault); return; }
  describe(card, seen);
  await check(card);
}
/* What was dropped: its files, and what is said of folders, which browsers hand over as files that cannot be read. */
function dropped({ files, items }) {
  const entries = [...(items || [])].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry()).filter(Boolean);
  const folders = new Set(entries.filter((entry) => entry.isDirectory).map(({ name }) => name));
  if (folders.size) say(`${[...folders].join(", ")}: a folder. Open it, and drop the documents that lie in it.`);
  return [...files].filter(({ name }) => !folders.has(name));
}
function refused(file) {
  if (!file.size) return "The file is empty, or it is a folder. Choose the document itself.";
  if (file.size > LARGEST) return "The file is larger than 100 MB, which is too much for this page. Ask whoever keeps the library to check it.";
  if (/\.(lnk|url)$/i.test(file.name)) return "This is a shortcut. Open it, and choose the document that it leads to.";
  if (/\.(doc|xls|ppt)$/i.test(file.name)) return "This is an old format. Open it in Word, Excel or PowerPoint, save it in the format of today (docx, xlsx, pptx), and choose that.";
  return "";
}

function newCard(file) {
  const card = { file, before: null, found: null, text: () => [], fields: {} };
  const title = make("h3", file.name, { tabindex: "-1" });
  card.facts = make("p", "", { class: "facts" });
  card.sorter = make("form", "", { class: "fields" });
  card.form = make("form", "", { class: "fields" });
  card.verdict = make("p", "", { class: "verdict" });
  card.list = make("div");
  card.element = make("section", [title, card.facts, card.sorter, card.form, card.verdict, card.list, recordsOf(card), actionsOf(card)], { class: "card", "aria-label": file.name });
  for (const form of [card.sorter, card.form]) form.addEventListener("submit", (event) => event.preventDefault());
  at("cards").prepend(card.element);
  cards.set(file.name, card);
  return card;
}
function actionsOf(card) {
  const button = (words, act, kind = "quiet") => { const made = make("button", words, { type: "button", class: kind }); made.onclick = act; return made; };
  card.add = button("Add to item.yaml", () => addToItem(card), "");
  return make("p", [
    card.add,
    button("Copy as text for an e-mail", () => copy([`${card.file.name}: ${card.verdict.textContent}`, "", ...card.text()].join("\n"), "The findings are copied.")),
    button("Print", () => window.print()),
  ], { class: "actions" });
}
function clear(card) {
  if (card.found) card.before = card.found;
  card.found = null;
  card.text = () => [];
  card.facts.textContent = card.verdict.textContent = "";
  card.list.replaceChildren();
  card.records.hidden = true;
}
function tellFault(card, fault) {
  card.found = [];
  card.verdict.textContent = fault.message.replace(/\.?$/, ".");
  card.list.replaceChildren(make("p", fault.remedy));
  card.text = () => [fault.remedy];
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
  add("requirement", "Requirement", choice(requirements("not chosen yet")));
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
  card.more = draw(fields, `${id}more`, () => check(card));
  card.block.hidden = !fields.length;
  card.block.replaceChildren(...card.more.elements);
}
function blockOf(card) {
  const given = card.more.filled();
  return Object.keys(given).length ? { [card.fields.kind.value]: given } : {};
}

const saidOf = (card) => Object.fromEntries(Object.entries(card.fields).map(([name, control]) => [name, control.value]));
async function check(card) {
  const said = saidOf(card);
  said.block = card.more.whole() ? blockOf(card) : {};
  try {
    const answer = await question(card.file, { task: "check", said });
    show(card, answer);
  } catch (error) {
    tellFault(card, { message: words(error), remedy: "" });
  }
}
const same = (one) => [one.rule, one.message, one.excerpt].join("\n");
function show(card, { findings, asked, left_out: leftOut, sha256 }) {
  if (sha256 !== card.sha256) card.answered = new Set(); // an answer is about these bytes
  card.sha256 = sha256;
  const open = asked.filter((one) => ![...card.answered].some((question_) => one.endsWith(question_)));
  const before = card.before;
  const was = new Set((before || []).map(same)), is = new Set(findings.map(same));
  card.found = findings;
  card.text = () => asText(findings);
  const errors = findings.filter(({ level }) => level === "error").length, warnings = findings.filter(({ level }) => level === "warning").length;
  card.verdict.textContent = [errors && counted(errors, "thing must be put right", "things must be put right"), warnings && counted(warnings, "thing to look at", "things to look at")].filter(Boolean).join(", ")
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
  if (open.length) parts.push(make("h4", "A person still has to answer"), make("ul", open.map((one) => make("li", one))));
  parts.push(notChecked(leftOut));
  card.list.replaceChildren(...parts);
  offerRecords(card);
}
function shown(one, isNew) {
  const where = one.place ? [make("strong", one.place), ": "] : [];
  const parts = [make("p", [make("span", isNew ? `New ${one.level}. ` : `${one.level[0].toUpperCase()}${one.level.slice(1)}. `, { class: "level" }), ...where, one.message])];
  if (one.excerpt) parts.push(make("p", `“${one.excerpt}”`, { class: "excerpt" }));
  parts.push(make("p", [make("strong", "To put it right: "), plain(one.remedy)]));
  if (one.title && place) parts.push(make("p", make("a", `About this: ${one.title}`, { href: `rules/${one.rule}.html`, target: "_blank", rel: "noopener" })));
  return make("li", parts, { class: `finding ${one.level}` });
}
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
function asText(findings) {
  return findings.flatMap((one) => [
    `${one.level.toUpperCase()}${one.place ? ` (${one.place})` : ""}: ${one.message}`,
    ...(one.excerpt ? [`  “${one.excerpt}”`] : []),
    `  To put it right: ${plain(one.remedy)}`, "",
  ]);
}
