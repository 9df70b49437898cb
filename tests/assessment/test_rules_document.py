"""The worked examples of docs/rules.md are true, and it names every verdict and reason."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest

from yamato_dx import i18n
from yamato_dx.assessment import SHAPES
from yamato_dx.assessment.rules.order import OUTCOMES
from yamato_dx.assessment.rules.shapes import Sign
from yamato_dx.assessment.words import wording
from yamato_dx.assessment.words.figures import spoken
from yamato_dx.assessment.words.ratios import attainment_words, progress_words
from yamato_dx.root import ROOT

DOCUMENT = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
Builders = dict[str, Callable[..., Any]]
Cells = dict[str, str]


def rows_under(*headings: str) -> list[Cells]:
    """The rows of every table whose headings begin with these."""
    found: list[Cells] = []
    head: list[str] | None = None
    for line in DOCUMENT.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("|"):
            head = None
        elif head is None:
            head = cells
        elif tuple(head[: len(headings)]) == headings and not line.startswith("|---"):
            found.append(dict(zip(head, cells, strict=True)))
    return found


def words_of(cells: Cells) -> str:
    return " ".join(cells.values())


def figure(cell: str | None) -> float | None:
    return None if cell in (None, "–") else float(cell or "")


def kpi_of(build: Builders, cells: Cells) -> Any:
    shape = cells["shape"]
    target = {"match_benchmark": None, "complete": 1.0, "yearly_duty": 1.0}
    by_year = {2025: target[shape] if shape in target else figure(cells["target"])}
    earlier = figure(cells.get("earlier"))
    by_year |= {} if earlier is None else {2024: earlier}
    return build["kpi"](
        "k",
        shape,
        targets=build["targets"](by_year),
        baseline=build["baseline"](2022, figure(cells.get("baseline"))),
        value_form={"complete": "fraction", "yearly_duty": "count_with_coverage"}.get(
            shape, "number"
        ),
        aggregation="last" if shape in ("complete", "match_benchmark") else "sum",
        target_date=date(2026, 3, 31),
        benchmark_series="card_holding",
        total=figure(cells.get("plan's")),
        decimals=int(cells.get("decimals", "0")),
    )


def value_of(cells: Cells) -> dict[str, object]:
    measured_on = cells.get("measured_on", "–")
    return {
        "kpi_id": "k",
        "year": 2025,
        "actual_value": figure(cells.get("actual", cells.get("count", "1"))),
        "numerator": figure(cells.get("done", cells.get("attended"))),
        "denominator": figure(cells.get("total", cells.get("eligible"))),
        "measured_on": None if measured_on == "–" else measured_on,
    }


@pytest.mark.parametrize("cells", rows_under("shape"), ids=words_of)
def test_each_example(build: Builders, judge: Callable[..., pd.Series], cells: Cells) -> None:
    published = [
        (f"average-{place}", "2026-03-31", float(share))
        for place, share in enumerate(cells.get("averages", "–").split())
        if share != "–"
    ]
    plan = build["plan"]([kpi_of(build, cells)])
    row = judge(plan, [value_of(cells)], "k", 2025, published=published)
    assert (row["verdict"], row["reason"]) == (cells["verdict"], cells["reason"])
    ratio = figure(cells["ratio"])
    expected = float("nan") if ratio is None else ratio
    assert row["attainment_ratio"] == pytest.approx(expected, abs=5e-7, nan_ok=True)


@pytest.mark.parametrize("cells", rows_under("figure", "beside"), ids=words_of)
def test_each_printed_figure(cells: Cells) -> None:
    value, beside = float(cells["figure"]), map(float, cells["beside"].split())
    sign: Sign = 1 if cells["better is"] == "more" else -1
    decimals = i18n.true_decimals(value, beside, int(cells["decimals"]), sign)
    assert i18n.number(value, decimals, "ja") == cells["printed"]


@pytest.mark.parametrize("cells", rows_under("rule", "decimals"), ids=words_of)
def test_what_a_row_prints(build: Builders, judge: Callable[..., pd.Series], cells: Cells) -> None:
    kpi = kpi_of(build, cells | {"shape": cells["rule"]})
    row = judge(build["plan"]([kpi]), [value_of(cells)], "k", 2025)
    printed = {
        "verdict": row["verdict"],
        "value": spoken(wording.actual_figure(row, kpi, "ja"), "ja"),
        "attainment": attainment_words(row, "ja"),
        "progress": progress_words(row, "ja"),
    }
    assert printed == {name: cells[name] for name in printed}


@pytest.mark.parametrize("cells", rows_under("rule", "actual"), ids=words_of)
def test_each_way_gone(build: Builders, judge: Callable[..., pd.Series], cells: Cells) -> None:
    plan = build["plan"]([kpi_of(build, cells | {"shape": cells["rule"]})])
    row = judge(plan, [value_of(cells)], "k", 2025)
    progress = figure(cells["progress"])
    expected = float("nan") if progress is None else progress
    assert row["progress_ratio"] == pytest.approx(expected, nan_ok=True)


def test_every_shape_has_an_example() -> None:
    assert {cells["shape"] for cells in rows_under("shape")} == set(SHAPES)


def test_the_table_names_every_verdict_with_all_its_reasons() -> None:
    table = DOCUMENT.split("## Then, the first verdict that fits")[1].split("##")[0]
    rows = [re.findall(r"`(\w+)`", line) for line in table.splitlines() if line.startswith("| `")]
    documented = {(verdict, reason) for verdict, *reasons in rows for reason in reasons}
    assert documented == set(OUTCOMES)
