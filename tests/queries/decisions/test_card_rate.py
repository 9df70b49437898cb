"""KPI 3 of FY2025 under «全国の保有枚数率»: its rate of that day is computed, and says so."""

from __future__ import annotations

import pytest

from tests.queries.conftest import CLERK, now, sent
from tests.reports import year_csv
from yamato_dx.acts.deciding import decide
from yamato_dx.assessment import evidence
from yamato_dx.queries.assessed import assessed
from yamato_dx.queries.glossary.terms import sources
from yamato_dx.rows import Row, rows_of
from yamato_dx.store.record import Record


def card_rate(record: Record, lang: str = "ja") -> tuple[Row, str]:
    """The row of KPI 3 in FY2025, and its evidence."""
    answer = assessed(record, now(record))
    frame = answer.frame
    (row,) = rows_of(frame[(frame["kpi_no"] == "3") & (frame["fiscal_year"] == 2025)])
    return row, evidence(row, answer.plan, lang)


@pytest.mark.parametrize(
    ("reported", "verdict", "words"),
    [
        ("82.2%", "met", "全国の保有枚数率82.2%（計算値）（達成になる）"),
        ("82.1%", "not_met", "全国の保有枚数率82.2%（計算値）（未達成になる）"),
    ],
)
def test_decided_for_the_national_rate_it_is_judged(
    record: Record, reported: str, verdict: str, words: str
) -> None:
    sent(record, year_csv(("R7", "3", reported)))
    undecided, _ = card_rate(record)
    assert undecided["verdict"] == "cannot_judge"  # the other averages of that day are not there
    decide(record, "card_rate_average", "national_rate", actor=CLERK, decided_by="DX推進本部")
    row, said = card_rate(record)
    assert row["verdict"] == verdict
    assert words in said
    assert "(computed)" in card_rate(record, "en")[1]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_its_formula_stands_among_the_sources(record: Record, lang: str) -> None:
    (source,) = [one for one in sources(record, now(record), lang) if "102,205,295" in one.source]
    assert "124,330,690" in source.source
    assert (source.grade, source.date) == ("C", "2026-03-31")
