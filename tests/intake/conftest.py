"""A plan with the ten KPIs of 山都町, built from the types alone."""

from __future__ import annotations

from datetime import date

import pytest

from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.intake.reports.report import ReportReading, read_report
from yamato_dx.plan.model.types import (
    Baseline,
    Kpi,
    Municipality,
    Plan,
    Target,
    Text,
)

PRESENT = date(2026, 5, 11)
_NOWHERE = Text("", "")


def kpi(
    kpi_no: str,
    kpi_id: str,
    name: str,
    short_name: str,
    unit: tuple[str, str],
    value_form: str,
    limits: tuple[float | None, float | None] = (0, None),
    total: float | None = None,
    baseline: Baseline | None = None,
    aggregation: str = "sum",
) -> Kpi:
    return Kpi(
        kpi_id=kpi_id,
        kpi_no=kpi_no,
        initiative_no=int(kpi_no.partition("-")[0]),
        name=Text(name, kpi_id.replace("_", " ")),
        short_name=Text(short_name, kpi_id),
        shape="at_least",
        direction="higher",
        value_form=value_form,  # type: ignore[arg-type]
        unit=Text(*unit),
        unit_forms=(unit[0],),
        decimals=1,
        minimum=limits[0],
        maximum=limits[1],
        is_cumulative=kpi_no == "9-2",
        aggregation=aggregation,  # type: ignore[arg-type]
        total=total,
        baseline=baseline,
        targets=(Target(FiscalYear(2025), None),),  # which no figure is far from
        band=None,
        target_date=None,
        report_due_month_day=None,
        benchmark_series=None,
        owner_section=None,
        target_phrase=_NOWHERE,
        tells=_NOWHERE,
        tells_not=_NOWHERE,
        chapter="7",
    )


_R4 = Baseline(FiscalYear(2022), None)
KPIS = (
    kpi(
        "1",
        "visitor_stay_minutes",
        "来庁者平均滞在時間",
        "滞在時間",
        ("分", "min"),
        "number",
        aggregation="weighted_mean",
    ),
    kpi(
        "2",
        "standardised_systems",
        "基幹業務システムの標準化・共通化",
        "標準化・共通化",
        ("業務", "systems"),
        "fraction",
        (0, 1),
        total=20,
        aggregation="last",
    ),
    kpi(
        "3",
        "mynumber_card_holding_rate",
        "マイナンバーカード保有枚数率",
        "カード保有枚数率",
        ("％", "%"),
        "share",
        (0, 1),
        aggregation="last",
    ),
    kpi(
        "4",
        "convenience_store_certificates",
        "コンビニ交付システムによる証明書等年間発行件数",
        "コンビニ交付",
        ("件", "certificates"),
        "number",
    ),
    kpi(
        "5",
        "overtime_hours",
        "職員残業時間数の削減",
        "職員残業時間数",
        ("時間", "hours"),
        "number",
        baseline=_R4,
    ),
    kpi(
        "6",
        "paperless_rate",
        "庁内のペーパーレス実施率",
        "ペーパーレス",
        ("％", "%"),
        "share",
        (0, 1),
        baseline=_R4,
        aggregation="last",
    ),
    kpi(
        "7",
        "online_consultation_rooms",
        "オンライン相談室の構築",
        "オンライン相談室",
        ("か所", "places"),
        "fraction",
        (0, 1),
        aggregation="last",
    ),
    kpi(
        "8",
        "security_training",
        "全職員に対するセキュリティ研修の実施",
        "全職員研修",
        ("回", "times"),
        "count_with_coverage",
    ),
    kpi(
        "9-1",
        "smartphone_course_attendees",
        "スマートフォン講座受講者数",
        "講座受講者",
        ("人", "people"),
        "number",
    ),
    kpi(
        "9-2",
        "open_data_items",
        "オープンデータ公開情報件数",
        "オープンデータ",
        ("件", "items"),
        "number",
        aggregation="last",
    ),
)


def plan_of(
    kpis: tuple[Kpi, ...] = KPIS, version: str = "2.0", effective: date = date(2024, 4, 1)
) -> Plan:
    return Plan(
        municipality=Municipality("434477", Text("山都町", "Yamato"), Text("熊本県", "Kumamoto")),
        plan_id="yamato-dx",
        plan_version=version,
        title=Text("山都町DX推進計画", "Yamato DX plan"),
        effective_from=effective,
        established="2024-04",
        revises=None,
        first_year=FiscalYear(2022),
        last_year=FiscalYear(2025),
        source=_NOWHERE,
        secretariat=_NOWHERE,
        steering_body=_NOWHERE,
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
        kpis=kpis,
        open_questions=(),
        gaps=(),
        roles=(),
        role_relations=(),
        career_levels=(),
        securing_policies=(),
        training_policies=(),
        glossary=(),
        quoted_population=(),
    )


PLAN = plan_of()


class Reads:
    """Reads files against the plan, with less typing."""

    plan = PLAN
    present = PRESENT

    def data(self, data: bytes, **options: object) -> ReportReading:
        told: dict[str, object] = {"plans": (PLAN,), "present": PRESENT} | options
        return read_report(data, "file", **told)  # type: ignore[arg-type]

    def csv(self, text: str, **options: object) -> ReportReading:
        return self.data(text.encode("utf-8"), **options)

    def row(self, kpi_no: str, value: str, unit: str = "") -> ReportReading:
        quoted = value.replace('"', '""')
        return self.csv(f'年度,KPI番号,実績値,単位\n令和6年度,{kpi_no},"{quoted}",{unit}\n')


@pytest.fixture
def reads() -> Reads:
    return Reads()
