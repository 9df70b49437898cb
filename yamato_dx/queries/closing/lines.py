"""One line per KPI: three numbers, the way gone, the verdict over the period, what goes on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from yamato_dx import i18n
from yamato_dx.assessment.period.verdicts import (
    RESULTS,
    UNJUDGED,
    PeriodCode,
    PeriodVerdict,
    YearsLeftOut,
    is_preliminary,
)
from yamato_dx.assessment.period.ways import Way, start_of, way_of
from yamato_dx.assessment.period.words import (
    FigureBeside,
    each_year,
    period_evidence,
    period_mark,
    period_word,
    promised_figure,
    reached_figure,
    rule_words,
    short_reason,
    start_figure,
)
from yamato_dx.assessment.words import wording
from yamato_dx.assessment.words.figures import percent_number, spoken
from yamato_dx.assessment.words.ratios import progress_words
from yamato_dx.entries.review.closing import CarryOver, treatment_of, treatment_words
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.plan.model.types import Kpi
from yamato_dx.queries.assessed import Assessed
from yamato_dx.queries.closing.years import YearOutcome, year_outcomes
from yamato_dx.queries.figure_states import FigureStates
from yamato_dx.queries.kpis.beside import by_other_versions, promised_end, version_words
from yamato_dx.queries.kpis.lines import compact
from yamato_dx.queries.words import TONES, Shown, owner_of, shown
from yamato_dx.rows import Row, is_missing

# Missed first: it is what has to be talked about.
SORTED: Final[tuple[PeriodCode, ...]] = ("not_met", "nearly_met", "met")


@dataclass(frozen=True)
class NewBaseline:
    """The last figure of the plan's years, from which the next plan begins. `value`: as stored;
    `is_final`: neither 見込 nor 速報."""

    fiscal_year: int
    value: float
    words: str
    is_final: bool


@dataclass(frozen=True)
class ClosingLine:
    """One KPI. `code`: of the verdict over the period; `below`: how far it is from the promise.
    `year`: by which it is judged, «» where several are. `note`: the years that were not met.
    `open_band`: from where it counts as nearly met, where nobody decided that; «» elsewhere.
    `versions`: what other versions of the plan aimed at, `promised_end`: what came of it by the
    end promised before an extension. `treatment` «»: not chosen; `goes_on`: it stands in the next
    plan. `later`: figures that came since. `years`: of the plan, each as it was."""

    kpi_id: str
    kpi_no: str
    initiative_no: int
    name: str
    owner: str
    code: PeriodCode
    mark: str
    verdict: str
    tone: str
    below: str
    rule: str
    is_rule_open: bool
    year: str
    start: Shown
    promised: Shown
    reached: Shown
    way: Way | None
    progress: str
    note: str
    evidence: str
    is_confirmed: bool | None
    open_band: str
    versions: tuple[str, ...]
    promised_end: str
    treatment_id: str
    treatment: str
    goes_on: bool
    successor: str
    reason: str
    new_baseline: NewBaseline | None
    later: tuple[str, ...]
    years: tuple[YearOutcome, ...]


@dataclass(frozen=True)
class ResultCount:
    """How many KPIs have a verdict, or one reason for none, and which."""

    code: PeriodCode
    mark: str
    word: str
    tone: str
    kpi_nos: tuple[str, ...]

    @property
    def count(self) -> int:
        return len(self.kpi_nos)


@dataclass(frozen=True)
class LineGroup:
    title: str
    note: str
    lines: tuple[ClosingLine, ...]


@dataclass(frozen=True, eq=False)
class LineContext:
    """What the lines of one story share."""

    answer: Assessed
    states: FigureStates
    carried: Mapping[str, CarryOver]
    later: Mapping[str, tuple[str, ...]]
    left_out: YearsLeftOut
    lang: str


def line_of(verdict: PeriodVerdict, context: LineContext) -> ClosingLine:
    kpi, lang = verdict.kpi, context.lang
    carried = context.carried.get(kpi.kpi_id)
    treatment = treatment_of(context.answer.plan, carried.treatment) if carried else None
    row = verdict.deciding
    return ClosingLine(
        kpi_id=kpi.kpi_id,
        kpi_no=kpi.kpi_no,
        initiative_no=kpi.initiative_no,
        name=kpi.short_name.in_language(lang),
        owner=owner_of(kpi, lang),
        code=verdict.code,
        mark=period_mark(verdict.code, lang),
        verdict=period_word(verdict.code, lang),
        tone=TONES.get(verdict.code, "" if verdict.is_judged else "second"),
        below=short_reason(verdict, lang),
        rule=rule_words(verdict, lang),
        is_rule_open=verdict.is_rule_open,
        year=_year_of(verdict, lang),
        start=_compact(start_figure(start_of(verdict), kpi, lang), kpi, lang),
        promised=_compact(promised_figure(verdict, lang), kpi, lang),
        reached=_shown(reached_figure(verdict, lang)),
        way=way_of(verdict),
        progress=i18n.MISSING if row is None else progress_words(dict(row), lang),
        note=each_year(verdict, lang),
        evidence=period_evidence(verdict, lang),
        is_confirmed=_is_confirmed(verdict, context.states),
        open_band=_open_band(verdict, lang),
        versions=_versions(verdict, context),
        promised_end=_promised_end(verdict, context),
        treatment_id=carried.treatment if carried else "",
        treatment=treatment_words(carried.treatment, context.answer.plan, lang) if carried else "",
        goes_on=treatment.goes_on if treatment else True,
        successor=carried.successor if carried else "",
        reason=carried.reason if carried else "",
        new_baseline=new_baseline(verdict, lang),
        later=context.later.get(kpi.kpi_id, ()),
        years=year_outcomes(verdict, context.left_out, lang),
    )


def _shown(beside: FigureBeside) -> Shown:
    return shown(beside.figure, beside.below)


def _compact(beside: FigureBeside, kpi: Kpi, lang: str) -> Shown:
    """In English the unit stands once, at what was reached."""
    return shown(compact(beside.figure, kpi, lang), beside.below)


def _year_of(verdict: PeriodVerdict, lang: str) -> str:
    if verdict.rule == "every_year" or verdict.deciding is None:
        return ""
    return i18n.fiscal_year(_start_year(verdict.deciding), lang, "short")


def _start_year(row: Mapping[str, object]) -> int:
    return int(str(row["fiscal_year"]))


def _is_confirmed(verdict: PeriodVerdict, states: FigureStates) -> bool | None:
    """Of all the figures that it rests on; None where there is none."""
    found = [states.get((verdict.kpi.kpi_id, _start_year(row))) for row in verdict.judged]
    known = [state.is_confirmed for state in found if state]
    return all(known) if known else None


def _versions(verdict: PeriodVerdict, context: LineContext) -> tuple[str, ...]:
    """What other versions of the plan aimed at in the years that count, with their verdict."""
    by_version = by_other_versions(context.answer)
    code = context.answer.plan.municipality.municipality_code
    keys = [(code, verdict.kpi.kpi_id, _start_year(row)) for row in verdict.judged]
    return tuple(
        version_words(other, context.lang) for key in keys for other in by_version.get(key, ())
    )


def _promised_end(verdict: PeriodVerdict, context: LineContext) -> str:
    if verdict.deciding is None:
        return ""
    year = _start_year(verdict.deciding)
    found = promised_end(context.answer, verdict.kpi.kpi_id, year, context.lang)
    return found.words if found else ""


def new_baseline(verdict: PeriodVerdict, lang: str) -> NewBaseline | None:
    """The last figure of a whole year in the plan's period; None where there is none."""
    whole = [
        row
        for row in verdict.years
        if not is_missing(row["actual_value"]) and row["months_reported"] == 12
    ]
    if not whole:
        return None
    row: Row = dict(whole[-1])
    year = FiscalYear(_start_year(row))
    figure = spoken(wording.reported_figure(row, verdict.kpi, lang), lang)
    words = i18n.text(
        "closing.new_baseline", lang, year=i18n.fiscal_year(year, lang, "short"), figure=figure
    )
    value = float(row["actual_value"])
    return NewBaseline(year.start_year, value, words, not is_preliminary(row))


