"""A year that is different since the last time has a dot beside its label, and the chart a key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import altair as alt
import pandas as pd
import pytest

from yamato_dx.i18n import LANGUAGES, text
from yamato_dx.output.charts.changed import ChartChange
from yamato_dx.output.charts.key import KEY_LINE
from yamato_dx.output.charts.kpi_by_year import kpi_by_year
from yamato_dx.plan.model.types import Kpi

Kpis = Callable[..., Kpi]
CHANGE = ChartChange("2025", "×未達成　17/20業務 → ◎達成　20/20業務")


def dots(spec: dict[str, Any]) -> list[str]:
    return [
        layer["encoding"]["x"]["value"]["expr"]
        for layer in spec["layer"]
        if isinstance(layer["mark"], dict) and layer["mark"]["type"] == "point"
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("narrow", [False, True])
def test_the_year_has_a_dot_and_the_key_says_what_it_is(
    four_years: pd.DataFrame, kpi: Kpis, narrow: bool, lang: str
) -> None:
    chart = kpi_by_year(four_years, kpi(), lang, narrow=narrow, changes=(CHANGE,))
    alt.Chart.from_dict({**chart.spec, "data": {"values": []}}, validate=True)
    of_year, of_key = dots(chart.spec)
    middle = 2.5 / 3 if narrow else 3.5 / 4
    assert of_year.startswith(f"width * {middle:.4f} + ")
    assert not of_key.startswith("width")
    assert text("output.chart.changed", lang) in str(chart.spec)
    assert CHANGE.told in chart.alt


def test_on_a_phone_the_key_has_a_line_of_its_own(four_years: pd.DataFrame, kpi: Kpis) -> None:
    plain = kpi_by_year(four_years, kpi(), "ja", narrow=True)
    chart = kpi_by_year(four_years, kpi(), "ja", narrow=True, changes=(CHANGE,))
    assert chart.key_height == plain.key_height + KEY_LINE


@pytest.mark.parametrize("changes", [(), (ChartChange("2022", "a"),)])
def test_a_chart_of_which_nothing_changed_is_as_it_was(
    four_years: pd.DataFrame, kpi: Kpis, changes: tuple[ChartChange, ...]
) -> None:
    """2022 is not drawn on a phone."""
    plain = kpi_by_year(four_years, kpi(), "ja", narrow=True)
    chart = kpi_by_year(four_years, kpi(), "ja", narrow=True, changes=changes)
    assert chart.spec is plain.spec
    assert chart.digest == plain.digest
