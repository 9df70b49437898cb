from __future__ import annotations

import pytest

from tests.queries.conftest import now, sent
from tests.reports import year_csv
from yamato_dx.queries.assessed import assessed
from yamato_dx.queries.kpis.first_steps import first_steps, owed_rows
from yamato_dx.store.record import Record


def test_steps_come_in_the_order_in_which_they_help(record: Record) -> None:
    steps = first_steps(assessed(record, now(record)), 21, 0, "ja")
    assert [step.name for step in steps] == ["load", "owners", "baseline", "template", "questions"]
    assert {step.page_name for step in steps} == {"report", "sections", "decisions"}
    owners, baseline, template, questions = steps[1:]
    assert "10件" in owners.lines[0]
    assert "21件" in template.lines[1]
    assert "6件" in questions.button
    # The plan names the base year of 5 and 6 and not its value.
    assert "令和4年度" in baseline.title
    assert "5 職員残業時間数" in baseline.lines[0]
    assert "6 庁内ペーパーレス実施率" in baseline.lines[0]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_step_has_its_words(record: Record, lang: str) -> None:
    for step in first_steps(assessed(record, now(record)), 21, 0, lang):
        assert step.title
        assert step.button
        assert len([line for line in step.lines if line]) == 2


def test_owed_rows_say_what_each_year_still_owes(record: Record) -> None:
    sent(record, year_csv(("R6", "4", "640")))
    rows = {row.kpi_no: row.cells for row in owed_rows(assessed(record, now(record)), "ja")}
    assert len(rows) == 10
    assert [f"{cell.mark}{cell.words}" for cell in rows["4"]] == [
        "目標なし",
        "－未報告",
        "◎達成",
        "－未報告",
    ]
    assert rows["5"][0].words == "基準年"
