"""確認, 差戻し and its answer, 訂正: what stands on the pages, and who is offered it."""

from __future__ import annotations

import pytest

from tests.forms import CONFIRM, CONFIRM_ALL, RETURN, SEND
from tests.pages.visiting import Visit
from tests.queries.conftest import CLERK, sent
from tests.reports import long_csv, window_csv, year_csv
from yamato_dx.acts.confirming.confirmation import confirm
from yamato_dx.acts.confirming.giving_back import give_back
from yamato_dx.i18n import LANGUAGES
from yamato_dx.intake.problem import AS_IT_STANDS
from yamato_dx.store.receiving import GivenAnswer, NewReport, receive
from yamato_dx.store.record import Record
from yamato_dx.ui.frame import screen
from yamato_dx.ui.reports.steps import confirming
from yamato_dx.web.callers import Caller

SMALL = year_csv(("R6", "9-1", "60"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_without_questions_are_confirmed_together(record: Record, lang: str) -> None:
    first, second = sent(record, window_csv()), sent(record, SMALL)
    words = {"ja": "前年度の3倍です", "en": "Three times last year"}
    figure = {"kpi_id": "smartphone_course_attendees"}
    asked = GivenAnswer("far_from_last_year", AS_IT_STANDS, words, words, figure=figure)
    report = NewReport(record.actual_rows(second), CLERK, kind="typed", answers=[asked])
    third = receive(record, report, expected_revision=record.head()).batch_id
    reader = Visit.of(record, lang).open("history", batch=first)
    assert reader.shows("steps.all.left", count=1, batches=third)
    reader.fill(CONFIRM_ALL.by, "企画係").fill(CONFIRM_ALL.fields["approval_no"], "企第1号")
    reader.press(CONFIRM_ALL.button, count=2)
    batches = reader.say("frame.list").join([second, first])
    assert reader.shows("steps.confirm.done", count=2, batches=batches)
    states = [row[-1] for row in reader.table("reports.history.title")]
    assert states[0].startswith(reader.say("steps.state.submitted"))
    assert all(state.startswith(reader.say("steps.state.confirmed")) for state in states[1:])
    assert "企第1号" in reader.table("steps.title")[-1]
    # What is left is looked at by itself, and confirmed by its own button.
    reader.choose("batch", third).fill(CONFIRM.by, "企画係").press(CONFIRM.button)
    assert reader.shows("steps.confirm.done", count=1, batches=third)
    assert not reader.buttons(CONFIRM.button)
    assert reader.choose("state", "confirmed").table("reports.history.title")


@pytest.mark.parametrize("act", ["_confirm", "_return"])
def test_a_button_pressed_twice_says_that_it_is_done(
    record: Record, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    """The second press comes from the page as it was drawn before the first."""
    number = sent(record, SMALL)
    once = getattr(confirming, act)
    monkeypatch.setattr(confirming, act, lambda *drawn: (once(*drawn), once(*drawn)))
    reader = Visit.of(record).open("history", batch=number)
    if act == "_confirm":
        reader.fill(CONFIRM.by, "企画係").press(CONFIRM.button)
        assert reader.shows("steps.confirm.done", count=1, batches=number)
    else:
        reader.unfold(RETURN.buttons["open"], batch=number)
        reader.fill(RETURN.fields["reason"], "実人数で").fill(RETURN.by, "企画係")
        reader.press(RETURN.button)
        assert reader.shows("steps.return.done", batch=number)
    acts = record.moments()["act"].tolist()
    assert acts.count(act.strip("_")) == 1


def test_nobody_confirms_or_gives_back_without_a_name(record: Record) -> None:
    number = sent(record, SMALL)
    reader = Visit.of(record).open("history").press(CONFIRM.button)
    assert reader.shows("steps.confirm.by_missing")
    reader.unfold(RETURN.buttons["open"], batch=number)
    reader.fill(RETURN.by, "企画係").press(RETURN.button)
    assert reader.shows("store.return_without_reason")
    assert record.batches()["status"].tolist() == ["standing"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_section_sees_why_first_and_answers_in_the_form_it_had_filled(
    record: Record, lang: str
) -> None:
    number = sent(record, SMALL)
    reader = Visit.of(record, lang).open("history").unfold(RETURN.buttons["open"], batch=number)
    reader.fill(RETURN.fields["reason"], "実人数で").fill(RETURN.by, "企画係")
    reader.press(RETURN.button)
    assert reader.shows("steps.return.done", batch=number)
    reader.open("report", way="typing")
    assert reader.words().index("実人数で") < reader.words().index("9-1")
    reader.follow("steps.answer.link")
    assert reader.query["answers"] == number
    values = [part["values"] for part in reader.desk_parts() if "values" in part]
    assert "60" in str(values)
    reader.open("report", answers=number, way="file").upload(year_csv(("R6", "9-1", "55")))
    reader.fill(SEND.by, "窓口係").press(SEND.button)
    newest = record.batches().iloc[0]
    assert newest["answers"] == number
    assert not reader.open("report", way="typing").shows("steps.answer.link")


def test_a_change_of_what_is_confirmed_asks_why(record: Record) -> None:
    confirm(record, [sent(record, SMALL)], CLERK)
    reader = Visit.of(record).open("report", way="file").upload(year_csv(("R6", "9-1", "66")))
    ((_, _, confirmed, now, kind),) = reader.table("steps.corrected.title")
    assert (confirmed, now, kind) == ("60人", "66人", "訂正")
    reader.fill(SEND.by, "窓口係").press(SEND.button)
    assert reader.shows("store.correction_without_reason", count=1)
    reader.fill("steps.corrected.reason", "延べ人数だった").press(SEND.button)
    assert record.batches().iloc[0]["correction_reason"] == "延べ人数だった"
    reader.open("initiatives", initiative=9, year=2024)
    assert "訂正：60人 → 66人" in reader.words()
    assert "理由：延べ人数だった" in reader.words()


def test_a_year_over_its_confirmed_months_asks_why(record: Record) -> None:
    confirm(record, [sent(record, window_csv())], CLERK)
    reader = Visit.of(record).open("report", way="file").upload(year_csv(("R6", "4", "700")))
    ((_, period, confirmed, now, kind),) = reader.table("steps.corrected.title")
    assert (period, confirmed, now, kind) == ("令和6年度", "640件", "700件", "訂正")
    reader.fill(SEND.by, "窓口係").press(SEND.button)
    assert reader.shows("store.correction_without_reason", count=1)
    reader.fill("steps.corrected.reason", "再発行を加えた").press(SEND.button)
    assert record.batches().iloc[0]["correction_reason"] == "再発行を加えた"


@pytest.mark.parametrize(
    ("confirmed", "now", "shown"),
    [
        ("R6,,9-1,60,確定,", "R6,,9-1,60,見込,", ("60人（確定）", "60人（見込）")),
        ("R6,2024/4,1,28.4,,1312", "R6,2024/4,1,28.4,,12", ("28.4分（1,312人）", "28.4分（12人）")),
    ],
)
def test_a_state_or_weight_that_changes_is_a_correction_that_can_be_seen(
    record: Record, confirmed: str, now: str, shown: tuple[str, str]
) -> None:
    header = "年度,年月,KPI番号,実績値,状態,人数"
    confirm(record, [sent(record, long_csv(confirmed, header=header))], CLERK)
    reader = Visit.of(record).open("report", way="file").upload(long_csv(now, header=header))
    ((_, _, *figures, kind),) = reader.table("steps.corrected.title")
    assert (tuple(figures), kind) == (shown, "訂正")
    reader.fill(SEND.by, "窓口係").press(SEND.button)
    assert reader.shows("store.correction_without_reason", count=1)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_of_several_corrections_each_may_say_its_own_why(record: Record, lang: str) -> None:
    both = year_csv(("R6", "9-1", "60"), ("R6", "9-2", "19"))
    confirm(record, [sent(record, both)], CLERK)
    right = year_csv(("R6", "9-1", "66"), ("R6", "9-2", "20"))
    reader = Visit.of(record, lang).open("report", way="file").upload(right)
    reader.fill("steps.corrected.reason", "数え直した")
    (own, _other) = [field for field in reader.app.text_input if "2024-04-01" in str(field.key)]
    own.set_value("延べ人数だった")
    reader.fill(SEND.by, "窓口係").press(SEND.button)
    reader.open("initiatives", initiative=9, year=2024)
    assert "延べ人数だった" in reader.words()
    assert "数え直した" in reader.words()


def test_what_is_confirmed_offers_no_withdrawal(record: Record) -> None:
    number = sent(record, SMALL)
    confirm(record, [number], CLERK)
    reader = Visit.of(record).open("history", batch=number)
    assert reader.shows("steps.correction.note")
    assert reader.shows("steps.own_by", by=CLERK.name)
    assert reader.open("report", replaces=number).shows("store.already_confirmed", batch_id=number)


def test_at_another_machine_nothing_is_confirmed(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = sent(record, SMALL)
    returned = sent(record, year_csv(("R7", "9-2", "19")))
    give_back(record, returned, CLERK, "実数で")
    monkeypatch.setattr(
        screen, "caller_here", lambda: Caller(is_at_server=False, address="192.0.2.5")
    )
    reader = Visit.of(record).open("history", batch=number)
    assert not reader.buttons(CONFIRM.button)
    assert not reader.buttons(CONFIRM_ALL.button, count=1)
    # The section answers from wherever it sits.
    assert reader.open("report", way="typing").shows("steps.answer.link")
