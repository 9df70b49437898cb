// A link from screen to screen is followed without leaving: what the visit holds (a file not yet
// sent, what was typed) stays, and nothing is loaded again. The framework hears of it as of the
// browser's back button.
(() => {
  const FOREIGN = /\/(_stcore|static|media|component|sign-in)\/|\.[a-z0-9]+$/i;

  function isPlain({ button, ctrlKey, metaKey, shiftKey, altKey, defaultPrevented }) {
    return button === 0 && !(ctrlKey || metaKey || shiftKey || altKey || defaultPrevented);
  }

  function isScreen(link) {
    const isHere = link.origin === location.origin && !link.hasAttribute("download");
    return isHere && ["", "_self"].includes(link.target) && !link.hash && !FOREIGN.test(link.pathname);
  }

  // An address without a language is in the one that its entry of the history was left in; else in
  // that of the visit.
  function speak() {
    const here = new URL(location.href);
    const told = here.searchParams.get("lang");
    const lang = told ?? history.state?.lang ?? document.documentElement.lang;
    if (!told && lang !== document.documentElement.lang) {
      here.searchParams.set("lang", lang);
      history.replaceState(history.state, "", here);
    }
    document.documentElement.lang = lang;
  }

  function go(address, isHere) {
    history.replaceState({ ...history.state, lang: document.documentElement.lang }, "");
    history.pushState({}, "", address);
    dispatchEvent(new PopStateEvent("popstate"));
    if (!isHere) document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  }

  // The menu drops the address's query, the language with it: told at once, it makes one entry of
  // the history and not two.
  function fromMenu({ href }) {
    const address = new URL(href);
    if (document.documentElement.lang !== "ja")
      address.searchParams.set("lang", document.documentElement.lang);
    return address;
  }

  addEventListener("popstate", speak);
  addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-testid=stMain] a[href]");
    const entry = event.target.closest?.(":is([data-testid=stTopNav], [data-testid=stTopNavPopover]) a[href]");
    const isConnected = document.querySelector("[data-test-connection-state=CONNECTED]");
    if (!(link ?? entry) || !isConnected || !isPlain(event) || !isScreen(link ?? entry)) return;
    event.preventDefault();
    event.stopPropagation();
    // A year is chosen in its chart: the reader goes on looking at it.
    go(link ? link.href : fromMenu(entry), link?.matches(".ydx-mark a[id]"));
    // A group of the menu folds up, as it does where the framework follows its link.
    entry?.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  }, true);
})();
