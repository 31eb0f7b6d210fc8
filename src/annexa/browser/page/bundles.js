/* ---------------------------------------------------------------------------------------------- a finished bundle */
const isBundle = (card) => card.as && card.as.value === "bundle";

/* A PDF may be a document of the library, or the bundle that was made of all of them: it is guessed, and can be said. */
async function sort(card) {
  if (card.as) return; // what somebody has said stays when the mended file comes
  const seen = await question(card.file, { task: "sort" });
  card.as = choice([["document", "a document of the library"], ["bundle", "a finished bundle, to be sent or just received"]]);
  card.as.value = seen.is_bundle ? "bundle" : "document";
  card.profile = choice(seen.profiles);
  card.profile.value = seen.profile;
  card.first = make("input", "", { type: "text", inputmode: "numeric", maxlength: "5" });
  card.first.value = seen.first;
  const id = `s${cards.size}-`;
  const field = (name, label, control) => {
    control.id = id + name;
    control.addEventListener("change", () => again(card));
    return make("div", [make("label", label, { for: control.id }), control], { class: "field" });
  };
  card.ofBundle = [field("profile", "Judge it by", card.profile), field("first", "Number of its first page", card.first)];
  card.sorter.replaceChildren(field("as", ["What this PDF is", make("span", " (a guess: is it right?)", { class: "guess" })], card.as), ...card.ofBundle);
}
async function again(card) {
  clear(card);
  card.before = null; // judged as another thing, nothing is gone or new
  try {
    await (isBundle(card) ? judge(card) : look(card));
  } catch (error) {
    tellFault(card, { message: words(error), remedy: "" });
  }
  say(`${card.file.name}: ${card.verdict.textContent}`);
}
function shape(card) {
  const bundle = Boolean(isBundle(card));
  for (const field of card.ofBundle || []) field.hidden = !bundle;
  card.form.hidden = card.add.hidden = bundle;
}

async function judge(card) {
  shape(card);
  say(`Reading ${card.file.name} …`);
  const said = { profile: card.profile.value, first: card.first.value };
  const answer = await question(card.file, { task: "judge", said }, { told: (progress) => say(`Reading ${card.file.name}. ${progress} …`) });
  showBundle(card, answer);
}

const STANDS = [
  ["fail", "Must be put right", "error"],
  ["should", "Could be better", "warning"],
  ["elsewhere", "Only the command can judge this: ask whoever built the bundle for its verification", "info"],
];
const SPOTS = 8;
function showBundle(card, judged) {
  const of = (status) => judged.outcomes.filter((one) => one.status === status);
  card.found = [];
  card.facts.textContent = `PDF · ${counted(judged.pages, "page", "pages")} · SHA-256 ${judged.sha256}`;
  const failed = of("fail").length, better = of("should").length;
  card.verdict.textContent = failed ? `Fails ${counted(failed, "requirement", "requirements")}.`
    : `Passes what can be judged here${better ? `; ${counted(better, "thing", "things")} could be better` : ""}.`;
  const parts = [make("p", `Judged by: ${judged.source}. ${judged.note} ${judged.limits}`, { class: "change" })];
  for (const [status, heading, level] of STANDS) {
    const these = of(status);
    if (these.length) parts.push(make("h4", heading), make("ol", these.map((one) => requirement(one, level)), { class: "findings" }));
  }
  for (const [status, heading] of [["pass", "What holds"], ["not-applicable", "What does not apply"]]) {
    const these = of(status);
    if (these.length) parts.push(make("details", [make("summary", `${heading} (${these.length})`), make("ul", these.map((one) => make("li", `${one.asks} ${one.note}`)))]));
  }
  card.list.replaceChildren(...parts);
  card.text = () => STANDS.flatMap(([status, heading]) => of(status).flatMap((one) => [`${heading.toUpperCase()}: ${one.asks} ${one.note}`, ...one.spots.map((spot) => `  ${spot}`), ""]));
}
function requirement(one, level) {
  const parts = [make("p", [make("span", `${{ error: "Fails", warning: "Could be better", info: "Not judged here" }[level]}. `, { class: "level" }), one.asks])];
  if (one.note) parts.push(make("p", one.note));
  const listed = (spots) => make("ul", spots.map((spot) => make("li", spot)));
  if (one.spots.length) parts.push(listed(one.spots.slice(0, SPOTS)));
  if (one.spots.length > SPOTS) parts.push(make("details", [make("summary", `${one.spots.length - SPOTS} more`), listed(one.spots.slice(SPOTS))]));
  return make("li", parts, { class: `finding ${level}` });
}
