"""A plan, reported values and published averages, built where the tests stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from yamato_dx.assessment import assess
from yamato_dx.assessment.columns import STANDING_COLUMNS
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.plan.model.types import (
    Band,
    Baseline,
    Candidate,
    Kpi,
    Municipality,
    OpenQuestion,
    Patch,
    Plan,
    Target,
    Text,
)

TOWN = "434477"
Row = dict[str, object]

_BLANK: Row = {
    "actual_value": float("nan"),
    "numerator": float("nan"),
    "denominator": float("nan"),
    "weight": float("nan"),
    "measured_on": None,
    "value_status": None,
    "note": None,
    "reason": None,
    "raw_text": None,
    "sheet": None,
    "row_no": None,
    "cell": None,
    "batch_id": "R-001",
}


def make_standing(rows: Sequence[Row]) -> pd.DataFrame:
    """Standing values; a row gives `kpi_id` and `year` (12 months) or `month` («2024-04»).

    Without `revision`, each row came after the one above it.
    """
    full = [
        _BLANK
        | {
            "municipality_code": TOWN,
            "period_start": f"{row['year']}-04-01" if "year" in row else f"{row['month']}-01",
            "period_months": 12 if "year" in row else 1,
            "revision": place,
            "recorded_at": "2026-05-11T05:00:00Z",
        }
        | {name: value for name, value in row.items() if name not in ("year", "month")}
        for place, row in enumerate(rows, start=1)
    ]
    return pd.DataFrame(full, columns=list(STANDING_COLUMNS)).astype(STANDING_COLUMNS)


def make_benchmarks(rows: Sequence[tuple[str, str, float | None]]) -> pd.DataFrame:
    """Published averages: (benchmark_id, day, share or None for 公表待ち) of card_holding."""
    frame = pd.DataFrame(rows, columns=["benchmark_id", "measured_on", "benchmark_value"])
    return frame.assign(
        benchmark_series="card_holding",
        measured_on=pd.to_datetime(frame["measured_on"]).astype("datetime64[us]"),
        benchmark_value=frame["benchmark_value"].astype("float64"),
        value_status=pd.Series(
            ["awaiting" if share is None else None for _, _, share in rows], dtype="str"
        ),
        vintage="2026-04",
        source="published",
        grade="O",
    )


def make_kpi(kpi_id: str, shape: str = "at_least", **given: object) -> Kpi:
    """A KPI counted in 件 with nothing but what the test is about."""
    name = Text(kpi_id, kpi_id)
    plain = Kpi(
        kpi_id=kpi_id,
        kpi_no=kpi_id,
        initiative_no=1,
        name=name,
        short_name=name,
        shape=shape,  # type: ignore[arg-type]
        direction="lower" if shape in ("at_most", "reduce_by") else "higher",
        value_form="number",
        unit=Text("件", "items"),
        unit_forms=(),
        decimals=0,
        minimum=None,
        maximum=None,
        is_cumulative=False,
        aggregation="sum",
        total=None,
        baseline=None,
        targets=(),
        band=None,
        target_date=None,
        report_due_month_day=None,
        benchmark_series=None,
        owner_section=None,
        target_phrase=name,
        tells=name,
        tells_not=name,
        chapter="7",
    )
    return replace(plain, **given)  # type: ignore[arg-type]


def targets(by_year: Mapping[int, float | None]) -> tuple[Target, ...]:
    return tuple(Target(FiscalYear(year), value) for year, value in by_year.items())


def make_plan(kpis: Sequence[Kpi], questions: Sequence[OpenQuestion] = (), **given: object) -> Plan:
    """Version 2.0 of a plan for FY2022–2025, effective 2024-04."""
    text = Text("計画", "plan")
    plain = Plan(
        municipality=Municipality(TOWN, Text("山都町", "Yamato"), Text("熊本県", "Kumamoto")),
        plan_id="yamato-dx",
        plan_version="2.0",
        title=text,
        effective_from=date(2024, 4, 1),
        established="2024-04",
        revises="1.0",
        first_year=FiscalYear(2022),
        last_year=FiscalYear(2025),
        source=text,
        secretariat=text,
        steering_body=text,
        purpose=(),
        background=(),
        review_rule=(),
        readings=(),
        history=(),
        related_plans=(),
        principles=(),
        initiatives=(),
        work_items=(),
        commitments=(),
        kpis=tuple(kpis),
        open_questions=tuple(questions),
        gaps=(),
        roles=(),
        role_relations=(),
        career_levels=(),
        securing_policies=(),
        training_policies=(),
        glossary=(),
        quoted_population=(),
    )
    return replace(plain, **given)  # type: ignore[arg-type]


def make_question(
    question_id: str,
    kpi_ids: Sequence[str],
    treatment: str = "default",
    averages: Sequence[str] = (),
    default: str | None = None,
) -> OpenQuestion:
    text = Text(question_id, question_id)
    return OpenQuestion(
        question_id=question_id,
        title=text,
        statement=text,
        reason=text,
        treatment=treatment,  # type: ignore[arg-type]
        candidates=tuple(
            Candidate(one, Text(f"平均{one}", one), Patch(benchmark_id=one)) for one in averages
        ),
        default=default,
        kpi_ids=tuple(kpi_ids),
        chapter="7",
    )


def _yamato_kpis() -> tuple[Kpi, ...]:
    end = date(2026, 3, 31)
    share = {"value_form": "share", "unit": Text("%", "%"), "aggregation": "last"}
    return (
        make_kpi(
            "visitor_stay_minutes",
            "at_most",
            kpi_no="1",
            unit=Text("分", "minutes"),
            decimals=1,
            aggregation="weighted_mean",
            targets=targets({2023: 30, 2024: 25, 2025: 20}),
        ),
        make_kpi(
            "standardised_systems",
            "complete",
            kpi_no="2",
            initiative_no=2,
            unit=Text("業務", "systems"),
            value_form="fraction",
            aggregation="last",
            total=20,
            targets=targets({2025: 1.0}),
            target_date=end,
        ),
        make_kpi(
            "mynumber_card_holding_rate",
            "match_benchmark",
            kpi_no="3",
            initiative_no=3,
            benchmark_series="card_holding",
            targets=targets({2025: None}),
            target_date=end,
            target_phrase=Text("全国市町村平均以上", "national average or more"),
            **share,
        ),
        make_kpi(
            "convenience_store_certificates",
            kpi_no="4",
            initiative_no=4,
            name=Text("コンビニ交付", "Certificates at convenience stores"),
            short_name=Text("コンビニ交付", "Certificates at convenience stores"),
            unit=Text("件", "certificates"),
            targets=targets({2023: 300, 2024: 600, 2025: 1200}),
        ),
        make_kpi(
            "overtime_hours",
            "reduce_by",
            kpi_no="5",
            initiative_no=5,
            unit=Text("時間", "hours"),
            baseline=Baseline(FiscalYear(2022), None),
            targets=targets({2025: 0.2}),
            target_date=end,
        ),
        make_kpi(
            "paperless_rate",
            kpi_no="6",
            initiative_no=6,
            baseline=Baseline(FiscalYear(2022), None),
            targets=targets({2025: 0.5}),
            target_date=end,
            **share,
        ),
        make_kpi(
            "online_consultation_rooms",
            "complete",
            kpi_no="7",
            initiative_no=7,
            unit=Text("か所", "rooms"),
            value_form="fraction",
            aggregation="last",
            targets=targets({2025: 1.0}),
            target_date=end,
        ),
        make_kpi(
            "security_training",
            "yearly_duty",
            kpi_no="8",
            initiative_no=8,
            unit=Text("回", "times"),
            value_form="count_with_coverage",
            targets=targets({2022: 1, 2023: 1, 2024: 1, 2025: 1}),
        ),
        make_kpi(
            "smartphone_course_attendees",
            kpi_no="9-1",
            initiative_no=9,
            unit=Text("人", "people"),
            targets=targets({2023: 50, 2024: 75, 2025: 100}),
        ),
        make_kpi(
            "open_data_items",
            kpi_no="9-2",
            initiative_no=9,
            aggregation="last",
            is_cumulative=True,
            targets=targets({2023: 15, 2024: 20, 2025: 25}),
        ),
    )


def _yamato_questions() -> tuple[OpenQuestion, ...]:
    banded = (
        "visitor_stay_minutes",
        "convenience_store_certificates",
        "overtime_hours",
        "paperless_rate",
        "smartphone_course_attendees",
        "open_data_items",
    )
    text, paper = Text("候補", "candidate"), Text("紙の使用の量", "an amount of paper")
    return (
        replace(
            make_question("nearly_met_band", banded, default="from_0_8"),
            candidates=(Candidate("from_0_8", Text("80%", "80 %"), Patch(band=Band(0.8))),),
        ),
        make_question(
            "which_average",
            ["mynumber_card_holding_rate"],
            "candidates",
            averages=("mean", "median"),
        ),
        replace(
            make_question("paperless_reading", ["paperless_rate"], default="rate"),
            candidates=(
                Candidate("rate", text, Patch(figure_means=Text("実施率", "a rate"))),
                Candidate("reduction", text, Patch(shape="reduce_by", figure_means=paper)),
            ),
        ),
        make_question("rooms_total", ["online_consultation_rooms"]),
    )


@pytest.fixture(scope="session")
def yamato() -> Plan:
    return make_plan(_yamato_kpis(), _yamato_questions())


@pytest.fixture(scope="session")
def build() -> dict[str, Callable[..., object]]:
    """The builders, by name: tests are imported one by one and share no module."""
    return {
        "standing": make_standing,
        "benchmarks": make_benchmarks,
        "kpi": make_kpi,
        "plan": make_plan,
        "question": make_question,
        "targets": targets,
        "band": Band,
        "baseline": lambda year, value: Baseline(FiscalYear(year), value),
    }


@pytest.fixture(scope="session")
def judge() -> Callable[..., pd.Series]:
    """The assessment row of one KPI in one year, from rows of reported values."""

    def one_row(
        plan: Plan,
        rows: Sequence[Row],
        kpi_id: str,
        year: int,
        *,
        on: date = date(2026, 6, 1),
        published: Sequence[tuple[str, str, float | None]] = (),
        **options: object,
    ) -> pd.Series:
        assessed = assess(
            plan,
            make_standing(rows),
            make_benchmarks(published),
            on,
            **options,  # type: ignore[arg-type]
        )
        is_it = (assessed["kpi_id"] == kpi_id) & (assessed["fiscal_year"] == year)
        return assessed[is_it].squeeze(axis="index")

    return one_row
