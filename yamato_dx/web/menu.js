// Of the menu's groups, folded up, the framework tells nobody in which one the open page is. The
// page's brand names it (`data-group`); where the window is narrow, it lies in the menu's last button.
(() => {
  const GROUPS = "[data-testid=stTopNavSection]";

  function mark() {
    const here = document.querySelector(".ydx-brand")?.dataset.group;
    const groups = [...document.querySelectorAll(GROUPS)];
    const open = here && (groups.find((group) => group.querySelector("p")?.textContent === here) ?? groups.at(-1));
    for (const group of groups) {
      if (group === open) group.setAttribute("aria-current", "true");
      else group.removeAttribute("aria-current");
    }
  }

  new MutationObserver(mark).observe(document.documentElement, { subtree: true, childList: true });
})();
