"""A report of residents looked into afterwards: its rows, and what its withdrawal does."""

from __future__ import annotations

import pandas as pd

from tests.queries.conftest import CLERK, now, sent
from tests.reports import year_csv
from yamato_dx.acts.population import send_population
from yamato_dx.acts.withdrawal import withdraw
from yamato_dx.output.tables.columns import TABLES
from yamato_dx.output.tables.frame_check import check_frame
from yamato_dx.queries.population.history import (
    PopulationEffect,
    population_withdrawal,
    reported_population,
    reported_population_table,
)
from yamato_dx.queries.population.preview import preview_population
from yamato_dx.queries.population.residents import resident_rows
from yamato_dx.rows import rows_of
from yamato_dx.store.record import Record

# Fictitious. Of R6's end first both figures, then the total alone.
FIRST = "時点,総人口,65歳以上\n2025-03-31,12200,6400\n"
SECOND = "時点,総人口\n2025-03-31,12000\n2026-03-31,11900\n"


def received(record: Record, written: str) -> str:
    preview = preview_population(record, written.encode(), "住基.csv", now(record))
    return send_population(
        record,
        data=preview.data,
        file_name=preview.file_name,
        rows=preview.rows,
        actor=CLERK,
        previewed_at=preview.revision,
    ).batch_id


def brought(effect: PopulationEffect) -> list[tuple[object, ...]]:
    rows = effect.rows.astype("object").where(effect.rows.notna(), None)
    return [
        (
            str(pd.Timestamp(row["counted_on"]).date()),
            row["age_group"],
            row["population"],
            row["change"],
            row["before_population"],
            row["before_batch_id"],
        )
        for row in rows_of(rows)
    ]


def fallen(effect: PopulationEffect) -> dict[tuple[str, str], tuple[object, object]]:
    rows = effect.rows.astype("object").where(effect.rows.notna(), None)
    return {
        (str(pd.Timestamp(row["counted_on"]).date()), row["age_group"]): (
            row["after_population"],
            row["after_batch_id"],
        )
        for row in rows_of(rows)
    }


def test_each_figure_stands_with_what_it_replaced_when_it_came(record: Record) -> None:
    first, second = received(record, FIRST), received(record, SECOND)
    received(record, "時点,総人口\n2025-03-31,12100\n")  # a later one changes nothing of the past
    assert brought(reported_population(record, now(record), first, "ja")) == [
        ("2025-03-31", "total", 12_200, "new", None, None),
        ("2025-03-31", "65+", 6_400, "new", None, None),
    ]
    assert brought(reported_population(record, now(record), second, "ja")) == [
        ("2025-03-31", "total", 12_000, "changed", 12_200, first),
        ("2026-03-31", "total", 11_900, "new", None, None),
    ]


def test_what_it_changed_is_told_in_kpis_per_resident(record: Record) -> None:
    sent(record, year_csv(("R6", "4", "640"), ("R6", "9-1", "81")))
    first, second = received(record, FIRST), received(record, SECOND)
    came = {
        (resident.kpi.split()[0], resident.year): (resident.before, resident.after)
        for resident in reported_population(record, now(record), first, "ja").residents
    }
    assert set(came) == {("4", "令和6年度"), ("9-1", "令和6年度")}  # no figure of another year
    before, after = came["4", "令和6年度"]
    # The ministry's count of 1 January within the year, until the municipality brings its own.
    assert before.startswith("人口1,000人当たり 49.7件（12,887人：総数、住民基本台帳（総務省）")
    assert after.startswith("人口1,000人当たり 52.5件（12,200人：総数、住民基本台帳")  # 640 ÷ 12.2
    (changed,) = reported_population(record, now(record), second, "ja").residents
    assert "52.5件" in changed.before
    assert "53.3件" in changed.after  # 640 ÷ 12.0


def test_a_withdrawal_names_what_falls_back_and_what_loses_its_population(record: Record) -> None:
    sent(record, year_csv(("R6", "4", "640"), ("R7", "4", "1105")))
    first, second = received(record, FIRST), received(record, SECOND)
    effect = population_withdrawal(record, now(record), second, "ja")
    assert fallen(effect) == {
        ("2025-03-31", "total"): (12_200, first),
        ("2026-03-31", "total"): (None, None),
    }
    after = {resident.year: resident.after for resident in effect.residents}
    assert "52.5件" in after["令和6年度"]
    # FY2025 has the preliminary census too, which is no register.
    assert after["令和7年度"] == "〔その年度の住民基本台帳の人口が未登録〕総数"
    # Of the first report only the figure that the second did not bring still stands.
    lower = population_withdrawal(record, now(record), first, "ja")
    assert fallen(lower) == {("2025-03-31", "65+"): (None, None)}


def test_foretold_is_what_comes(record: Record) -> None:
    sent(record, year_csv(("R6", "4", "640"), ("R7", "4", "1105"), ("R6", "9-1", "81")))
    first = received(record, FIRST)
    received(record, SECOND)
    effect = population_withdrawal(record, now(record), first, "ja")
    withdraw(record, first, CLERK)
    rows = {(row.kpi, row.year): row for row in resident_rows(record, now(record), "ja")}
    assert effect.residents
    for resident in effect.residents:
        assert resident.after == rows[resident.kpi, resident.year].basis
        assert resident.after == "〔その年度の住民基本台帳の人口が未登録〕65歳以上"
    # As the record stands now nothing of it is left to fall back.
    assert population_withdrawal(record, now(record), first, "ja").rows.empty


def test_the_figures_can_be_taken_away(record: Record) -> None:
    received(record, FIRST)
    second = received(record, SECOND)
    table = reported_population_table(reported_population(record, now(record), second, "ja"))
    assert check_frame(table, TABLES["reported-population"]) == []
    assert len(table) == 2
