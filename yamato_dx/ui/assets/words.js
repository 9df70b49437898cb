// The framework speaks English only. What it writes (`#ydx-words`: its words → ours, by language) is
// put into the reader's language as it comes into the page, before it is seen. What our pages draw
// themselves is left alone.
(() => {
  const NAMES = ["aria-label", "aria-valuetext", "title", "placeholder"];
  const OURS = "[data-testid=stHtml], [data-testid=stIconMaterial], script, style";
  const root = document.documentElement;
  const kept = new WeakMap();
  let table = null;

  // The framework asks the browser for the language of its calendar and its numbers.
  Object.defineProperty(navigator, "language", { get: () => root.lang, configurable: true });

  // «Remove {name}» fits whatever stands in the place of its braces; the longest that fits holds.
  function pattern([theirs, ours]) {
    const plain = theirs.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
    return [new RegExp(`^${plain.replace(/\{(\w+)\}/g, "(?<$1>.+)")}$`), ours];
  }

  function read() {
    const told = JSON.parse(document.getElementById("ydx-words").textContent);
    return Object.fromEntries(Object.entries(told).map(([lang, words]) => {
      const entries = Object.entries(words);
      const open = entries.filter(([theirs]) => theirs.includes("{"));
      const patterns = open.sort(([one], [other]) => other.length - one.length).map(pattern);
      return [lang, { exact: new Map(entries), patterns }];
    }));
  }

  function inWords(theirs) {
    table ??= read();
    const { exact, patterns } = table[root.lang] ?? { exact: new Map(), patterns: [] };
    if (exact.has(theirs)) return exact.get(theirs);
    for (const [fits, ours] of patterns) {
      const found = theirs.match(fits)?.groups;
      if (found) return ours.replace(/\{(\w+)\}/g, (_, name) => found[name]);
    }
    return theirs;
  }

  // What was put there by us, with the framework's word for it: the language may change.
  function tell(holder, name, now, put) {
    const words = kept.get(holder) ?? {};
    const theirs = words[name]?.ours === now ? words[name].theirs : now;
    const ours = inWords(theirs);
    kept.set(holder, { ...words, [name]: { theirs, ours } });
    if (ours !== now) put(ours);
  }

  function tellText(text) {
    const now = text.data;
    if (/[A-Za-z]/.test(now) || kept.has(text)) tell(text, "text", now, (ours) => { text.data = ours; });
  }

  function tellNames(element) {
    for (const name of NAMES) {
      const now = element.getAttribute(name);
      if (now) tell(element, name, now, (ours) => element.setAttribute(name, ours));
    }
  }

  function tellAll(node) {
    if (node.nodeType === Node.TEXT_NODE) {
      if (!node.parentElement?.closest(OURS)) tellText(node);
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE || node.closest(OURS)) return;
    const isOurs = (one) => one.nodeType === Node.ELEMENT_NODE && one.matches(OURS);
    const inside = document.createTreeWalker(node, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
      (one) => isOurs(one) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    do {
      const one = inside.currentNode;
      if (one.nodeType === Node.TEXT_NODE) tellText(one);
      else tellNames(one);
    } while (inside.nextNode());
  }

  new MutationObserver((changes) => {
    for (const { type, target, addedNodes, attributeName } of changes) {
      if (type === "childList") addedNodes.forEach(tellAll);
      else if (type === "characterData") tellAll(target);
      else if (attributeName === "lang") {
        if (target !== root) continue;
        tellAll(document.body);
        dispatchEvent(new Event("languagechange"));
      } else if (!target.closest(OURS)) tellNames(target);
    }
  }).observe(root, {
    subtree: true, childList: true, characterData: true, attributeFilter: ["lang", ...NAMES],
  });
})();
