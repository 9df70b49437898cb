// Who is signed out here, in another tab or by somebody else leaves no page behind: nothing of it
// stays on the screen, nor behind the browser's back button. The server closes the page's connection
// when its session is over; the page then asks it why. A broken network is no answer, and ends nothing.
(() => {
  const STATE = "/sign-in/state";
  const OUT = "/sign-in/out";
  const OVER = 205;
  const others = new BroadcastChannel("yamato_dx.session");
  let isLeaving = false;

  function empty() {
    document.title = "";
    document.body?.replaceChildren();
  }

  function leave() {
    if (isLeaving) return;
    isLeaving = true;
    empty();
    const query = new URLSearchParams({ next: location.pathname + location.search, over: "1" });
    if (document.documentElement.lang !== "ja") query.set("lang", document.documentElement.lang);
    location.replace(`/sign-in?${query}`);
  }

  async function ask() {
    const answer = await fetch(STATE, { cache: "no-store" }).catch(() => null);
    if (answer?.status === OVER) leave();
  }

  let last = null;
  new MutationObserver(() => {
    const state = document.querySelector("[data-test-connection-state]")?.dataset.testConnectionState;
    if (last && state !== last && state !== "CONNECTED") ask();
    last = state;
  }).observe(document.documentElement, { attributeFilter: ["data-test-connection-state"], childList: true, subtree: true });

  others.addEventListener("message", ask);
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) ask();
  });
  addEventListener("submit", ({ target }) => {
    if (new URL(target.action).pathname !== OUT) return;
    addEventListener("pagehide", () => {
      others.postMessage("out");
      empty();
    });
  }, true);
})();
