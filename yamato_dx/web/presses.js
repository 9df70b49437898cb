// What a page has in its HTML is drawn anew where a run of the page changes it. A press that began
// on the old link, button or summary ends on the new one, and the browser sends neither a click:
// the reader pressed, and nothing happens. The new one, at the same place and of the same words,
// is clicked in its stead.
(() => {
  const pressable = "[data-testid=stHtml] :is(a[href], button, summary)";
  let pressed = null;
  addEventListener("pointerdown", ({ button, target, ctrlKey, metaKey, shiftKey }) => {
    const isPlain = button === 0 && !(ctrlKey || metaKey || shiftKey);
    pressed = isPlain ? target.closest?.(pressable) : null;
  }, true);
  addEventListener("pointerup", ({ clientX, clientY }) => {
    const [old, drawn] = [pressed, document.elementFromPoint(clientX, clientY)];
    pressed = null;
    if (!old || old.isConnected) return;
    const anew = drawn?.closest(pressable);
    if (anew?.tagName === old.tagName && anew.textContent === old.textContent) anew.click();
  }, true);
})();
