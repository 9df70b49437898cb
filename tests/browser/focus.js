// What has the focus after a step of Tab: what it is called, and what a reader cannot see of it or of the
// mark that shows it. Null where the focus has left the page.
() => {
  const SLACK = 1.5;
  const focused = document.activeElement;
  const walk = (window.walkOfFocus ??= { reached: new Set(), shown: null });
  const isPage = one => [null, document.body, document.documentElement].includes(one);

  // Where something is drawn: a ring around a mark of a chart, the thumb or box of a hidden field.
  function drawn(one) {
    const mark = one.closest(".mark")?.parentElement;
    if (mark) return mark.querySelector(".ring");
    const grid = one.closest("[data-testid=stDataFrame]");
    if (grid) return grid;
    let box = one;
    while (getComputedStyle(box).clipPath !== "none" || box.parentElement?.offsetWidth === 1)
      box = box.parentElement;
    return box === one ? one : one.closest("label") ?? box.parentElement;
  }

  function* ancestors(one) {
    for (let box = one.parentElement; box; box = box.parentElement) yield box;
  }

  function named(one) {
    const label = one.getAttribute("aria-label") || one.innerText || one.labels?.[0]?.innerText;
    return `${one.tagName.toLowerCase()} ${(label || one.className || "").trim().split("\n")[0]}`;
  }

  const isClear = one => /, 0\)$/.test(getComputedStyle(one).backgroundColor);

  function isAbove(one) {
    const { position, zIndex } = getComputedStyle(one);
    const isOverlay = position === "absolute" && zIndex > 0 && !isClear(one);
    return ["fixed", "sticky"].includes(position) || isOverlay;
  }

  // What lies over a point of `one`, or cuts it off; undefined where the point is seen.
  function hidingAt(one, x, y) {
    if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return "the window's edge";
    for (const box of ancestors(one)) {
      const { overflowX, position } = getComputedStyle(box);
      const { left, right, top, bottom } = box.getBoundingClientRect();
      const isOut = x < left - SLACK || x > right + SLACK || y < top - SLACK || y > bottom + SLACK;
      if (overflowX !== "visible" && isOut) return named(box);
      if (position === "fixed") break;
    }
    const top = document.elementFromPoint(x, y);
    if (!top || top.contains(one) || one.contains(top) || top.closest("label")?.contains(one)) return;
    for (let box = top; box && !box.contains(one); box = box.parentElement)
      if (isAbove(box) && !box.matches(".mark, [class*=Thumb]")) return named(box);
  }

  // Off the edge by the width of a rounded corner.
  function* points({ left, top, width, height }, across = 6, down = 4) {
    const [x, y] = [Math.min(4, width / 4), Math.min(4, height / 4)];
    for (let i = 0; i < across; i++)
      for (let j = 0; j < down; j++)
        yield [left + x + ((width - 2 * x) * i) / (across - 1), top + y + ((height - 2 * y) * j) / (down - 1)];
  }

  function meet(one, other) {
    const [left, top] = [Math.max(one.left, other.left), Math.max(one.top, other.top)];
    const [right, bottom] = [Math.min(one.right, other.right), Math.min(one.bottom, other.bottom)];
    return { left, top, width: right - left, height: bottom - top };
  }

  // Of what is larger than the window only the part in it is asked for.
  function hiding(one, isWhole) {
    const view = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
    const isInline = getComputedStyle(one).display === "inline";
    const rects = isInline ? [...one.getClientRects()] : [one.getBoundingClientRect()];
    return rects.map(rect => (isWhole ? rect : meet(rect, view)))
      .filter(rect => rect.width > 0 && rect.height > 0)
      .flatMap(rect => [...points(rect)].map(([x, y]) => hidingAt(one, x, y)));
  }

  function room(one) {
    const boxes = [...ancestors(one)].filter(box => getComputedStyle(box).overflowX !== "visible");
    const header = document.querySelector("[data-testid=stHeader]")?.offsetHeight ?? 0;
    return [Math.min(innerWidth, ...boxes.map(box => box.clientWidth || innerWidth)), innerHeight - header - 24];
  }

  // What may show the focus: the thing itself, what is around it, what is drawn for it.
  function showing(one) {
    const around = [...ancestors(one)].slice(0, 4);
    const mark = one.closest(".ydx-mark")?.querySelector(".ring");
    const beside = [one.nextElementSibling, one.previousElementSibling, mark].filter(Boolean);
    return [one, ...around, ...beside, ...[...one.querySelectorAll("*")].slice(0, 6)];
  }

  function style(one) {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow, visibility } = getComputedStyle(one);
    const outline = outlineStyle === "none" ? "" : `${outlineWidth} ${outlineColor}`;
    return `${outline}/${boxShadow}/${visibility}`;
  }

  const said = { name: isPage(focused) ? null : named(focused), faults: [] };
  const before = walk.shown;
  const isStill = before && !isPage(focused) && before.one.closest(".ydx-mark")?.contains(focused);
  if (before && !isStill && before.parts.every(part => part.one.isConnected)
    && before.parts.every(part => style(part.one) === part.style))
    said.faults.push(`${before.name}: nothing shows that it has the focus`);
  walk.shown = null;
  if (isPage(focused)) return said;
  walk.reached.add(focused);
  const box = drawn(focused);
  const { width, height } = box.getBoundingClientRect();
  const [wide, high] = room(box);
  const isWhole = width <= wide && height <= high;
  const hid = hiding(box, isWhole);
  const covering = [...new Set(hid.filter(Boolean))];
  const share = hid.filter(one => !one).length / (hid.length || 1);
  if (share < (isWhole ? 0.99 : 0.05))
    said.faults.push(`${said.name}: ${Math.round(share * 100)} % seen, under ${covering.join(", ")}`);
  if (!focused.closest("[data-testid=stDataFrame]"))
    walk.shown = { one: focused, name: said.name, parts: showing(focused).map(one => ({ one, style: style(one) })) };
  return said;
}
