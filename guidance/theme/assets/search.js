/* What is typed into the search, as the words that the pages use: words that say nothing go, numbers are looked for in
   words and in figures, and what has another name here is looked for under that name too. The words come from
   guidance/search.yaml and the glossary, by way of search-words.js. Loaded before the theme starts its search. */
(() => {
  "use strict";
  const QUERY = 2; // of the messages between the theme and its search worker
  const OWN = 10; // how much a word counts that was typed,
  const OTHER = 6; // one that the pages use for it,
  const FULL = 2; // one of those that an acronym stands for,
  const BEGUN = 2; // and one that may only be begun
  const NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split(" ");
  const SHORTENED = /\b(i|you|we|they|he|she|it|that|what|who|where|when|how|there)'(?:m|re|s|ll|ve|d)\b/g;

  const tokens = (text) => text.normalize("NFKC").toLowerCase().replace(/[\u2018\u2019\u02bc]/g, "'")
    .replace(SHORTENED, "$1").replace(/n't\b/g, "nt").replace(/'s\b/g, "")
    .split(/[^\p{L}\p{N}.]+/u).map((word) => word.replace(/^\.+|\.+$/g, "")).filter(Boolean);
  const root = (word) => (word.length > 3 ? word.replace(/ies$/, "y").replace(/([^s])s$/, "$1") : word);
  const said = window.annexaSearch;
  const silent = new Set(said.ignore.flatMap(tokens));
  const meant = new Map(); // the roots of a phrase's words -> other words with their weights, and whether instead of it
  let longest = 1; // words of a phrase

  function learn(phrase, others, weight, instead = false) {
    const words = tokens(phrase).map(root);
    const known = meant.get(words.join(" ")) || { others: new Map(), instead: false };
    for (const word of others.flatMap(tokens)) {
      if (!silent.has(word)) known.others.set(word, Math.max(known.others.get(word) || 0, weight));
    }
    meant.set(words.join(" "), { others: known.others, instead: known.instead || instead });
    longest = Math.max(longest, words.length);
  }
  for (const group of said.same) for (const one of group) learn(one, group.filter((other) => other !== one), OTHER);
  for (const [acronym, full] of said.acronyms) { learn(acronym, [full], FULL); learn(full, [acronym], OTHER); }
  for (const [phrase, words] of Object.entries(said.instead)) learn(phrase, [words], OTHER, true);

  function number(word) {
    if (/^\d{1,2}$/.test(word) && NUMBERS[Number(word)]) return [NUMBERS[Number(word)]];
    return NUMBERS.includes(word) ? [String(NUMBERS.indexOf(word))] : [];
  }

  function widened(typed) {
    if (/["*^~]|(^|\s)[+-]\S|\b(title|text|tags):/.test(typed)) return typed; // somebody who knows the search's own signs
    const words = tokens(typed);
    const weights = new Map();
    const add = (word, weight) => weights.set(word, Math.max(weights.get(word) || 0, weight));
    let dropped = 0;
    for (let at = 0; at < words.length;) {
      let length = Math.min(longest, words.length - at);
      while (length > 1 && !meant.has(words.slice(at, at + length).map(root).join(" "))) length--;
      const own = words.slice(at, at + length);
      const found = meant.get(own.map(root).join(" "));
      for (const [word, weight] of found ? found.others : []) add(word, weight);
      for (const word of own) {
        if (found && found.instead) continue;
        if (silent.has(word)) { dropped++; continue; }
        add(word, OWN);
        for (const other of number(word)) { add(other, OWN); add(`title:${other}`, OWN); add(`title:${word}`, OWN); }
      }
      at += length;
    }
    if (dropped && !weights.size) for (const word of words) add(word, OWN);
    const last = words.at(-1);
    const begun = weights.has(last) && !/\s$/.test(typed) && last.length > 2 && !/^\d/.test(last) ? [`${last}*^${BEGUN}`] : [];
    return [...weights].map(([word, weight]) => `${word}^${weight}`).concat(begun).join(" ");
  }

  const Plain = window.Worker;
  window.Worker = class extends Plain {
    postMessage(message, ...rest) {
      const asks = message && message.type === QUERY && typeof message.data === "string";
      super.postMessage(asks ? { ...message, data: widened(message.data) } : message, ...rest);
    }
  };
})();
