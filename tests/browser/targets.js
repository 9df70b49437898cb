// What is pressed and is too small for a finger: less than 24 px wide or high, unless it stands in a
// sentence, or a circle of 24 px around its middle touches no other target (WCAG 2.5.8).
() => {
  const LEAST = 24;
  const SLACK = 0.5;
  const PRESSED = "a[href], button, input, select, textarea, summary, label:has(input), [role=button], "
    + "[role=option], [role=tab], [role=slider], [role=combobox], [tabindex='0'][role]:not(section, main)";
  const isShown = one => one.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const isClipped = one => [one, one.parentElement].some(box =>
    getComputedStyle(box).clipPath !== "none" || box.offsetWidth === 1);

  // Its box, with what its style adds around it for the finger.
  function area(one) {
    const { left, right, top, bottom } = one.getBoundingClientRect();
    const after = getComputedStyle(one, "::after");
    const isWider = after.content !== "none" && after.position === "absolute";
    const [up, aside] = isWider ? [after.top, after.left].map(parseFloat) : [0, 0];
    return { left: left + Math.min(aside, 0), right: right - Math.min(aside, 0),
      top: top + Math.min(up, 0), bottom: bottom - Math.min(up, 0) };
  }

  const isSmall = ({ left, right, top, bottom }) =>
    right - left < LEAST - SLACK || bottom - top < LEAST - SLACK;

  function isInSentence(one) {
    const block = one.closest("p, li, dd, dt, td, th, div, summary");
    const isInline = getComputedStyle(one).display.startsWith("inline");
    return isInline && [...block.childNodes].some(node => {
      const words = node.textContent.trim();
      return node.nodeType === Node.TEXT_NODE && words.length > 1;
    });
  }

  // How far the middle of a box lies from another box.
  function distance(box, other) {
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    const across = Math.max(other.left - x, 0, x - other.right);
    return Math.hypot(across, Math.max(other.top - y, 0, y - other.bottom));
  }

  function middles(box, other) {
    const middle = one => [(one.left + one.right) / 2, (one.top + one.bottom) / 2];
    const [[x, y], [u, v]] = [middle(box), middle(other)];
    return Math.hypot(x - u, y - v);
  }

  const all = [...document.querySelectorAll(PRESSED)]
    .filter(one => isShown(one) && !isClipped(one) && !one.closest("[data-testid=stDataFrame], [inert]"))
    .map(one => ({ one, box: area(one) }))
    .filter(({ box }) => box.right > box.left && box.bottom > box.top);
  return all.filter(({ one, box }) => {
    if (!isSmall(box) || isInSentence(one)) return false;
    return all.some(other => !one.contains(other.one) && !other.one.contains(one)
      && (distance(box, other.box) < LEAST / 2 - SLACK
        || (isSmall(other.box) && middles(box, other.box) < LEAST - SLACK)));
  }).map(({ one, box }) => {
    const size = [box.right - box.left, box.bottom - box.top].map(Math.round).join("×");
    return `${one.tagName.toLowerCase()} ${(one.getAttribute("aria-label") || one.innerText || one.className).trim().slice(0, 40)}: ${size}`;
  });
}
