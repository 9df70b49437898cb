"""照会: opened, looked at, reminded of, moved, closed on the page; answered at the desk."""

from __future__ import annotations

import json

import pytest
from openpyxl import Workbook

from tests.forms import ROUND_CLOSE, ROUND_CONFIRM, ROUND_DEADLINE, ROUND_OPEN, ROUND_REMIND
from tests.pages.conftest import Visitor
from tests.pages.visiting import Visit
from tests.queries.rounds.test_forms import Fill, answers, filled, put
from tests.rounds import (
    CERTIFICATES,
    OFFICE,
    ON,
    certificates,
    held,
    lines,
    opened,
    register,
    send,
    unlikely,
)
from yamato_dx import i18n
from yamato_dx.acts.confirming.giving_back import give_back
from yamato_dx.acts.rounds.holding import close_round
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.queries.assessed import View
from yamato_dx.queries.cards import cards_at
from yamato_dx.queries.rounds.forms import section_form
from yamato_dx.queries.rounds.words import title_of
from yamato_dx.store.record import Record
from yamato_dx.ui.frame import chrome, screen
from yamato_dx.ui.rounds import holding
from yamato_dx.web.callers import Caller

LANGUAGES = ["ja", "en"]
RESIDENTS = {"ja": "住民課", "en": "Residents"}


def at(record: Record, lang: str = "ja") -> Visit:
    return Visit.of(record, lang).open("rounds")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_before_the_first_round_the_page_says_what_to_do_first(visit: Visitor, lang: str) -> None:
    reader = visit("empty", lang).open("rounds")
    assert reader.heading == reader.say("rounds.page.title")
    assert reader.shows("rounds.first.no_sections")
    assert reader.shows("rounds.open.rule")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_round_is_opened_with_a_name_and_a_press(record: Record, lang: str) -> None:
    register(record)
    reader = at(record, lang)
    rows = reader.table("rounds.open.asked")
    assert rows[0] == ["住民課" if lang == "ja" else "Residents", "1", "2", "1"]
    reader.fill(ROUND_OPEN.by, "企画政策課").press(ROUND_OPEN.button)
    assert reader.query == {"round": "2025-1"}
    assert held(record).opened_by == "企画政策課"
    assert held(record).asked.due.isoformat() == "2026-07-10"  # a Friday four weeks on
    assert reader.shows("rounds.opened.note")
    assert reader.heading.startswith("2課のうち0課" if lang == "ja" else "0 of 2 sections")


def test_without_a_name_nothing_is_opened(record: Record) -> None:
    register(record)
    reader = at(record).press(ROUND_OPEN.button)
    assert reader.shows("rounds.by_missing")
    assert reader.query == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_board_shows_by_whose_move_it_is(record: Record, lang: str) -> None:
    register(record)
    opened(record)
    batch_id = send(record, certificates(), items=("yamato_dx/w1_1", "yamato_dx/w2_1"))
    reader = at(record, lang)
    rows = {row[0].partition("\n")[0]: row for row in reader.table("rounds.board")}
    taxes, residents = rows["税務課"], rows["住民課" if lang == "ja" else "Residents"]
    assert reader.say("rounds.status.answered") in taxes[1]
    assert reader.say("rounds.status.partly") in residents[1]
    assert residents[2] == "1/1"
    assert batch_id in residents[8]
    words = [words for words in rows if words.startswith(reader.say("rounds.move.to_check"))]
    assert len(words) == 1
    assert reader.say("rounds.to_confirming") in words[0]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_came_without_questions_is_confirmed_with_a_name_and_a_press(
    record: Record, lang: str
) -> None:
    register(record)
    opened(record)
    sure, asked = send(record, items=("yamato_dx/w2_1",)), unlikely(record)
    reader = at(record, lang)
    rows = {row[0].partition("\n")[0]: row for row in reader.table("rounds.board")}
    assert reader.say("rounds.status.questioned", count=1) in rows[RESIDENTS[lang]][1]
    assert reader.say("steps.no_questions") in rows["税務課"][1]
    left = {"count": 1, "section": RESIDENTS[lang]}
    assert reader.shows("rounds.confirm.left", **left)
    reader.press(ROUND_CONFIRM.button, count=1)
    assert reader.shows("steps.confirm.by_missing")
    reader.fill(ROUND_CONFIRM.by, "企画政策課")
    reader.fill(ROUND_CONFIRM.fields["approval_no"], "企第12号")
    reader.press(ROUND_CONFIRM.button, count=1)
    assert reader.shows("steps.confirm.done", count=1, batches=sure)
    assert lines(record)["s02"].approval_nos == ("企第12号",)
    assert lines(record)["s01"].status == "questioned"
    assert reader.shows("rounds.confirm.left", **left)
    assert record.last_step(asked) == "submitted"


