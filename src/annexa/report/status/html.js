"use strict";
(() => {
  const age = document.getElementById("age");
  const tell = () => {
    const minutes = Math.floor((Date.now() - new Date(age.dataset.at)) / 60000);
    const words = (number, one) => `${number} ${one}${number === 1 ? "" : "s"}`;
    const long = minutes < 60 ? words(minutes, "minute") : minutes < 2880 ? words(Math.floor(minutes / 60), "hour") : words(Math.floor(minutes / 1440), "day");
    const text = minutes < 0 ? " That is still to come, by the clock of this computer."
      : minutes < 1 ? "" : minutes < 1440 ? ` That was ${long} ago.`
      : ` That was ${long} ago, by the clock of this computer: ask for a newer page before you act on this one.`;
    const span = age.querySelector("span");
    if (span.textContent !== text) span.textContent = text;
    age.classList.toggle("old", minutes < 0 || minutes >= 1440);
  };
  tell();
  setInterval(tell, 60000);

  // A requirement that is linked to opens.
  const open = () => {
    const details = document.getElementById(decodeURIComponent(location.hash.slice(1)))?.querySelector("details");
    if (details) details.open = true;
  };
  addEventListener("hashchange", open);
  open();

  const form = document.getElementById("filters");
  if (!form) return;
  form.hidden = false;
  const shown = document.getElementById("shown");
  const rows = [...document.querySelectorAll(".rows > li")];
  const fits = (wanted, values) => !wanted || (values ?? "").split("|").includes(wanted);
  const apply = () => {
    const wanted = Object.entries(Object.fromEntries(new FormData(form)));
    const kept = new Set();
    for (const row of rows) {
      row.hidden = !wanted.every(([name, value]) => fits(value, row.dataset[name]));
      if (!row.hidden) kept.add(row.id);
    }
    for (const section of document.querySelectorAll("[data-rows]"))
      section.hidden = !section.querySelector(".rows > li:not([hidden])");
    for (const due of document.querySelectorAll("[data-due]")) {
      const links = [...due.querySelectorAll("[data-row]")];
      for (const link of links) link.hidden = !kept.has(`r-${link.dataset.row}`);
      due.hidden = links.every((link) => link.hidden);
    }
    const next = document.getElementById("next");
    if (next) next.hidden = !next.querySelector("[data-due]:not([hidden])");
    shown.textContent = kept.size === 1 ? "1 requirement" : `${kept.size.toLocaleString("en-GB")} requirements`;
  };
  form.addEventListener("change", apply);
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (event) => event.preventDefault());
  apply();
})();
