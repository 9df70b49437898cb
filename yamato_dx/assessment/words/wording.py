"""What screens, exports and evidence print of an assessment row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from yamato_dx.assessment.rules.effects import as_judged
from yamato_dx.assessment.rules.order import MISSED
from yamato_dx.assessment.rules.row_values import (
    AssessmentRow,
    day_in,
    known_number,
    number_in,
    text_in,
)
from yamato_dx.assessment.words.digits import decimals_beside, share_decimals, value_decimals
from yamato_dx.assessment.words.figures import (
    Figure,
    is_share,
    percent,
    spoken,
    tidy,
)
from yamato_dx.i18n import (
    MISSING,
    calendar_year,
    day,
    fiscal_year,
    half_up,
    month,
    needed_decimals,
    number,
    signed,
    text,
    true_decimals,
    unit_of,
)
from yamato_dx.plan.model.types import Kpi, Shape

_MARKED: Final = frozenset(
    {
        "awaiting_publication",
        "not_reported",
        "in_progress",
        "cannot_judge",
        "met",
        "nearly_met",
        "not_met",
    }
)


def mark(verdict: str, lang: str) -> str:
    """◎ ○ × … ？ － 〜; empty for verdicts that have none."""
    return text(f"assessment.mark.{verdict}", lang) if verdict in _MARKED else ""


def verdict_word(row: AssessmentRow, lang: str) -> str:
    """達成, 達成（見込）, 年度途中（6/12か月）, …"""
    word = text(f"assessment.verdict.{row['verdict']}", lang)
    months = number_in(row, "months_reported")
    if row["verdict"] == "in_progress" and months is not None and row["period_months"] == 1:
        return text("assessment.verdict_months", lang, verdict=word, months=int(months))
    if row["is_forecast"] and row["verdict"] in ("met", *MISSED):
        return text("assessment.verdict_forecast", lang, verdict=word)
    return word


def hold_word(row: AssessmentRow, lang: str) -> str:
    """Why the verdict is held back, in a word or two: 基準値なし; empty where it is not."""
    return (
        text(f"assessment.hold.{row['reason']}", lang) if row["verdict"] == "cannot_judge" else ""
    )


def figure(value: float, kpi: Kpi, lang: str, beside: float | None = None) -> Figure:
    """A value in the KPI's unit, shares in percent, that no verdict was made of; `beside`: the
    figure that it is drawn beside."""
    levels = () if beside is None else (beside,)
    return _plain(value, kpi, decimals_beside(value, kpi, levels, kpi.decimals), lang)


def whole_figure(value: float, kpi: Kpi, lang: str) -> Figure:
    """A value with all its digits, and no fewer than others of its KPI."""
    shown = percent(value) if is_share(kpi) else tidy(value)
    return _plain(value, kpi, max(kpi.decimals, needed_decimals(shown)), lang)


def reported_figure(row: AssessmentRow, kpi: Kpi, lang: str) -> Figure:
    """The value as it was reported, never the share that it makes: 9,796 時間, 17/20 業務."""
    kpi = as_judged(kpi, row)
    done, of = number_in(row, "numerator"), number_in(row, "denominator")
    if kpi.shape == "complete" and done is not None and of is not None:
        return fraction_figure(done, of, kpi, lang)
    return _plain(number_in(row, "actual_value"), kpi, value_decimals(row, kpi), lang)


def target_figure(row: AssessmentRow, kpi: Kpi, lang: str) -> Figure:
    """1,200 件以上 · 20 分以下 · 20 %以上 · 20/20 業務 · 1 回以上; «–» in a year without target."""
    if row["verdict"] in ("no_target", "outside_period"):
        return Figure(MISSING, "")
    judged = as_judged(kpi, row)
    return _TARGETS[judged.shape](row, judged, lang)


def target_detail(row: AssessmentRow, kpi: Kpi, lang: str) -> str:
    """What stands under the target: R4比の削減, 対象者全員, the words of the plan; or nothing."""
    if row["verdict"] in ("no_target", "outside_period"):
        return ""
    kpi = as_judged(kpi, row)
    if kpi.shape == "reduce_by" and kpi.baseline:
        year = fiscal_year(kpi.baseline.fiscal_year, lang, "short")
        return text("assessment.detail.reduction", lang, year=year)
    if kpi.shape == "yearly_duty":
        return text("assessment.detail.everybody", lang)
    has_benchmark = kpi.shape == "match_benchmark" and number_in(row, "benchmark_value") is not None
    return kpi.target_phrase.in_language(lang) if has_benchmark else ""


def actual_figure(row: AssessmentRow, kpi: Kpi, lang: str) -> Figure:
    """1,105 件 · 21.0 % · 17/20 業務 · 2 回; 公表待ち where so reported, «–» where nothing."""
    if row["value_status"] == "awaiting":
        return Figure(text("assessment.status.awaiting", lang), "")
    judged = as_judged(kpi, row)
    compared = number_in(row, "compared_value")
    if judged.shape == "reduce_by" and compared is not None and not _is_base_year(row, judged):
        return _percent(compared, share_decimals(row, judged), lang)
    return reported_figure(row, kpi, lang)


def actual_detail(row: AssessmentRow, kpi: Kpi, lang: str) -> Figure | None:
    """What stands under the value: 9,796 時間 reported, 188/188 人 attended; or nothing."""
    attended, eligible = number_in(row, "numerator"), number_in(row, "denominator")
    if kpi.value_form == "count_with_coverage" and attended is not None and eligible is not None:
        return Figure(_of(attended, eligible, lang), text("assessment.unit.people", lang))
    has_share = number_in(row, "compared_value") is not None and not _is_base_year(row, kpi)
    if has_share and as_judged(kpi, row).shape == "reduce_by":
        return reported_figure(row, kpi, lang)
    return None


def _is_base_year(row: AssessmentRow, kpi: Kpi) -> bool:
    """The year that a reduction is measured from: its figure is hours, not «0 % less»."""
    return kpi.baseline is not None and row["fiscal_year"] == kpi.baseline.fiscal_year.start_year


def gap_phrase(row: AssessmentRow, kpi: Kpi, lang: str) -> Figure:
    """How far from the target, with a word and no sign: 95 件 不足, 2.3 分 超過, 1.0 pt 上回る."""
    gap = number_in(row, "gap_value")
    if gap is None:
        return Figure(MISSING, "")
    kpi = as_judged(kpi, row)
    is_of_people = kpi.shape == "yearly_duty" and (gap >= 0 or row["reason"] == "not_everybody")
    if is_of_people and (left := _not_attended(row)) is not None:
        return _duty_phrase(left, lang)
    amount, decimals = _difference(abs(gap), row, kpi)
    if row["verdict"] in MISSED:  # nobody misses a target by 0
        decimals = true_decimals(amount, (0.0,), decimals, -1)
    shown = number(amount, decimals, lang)
    unit = unit_of(shown, _gap_unit(row, kpi, lang), lang)
    if half_up(amount, decimals) != 0:
        side = "better" if gap > 0 else "worse"
        word = text(f"assessment.gap.{side}.{kpi.shape}", lang)
        unit = text("assessment.gap.unit", lang, unit=unit, word=word)
    return Figure(shown, unit)


def _not_attended(row: AssessmentRow) -> float | None:
    """Of a duty for everybody: how many it did not reach; None where either number is missing."""
    attended, eligible = number_in(row, "numerator"), number_in(row, "denominator")
    return None if attended is None or eligible is None else eligible - attended


def _duty_phrase(left: float, lang: str) -> Figure:
    """Held often enough, a duty is done or not: how many times more tells nobody anything."""
    if left <= 0:
        return Figure(text("assessment.gap.all", lang), text("assessment.gap.attended", lang))
    shown = number(left, 0, lang)
    people = unit_of(shown, text("assessment.unit.people", lang), lang)
    word = text("assessment.gap.not_attended", lang)
    return Figure(shown, text("assessment.gap.unit", lang, unit=people, word=word))


def change_phrase(row: AssessmentRow, kpi: Kpi, lang: str) -> Figure:
    """The change on the year before, always signed: +465 件, −4.0 分, +14 pt, +11 業務."""
    change = number_in(row, "change_value")
    if change is None:
        return Figure(MISSING, "")
    kpi = as_judged(kpi, row)
    amount, decimals = _difference(change, row, kpi)
    unit = text("assessment.unit.points", lang) if _in_points(kpi) else kpi.unit.in_language(lang)
    print_number = signed if half_up(amount, decimals) != 0 else number
    shown = print_number(amount, decimals, lang)
    return Figure(shown, unit_of(shown, unit, lang))


def figure_kind(kpi: Kpi, lang: str) -> str:
    """年度計, 年度末, 年度平均, 累計, 暦年."""
    if kpi.is_of_calendar_year:
        return text("assessment.kind.calendar_year", lang)
    kind = "cumulative" if kpi.is_cumulative and kpi.value_form == "number" else kpi.aggregation
    return text(f"assessment.kind.{kind}", lang)


def year_words(kpi: Kpi, year: int, lang: str) -> str:
    """Of which year a KPI's figure is: 令和6年度, or 2024年（暦年）."""
    return calendar_year(year, lang) if kpi.is_of_calendar_year else fiscal_year(year, lang)


