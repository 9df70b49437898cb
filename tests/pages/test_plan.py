"""計画の概要: its parts; links of principles and holders of roles, entered on the page."""

from __future__ import annotations

import pytest

from tests.forms import HOLDERS, LINKS
from tests.pages.conftest import Visitor
from tests.pages.visiting import Visit
from yamato_dx.i18n import LANGUAGES
from yamato_dx.store.record import Record


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("town", ["empty", "minato"])
@pytest.mark.parametrize("part", ["story", "organisation", "people", "references"])
def test_part(visit: Visitor, part: str, town: str, lang: str) -> None:
    reader = visit(town, lang).open("plan", part=part)
    assert reader.filter("part").value == part
    told = {
        ("story", "empty"): ("plan.page.fact.secretariat", {}),
        ("organisation", "empty"): ("plan.page.organisation.lost", {}),
        ("references", "minato"): ("plan.page.reference.none", {}),
    }.get((part, town))
    assert told is None or reader.shows(told[0], **told[1])


def test_principles_are_linked_to_initiatives(record: Record) -> None:
    reader = Visit.of(record).open("plan").unfold(LINKS.buttons["open"])
    choices = [group for group in reader.app.button_group if group.key != "filter.part"]
    assert len(choices) == 6  # one group of initiatives per principle
    choices[0].set_value([4])
    reader.fill(HOLDERS.by, "企画係").press(LINKS.button)
    assert reader.shows("plan.page.saved", number=1)
    (principles,) = reader.html.all("ol", "ydx-principles") or reader.html.all(
        "ul", "ydx-principles"
    )
    assert len(principles.all("li")[0].all("a")) == 1


def test_holders_are_entered_by_somebody(record: Record) -> None:
    reader = Visit.of(record).open("plan", part="organisation").unfold(HOLDERS.buttons["open"])
    reader.fill(HOLDERS.fields["name"], "山田 太郎", role="CIO").press(HOLDERS.button)
    assert reader.shows("plan.page.by_missing")
    assert reader.field(HOLDERS.fields["name"], role="CIO").value == "山田 太郎"
    reader.fill(HOLDERS.by, "企画係").press(HOLDERS.button)
    assert reader.shows("plan.page.holder", holder="山田 太郎")


def test_of_two_who_name_a_holder_the_second_is_told(record: Record) -> None:
    first, second = (
        Visit.of(record).open("plan", part="organisation").unfold(HOLDERS.buttons["open"])
        for _ in range(2)
    )
    for reader, name in ((first, "山田 太郎"), (second, "佐藤 花子")):
        reader.fill(HOLDERS.fields["name"], name, role="CIO").fill(HOLDERS.by, name)
    first.press(HOLDERS.button)
    second.press(HOLDERS.button)
    assert second.shows("frame.forms.conflict", count=1)
    assert second.field(HOLDERS.fields["name"], role="CIO").value == "佐藤 花子"
    second.press(HOLDERS.button)
    assert second.shows("plan.page.holder", holder="佐藤 花子")
