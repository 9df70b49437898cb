// Who goes from stop to stop by Tab sees the whole of each. Browsers leave alone what is partly seen:
// a word at the edge of a table, a long field. Of a mark of a chart its ring is looked at, and its card.
(() => {
  let isStep = false;
  const whole = (stop) => {
    const mark = stop.matches(".mark") && stop.closest(".ydx-mark");
    return mark ? [mark.querySelector(".card"), mark.querySelector(".ring")] : [stop];
  };
  addEventListener("keydown", ({ key }) => { isStep = key === "Tab"; }, true);
  addEventListener("pointerdown", () => { isStep = false; }, true);
  addEventListener("focusin", ({ target }) => {
    if (!isStep) return;
    whole(target).forEach((part) => part.scrollIntoView({ block: "nearest", inline: "nearest" }));
  });
})();
