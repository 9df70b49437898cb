"""The next plan, begun from one in the record: its workbook, with proposed baselines."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from string import digits
from types import MappingProxyType
from typing import Final

from yamato_dx.assessment.words import wording
from yamato_dx.assessment.words.figures import spoken, tidy
from yamato_dx.errors import Refused
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.i18n import MISSING, fiscal_year, text
from yamato_dx.output.workbooks.plan import BookGuide, GuideTable
from yamato_dx.plan.checks.checking import LONGEST_PERIOD, is_id
from yamato_dx.plan.model.declared import Declared
from yamato_dx.plan.model.outline import PlanSpan, outline_after
from yamato_dx.plan.model.scalars import written
from yamato_dx.plan.model.types import Baseline, Kpi, OpenQuestion, Plan
from yamato_dx.plan.workbook.cells import FIRST_ROW, cell_name, cell_number, sheet_title
from yamato_dx.plan.workbook.grid import BASELINES, codes_of
from yamato_dx.queries.assessed import Assessed, View, assessed, plan_at, plans_at
from yamato_dx.queries.plan.books import book_of, guide_of
from yamato_dx.rows import Row, is_missing, rows_of
from yamato_dx.store.record import Record

GUIDE_LINES: Final = ("from", "fill", "baselines", "drop", "same_id", "chapter")
_HEADS: Final = ("kpi", "reported", "batch", "year", "value", "into")
_WIDTHS: Final = (40, 34, 14, 12, 18, 50)
_MONTHS: Final = 12
_CARRIED: Final = ("kpi", "treatment", "there", "successor", "reason")


@dataclass(frozen=True)
class CarriedKpi:
    """What was decided of a KPI at the old plan's end, in words. `goes_on`: it stands in the new
    plan, beginning from `baseline`; None where there is no final figure."""

    treatment: str
    goes_on: bool
    successor: str
    reason: str
    baseline: Baseline | None


Carried = Mapping[str, CarriedKpi]
NONE_CARRIED: Final[Carried] = MappingProxyType({})


def require_span(record: Record, span: PlanSpan) -> None:
    """Raises Refused where no plan of the record can be followed by one like this."""
    years = {"first": span.first_year.start_year, "last": span.last_year.start_year}
    if not is_id(span.plan_id):
        raise Refused("plan.loading.next.bad_id", raw=span.plan_id)
    if any(plan.plan_id == span.plan_id for plan in plans_at(record, record.head())):
        raise Refused("plan.loading.next.known_id", raw=span.plan_id)
    if not 0 < len(span.years) <= LONGEST_PERIOD:
        raise Refused("plan.loading.next.bad_years", longest=LONGEST_PERIOD, **years)


def next_workbook(
    record: Record, view: View, span: PlanSpan, lang: str, *, carried: Carried = NONE_CARRIED
) -> bytes:
    """What runs through from the plan in sight, with its targets to be filled in. `carried`: by
    KPI, what was decided of it; a KPI of which nothing was decided runs through. Raises
    Refused."""
    require_span(record, span)
    plan = plan_at(record, view)
    years = [fiscal_year(year, lang) for year in (span.first_year, span.last_year)]
    title = text(
        "plan.loading.next.book",
        lang,
        title=plan.title.in_language(lang),
        first=years[0],
        last=years[1],
    )
    sample = (text("output.sample.sentence", lang),) if record.is_sample else ()
    lines = [*sample, *(text(f"plan.loading.next.guide.{line}", lang) for line in GUIDE_LINES)]
    outline = _going_on(outline_after(plan, span, lang), carried)
    there = {kpi.kpi_id for kpi in outline.kpis}
    baselines = _baselines(assessed(record, view), title, sample, lang=lang, there=there)
    if carried:
        table = _carried_table(plan, carried, lang)
        baselines = replace(baselines, tables=[table, *baselines.tables])
    return book_of(outline, [guide_of(title, lines, lang), baselines], lang)


def _going_on(outline: Plan, carried: Carried) -> Plan:
    """Without the KPIs that do not go on, and the questions that were about these alone."""
    ended = {kpi_id for kpi_id, of_kpi in carried.items() if not of_kpi.goes_on}
    kpis = tuple(
        replace(kpi, baseline=carried[kpi.kpi_id].baseline) if kpi.kpi_id in carried else kpi
        for kpi in outline.kpis
        if kpi.kpi_id not in ended
    )
    questions = tuple(
        _about_others(question, ended)
        for question in outline.open_questions
        if not question.kpi_ids or set(question.kpi_ids) - ended
    )
    return replace(outline, kpis=kpis, open_questions=questions)


def _about_others(question: OpenQuestion, ended: set[str]) -> OpenQuestion:
    return replace(question, kpi_ids=tuple(own for own in question.kpi_ids if own not in ended))


def _carried_table(plan: Plan, carried: Carried, lang: str) -> GuideTable:
    """What was decided at the old plan's end, and what of it stands in this book."""

    def say(name: str) -> str:
        return text(f"plan.loading.next.carried.{name}", lang)

    rows = []
    for kpi in plan.kpis:
        found = carried.get(kpi.kpi_id)
        there = "undecided" if found is None else _there(found)
        rows.append(
            [
                f"{kpi.kpi_no} {kpi.name.in_language(lang)}",
                found.treatment if found else MISSING,
                say(there),
                (found.successor if found else "") or MISSING,
                (found.reason if found else "") or MISSING,
            ]
        )
    return GuideTable(say("table"), [say(head) for head in _CARRIED], rows)


