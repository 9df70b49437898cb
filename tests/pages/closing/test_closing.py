"""期末評価: read by all, entered and closed by whoever is at the server."""

from __future__ import annotations

from datetime import date

import pytest

from tests.closings import CERTIFICATES
from tests.forms import CLOSE, CLOSING_ENTRY, COMMENT, REOPEN
from tests.pages.conftest import Visitor
from tests.pages.visiting import Visit
from tests.queries.conftest import CLERK, now, sent
from tests.reports import year_csv, years_csv
from yamato_dx.acts.closing.ending import close_plan
from yamato_dx.entries.review.closing import CarryOver
from yamato_dx.i18n import LANGUAGES
from yamato_dx.queries.closing.entered import ON_PLAN, entered_at
from yamato_dx.queries.closing.story import closing_story
from yamato_dx.store.record import Record
from yamato_dx.ui.frame import chrome, screen
from yamato_dx.web.callers import Caller

pytestmark = pytest.mark.usefixtures("without_papers")
PLAN = "yamato_dx"


def asked(record: Record, form: str, lang: str = "ja") -> Visit:
    return Visit.of(record, lang).open("closing", write=form)


def signed(reader: Visit, name: str = "企画政策課") -> Visit:
    return reader.fill(CLOSING_ENTRY.by, name).press(CLOSING_ENTRY.button)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_thing_read_is_the_sentence_then_the_counts(visit: Visitor, lang: str) -> None:
    reader = visit("sample", lang).open("closing")
    assert reader.heading.startswith("4年間の10のKPI" if lang == "ja" else "Of the 10 KPIs")
    assert reader.shows("closing.effects.note", count=22, found=6, not_found=5, unchecked=11)
    rows = reader.table("closing.table")
    assert len(rows) == 10 + 4  # four groups
    assert reader.shows("frame.provisional")
    assert reader.shows("closing.missing.title")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_record_says_what_is_missing(visit: Visitor, lang: str) -> None:
    reader = visit("empty", lang).open("closing")
    assert reader.shows("closing.headline.none")
    kpis = reader.say("closing.missing.all_kpis", count=10)
    assert reader.shows("closing.missing.figures.not_reported", kpis=kpis)


def test_each_missing_thing_leads_to_where_it_is_mended(record: Record) -> None:
    sent(record, years_csv())
    pages = {
        "closing.missing.unconfirmed": "history",
        "closing.missing.treatments": "closing",
    }
    for words, page in pages.items():
        kpis = "10のKPIすべて"
        assert Visit.of(record).open("closing").follow(words, kpis=kpis).page_name == page


def test_what_is_not_explained_leads_to_the_very_form(record: Record) -> None:
    """Of the first KPI and year that nobody explained, open and above all else."""
    sent(record, years_csv())

    def query() -> dict[str, str]:
        missing = closing_story(record, now(record), "ja").missing
        return dict(next(line.query for line in missing if line.kind == "causes"))

    assert query() == {"initiative": "1", "year": "2025", "write": "kpi:visitor_stay_minutes:2025"}
    reader = Visit.of(record).open("initiatives", **query())
    parts = "要因、今後の対応"
    label = reader.say(COMMENT.buttons["missing"], name="1 来庁者平均滞在時間", parts=parts)
    assert reader.app.expander[0].label == label
    reader.fill(COMMENT.fields["cause"], "転入が多い").fill(COMMENT.fields["measure"], "予約枠")
    reader.fill(COMMENT.by, "住民課").press(COMMENT.button)
    assert query()["initiative"] != "1"


def test_a_figure_that_nobody_reported_leads_to_its_year(record: Record) -> None:
    sent(record, years_csv())
    missing = closing_story(record, now(record), "ja").missing
    (line,) = (line for line in missing if line.kind == "figures.not_reported")
    assert (line.page, dict(line.query)) == ("report", {"way": "typing", "year": "2022"})


def test_all_treatments_are_decided_with_one_save(record: Record) -> None:
    sent(record, years_csv())
    reader = asked(record, "carry")
    edits = {
        "3": {"treatment": "拡充", "successor": "R8-3", "reason": "伸びた"},
        "6": {"treatment": "完了", "reason": "3か所そろった"},
    }
    signed(reader.edit(0, edited_rows=edits))
    assert reader.shows("closing.saved")
    carried = entered_at(record, record.head(), PLAN).carried
    assert carried[CERTIFICATES].value == CarryOver("expanded", "伸びた", "R8-3")
    assert carried[CERTIFICATES].actor_name == "企画政策課"
    assert len(carried) == 2


