/* ------------------------------------------------------------------------------------------------ item.yaml */
const tellItem = (text) => { at("yaml-status").textContent = text; };
const head = () => Object.fromEntries(["requirement", "lead", "accountable", "summary"].map((name) => [name, at(name).value]));

/* A file of metadata that was dropped, to go on with. */
async function takeItem(file) {
  const isRequest = /^\d+\./.test(file.name);
  const area = at(isRequest ? "request-text" : "yaml");
  area.value = await file.text();
  at(isRequest ? "request-part" : "item").hidden = false;
  if (isRequest) { at("request-fold").open = true; await judgeRequest(file.name); } else await validate();
  say(`${file.name} is below, to go on with.`);
}
function documentOf(card) {
  const said = saidOf(card);
  if (said.requirement && !at("requirement").value) at("requirement").value = said.requirement;
  return { file: card.file.name, title: said.title, kind: said.kind, dated: said.dated, sensitivity: said.sensitivity === "official" ? "" : said.sensitivity, ...blockOf(card) };
}
async function addToItem(card) {
  if (!card.fields.title) return;
  await write(documentOf(card));
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
    const faults = await ask({ task: "validate", text, name: "item.yaml" });
    if (text !== at("yaml").value) return;
    tellItem(faults.length ? `${counted(faults.length, "thing", "things")} to put right in item.yaml` : "This item.yaml is valid.");
    at("faults").replaceChildren(...listed(faults));
  } catch (error) {
    tellItem(words(error));
  }
}
const listed = (faults) => faults.map((one) => make("li", [make("strong", one.line ? `Line ${one.line}, column ${one.column}: ` : ""), `${one.message}. ${plain(one.remedy)}`]));
function later(act, milliseconds) {
  let timer = 0;
  return () => { clearTimeout(timer); timer = setTimeout(act, milliseconds); };
}
function download(text, name) {
  const link = make("a", "", { href: URL.createObjectURL(new Blob([text], { type: "application/yaml" })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/* ------------------------------------------------------------------- answers to the checklist, and waivers */
function recordsOf(card) {
  const id = `r${cards.size}`;
  card.answer = recordForm(card, `${id}-point`, "point", "Record an answer to the checklist", "Point of the checklist", known.forms.answer);
  card.waiver = recordForm(card, `${id}-rule`, "rule", "Accept a finding for a while", "Finding", known.forms.waiver);
  card.answer.drawn.of("on").value = today();
  card.records = make("div", [card.answer.element, card.waiver.element], { class: "records" });
  card.records.hidden = true;
  return card.records;
}
function recordForm(card, id, name, heading, label, fields) {
  const chosen = choice([["", "choose"]]), drawn = draw(fields, id), asked = make("p", "", { class: "hint wide" }), told = make("p", "", { role: "status", class: "wide" });
  chosen.id = id;
  const form = make("form", [
    make("div", [make("label", label, { for: id }), chosen], { class: "field wide" }), asked, ...drawn.elements,
    make("p", make("button", "Write it into item.yaml", { type: "submit" }), { class: "actions" }), told,
  ], { class: "fields" });
  chosen.addEventListener("change", () => { asked.textContent = (known.points.find((point) => point.id === chosen.value) || {}).ask || ""; });
  form.addEventListener("submit", (event) => { event.preventDefault(); record(card, { [name]: chosen.value, filled: drawn.filled() }, chosen, told); });
  return { element: make("details", [make("summary", heading), form]), chosen, drawn };
}
/* Offers what may be answered or accepted of this document as it is now; what was chosen before stays chosen. */
function offerRecords(card) {
  const offer = ({ chosen, element }, pairs) => {
    const before = chosen.value;
    chosen.replaceChildren(...options([["", "choose"], ...pairs]));
    chosen.value = pairs.some(([value]) => value === before) ? before : "";
    element.hidden = !pairs.length;
  };
  const kind = card.fields.kind.value;
  offer(card.answer, known.points.filter(({ kinds }) => !kinds.length || kinds.includes(kind)).map((point) => [point.id, point.question]));
  offer(card.waiver, [...new Map(card.found.filter((one) => one.waivable).map((one) => [one.rule, one.title]))]);
  card.records.hidden = false;
}
async function record(card, said, chosen, told) {
  if (!chosen.value) { told.textContent = "Choose first what it is about."; return; }
  said.filled.sha256 = card.sha256;
  try {
    const answer = await ask({ task: "answer", asked: { text: at("yaml").value, item: head(), document: documentOf(card), ...said }, today: today() });
    at("yaml").value = answer.text;
    told.textContent = answer.fault ? `${answer.fault.message}. ${plain(answer.fault.remedy)}` : "It stands in item.yaml, below.";
    await validate();
    const point = known.points.find(({ id }) => id === said.point);
    if (!point || answer.fault) return;
    card.answered.add(point.question.trim());
    await check(card);
  } catch (error) {
    told.textContent = words(error);
  }
}

/* --------------------------------------------------------------------------------- a request of inspectors */
let requestForm = null, requestName = "001.yaml";
const tellRequest = (faults) => {
  at("request-status").textContent = faults.length ? `${counted(faults.length, "thing", "things")} to put right` : `This request is valid: evidence/requests/${requestName}.`;
  at("request-faults").replaceChildren(...listed(faults));
};
async function writeRequest() {
  if (!requestForm.whole()) { at("request-status").textContent = "Fill in what is needed; the file appears below."; at("request-faults").replaceChildren(); return; }
  try {
    await begin();
    const { name, text, faults } = await ask({ task: "request", filled: requestForm.filled() });
    requestName = name;
    at("request-text").value = text;
    tellRequest(faults);
  } catch (error) {
    at("request-status").textContent = words(error);
  }
}
async function judgeRequest(name) {
  try {
    await begin();
    requestName = name;
    tellRequest(await ask({ task: "validate", text: at("request-text").value, name }));
  } catch (error) {
    at("request-status").textContent = words(error);
  }
}