def as_of_phrase(row: AssessmentRow, kpi: Kpi, lang: str) -> str:
    """時点: R7年度計 for a year's total, 2026年3月末 for a state; «–» without a value."""
    held_on = day_in(row, "measured_on") or day_in(row, "period_end")
    if held_on is None or row["value_status"] == "awaiting":
        return MISSING
    if kpi.is_of_calendar_year and day_in(row, "measured_on") is None:
        return year_words(kpi, int(known_number(row, "fiscal_year")), lang)
    if kpi.aggregation != "last" and kpi.value_form != "fraction":
        year = fiscal_year(int(known_number(row, "fiscal_year")), lang, "short")
        return text("assessment.as_of.year", lang, year=year, kind=figure_kind(kpi, lang))
    if (held_on + timedelta(days=1)).day != 1:
        return day(held_on, lang)
    return text("assessment.as_of.month_end", lang, month=month(held_on, lang))


def _plain(value: float | None, kpi: Kpi, decimals: int, lang: str) -> Figure:
    if value is None:
        return Figure(MISSING, "")
    if is_share(kpi):
        return _percent(value, decimals, lang)
    shown = number(tidy(value), decimals, lang)
    return Figure(shown, unit_of(shown, kpi.unit.in_language(lang), lang))


def _percent(share: float, decimals: int, lang: str) -> Figure:
    return Figure(number(percent(share), decimals, lang), text("assessment.unit.percent", lang))


