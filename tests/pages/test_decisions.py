"""未決定事項: see what an answer would do, give it, see it done, take it back."""

from __future__ import annotations

from typing import Final

import pytest

from tests.forms import DECIDE, TAKE_BACK
from tests.pages.visiting import Visit
from tests.queries.conftest import sent
from tests.reports import year_csv
from yamato_dx.i18n import LANGUAGES
from yamato_dx.store.record import Record

BAND: Final = "nearly_met_band"
TITLE: Final = "「おおむね達成」とする範囲"
NONE: Final = "「おおむね達成」を設けない"
MOST: Final = "達成率80%以上"
SET: Final = "町が定める達成率以上"
CANDIDATES: Final = {NONE: "no_band", MOST: "from_080"}


def effects(reader: Visit) -> list[list[str]]:
    return reader.table("decisions.effects.title")


def answer(reader: Visit, words: str, decided_by: str = "DX推進本部") -> Visit:
    """Fill the form in by its labels and send it."""
    (choice,) = reader.app.radio
    code = next(code for code in choice.options if choice.options and words in str(code))
    choice.set_value(code)
    reader.fill(DECIDE.fields["decided_by"], decided_by)
    reader.fill(DECIDE.fields["approval_no"], "企画第12号")
    reader.fill(DECIDE.by, "佐藤")
    return reader.press(DECIDE.button)


def test_a_share_is_typed_in_percent_and_its_column_follows(record: Record) -> None:
    sent(record, year_csv(("R6", "1", "26.1分"), ("R7", "1", "22.3分")))
    reader = Visit.of(record).open("decisions", question=BAND)
    answer(reader, SET)
    assert reader.shows("decisions.answer.number_missing")
    (box,) = reader.app.number_input
    assert box.label == reader.say("decisions.number.band")
    box.set_value(90)
    reader.run()
    # 25 ÷ 26.1 = 0.958, 20 ÷ 22.3 = 0.897
    shown = ["○おおむね達成", "×未達成（いまと違う）"]
    assert [row[-1] for row in effects(reader)] == shown
    answer(reader, SET)
    assert reader.shows("decisions.answer.done", title=TITLE, answer=f"{SET}（90%）")
    assert line_of(reader.open("overview", year=2025), "1")[0].startswith("×未達成")


def test_an_answer_does_what_its_column_says_and_the_past_stays(record: Record) -> None:
    sent(record, year_csv(("R6", "1", "26.1分"), ("R7", "1", "22.3分")))
    reader = Visit.of(record).open("decisions", question=BAND)
    unset = "？判定保留おおむね達成とする達成率が未定（いまと違う）"
    shown = ["○おおむね達成", "×未達成（いまと違う）", unset]
    assert [row[2:] for row in effects(reader)] == [shown] * 2

    answer(reader, NONE)
    assert reader.shows("decisions.answer.done", title=TITLE, answer=NONE)
    (given,) = reader.table("decisions.history.title")
    assert given[:2] == [NONE, "R4～R7"]
    assert "企画第12号" in given[2]
    assert "佐藤" in given[4]
    assert line_of(reader.open("overview", year=2025), "1")[0].startswith("×未達成")
    assert reader.shows("kpis.overview.open_question_count", count=5, partly=0)

    reader.open("decisions", question=BAND).follow("decisions.history.look")
    assert "as_of" in reader.query
    assert reader.shows("decisions.answer.past")
    assert reader.shows("decisions.headline.none_decided", count=6)
    assert [row[2] for row in effects(reader)] == ["○おおむね達成"] * 2
    reader.open("overview", year=2025, as_of=reader.query["as_of"])
    assert line_of(reader, "1")[0].startswith("○おおむね達成")


def line_of(reader: Visit, kpi_no: str) -> list[str]:
    lines = reader.table("kpis.overview.caption", year="R7", count=10)
    (line,) = [row for row in lines if row[1:2] == [kpi_no]]
    return line


def test_an_answer_for_some_years_leaves_the_others_open(record: Record) -> None:
    reader = Visit.of(record).open("decisions", question=BAND)
    (years,) = [group for group in reader.app.button_group if str(group.key).startswith("years.")]
    years.set_value([2025])
    reader.run()
    assert reader.shows("decisions.answer.years", years="R7")
    answer(reader, MOST)
    assert reader.shows("decisions.state.partly", decided="R7", undecided="R4～R6")
    reader.open("overview")
    assert reader.shows("kpis.overview.open_question_partly", count=6, partly=1)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_form_without_a_name_records_nothing(record: Record, lang: str) -> None:
    reader = Visit.of(record, lang).open("decisions", question=BAND)
    reader.fill(DECIDE.by, "佐藤").press(DECIDE.button)
    assert reader.shows("decisions.answer.missing")
    assert reader.say("decisions.history.title") not in reader.tables
    assert reader.field(DECIDE.by).value == "佐藤"


def test_an_answer_is_taken_back(record: Record) -> None:
    reader = answer(Visit.of(record).open("decisions", question=BAND), NONE)
    reader.unfold(TAKE_BACK.buttons["open"]).press(TAKE_BACK.button)
    assert reader.shows("decisions.back.missing")
    by = [field for field in reader.app.text_input if field.key == "answer.back.by"]
    by[0].set_value("佐藤")
    reader.press(TAKE_BACK.button)
    assert reader.shows("decisions.back.done", title=TITLE)
    assert reader.shows("decisions.headline.none_decided", count=6)


def test_of_two_who_decide_from_the_same_view_the_second_is_told_of_the_first(
    record: Record,
) -> None:
    first, second = (Visit.of(record).open("decisions", question=BAND) for _ in range(2))
    answer(first, NONE, "DX推進本部")
    answer(second, MOST, "企画政策課")
    assert f"佐藤が「{NONE}」（決定：DX推進本部）と記録しました" in second.words()
    # What was typed is still there; knowing of the first, the second may take its place.
    assert second.field(DECIDE.fields["decided_by"]).value == "企画政策課"
    second.press(DECIDE.button)
    assert second.shows("decisions.answer.done", title=TITLE, answer=MOST)