def counts_of(verdicts: Sequence[PeriodVerdict], lang: str) -> tuple[ResultCount, ...]:
    """Of each verdict, then of each reason for none; those that are 0, too."""
    return tuple(
        ResultCount(
            code,
            period_mark(code, lang),
            period_word(code, lang),
            TONES.get(code, "" if code in RESULTS else "second"),
            tuple(verdict.kpi.kpi_no for verdict in verdicts if verdict.code == code),
        )
        for code in (*RESULTS, *UNJUDGED)
    )


def groups_of(lines: Sequence[ClosingLine], lang: str) -> tuple[LineGroup, ...]:
    """Missed first; what cannot be judged last, with the reasons in the head."""
    groups = [
        LineGroup(
            i18n.text(f"assessment.verdict.{code}", lang),
            _band_note(lines) if code == "nearly_met" else "",
            tuple(line for line in lines if line.code == code),
        )
        for code in SORTED
    ]
    rest = tuple(line for line in lines if line.code in UNJUDGED)
    reasons = dict.fromkeys(line.verdict for line in rest)
    note = i18n.text("frame.list", lang).join(reasons)
    groups.append(LineGroup(i18n.text("closing.unjudged", lang), note, rest))
    return tuple(group for group in groups if group.lines)


def _band_note(lines: Sequence[ClosingLine]) -> str:
    """Said once, where all that are nearly met rest on it."""
    bands = {line.open_band for line in lines if line.code == "nearly_met"}
    return bands.pop() if len(bands) == 1 else ""


def _open_band(verdict: PeriodVerdict, lang: str) -> str:
    row = verdict.deciding
    if row is None or not row["is_provisional"] or is_missing(row["band"]):
        return ""
    band = percent_number(float(str(row["band"])), lang, decimals=0)
    return i18n.text("closing.band", lang, band=band)


def kpi_words(kpi: Kpi, lang: str) -> str:
    """2 標準化・共通化."""
    return f"{kpi.kpi_no} {kpi.short_name.in_language(lang)}"
