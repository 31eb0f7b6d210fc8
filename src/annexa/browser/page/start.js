/* ---------------------------------------------------------------------------------------------------- start */
/* Why the check cannot run in this browser; empty where it can. */
function whyNot() {
  if (typeof WebAssembly !== "object") return "This browser cannot run the check: WebAssembly is switched off, perhaps by a rule of your organisation. Try another browser, or ask whoever keeps the library to check the document.";
  if (typeof DecompressionStream !== "function") return "This browser is too old for the check. Use Edge or Chrome 97, Firefox 113, or a newer one.";
  return "";
}
function start() {
  at("broken").hidden = true;
  at("choose").hidden = false;
  at("area").textContent = known.area ? `, ${known.area}` : "";
  at("requirement").append(...options(requirements("Choose")));
  for (const id of ["lead", "accountable"]) at(id).append(...options(roles("Choose")));
  const chosen = () => take([...at("file").files]).then(() => { at("file").value = ""; });
  at("file").addEventListener("change", chosen);
  if (at("file").files.length) chosen(); // before this script ran, or kept by a browser that loads the page again
  const drop = at("drop");
  for (const name of ["dragover", "dragenter"]) document.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("over"); });
  document.addEventListener("drop", (event) => { event.preventDefault(); drop.classList.remove("over"); take(dropped(event.dataTransfer)); });
  at("head").addEventListener("submit", (event) => { event.preventDefault(); write(null); });
  at("yaml").addEventListener("input", later(validate, 400));
  at("copy-yaml").onclick = () => copy(at("yaml").value, "item.yaml is copied.");
  at("save-yaml").onclick = () => download(at("yaml").value, "item.yaml");
  requestForm = draw(known.forms.request, "request", later(writeRequest, 0));
  requestForm.of("number").value = "1";
  at("request").prepend(...requestForm.elements);
  at("request").addEventListener("submit", (event) => { event.preventDefault(); writeRequest(); });
  at("request-text").addEventListener("input", later(() => judgeRequest(requestName), 400));
  at("copy-request").onclick = () => copy(at("request-text").value, "The request is copied.");
  at("save-request").onclick = () => download(at("request-text").value, requestName);
  at("request-part").hidden = false;
}
if (known && !whyNot()) start(); // where the folder is not beside it, the words in the page say what to do
else if (known) at("broken").textContent = whyNot();