def _there(carried: CarriedKpi) -> str:
    if not carried.goes_on:
        return "left_out"
    return "with_baseline" if carried.baseline else "without_baseline"


def next_name(span: PlanSpan) -> str:
    """A file name of plain letters."""
    return f"plan_{span.plan_id}_outline.xlsx"


def _baselines(
    answer: Assessed, title: str, first: Sequence[str], *, lang: str, there: Collection[str]
) -> BookGuide:
    """The last reported figure of each KPI that is `there`, which is no baseline before somebody
    copies it."""

    def say(name: str, **values: object) -> str:
        return text(f"plan.loading.next.baselines.{name}", lang, **values)

    newest = {row["kpi_id"]: row for row in _reported(answer)}
    rows = [
        _baseline_row(kpi, newest.get(kpi.kpi_id), lang)
        for kpi in answer.plan.kpis
        if kpi.kpi_id in there
    ]
    table = GuideTable(say("table"), [say(head) for head in _HEADS], rows)
    lines = [*first, say("how"), say("what")]
    return BookGuide(sheet_title(BASELINES, lang), title, lines, [table], _WIDTHS)


def _reported(answer: Assessed) -> Iterator[Row]:
    """Whole years with a figure, by year."""
    rows = rows_of(answer.frame.sort_values("fiscal_year", kind="stable"))
    for row in rows:
        if not is_missing(row["actual_value"]) and row["months_reported"] == _MONTHS:
            yield row


def _baseline_row(kpi: Kpi, row: Row | None, lang: str) -> list[str]:
    name = f"{kpi.kpi_no} {kpi.name.in_language(lang)}"
    if row is None:
        return [name, text("plan.loading.next.baselines.none", lang), *[MISSING] * 4]
    year = FiscalYear(int(row["fiscal_year"]))
    figure = spoken(wording.reported_figure(row, kpi, lang), lang)
    marks = (wording.as_of_phrase(row, kpi, lang), wording.status_word(row, lang))
    value = written(tidy(float(row["actual_value"])), Declared("number"))
    return [
        name,
        text(
            "plan.loading.next.baselines.figure",
            lang,
            figure=figure,
            marks=text("frame.list", lang).join(mark for mark in marks if mark),
        ),
        str(row["batch_id"]),
        str(year.start_year),
        value,
        _into(kpi, lang),
    ]


def _into(kpi: Kpi, lang: str) -> str:
    """The cells of the sheet of KPIs that a figure is copied into: by its row's id, for rows are
    taken out."""
    codes = codes_of("kpis")
    year, value = (
        cell_name(cell_number(FIRST_ROW, codes.index(code))).rstrip(digits)
        for code in ("baseline.fiscal_year", "baseline.value")
    )
    sheet = sheet_title("kpis", lang)
    values = {"sheet": sheet, "kpi_id": kpi.kpi_id, "year": year, "value": value}
    return text("plan.loading.next.baselines.cells", lang, **values)
