"""出来事 on a chart: on its day, by its number, behind the bars; the words for who hears it."""

from __future__ import annotations

from collections.abc import Callable

import altair as alt
import pandas as pd
import pytest

from yamato_dx.output.charts.happenings import ROOM, ChartHappening, circled, with_happenings
from yamato_dx.output.charts.kpi_by_month import kpi_by_month
from yamato_dx.output.charts.kpi_by_year import kpi_by_year
from yamato_dx.plan.model.types import Kpi

Kpis = Callable[..., Kpi]
FEE = ChartHappening("2024", 0.5, "①", "2024-10-01 手数料を下げた")


def labels(spec: dict) -> list[str]:
    texts = (layer["encoding"].get("text", {}) for layer in spec["layer"])
    return [text["value"] for text in texts if "①" <= str(text.get("value", ""))[:1] <= "⑳"]


def lines(*happenings: ChartHappening, narrowest: int = 480) -> dict:
    places = ["2023", "2024"]
    spec = {"layer": [{"encoding": {}}]}
    return with_happenings(spec, happenings, places, height=200, narrowest=narrowest)


@pytest.mark.parametrize("narrow", [False, True])
def test_a_line_on_its_day(four_years: pd.DataFrame, kpi: Kpis, narrow: bool) -> None:
    chart = kpi_by_year(four_years, kpi(), "ja", narrow=narrow, happenings=(FEE,))
    alt.Chart.from_dict({**chart.spec, "data": {"values": []}}, validate=True)
    assert labels(chart.spec) == ["①"]
    share = (2 + 0.5) / 4 if not narrow else (1 + 0.5) / 3  # a phone begins with R5
    assert chart.spec["layer"][1]["encoding"]["x"]["value"]["expr"] == f"width * {share:.4f}"
    assert chart.alt.endswith("出来事：① 2024-10-01 手数料を下げた。")


def test_nothing_is_drawn_or_said_of_a_year_that_is_not_shown(
    four_years: pd.DataFrame, kpi: Kpis
) -> None:
    before = ChartHappening("2022", 0.5, "①", "a")
    plain = kpi_by_year(four_years, kpi(), "ja", narrow=True)
    chart = kpi_by_year(four_years, kpi(), "ja", narrow=True, happenings=(before,))
    assert chart.spec is plain.spec
    assert chart.alt == plain.alt


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        ((0.2, 0.8), ["①", "②"]),
        ((0.50, 0.52), ["①②"]),  # 5 pixels apart: nobody could read two numbers
    ],
)
def test_numbers_that_would_lie_over_each_other_stand_together(
    parts: tuple[float, ...], shown: list[str]
) -> None:
    happenings = (ChartHappening("2024", part, circled(n), "a") for n, part in enumerate(parts, 1))
    assert labels(lines(*happenings)) == shown


def test_on_months_there_is_room_for_the_number(months: pd.DataFrame, kpi: Kpis) -> None:
    first = months["period_start"].iloc[0].date().isoformat()
    happening = ChartHappening(first, 0.5, "①", "a")
    chart = kpi_by_month(months, kpi(), "ja", narrow=False, happenings=(happening,))
    alt.Chart.from_dict({**chart.spec, "data": {"values": []}}, validate=True)
    assert labels(chart.spec) == ["①"]
    assert chart.frame.top >= ROOM


@pytest.mark.parametrize(("number", "label"), [(1, "①"), (20, "⑳"), (21, "(21)")])
def test_numbers(number: int, label: str) -> None:
    assert circled(number) == label