def fraction_figure(done: float, total: float, kpi: Kpi, lang: str) -> Figure:
    """17/20 業務."""
    return Figure(_of(done, total, lang), kpi.unit.in_language(lang))


def _of(part: float, whole: float, lang: str) -> str:
    """17/20; 19.6 of 20 is not 20/20."""
    decimals = true_decimals(part, (whole,), 0)
    return f"{number(part, decimals, lang)}/{number(whole, needed_decimals(whole), lang)}"


def _at_least(row: AssessmentRow, kpi: Kpi, lang: str) -> Figure:
    return _bound("at_least", known_number(row, "target_value"), kpi, lang)


def _at_most(row: AssessmentRow, kpi: Kpi, lang: str) -> Figure:
    return _bound("at_most", known_number(row, "target_value"), kpi, lang)


def _reduction(row: AssessmentRow, _kpi: Kpi, lang: str) -> Figure:
    return _bound_percent(known_number(row, "target_value"), lang)


def _benchmark(row: AssessmentRow, kpi: Kpi, lang: str) -> Figure:
    benchmark = number_in(row, "benchmark_value")
    if benchmark is None:
        return Figure(kpi.target_phrase.in_language(lang), "")
    return _bound_percent(benchmark, lang)


def _all(row: AssessmentRow, kpi: Kpi, lang: str) -> Figure:
    total = number_in(row, "total")
    if total is None:
        return Figure(text("assessment.target.all", lang), "")
    return fraction_figure(total, total, kpi, lang)


_TARGETS: Final[Mapping[Shape, Callable[[AssessmentRow, Kpi, str], Figure]]] = {
    "at_least": _at_least,
    "at_most": _at_most,
    "reduce_by": _reduction,
    "match_benchmark": _benchmark,
    "complete": _all,
    "yearly_duty": _at_least,
}


def _bound(side: str, target: float, kpi: Kpi, lang: str) -> Figure:
    """A target keeps all its decimals: a value is never held against a rounded one."""
    shown = percent(target) if is_share(kpi) else tidy(target)
    printed = _plain(target, kpi, needed_decimals(shown), lang)
    return Figure(printed.number, text(f"assessment.bound.{side}", lang, unit=printed.unit))


def _bound_percent(share: float, lang: str) -> Figure:
    unit = text("assessment.unit.percent", lang)
    printed = number(percent(share), needed_decimals(percent(share)), lang)
    return Figure(printed, text("assessment.bound.at_least", lang, unit=unit))


def _in_points(kpi: Kpi) -> bool:
    """Differences of shares are points; of «17/20» they are items."""
    return kpi.shape == "reduce_by" or (is_share(kpi) and kpi.shape != "complete")


def _difference(difference: float, row: AssessmentRow, kpi: Kpi) -> tuple[float, int]:
    """A difference in the unit shown, and decimals as exact as the value beside it."""
    amount = percent(difference) if _in_points(kpi) else tidy(difference)
    of_share = kpi.shape == "reduce_by"
    return amount, share_decimals(row, kpi) if of_share else value_decimals(row, kpi)


def _gap_unit(row: AssessmentRow, kpi: Kpi, lang: str) -> str:
    if row["reason"] == "not_everybody":
        return text("assessment.unit.people", lang)
    return text("assessment.unit.points", lang) if _in_points(kpi) else kpi.unit.in_language(lang)


def status_word(row: AssessmentRow, lang: str) -> str:
    """見込, 速報, 確定, 公表待ち; empty where the reporter said nothing."""
    status = text_in(row, "value_status")
    return text(f"assessment.status.{status}", lang) if status else ""


def spoken_target(row: AssessmentRow, kpi: Kpi, lang: str) -> str:
    """The target in running text: 1,200件以上, 20%以上（R4比の削減）."""
    target = spoken(target_figure(row, kpi, lang), lang)
    detail = target_detail(row, kpi, lang)
    if not detail:
        return target
    return text("assessment.with_detail", lang, figure=target, detail=detail)