def test_what_is_refused_stays_in_the_form(record: Record) -> None:
    reader = asked(record, "carry")
    signed(reader.edit(0, edited_rows={"5": {"treatment": "統合", "reason": "紙で測る"}}))
    assert reader.shows("closing.refused.no_successor", kpi="6")
    assert not entered_at(record, record.head(), PLAN).carried
    assert reader.press(CLOSING_ENTRY.button).shows("closing.refused.no_successor", kpi="6")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_effects_are_entered_one_by_one_in_a_grid(record: Record, lang: str) -> None:
    reader = asked(record, "effect", lang)
    found = reader.say("closing.effect.found")
    signed(reader.edit(0, edited_rows={"0": {"found": found, "evidence": "29.5 → 22.3分"}}))
    assert reader.shows("closing.saved")
    assert entered_at(record, record.head(), PLAN).effects[(1, 1)].value.evidence
    assert reader.shows("closing.effects.note", count=22, found=1, not_found=0, unchecked=21)


def test_a_judgement_and_an_opinion_with_its_answer(record: Record) -> None:
    reader = asked(record, "judgement").fill("closing.form.words", "窓口は速くなった。")
    signed(reader.fill("closing.form.section", "企画政策課"))
    judged = entered_at(record, record.head(), PLAN).judgements
    assert judged[ON_PLAN].value.section == "企画政策課"
    reader = asked(record, "opinion").fill("closing.form.opinion_by", "町議会")
    signed(reader.fill("closing.form.opinion_words", "経費増をどう説明するか。"))
    assert reader.shows("closing.opinions.unanswered")
    # The one that waits is offered next.
    reader = asked(record, "opinion").fill("closing.form.answer", "次期計画で示す。")
    signed(reader)
    assert not reader.shows("closing.opinions.unanswered")
    opinions = entered_at(record, record.head(), PLAN).opinions
    assert (len(opinions), opinions[1].value.answer) == (1, "次期計画で示す。")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_plan_is_closed_and_opened_again(record: Record, lang: str) -> None:
    sent(record, years_csv())
    reader = Visit.of(record, lang).open("closing").unfold("closing.close.open")
    reader.fill(CLOSE.fields["approval_no"], "企第12号").fill(CLOSE.by, "企画政策課")
    reader.press(CLOSE.button)
    assert "企第12号" in reader.words()
    assert reader.shows("closing.missing.then")
    assert not reader.buttons(CLOSING_ENTRY.button)
    assert not any(box.label == reader.say("closing.form.carry") for box in reader.app.expander)
    sent(record, year_csv(("R7", "2", "20/20")))
    later = Visit.of(record, lang).open("closing")
    assert "20/20" in later.words()
    story = closing_story(record, now(record), lang)
    assert next(line for line in story.lines if line.kpi_no == "2").code == "not_met"
    later.unfold("closing.reopen.open").fill(REOPEN.fields["reason"], "移行が終わった")
    later.fill(REOPEN.by, "企画政策課").press(REOPEN.button)
    assert "移行が終わった" in later.words()
    assert later.shows("closing.missing.title")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_paper_is_a_draft_until_the_plan_is_closed(record: Record, lang: str) -> None:
    sent(record, years_csv())
    reader = Visit.of(record, lang).open("closing")
    names = [button.proto.label for button in reader.app.get("download_button")]
    assert names == [f"{reader.say('papers.name.closing')} {kind}" for kind in ("PDF", "Excel")]
    assert reader.shows("closing.papers.draft")
    close_plan(record, now(record), actor=CLERK)
    reader = Visit.of(record, lang).open("closing")
    assert reader.shows("closing.papers.kept")
    assert not reader.shows("closing.papers.draft")
    sent(record, year_csv(("R7", "2", "20/20")))
    reader = Visit.of(record, lang).open("closing")
    assert reader.shows("closing.papers.later")
    assert len(reader.app.get("download_button")) == 4


def test_without_a_name_or_a_reason_nothing_is_done(record: Record) -> None:
    reader = Visit.of(record).open("closing").unfold("closing.close.open")
    assert reader.press(CLOSE.button).shows("closing.by_missing")
    assert entered_at(record, record.head(), PLAN).closed is None


def test_others_read_and_enter_nothing(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (screen, chrome):
        there = Caller(is_at_server=False, address="192.0.2.7")
        monkeypatch.setattr(module, "caller_here", lambda there=there: there)
    reader = asked(record, "carry")
    assert reader.shows("closing.missing.title")
    assert not reader.buttons(CLOSING_ENTRY.button)
    assert len(reader.app.expander) == 0


def test_the_end_as_it_was_seen_before_is_one_choice_away(record: Record) -> None:
    before = record.now() if hasattr(record, "now") else None
    sent(record, years_csv())
    assert before is not None
    reader = Visit.of(record, on=date(2026, 6, 15)).open("closing", as_of=before.isoformat())
    assert reader.shows("closing.headline.none")
    assert not any(box.label == reader.say("closing.close.open") for box in reader.app.expander)
