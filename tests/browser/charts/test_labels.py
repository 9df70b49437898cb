"""What charts say can be read, at every width: no two texts on one another or touching."""

from __future__ import annotations

from itertools import product
from typing import Final

import pytest

from tests.browser.conftest import Visitor
from tests.browser.frame.test_widths import unread
from tests.browser.serving import Server
from tests.proving import in_turn
from yamato_dx.i18n import LANGUAGES

WIDTHS: Final = (320, 375, 768, 1280)
INITIATIVES: Final = {"sample": range(1, 10), "minato": range(1, 4)}
SCREENS: Final = [
    *(
        (state, "initiatives", {"initiative": number, "year": year}, lang)
        for state, year in (("sample", 2025), ("sample", 2022), ("minato", 2026))
        for number, lang in product(INITIATIVES[state], LANGUAGES)
    ),
    *(
        ("sample", "population", {"added": added}, lang)
        for added, lang in product(("none", "all"), LANGUAGES)
    ),
]
# Texts of one chart that stand beside each other with less than this between them.
TOUCHING: Final = """() => {
  const LEAST = 3;
  const found = [];
  for (const chart of document.querySelectorAll("[data-testid=stVegaLiteChart]")) {
    if (!chart.offsetParent) continue;
    const texts = [...chart.querySelectorAll(".mark-text text")].filter(text => text.textContent);
    const boxes = texts.map(text => [text.textContent, text.getBoundingClientRect()]);
    for (const [words, box] of boxes)
      for (const [other, beside] of boxes) {
        const gap = beside.left - box.right;
        const isLevel = Math.abs(beside.top - box.top) < box.height / 3;
        const isTouching = isLevel && gap >= 0 && gap < LEAST;
        if (words !== other && isTouching) found.push(`${words} / ${other}`);
      }
  }
  return [...new Set(found)];
}"""


@pytest.mark.parametrize(
    ("state", "page", "query", "lang"), in_turn(SCREENS, lambda screen: screen[:2])
)
def test_labels_of_charts_stand_apart(
    request: pytest.FixtureRequest,
    visit: Visitor,
    state: str,
    page: str,
    query: dict[str, object],
    lang: str,
) -> None:
    server: Server = request.getfixturevalue(state)
    reader = visit(server, lang=lang).open(page, **query)
    found: dict[int, list[str]] = {}
    for width in WIDTHS:
        reader.page.set_viewport_size({"width": width, "height": 800})
        reader.rested()  # charts take their new width after the page
        found[width] = [*unread(reader), *reader.page.evaluate(TOUCHING)]
    assert {at: said for at, said in found.items() if said} == {}
