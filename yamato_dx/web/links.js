// A link from screen to screen is followed without leaving: what the visit holds (a file not yet
// sent, what was typed) stays, and nothing is loaded again. The framework hears of it as of the
// browser's back button.
(() => {
  const FOREIGN = /\/(_stcore|static|media|component)\/|\.[a-z0-9]+$/i;

  function isPlain({ button, ctrlKey, metaKey, shiftKey, altKey, defaultPrevented }) {
    return button === 0 && !(ctrlKey || metaKey || shiftKey || altKey || defaultPrevented);
  }

  function isScreen(link) {
    const isHere = link.origin === location.origin && !link.hasAttribute("download");
    return isHere && ["", "_self"].includes(link.target) && !link.hash && !FOREIGN.test(link.pathname);
  }

  // An address without a language is in Japanese: in English each has one. Going back to such a
  // one, the visit would remember English; it is told.
  function speak() {
    const here = new URL(location.href);
    const lang = here.searchParams.get("lang") ?? "ja";
    if (!here.searchParams.has("lang") && document.documentElement.lang !== lang) {
      here.searchParams.set("lang", lang);
      history.replaceState(history.state, "", here);
    }
    document.documentElement.lang = lang;
  }

  addEventListener("popstate", speak);
  addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-testid=stMain] a[href]");
    const isConnected = document.querySelector("[data-test-connection-state=CONNECTED]");
    if (!link || !isConnected || !isPlain(event) || !isScreen(link)) return;
    event.preventDefault();
    history.pushState({}, "", link.href);
    dispatchEvent(new PopStateEvent("popstate"));
    document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  });
})();
