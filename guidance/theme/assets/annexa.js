/* What the pages cannot do by themselves: acronyms for the keyboard, expired reviews, real dates, labels on narrow
   tables, and a menu that can be reached without a mouse. Everything is readable without it. */
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  /* Acronyms. The first of each on a page becomes a button, so that it is reached once and not thirty times. */
  function explainAcronyms() {
    const tip = document.createElement("div");
    tip.className = "term-tip";
    tip.id = "term-tip";
    tip.setAttribute("role", "tooltip");
    tip.hidden = true;
    document.body.append(tip);
    let shownFor = null;
    let leaving = 0;
    const show = (target, words) => {
      clearTimeout(leaving);
      shownFor = target;
      tip.textContent = words;
      tip.hidden = false;
      const box = target.getBoundingClientRect();
      const width = tip.offsetWidth;
      const left = Math.max(8, Math.min(box.left + scrollX, scrollX + document.documentElement.clientWidth - width - 8));
      const above = box.top > tip.offsetHeight + 70;
      tip.style.left = `${left}px`;
      tip.style.top = `${scrollY + (above ? box.top - tip.offsetHeight - 6 : box.bottom + 6)}px`;
    };
    const hide = () => { tip.hidden = true; shownFor = null; };
    const hideSoon = () => { clearTimeout(leaving); leaving = setTimeout(hide, 250); };
    tip.addEventListener("mouseenter", () => clearTimeout(leaving));
    tip.addEventListener("mouseleave", hideSoon);
    document.addEventListener("keydown", (event) => { if (event.key === "Escape" && shownFor) hide(); });
    document.addEventListener("click", (event) => { if (shownFor && !shownFor.contains(event.target)) hide(); });
    const seen = new Set();
    for (const abbr of all(".md-content abbr[title]")) {
      const words = abbr.title;
      const name = abbr.textContent;
      abbr.removeAttribute("title");
      abbr.addEventListener("mouseenter", () => show(abbr, words));
      abbr.addEventListener("mouseleave", hideSoon);
      if (seen.has(name) || abbr.closest("a, h1, h2, h3, button, label")) continue;
      seen.add(name);
      const button = document.createElement("button");
      button.type = "button";
      button.className = "term";
      button.textContent = name;
      const full = document.createElement("span");
      full.id = `term-${seen.size}`;
      full.hidden = true;
      full.textContent = words;
      button.setAttribute("aria-describedby", full.id);
      abbr.replaceChildren(button, full);
      button.addEventListener("focus", () => show(abbr, words));
      button.addEventListener("blur", hide);
      button.addEventListener("click", () => show(abbr, words));
    }
  }

  /* A page whose review is over says so itself; no build is needed for it. */
  function flagExpired() {
    const today = new Date().toISOString().slice(0, 10);
    for (const note of all("[data-next-review]")) {
      if (note.dataset.nextReview >= today) continue;
      note.classList.add("review--over");
      note.prepend("This page should have been reviewed by now; check what matters with its owner. ");
    }
  }

  /* Working days, as the calendar of annexa counts them. */
  const iso = (day) => day.toISOString().slice(0, 10);
  const plus = (day, days) => new Date(day.getTime() + days * 864e5);
  const weekend = (day) => day.getUTCDay() % 6 === 0;
  function isWorking(day, closed) {
    return !weekend(day) && !closed.has(iso(day));
  }
  function workingDays(first, closed) {
    const days = [first];
    while (days.length < 15) {
      let next = plus(days[days.length - 1], 1);
      while (!isWorking(next, closed)) next = plus(next, 1);
      days.push(next);
    }
    return days;
  }

  function offerDates() {
    for (const place of all("[data-calendar]")) {
      const closed = new Set(place.dataset.closed.split(" "));
      const [firstYear, lastYear] = place.dataset.years.split(" ").map(Number);
      const form = document.createElement("form");
      form.innerHTML = '<label>Day of the call<input type="date" required></label><output></output>';
      const output = form.querySelector("output");
      output.textContent = "Choose the day of the call, and every day below shows its date.";
      form.addEventListener("submit", (event) => event.preventDefault());
      form.querySelector("input").addEventListener("input", (event) => {
        const first = new Date(`${event.target.value}T00:00:00Z`);
        if (Number.isNaN(first.getTime()) || first.getUTCFullYear() < 2000) return;
        const year = first.getUTCFullYear();
        if (year < firstYear || year > lastYear) {
          output.textContent = `This page knows the bank holidays of ${firstYear} to ${lastYear} only.`;
          return;
        }
        if (!isWorking(first, closed)) {
          output.textContent = "That is not a working day, so no inspection can be notified on it.";
          return;
        }
        const days = workingDays(first, closed);
        const words = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });
        for (const name of all("[data-day]")) name.textContent = words.format(days[name.dataset.day - 1]).replace(",", "");
        output.textContent = `The inspection runs from ${words.format(days[0])} to ${words.format(days[14])}.`;
      });
      place.append(form);
    }
  }

  /* On a narrow screen each row of a table is a card; its cells then carry the words of the header. */
  function labelCells() {
    for (const table of all(".md-content table:not([class])")) {
      const heads = all("thead th", table).map((cell) => cell.textContent.trim());
      for (const row of all("tbody tr", table)) {
        [...row.cells].forEach((cell, column) => { if (heads[column]) cell.dataset.label = heads[column]; });
      }
    }
  }

  /* The theme opens its menu and its search with labels, which a keyboard cannot reach. */
  function reachByKeyboard() {
    document.querySelector(".md-search")?.setAttribute("aria-label", "Search");
    const names = { __drawer: "Menu", __search: "Search" };
    for (const label of all('label[for="__drawer"].md-header__button, label[for="__search"].md-header__button')) {
      const box = document.getElementById(label.htmlFor);
      label.tabIndex = 0;
      label.setAttribute("role", "button");
      label.setAttribute("aria-label", names[label.htmlFor]);
      const tell = () => label.setAttribute("aria-expanded", String(box.checked));
      tell();
      box.addEventListener("change", tell);
      label.addEventListener("keydown", (event) => {
        if (event.key !== " ") return; // the theme answers Enter
        event.preventDefault();
        box.click();
      });
    }
  }

  explainAcronyms();
  flagExpired();
  offerDates();
  labelCells();
  reachByKeyboard();
})();
