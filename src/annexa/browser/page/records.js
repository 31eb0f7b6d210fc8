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
