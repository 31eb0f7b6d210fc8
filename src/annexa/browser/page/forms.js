/* -------------------------------------------------------------------------------- fields drawn from the schemas */
const named = ({ id, title }) => [id, /^\d/.test(id) ? `${id} ${title}` : title];
const requirements = (none) => [["", none], ...known.requirements.map(named)];
const roles = (none) => [["", none], ...known.roles.map((role) => [role.id, role.title])];
const input = (type, more = {}) => make("input", "", { type, ...more });

const CONTROLS = {
  choice: ({ choices }) => choice(["", ...choices].map((one) => [one, one.replaceAll("-", " ") || "choose"])),
  role: () => choice(roles("choose")),
  requirement: () => choice(requirements("none")),
  day: () => input("date"),
  time: () => input("datetime-local"),
  number: () => input("text", { inputmode: "numeric", maxlength: "4" }),
  line: ({ most }) => input("text", { maxlength: most }),
  text: ({ most }) => make("textarea", "", { rows: "2", maxlength: most }),
  lines: () => make("textarea", "", { rows: "2" }),
};
const READ = {
  lines: (value) => value.split("\n").map((line) => line.trim()).filter(Boolean),
  time: (value) => value && inThisZone(value),
};
/* What a clock here shows, with its distance from Greenwich. */
function inThisZone(value) {
  const minutes = -new Date(value).getTimezoneOffset();
  const two = (number_) => String(Math.floor(number_)).padStart(2, "0");
  return `${value}:00${minutes < 0 ? "-" : "+"}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`;
}

/* Elements for some fields, and ways to read what is filled in; `changed` is called after a field is left. */
function draw(fields, id, changed = () => {}) {
  const drawn = fields.map((field) => {
    const control = CONTROLS[field.kind](field);
    control.id = `${id}-${field.name}`;
    control.addEventListener("change", changed);
    const note = field.kind === "lines" ? " (one a line)" : field.needed ? "" : " (may be left out)";
    const label = make("label", [field.label, make("span", note, { class: "guess" })], { for: control.id });
    return { field, control, element: make("div", [label, control], { class: field.kind === "text" ? "field wide" : "field" }) };
  });
  return {
    elements: drawn.map(({ element }) => element),
    of: (name) => drawn.find(({ field }) => field.name === name).control,
    whole: () => drawn.every(({ field, control }) => !field.needed || control.value.trim()),
    filled: () => Object.fromEntries(drawn
      .map(({ field, control }) => [field.name, (READ[field.kind] || ((value) => value))(control.value.trim())])
      .filter(([, value]) => value.length)),
  };
}
