"""Every page of every town in both languages: which page it is, whose, and its main facts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import product
from typing import Any, Final

import pytest

from tests.pages.conftest import TOWNS, Visitor
from tests.pages.visiting import PAGE_NAMES, Visit
from tests.proving import in_turn
from yamato_dx.i18n import LANGUAGES

TITLES: Final = {
    "empty": {"ja": "山都町DX推進計画", "en": "Yamato Town DX Promotion Plan"},
    "minato": {"ja": "湊市スマート行政計画", "en": "Minato Smart Administration Plan"},
}
# They quote titles of publications that have no English.
JAPANESE_SOURCES: Final = ("population", "glossary")
# What a section wrote stands as it wrote it.
SECTIONS_OWN: Final = "見本："
Sentences = tuple[tuple[str, Mapping[str, Any]], ...]

# (page, town) → what stands on the page, by message: the facts that a reader comes for.
FACTS: Final[dict[tuple[str, str], Sentences]] = {
    ("accounts", "empty"): (("accounts.none", {}),),
    ("overview", "empty"): (
        ("kpis.headline.empty", {}),
        ("kpis.step.load.title", {}),
        # The targets of ten KPIs in years whose due date has passed; nothing of them came.
        ("kpis.overview.owed.note", {"owed": 21, "received": 0}),
    ),
    ("overview", "sample"): (
        ("kpis.headline.of_all", {"count": 10}),
        ("kpis.headline.met", {"count": 4}),
        ("kpis.headline.not_met_one", {}),
        ("kpis.overview.open_question_count", {"count": 5, "partly": 0}),
    ),
    ("overview", "minato"): (("kpis.headline.empty", {}),),
    ("initiatives", "empty"): (("assessment.verdict.not_reported", {}),),
    ("initiatives", "sample"): (("assessment.verdict.nearly_met", {}),),
    ("initiatives", "minato"): (("assessment.verdict.not_due", {}),),
    ("schedule", "empty"): (("schedule.count", {"items": 32, "commitments": 17}),),
    ("schedule", "sample"): (
        ("schedule.count", {"items": 32, "commitments": 17}),
        ("schedule.standing.overdue", {}),
    ),
    ("schedule", "minato"): (("schedule.count", {"items": 2, "commitments": 1}),),
    ("plan", "empty"): (("plan.page.purpose", {}), ("plan.page.principles.note", {})),
    ("plan", "sample"): (("plan.page.purpose", {}), ("plan.page.principles.note", {})),
    ("plan", "minato"): (("plan.page.purpose", {}), ("plan.page.unfilled", {})),
    ("population", "minato"): (
        ("population.headline.empty", {}),
        ("population.empty", {"code": "990019"}),
    ),
    ("report", "empty"): (("reports.sending.lead", {}), ("reports.sending.template.title", {})),
    ("report", "sample"): (("reports.typing.kpis", {}),),
    ("report", "minato"): (("reports.sending.lead", {}), ("reports.sending.template.title", {})),
    ("rounds", "empty"): (("rounds.page.title", {}), ("rounds.first.no_sections", {})),
    ("rounds", "sample"): (("rounds.page.title", {}), ("rounds.open.rule", {})),
    ("rounds", "minato"): (("rounds.first.no_sections", {}), ("rounds.open.rule", {})),
    ("history", "empty"): (("reports.history.empty", {}), ("reports.history.empty.note", {})),
    ("history", "sample"): (("steps.state.submitted", {}), ("reports.history.pick", {})),
    ("history", "minato"): (("reports.history.empty", {}), ("reports.history.empty.note", {})),
    ("decisions", "empty"): (
        ("decisions.headline.none_decided", {"count": 6}),
        ("decisions.headline.no_effects", {}),
    ),
    ("decisions", "sample"): (
        ("decisions.headline.open", {"total": 6, "count": 5}),
        ("decisions.headline.effects", {"questions": 4, "count": 10}),
    ),
    ("decisions", "minato"): (
        ("decisions.headline.none_decided", {"count": 2}),
        ("decisions.headline.no_effects", {}),
    ),
    ("data", "empty"): (("kpis.data.count", {"count": 40}),),  # 10 KPIs × 4 years
    ("data", "sample"): (("kpis.data.count", {"count": 40}),),
    ("data", "minato"): (("kpis.data.count", {"count": 27}),),  # 9 KPIs × 3 years
    ("glossary", "empty"): (("glossary.lead", {}), ("glossary.rules", {})),
    ("glossary", "sample"): (("glossary.lead", {}), ("glossary.rules", {})),
    ("glossary", "minato"): (("glossary.lead", {}), ("glossary.rules", {})),
    ("sections", "empty"): (("register.missing", {"count": 59}),),  # 10 KPIs + 32 + 17
    ("sections", "sample"): (("register.missing", {"count": 7}),),  # commitments of the whole plan
    ("sections", "minato"): (("register.missing", {"count": 12}),),  # 9 KPIs + 2 + 1
    ("supplements", "empty"): (
        ("plan.supplements.headline.counts", {"count": 0, "entered": 0, "total": 43}),
    ),
    ("supplements", "sample"): (
        ("plan.supplements.headline.counts", {"count": 0, "entered": 0, "total": 43}),
    ),
    ("supplements", "minato"): (
        ("plan.supplements.headline.counts", {"count": 0, "entered": 0, "total": 4}),
    ),
    ("neglect", "empty"): (("neglect.kind.never_reported", {}), ("neglect.mend.unowned", {})),
    ("neglect", "sample"): (("neglect.note.without_card", {}),),
    ("neglect", "minato"): (("neglect.kind.never_reported", {}), ("neglect.mend.unowned", {})),
    ("meetings", "empty"): (("meetings.page.lead", {}),),
    ("meetings", "sample"): (
        ("meetings.headline.some", {"count": 6, "recorded": 4}),
        ("meetings.headline.overdue", {"count": 1}),
    ),
    ("meetings", "minato"): (("meetings.page.lead", {}),),
    ("changes", "empty"): (("changes.first", {}),),
    ("changes", "sample"): (("changes.kind.meeting", {}), ("changes.kind.closing", {})),
    ("closing", "empty"): (("closing.headline.of", {"years": 4, "count": 10}),),
    ("closing", "sample"): (("closing.headline.of", {"years": 4, "count": 10}),),
    ("closing", "minato"): (("closing.headline.of", {"years": 3, "count": 9}),),
    ("publication", "empty"): (("publishing.headline.nothing", {}), ("publishing.files.none", {})),
    ("publication", "sample"): (
        ("publishing.headline.nothing", {}),
        ("publishing.left_out", {"count": 30}),  # nobody has confirmed any of them
    ),
    ("publication", "minato"): (("publishing.headline.nothing", {}),),
    ("status", "empty"): (("status.name.disk", {}), ("status.copy.nowhere", {})),
    ("status", "sample"): (("status.copy.nowhere.do", {}),),
    ("status", "minato"): (("status.backup.none", {}),),
    ("planning", "empty"): (("plan.loading.recorded.title", {}), ("plan.loading.take.title", {})),
    ("planning", "sample"): (("plan.loading.recorded.title", {}),),
    ("planning", "minato"): (("plan.loading.recorded.title", {}),),
    ("audit", "empty"): (("audit.event.act", {}), ("audit.verify.title", {})),
    ("audit", "sample"): (("audit.event.act", {}), ("audit.verify.title", {})),
    ("audit", "minato"): (("audit.event.act", {}), ("audit.verify.title", {})),
}
HEADINGS: Final = {
    "data": "kpis.data.title",
    "report": "reports.sending.title",
    "history": "reports.history.title",
} | {
    name: f"frame.page.{name}"
    for name in ("schedule", "plan", "glossary", "sections", "planning", "neglect", "audit")
}


@pytest.mark.parametrize(
    ("name", "town", "lang"),
    in_turn(product(PAGE_NAMES, TOWNS, LANGUAGES), lambda case: case[:2]),
)
def test_page(visit: Visitor, name: str, lang: str, town: str) -> None:
    reader = visit(town, lang).open(name)
    assert reader.page_name == name
    if name in HEADINGS:
        assert reader.heading == reader.say(HEADINGS[name])
    missing = [
        reader.say(sentence, **values)
        for sentence, values in FACTS.get((name, town), ())
        if not reader.shows(sentence, **values)
    ]
    assert missing == []
    is_of_its_town(reader, town)


def is_of_its_town(reader: Visit, town: str) -> None:
    """Its plan's title, the strip of fictitious figures, no word of another town."""
    words = reader.words()
    assert TITLES["minato" if town == "minato" else "empty"][reader.lang] in words
    name = {"ja": "山都町", "en": "Yamato Town"}[reader.lang]
    assert reader.shows("frame.sample.sentence", municipality=name) is (town == "sample")
    if town == "minato":  # whose plan has no English
        assert not re.search("山都|yamato", words, re.IGNORECASE)
    elif reader.lang == "en" and reader.page_name not in JAPANESE_SOURCES:
        assert [
            line
            for line in words.splitlines()
            if re.search("[ぁ-ん]", line) and SECTIONS_OWN not in line
        ] == []


def test_every_page_has_facts_or_a_test_of_its_own() -> None:
    told = {name for name, _ in FACTS}
    assert set(PAGE_NAMES) == told


NOT_OF_A_SMALL_PLAN: Final = {
    "plan": ("plan.page.history",),
    "glossary": ("glossary.terms.plan", "glossary.no_match"),
}


@pytest.mark.parametrize("name", NOT_OF_A_SMALL_PLAN)
def test_what_a_plan_does_not_have_is_not_headed(visit: Visitor, name: str) -> None:
    reader = visit("minato").open(name)
    heads = [head.words() for head in reader.html.all("h2")]
    for message_id in NOT_OF_A_SMALL_PLAN[name]:
        words = reader.say(message_id)
        assert not any(head.startswith(words) for head in heads)
        assert words not in [note.words() for note in reader.html.all("p")]


def test_an_empty_history_leads_to_the_report(visit: Visitor) -> None:
    assert visit("empty").open("history").follow("frame.page.report").page_name == "report"