def test_each_section_leads_to_its_figures_or_to_the_reason(record: Record) -> None:
    register(record)
    opened(record)
    batch_id = send(record, items=("yamato_dx/w2_1",))
    reader = at(record).follow("rounds.see", batch=batch_id)
    assert (reader.page_name, reader.query["batch"]) == ("history", batch_id)
    give_back(record, batch_id, OFFICE, "実人数か延数か")
    reader = at(record)
    rows = {row[0].partition("\n")[0]: row for row in reader.table("rounds.board")}
    assert "実人数か延数か" in rows["税務課"][1]
    reader.follow("rounds.see_reason")
    assert reader.query["batch"] == batch_id


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_who_are_waited_for_are_recorded_as_reminded_with_one_press(
    record: Record, lang: str
) -> None:
    register(record)
    opened(record)
    reader = at(record, lang)
    (code,) = [code.value for code in reader.app.code]
    # Opened at 127.0.0.1, which would lead every other machine to itself.
    assert "/report?" not in code
    reader.fill(ROUND_REMIND.by, "企画政策課")
    reader.press(ROUND_REMIND.button, count=2)
    assert [lines(record)[key].reminders for key in ("s01", "s02")] == [1, 1]
    assert held(record).reminders_of("s01")[0].value.text == code
    assert reader.shows("rounds.reminding.recorded", count=2)


def unfolded(reader: Visit, message_id: str) -> Visit:
    return reader.unfold(message_id)


def test_a_day_is_moved_for_one_section_with_its_reason(record: Record) -> None:
    register(record)
    opened(record)
    reader = unfolded(at(record), ROUND_DEADLINE.buttons["open"])
    (section,) = [box for box in reader.app.selectbox if "section" in str(box.key)]
    section.set_value("s02")
    (due,) = reader.app.date_input
    due.set_value(due.value.replace(day=31))
    reader.fill(ROUND_DEADLINE.fields["reason"], "出納整理")
    next(field for field in reader.app.text_input if field.key == "rounds.deadline.by").set_value(
        "企画政策課"
    )
    reader.press(ROUND_DEADLINE.button)
    assert [lines(record)[key].due.day for key in ("s01", "s02")] == [10, 31]
    assert "出納整理" in reader.words()


def test_a_day_is_not_moved_without_a_reason(record: Record) -> None:
    register(record)
    opened(record)
    reader = unfolded(at(record), ROUND_DEADLINE.buttons["open"])
    next(field for field in reader.app.text_input if field.key == "rounds.deadline.by").set_value(
        "企画政策課"
    )
    reader.press(ROUND_DEADLINE.button)
    assert reader.shows("rounds.refused.no_reason")


