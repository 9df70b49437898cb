// The marks of a chart tell what they stand for by hover and focus alone (charts.css). Here is what
// a stylesheet cannot do: Escape closes and leaves the focus, the last one reached is the only one
// open, a finger's first touch tells and its second chooses, a card that would stand above the
// screen or on its chart's heading stands below its chart, and who chose a year by keyboard stays on it.
(() => {
  const HEADER = 60;
  const REDRAWN_WITHIN = 5000;
  const markOf = (node) => node?.closest?.(".ydx-mark");
  const ask = (mark) => mark.querySelector(".mark").focus({ preventScroll: true });
  const shut = (mark) => mark.setAttribute("data-shut", "");
  const open = (but) =>
    [...document.querySelectorAll(".ydx-mark:is(:hover, :focus-within):not([data-shut])")]
      .filter((mark) => mark !== but);
  let touched = null;

  const edges = (element) => element.getBoundingClientRect();
  const meet = (one, other) => one.left < other.right && other.left < one.right
    && one.top < other.bottom && other.top < one.bottom;

  function turn(mark) {
    mark.removeAttribute("data-below");
    const above = edges(mark.querySelector(".card"));
    const headings = [...mark.closest("[class*='st-key-chart-']")?.querySelectorAll("h2, h3") ?? []];
    const isOutside = above.top < HEADER;
    if (!isOutside && !headings.some((heading) => meet(above, edges(heading)))) return;
    mark.setAttribute("data-below", "");
    // On the heading it can still be read; below the screen it cannot.
    if (!isOutside && edges(mark.querySelector(".card")).bottom > innerHeight) mark.removeAttribute("data-below");
  }

  function reach({ target, relatedTarget }) {
    const mark = markOf(target);
    if (!mark || mark.contains(relatedTarget)) return;
    open(mark).forEach(shut);
    mark.removeAttribute("data-shut");
    turn(mark);
  }

  function close(mark) {
    if (mark.querySelector(".card").contains(document.activeElement)) ask(mark);
    shut(mark);
  }

  function stayOn(link) {
    const { id } = link;
    const watch = new MutationObserver(() => {
      if (link.isConnected) return;
      link = document.getElementById(id) ?? link;
      if (link.isConnected && document.activeElement === document.body) link.focus({ preventScroll: true });
    });
    watch.observe(document.body, { childList: true, subtree: true });
    setTimeout(() => watch.disconnect(), REDRAWN_WITHIN);
  }

  addEventListener("pointerover", reach);
  addEventListener("focusin", reach);
  addEventListener("keydown", ({ key }) => {
    if (key === "Escape") open().forEach(close);
  });
  addEventListener("pointerdown", ({ target, pointerType }) => {
    const mark = markOf(target);
    touched = pointerType === "touch" && mark && !mark.matches(":focus-within") ? mark : null;
  }, true);
  addEventListener("click", (event) => {
    const mark = markOf(event.target);
    if (!mark) return;
    if (event.target.closest(".x")) return close(mark);
    const link = event.target.closest("a.mark");
    if (!link) return event.target.closest(".mark") && ask(mark);
    if (mark !== touched) return stayOn(link);
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(mark);
  }, true);
})();
