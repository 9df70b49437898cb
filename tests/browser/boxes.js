// What of the page's text cannot be read: two texts on one another, a text cut off by a box that
// does not scroll that far or by the edge of its chart, a text beside the window. A line counts by its
// middle half: the boxes of close lines touch without their letters doing so.
() => {
  const SLACK = 1.5;
  const reading = document.querySelector("[data-testid=stMain]") ?? document.body;

  function isShown(element) {
    return element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
      && !isFolded(element);
  }

  function isFolded(element) {
    const fold = element.closest("details:not([open])");
    return fold !== null && !fold.querySelector("summary")?.contains(element);
  }

  function isForScreenReaders(element) {
    for (let box = element; box && box !== reading; box = box.parentElement) {
      const { clipPath, clip, position } = getComputedStyle(box);
      if (position === "absolute" && (clipPath !== "none" || clip !== "auto")) return true;
    }
    return false;
  }

  // Fixed and sticky boxes lie over what scrolls below them, dialogs over the page.
  function layer(element) {
    for (let box = element; box && box !== reading; box = box.parentElement)
      if (["fixed", "sticky"].includes(getComputedStyle(box).position)) return box;
    return reading;
  }

  function meet(one, other) {
    const [left, right] = [Math.max(one.left, other.left), Math.min(one.right, other.right)];
    const [top, bottom] = [Math.max(one.top, other.top), Math.min(one.bottom, other.bottom)];
    return { left, right, top, bottom };
  }

  // What a reader sees of a rectangle of text, and whether the rest can be scrolled to. The page itself
  // scrolls: what lies further down on it is seen too.
  function seen(rect, element) {
    let [part, isCut] = [rect, false];
    for (let box = element; box && box !== document.documentElement; box = box.parentElement) {
      if (box instanceof SVGElement && !(box instanceof SVGSVGElement)) continue;
      const { overflowX, overflowY, display } = getComputedStyle(box);
      if (display === "inline" || display === "contents") continue;
      const edge = box.getBoundingClientRect();
      const clips = { x: overflowX !== "visible", y: overflowY !== "visible" && !box.contains(reading) };
      const inside = meet(part, {
        left: clips.x ? edge.left : -Infinity,
        right: clips.x ? edge.right : Infinity,
        top: clips.y ? edge.top : -Infinity,
        bottom: clips.y ? edge.bottom : Infinity,
      });
      const hides = value => ["hidden", "clip"].includes(value);
      const [wide, high] = [part.right - part.left, part.bottom - part.top];
      if (clips.x && box.scrollLeft === 0 && part.left < edge.left - SLACK) isCut = true;
      if (hides(overflowX) && inside.right - inside.left < wide - SLACK) isCut = true;
      if (hides(overflowY) && clips.y && inside.bottom - inside.top < high / 2) isCut = true;
      part = inside;
      if (part.right - part.left < SLACK || part.bottom - part.top < SLACK) break;
    }
    return { part, isCut };
  }

  // A chart draws a word in white under itself, so that it reads upon a bar.
  function isHalo(one, other) {
    const isDrawn = one.node.parentElement instanceof SVGElement;
    return isDrawn && one.words === other.words;
  }

  const [texts, found] = [[], []];
  const walker = document.createTreeWalker(reading, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const words = node.textContent.trim();
    const element = node.parentElement;
    if (!words || ["STYLE", "SCRIPT", "NOSCRIPT", "OPTION"].includes(element.tagName)) continue;
    if (!isShown(element) || element.closest("[data-testid=stIconMaterial]")) continue;
    if (isForScreenReaders(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      if (rect.width < 1 || rect.height < 1) continue;
      const quarter = rect.height / 4;
      const { left, right, top, bottom } = rect;
      const line = { left, right, top: top + quarter, bottom: bottom - quarter };
      const { part, isCut } = seen(line, element);
      const isScrolledAway = part.right - part.left < SLACK || part.bottom - part.top < SLACK;
      if (isCut && !element.closest("[title]")) found.push(`cut: ${words}`);
      if (isScrolledAway) continue;
      if (part.left < -SLACK || part.right > innerWidth + SLACK) found.push(`beside: ${words}`);
      texts.push({ words, part, node, layer: layer(element) });
    }
  }
  texts.sort((one, other) => one.part.top - other.part.top);
  texts.forEach((one, place) => {
    for (const other of texts.slice(place + 1)) {
      if (other.part.top > one.part.bottom) break;
      if (other.node === one.node || other.layer !== one.layer || isHalo(one, other)) continue;
      const { left, right, top, bottom } = meet(one.part, other.part);
      if (right - left > SLACK && bottom - top > SLACK)
        found.push(`on one another: ${one.words} / ${other.words}`);
    }
  });
  return [...new Set(found)];
}
