"""Per KPI one verdict over the whole period, made of the verdicts of its years.

Nothing is judged anew: the years are as `assess` has them. What is not there yet (見込, 速報) is
no result, and what is not known is told by why, never counted as missed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from yamato_dx.assessment.rules.order import JUDGED
from yamato_dx.assessment.rules.row_values import AssessmentRow, known_number, text_in
from yamato_dx.plan.model.types import ClosingRule, Kpi, Plan

PeriodCode = Literal[
    "met",
    "nearly_met",
    "not_met",
    "awaiting_publication",
    "not_final",
    "unconfirmed",
    "not_comparable",
    "no_target",
    "not_reported",
    "not_over",
    "held",
]
# In the order in which they are told.
RESULTS: Final[tuple[PeriodCode, ...]] = ("met", "nearly_met", "not_met")
UNJUDGED: Final[tuple[PeriodCode, ...]] = (
    "awaiting_publication",
    "not_final",
    "unconfirmed",
    "not_comparable",
    "no_target",
    "not_reported",
    "not_over",
    "held",
)
# Of several years that are not known, the one is named for which somebody can do something.
_FIRST_NAMED: Final[tuple[PeriodCode, ...]] = (
    "not_reported",
    "unconfirmed",
    "not_final",
    "held",
    "not_comparable",
    "awaiting_publication",
    "not_over",
)
# A value is there, and what it has to be held against is not, or was never looked into.
NOT_COMPARABLE: Final = frozenset(
    {
        "no_baseline",
        "baseline_zero",
        "baseline_negative",
        "no_benchmark",
        "no_count",
        "no_coverage",
        "no_total",
        "total_not_set",
    }
)
_NOT_YET_THERE: Final = ("forecast", "preliminary")
_WITHOUT_TARGET: Final = ("no_target", "outside_period")
_OTHERS: Final[Mapping[str, PeriodCode]] = {
    "awaiting_publication": "awaiting_publication",
    "not_reported": "not_reported",
    "not_due": "not_over",
    "in_progress": "not_over",
}
# A KPI and the year in which a fiscal year begins.
JudgedYear = tuple[str, int]
# Years of which something was reported that does not count here, by why.
YearsLeftOut = Mapping[JudgedYear, PeriodCode]
NONE_LEFT_OUT: Final[YearsLeftOut] = {}
# Of a year that is left out, what its other figures do not come to.
_NOTHING_YET: Final = ("not_reported", "not_due", "in_progress")


@dataclass(frozen=True, eq=False)
class PeriodVerdict:
    """`rule`: by which it was judged, which the plan leaves open where `is_rule_open`. `years`: the
    rows of the plan's years, in their order; `judged`: those by which the whole is judged, each
    with its code in `codes`. `deciding`: the one on which it turns, None where there is none."""

    kpi: Kpi
    rule: ClosingRule
    is_rule_open: bool
    code: PeriodCode
    years: tuple[AssessmentRow, ...]
    judged: tuple[AssessmentRow, ...]
    codes: tuple[PeriodCode, ...]
    deciding: AssessmentRow | None

    @property
    def is_judged(self) -> bool:
        return self.code in RESULTS

    @property
    def met_count(self) -> int | None:
        """How many of the years that count were met; None where of none it is known."""
        is_known = any(code in RESULTS for code in self.codes)
        return self.codes.count("met") if is_known else None


def period_verdicts(
    rows: Iterable[AssessmentRow], plan: Plan, left_out: YearsLeftOut = NONE_LEFT_OUT
) -> tuple[PeriodVerdict, ...]:
    """One per KPI of the plan, in its order. `rows`: of an assessment by it. `left_out`: what was
    reported and is not among them, so that its year is not told as unreported."""
    own_years = {year.start_year for year in plan.fiscal_years}
    by_kpi: dict[str, list[AssessmentRow]] = {kpi.kpi_id: [] for kpi in plan.kpis}
    for row in rows:
        if _year(row) in own_years and row["kpi_id"] in by_kpi:
            by_kpi[str(row["kpi_id"])].append(row)
    return tuple(
        _verdict(kpi, sorted(by_kpi[kpi.kpi_id], key=_year), left_out) for kpi in plan.kpis
    )


def _verdict(kpi: Kpi, years: list[AssessmentRow], left_out: YearsLeftOut) -> PeriodVerdict:
    """The final year is the last one that has a target: a KPI that was to be reached earlier is
    judged by that year."""
    with_target = [row for row in years if row["verdict"] not in _WITHOUT_TARGET]
    judged = with_target if kpi.closes_by == "every_year" else with_target[-1:]
    codes = [_code(row, left_out) for row in judged]
    code = _of_all(codes)
    places = [place for place, of_year in enumerate(codes) if of_year == code]
    return PeriodVerdict(
        kpi=kpi,
        rule=kpi.closes_by,
        is_rule_open=kpi.closing_rule is None,
        code=code,
        years=tuple(years),
        judged=tuple(judged),
        codes=tuple(codes),
        deciding=judged[places[-1]] if places else None,
    )


def held_back(row: AssessmentRow, left_out: YearsLeftOut) -> PeriodCode | None:
    """Why a year shows nothing though something was reported; None where it shows what it is."""
    if row["verdict"] not in _NOTHING_YET:
        return None
    return left_out.get((str(row["kpi_id"]), _year(row)))


def _code(row: AssessmentRow, left_out: YearsLeftOut) -> PeriodCode:
    """Of one year. What is not there yet is neither met nor missed."""
    if why := held_back(row, left_out):
        return why
    if row["verdict"] in _OTHERS:
        return _OTHERS[str(row["verdict"])]
    if row["verdict"] not in JUDGED:
        return "not_comparable" if row["reason"] in NOT_COMPARABLE else "held"
    if is_preliminary(row):
        return "not_final"
    return next(code for code in RESULTS if code == row["verdict"])


def is_preliminary(row: AssessmentRow) -> bool:
    """Whether its figure is 見込 or 速報."""
    return bool(row["is_forecast"]) or text_in(row, "value_status") in _NOT_YET_THERE


def _of_all(codes: list[PeriodCode]) -> PeriodCode:
    """A year that was missed is missed whatever the others come to; met, and nearly met, are only
    known once all of them are."""
    if not codes:
        return "no_target"
    if "not_met" in codes:
        return "not_met"
    unknown = [code for code in _FIRST_NAMED if code in codes]
    if unknown:
        return unknown[0]
    return "nearly_met" if "nearly_met" in codes else "met"


def _year(row: AssessmentRow) -> int:
    return int(known_number(row, "fiscal_year"))
