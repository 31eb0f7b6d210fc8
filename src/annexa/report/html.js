"use strict";
(() => {
  const form = document.getElementById("filters");
  if (!form) return;
  form.hidden = false;
  const status = document.getElementById("shown");
  const sections = [...document.querySelectorAll("section")];
  const fits = (wanted, value) => !wanted || wanted === value;
  const apply = () => {
    const { lead, item, rule, level } = Object.fromEntries(new FormData(form));
    let shown = 0;
    for (const section of sections) {
      let here = 0;
      const wanted = fits(lead, section.dataset.lead) && fits(item, section.dataset.item);
      for (const file of section.querySelectorAll(".file")) {
        let inFile = 0;
        for (const article of file.querySelectorAll("article")) {
          const keep = wanted && fits(rule, article.dataset.rule) && fits(level, article.dataset.level);
          article.hidden = !keep;
          if (keep) inFile += Number(article.dataset.count);
        }
        file.hidden = inFile === 0;
        here += inFile;
      }
      section.hidden = here === 0;
      shown += here;
    }
    status.textContent = shown === 1 ? "1 finding" : `${shown.toLocaleString("en-GB")} findings`;
  };
  form.addEventListener("change", apply);
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (event) => event.preventDefault());
  apply();
})();