def test_a_round_is_closed_and_taken_up_again(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    register(record)
    opened(record)
    once = holding._close  # pressed twice before the page is drawn anew
    monkeypatch.setattr(holding, "_close", lambda *drawn: (once(*drawn), once(*drawn)))
    reader = unfolded(at(record), ROUND_CLOSE.buttons["open"])
    closing = next(field for field in reader.app.text_input if field.key == "rounds.closing.by")
    closing.set_value("企画政策課")
    [button] = [
        button for button in reader.app.button if button.label == reader.say(ROUND_CLOSE.button)
    ]
    button.click()
    reader.run()
    assert not held(record).is_open
    assert reader.shows("rounds.closed")
    assert reader.shows("rounds.reminding.nobody")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_link_of_a_section_leads_to_the_desk_with_what_is_asked(
    record: Record, lang: str
) -> None:
    register(record)
    opened(record, "interim")
    link = {"way": "typing", "section": "s01", "round": "2025-1"}
    reader = Visit.of(record, lang).open("report", **link)
    assert reader.shows("rounds.report.note")
    kpis, items = reader.desk_parts()[:2]
    assert kpis["values"][f"kpi.{CERTIFICATES}.value_status"] == "forecast"
    assert {name.partition(".status")[0] for name in items["values"] if ".status" in name} == {
        "item.yamato_dx/w1_1",
        "item.yamato_dx/w1_2",
    }


def test_a_figure_typed_for_an_interim_round_is_a_forecast(record: Record) -> None:
    register(record)
    opened(record, "interim")
    reader = Visit.of(record).open("report", way="typing", section="s01", round="2025-1")
    reader.type(0, {f"kpi.{CERTIFICATES}.actual_value": "1105"})
    reader.press("reports.typing.preview")
    reader.fill("reports.sending.by", "窓口係").press("reports.sending.send")
    rows = record.standing()
    assert rows["value_status"].tolist() == ["forecast"]


def test_what_was_answered_leaves_the_narrowed_desk_as_it_is(record: Record) -> None:
    """What is asked stays in sight, with what was reported of it."""
    register(record)
    opened(record)
    send(record, certificates())
    reader = Visit.of(record).open("report", way="typing", section="s01", round="2025-1")
    assert f"kpi.{CERTIFICATES}.actual_value" in json.dumps(reader.desk_parts()[0]["values"])


def test_without_the_link_the_desk_offers_the_open_round(record: Record) -> None:
    register(record)
    opened(record)
    reader = Visit.of(record).open("report", way="typing", section="s01")
    reader.follow("rounds.report.offer", title="令和7年度の照会", due="7月10日（金）")
    assert reader.query["round"] == "2025-1"


def test_overview_counts_the_open_round_and_leads_to_it(record: Record) -> None:
    register(record)
    opened(record)
    reader = Visit.of(record).open("overview")
    told = {"title": "令和7年度の照会", "answered": 0, "total": 2, "late": 0}
    assert reader.shows("rounds.overview", **told)
    reader.follow("rounds.overview", **told)
    assert reader.page_name == "rounds"


def test_a_visitor_from_the_network_reads_and_does_nothing(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    register(record)
    opened(record)
    send(record, items=("yamato_dx/w2_1",))
    for module in (screen, chrome):
        monkeypatch.setattr(
            module, "caller_here", lambda: Caller(is_at_server=False, address="192.0.2.5")
        )
    reader = at(record)
    assert reader.table("rounds.board")
    labels = {button.label for button in reader.app.button}
    assert reader.say("rounds.reminding.record_all", count=1) not in labels
    assert reader.say(ROUND_CONFIRM.button, count=1) not in labels
    assert (
        not Visit.of(record)
        .open("overview")
        .shows("rounds.overview", title="令和7年度の照会", answered=0, total=2, late=0)
    )


@pytest.mark.parametrize(("is_open", "message"), [(True, ""), (False, "rounds.form.known.closed")])
def test_a_form_that_is_sent_by_the_section_says_which_round_it_is_of(
    record: Record, *, is_open: bool, message: str
) -> None:
    register(record)
    opened(record)
    now = View(record.head(), ON)
    form = section_form(record, now, held(record), "s01", lang="ja")
    if not is_open:
        close_round(record, "2025-1", actor=OFFICE, on=ON)
    reader = Visit.of(record).open("report", way="file").upload(filled(form, answers), "a.xlsx")
    assert reader.shows("rounds.form.known", title="令和7年度の照会", sections="住民課")
    assert not reader.shows("rounds.form.cards_apart")  # nothing is written on it
    assert reader.shows("reports.sending.ready", new=3, changed=0, unchanged=0)
    if message:
        assert reader.shows(message)


def test_files_that_came_back_are_sent_together(record: Record) -> None:
    register(record)
    opened(record)
    now = View(record.head(), ON)
    form = section_form(record, now, held(record), "s01", lang="ja")
    reader = at(record).upload(filled(form, answers), "R7まとめ.xlsx")
    (row,) = reader.table("rounds.returned.title")
    assert (row[0], row[1]) == ("R7まとめ.xlsx", "住民課")
    assert "送れる" in row[2]
    by = next(field for field in reader.app.text_input if field.key == "rounds.returned.by")
    by.set_value("企画政策課")
    reader.press("rounds.returned.send", count=1)
    assert lines(record)["s01"].status == "partly"  # its card is still empty


def test_what_the_office_sent_for_a_section_is_answered_at_the_desk_of_that_section(
    record: Record,
) -> None:
    register(record)
    opened(record)
    batch_id = send(record, certificates())
    give_back(record, batch_id, OFFICE, "3月分がない")
    reader = Visit.of(record).open("report", section="s01", round="2025-1")
    reader.follow("steps.answer.link")
    assert (reader.query["answers"], reader.query["section"]) == (batch_id, "s01")
    kpis = reader.desk_parts()[0]
    assert {name.split(".")[1] for name in kpis["values"]} == {CERTIFICATES}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_file_that_asks_leads_to_the_desk_of_its_section_and_round(
    record: Record, lang: str
) -> None:
    register(record)
    opened(record)
    now = View(record.head(), ON)

    def last_year(book: Workbook) -> None:
        answers(book)
        put(book["実績報告"], 2, "年度", "令和6年度")

    form = filled(section_form(record, now, held(record), "s01", lang="ja"), last_year)
    own = "年度,KPI番号,実績値\n令和6年度,4,1105\n".encode()
    year, before = (i18n.fiscal_year(FiscalYear(start), lang) for start in (2025, 2024))
    for content, name, section in ((form, "様式.xlsx", "s01"), (own, "集計.csv", "all")):
        reader = at(record, lang).upload(content, name).follow("rounds.returned.to_desk")
        assert reader.query == {"way": "file", "section": section, "round": "2025-1"}
        title = title_of(held(record), lang)
        assert reader.shows("rounds.report.file", title=title, year=year)
        reader.upload(content, name)
        assert reader.shows("intake.problem.round_of_other_year", round=year, years=before)
        assert not reader.buttons("reports.sending.send")


def with_card(book: Workbook) -> None:
    put(book["数字の取り方"], 2, "システム", "住民記録")


def with_all(book: Workbook) -> None:
    answers(book)
    with_card(book)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("fill", "values", "work"), [(with_all, 1, 2), (with_card, 0, 0)])
def test_a_form_sent_by_the_section_brings_how_figures_are_got(
    record: Record, lang: str, fill: Fill, values: int, work: int
) -> None:
    register(record)
    opened(record)
    now = View(record.head(), ON)
    form = filled(section_form(record, now, held(record), "s01", lang="ja"), fill)
    reader = Visit.of(record, lang).open("report", way="file").upload(form, "a.xlsx")
    assert reader.shows("rounds.returned.brings", values=values, work=work, cards=1)
    assert [row[2] for row in reader.table("reports.cards.title")] == ["住民記録"]
    reader.fill("reports.sending.by", "窓口係").press("reports.sending.send")
    assert reader.shows("reports.cards.sent", count=1)
    assert cards_at(record, record.head(), "")[CERTIFICATES].system == "住民記録"
    assert len(record.batches()) == bool(values)
    # What stands already is not taken once more.
    again = Visit.of(record, lang).open("report", way="file").upload(form, "a.xlsx")
    assert not again.shows("rounds.returned.brings", values=values, work=work, cards=1)
    assert not again.buttons("reports.sending.send")


def test_from_the_network_the_report_goes_without_the_cards(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    register(record)
    opened(record)
    form = section_form(record, View(record.head(), ON), held(record), "s01", lang="ja")
    monkeypatch.setattr(
        screen, "caller_here", lambda: Caller(is_at_server=False, address="192.0.2.5")
    )
    reader = Visit.of(record).open("report", way="file").upload(filled(form, with_all), "a.xlsx")
    assert reader.shows("rounds.form.cards_apart")
    reader.fill("reports.sending.by", "窓口係").press("reports.sending.send")
    assert len(record.batches()) == 1
    assert cards_at(record, record.head(), "") == {}
