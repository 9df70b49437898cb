from __future__ import annotations

from datetime import date

import pytest

from tests.entered import enter
from tests.queries.conftest import CLERK, now, sent
from tests.reports import year_csv
from tests.rounds import CERTIFICATES, certificates, register, send
from yamato_dx.acts.rounds.holding import move_deadline
from yamato_dx.acts.rounds.opening import open_round
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.i18n import TOKYO
from yamato_dx.output.tables.columns import TABLES
from yamato_dx.output.tables.frame_check import check_frame
from yamato_dx.queries.assessed import View, assessed, view_of
from yamato_dx.queries.neglect.neglect import (
    KINDS,
    NeglectKind,
    counts_of,
    detail_words,
    neglect_table,
    neglected,
)
from yamato_dx.queries.rounds.asking import RoundScope
from yamato_dx.store.record import Record


def kpis_of(record: Record, kind: NeglectKind, on: date | None = None) -> set[str]:
    view = view_of(record, on=on) if on else now(record)
    return {line.kpi.kpi_no for line in neglected(record, view) if line.kind == kind}


def test_an_empty_record_neglects_every_figure(record: Record) -> None:
    found = neglected(record, now(record))
    assert counts_of(found) == {
        "unowned": 10,
        "never_reported": 10,
        "untouched": 0,  # what never came has not gone stale
        "late": 0,
        "without_card": 10,
        "unexplained": 0,  # of a figure that is missing there is nothing to explain
    }
    assert [line.kind for line in found] == sorted((line.kind for line in found), key=KINDS.index)


def test_a_section_and_a_card_and_a_report_take_a_kpi_off_the_page(record: Record) -> None:
    section = {"name_ja": "情報係", "name_en": "IT", "valid_from": None, "valid_to": None}
    enter(record, "section", {"it": section}, CLERK)
    known = {line.kpi.kpi_no: line.kpi.kpi_id for line in neglected(record, now(record))}
    kpi_id = known["9-2"]
    enter(record, "owner", {f"kpi:{kpi_id}": {"section_id": "it", "report_due": None}}, CLERK)
    enter(record, "card", {kpi_id: {"system": "公開サイト"}}, CLERK)
    sent(record, year_csv(("R6", "9-2", "19")))
    for kind in ("unowned", "never_reported", "without_card"):
        assert "9-2" not in kpis_of(record, kind)
        assert "9-1" in kpis_of(record, kind)


def test_a_figure_goes_stale_a_year_after_its_last_value(record: Record) -> None:
    sent(record, year_csv(("R6", "9-2", "19")))
    came = record.standing()["recorded_at"].max().date()
    day = came.replace(year=came.year + 1)
    assert "9-2" not in kpis_of(record, "untouched", day)
    assert "9-2" in kpis_of(record, "untouched", date.fromordinal(day.toordinal() + 2))


def test_late_is_the_first_value_of_a_year_after_its_day(record: Record) -> None:
    """The record's clock lies after the days of R4 to R7."""
    sent(record, year_csv(("R6", "9-2", "19")))
    sent(record, year_csv(("R6", "9-2", "20")))  # a later one makes it no later
    (line,) = (line for line in neglected(record, now(record)) if line.kind == "late")
    assert (line.kpi.kpi_no, line.fiscal_year, line.due) == ("9-2", 2024, date(2025, 5, 31))
    assert line.last_reported is not None
    assert line.days == (line.last_reported.astimezone(TOKYO).date() - date(2025, 5, 31)).days
    assert "2025" in detail_words(line, "en")


@pytest.mark.parametrize(
    ("moved", "late"),
    [
        (None, date(2026, 3, 10)),  # the day of the round
        (date(2100, 3, 31), date(2026, 5, 31)),  # given longer by the round, not by the plan
    ],
)
def test_an_answer_after_the_day_of_a_round_is_late(
    record: Record, moved: date | None, late: date
) -> None:
    """The record's clock lies after both days."""
    on = date(2026, 2, 2)
    register(record)
    scope = RoundScope("interim", FiscalYear(2025))
    held = open_round(record, View(record.head(), on), scope, due=date(2026, 3, 10), actor=CLERK)
    if moved:
        move_deadline(
            record, held.round_id, moved, actor=CLERK, reason="異動", on=on, section_id="s01"
        )
    send(record, certificates())
    send(record, certificates("1110"))  # a later one makes it no later
    (line,) = (line for line in neglected(record, now(record)) if line.kind == "late")
    assert (line.kpi.kpi_id, line.fiscal_year, line.due) == (CERTIFICATES, 2025, late)


def test_what_came_before_a_round_is_no_answer_to_it(record: Record) -> None:
    register(record)
    send(record, certificates(value_status="forecast"))
    scope = RoundScope("year_end", FiscalYear(2025))
    view = View(record.head(), date(2026, 2, 2))
    open_round(record, view, scope, due=date(2026, 3, 10), actor=CLERK)
    (line,) = (line for line in neglected(record, now(record)) if line.kind == "late")
    assert line.due == date(2026, 5, 31)
    send(record, certificates(value_status="final"))
    (line,) = (line for line in neglected(record, now(record)) if line.kind == "late")
    assert line.due == date(2026, 3, 10)


def test_the_table_is_what_its_columns_promise(record: Record) -> None:
    sent(record, year_csv(("R6", "9-2", "19")))
    plan = assessed(record, now(record)).plan
    for lang in ("ja", "en"):
        table = neglect_table(neglected(record, now(record)), plan, lang)
        assert check_frame(table, TABLES["neglect"]) == []
        assert len(table) == len(neglected(record, now(record)))
    assert len(neglect_table((), plan, "ja")) == 0
