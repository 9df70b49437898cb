"""概要: are we on track, what needs a decision, how fresh is it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from yamato_dx import i18n
from yamato_dx.assessment.words import wording
from yamato_dx.kept_answers import kept
from yamato_dx.plan.model.types import OpenQuestion, Plan
from yamato_dx.queries.assessed import Assessed, View, assessed, extension_at
from yamato_dx.queries.comments.comments import CommentLine, comment_lines
from yamato_dx.queries.comments.words import comment_sentence
from yamato_dx.queries.decisions.open_questions import OpenCount, open_question_count
from yamato_dx.queries.figure_states import unconfirmed_count
from yamato_dx.queries.kpis.lines import KpiLine, compact, in_a_sentence, line_of, rows_by_kpi
from yamato_dx.queries.schedule.items import Counts, Wanted, counts, schedule, wanted_lines
from yamato_dx.queries.selection import Selection, selected_rows
from yamato_dx.queries.words import TONES
from yamato_dx.rows import Row
from yamato_dx.store.record import Record

GROUPS: Final = {
    "missed": ("not_met", "not_reported"),
    "nearly_met": ("nearly_met",),
    "waiting": ("awaiting_publication", "cannot_judge"),
    "met": ("met",),
    "other": ("in_progress", "not_due", "no_target", "outside_period"),
}
PLACES: Final = {
    verdict: place for of_group in GROUPS.values() for place, verdict in enumerate(of_group)
}


@dataclass(frozen=True)
class Year:
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Group:
    title: str
    whose_move: str
    lines: tuple[KpiLine, ...]


@dataclass(frozen=True)
class Count:
    code: str
    mark: str
    word: str
    tone: str
    count: int


@dataclass(frozen=True)
class FirstQuestion:
    """The open question on which most verdicts of the year rest, those held back before others.
    `kpi_nos`: of these verdicts."""

    question_id: str
    title: str
    kpi_nos: tuple[str, ...]


@dataclass(frozen=True)
class Defaults:
    """What holds for most lines and is said once: the numbers of the KPIs for which it does not
    hold. None where it holds for few, and each of these says so itself."""

    provisional: tuple[str, ...] | None
    unowned: tuple[str, ...] | None


@dataclass(frozen=True)
class Overview:
    """`owed` and `received` count KPI-years that need a report, and those that have one.
    `unconfirmed`: how many figures of the year in sight the plan office has not confirmed.
    `unexplained`: of these figures the missed ones of which a cause or what comes next is missing.
    `extended`: that the plan goes on beyond its promised end, «» where it does not."""

    headline: tuple[str, ...]
    counts: tuple[Count, ...]
    groups: tuple[Group, ...]
    years: tuple[Year, ...]
    fiscal_year: int
    chosen_year: str
    updated: str | None
    open_questions: OpenCount
    first_question: FirstQuestion | None
    work: Counts
    defaults: Defaults
    owed: int
    received: int
    is_empty: bool
    unconfirmed: int
    unexplained: tuple[CommentLine, ...]
    extended: str


@kept(64)
def overview(
    record: Record, view: View, fiscal_year: int, lang: str, *, initiative_no: int | None
) -> Overview:
    answer = assessed(record, view)
    wanted = Selection(fiscal_year=fiscal_year, initiative_no=initiative_no)
    # Within a group, the verdicts in the order in which it names them; else the plan's order.
    rows = sorted(selected_rows(answer, wanted), key=lambda row: PLACES[row["verdict"]])
    years = rows_by_kpi(answer)
    comments = {
        line.kpi.kpi_id: line
        for line in comment_lines(record, view)
        if line.fiscal_year == fiscal_year
    }
    lines = [
        line_of(
            answer,
            row,
            years[row["kpi_id"]],
            lang,
            told=_told(comments.get(row["kpi_id"]), lang),
        )
        for row in rows
    ]
    due = [row for row in answer.rows if row["verdict"] in NEEDS_REPORT]
    return Overview(
        headline=_headline(answer, rows, lang),
        counts=_counts(rows, lang),
        groups=_groups(rows, lines, lang),
        years=_years(answer.plan, fiscal_year, lang),
        fiscal_year=fiscal_year,
        chosen_year=i18n.fiscal_year(fiscal_year, lang, "short"),
        updated=_updated(answer.standing),
        open_questions=open_question_count(answer.plan, answer.answers),
        first_question=_first_question(answer.plan, rows, lang),
        work=_work(record, view, lang, initiative_no),
        defaults=Defaults(
            _exceptions({line.kpi_no: line.is_provisional for line in lines}),
            _exceptions({line.kpi_no: line.owner_is_open for line in lines}),
        ),
        owed=len(due),
        received=sum(row["verdict"] not in ("not_reported", "not_due") for row in due),
        is_empty=answer.standing.empty,
        unconfirmed=unconfirmed_count(answer, rows),
        unexplained=tuple(
            comments[row["kpi_id"]]
            for row in rows
            if row["kpi_id"] in comments and comments[row["kpi_id"]].missing
        ),
        extended=_extended(record, view, answer, lang),
    )


def _extended(record: Record, view: View, answer: Assessed, lang: str) -> str:
    extension = extension_at(record, view.revision, answer.plan.plan_id)
    if extension is None or answer.promised is None:
        return ""
    return i18n.text(
        "kpis.overview.extended",
        lang,
        last=i18n.fiscal_year(extension.last_year, lang),
        promised=i18n.fiscal_year(answer.promised.last_year, lang),
        decided_by=extension.decided_by,
        day=i18n.day(extension.decided_on, lang),
        approval_no=extension.approval_no,
    )


# Every verdict of a year with a target: its figure is owed once the year is over.
NEEDS_REPORT: Final = (
    "awaiting_publication",
    "not_due",
    "not_reported",
    "in_progress",
    "cannot_judge",
    "met",
    "nearly_met",
    "not_met",
)


def _headline(answer: Assessed, rows: Sequence[Row], lang: str) -> tuple[str, ...]:
    """One sentence from the numbers, in parts that a narrow screen may break between."""
    if answer.standing.empty:
        return (i18n.text("kpis.headline.empty", lang),)
    with_target = [row for row in rows if row["verdict"] in NEEDS_REPORT]
    of_verdict = Counter(row["verdict"] for row in with_target)
    if not with_target:
        return (i18n.text("kpis.headline.no_target", lang),)
    all_have_target = len(with_target) == len(rows)
    opening = "kpis.headline.of_all" if all_have_target else "kpis.headline.of_targets"
    parts = [
        i18n.text(opening, lang, count=len(with_target)),
        i18n.text("kpis.headline.met", lang, count=of_verdict["met"]),
    ]
    missed = [row for row in with_target if row["verdict"] == "not_met"]
    if len(missed) == 1:
        parts += _the_one_missed(answer.plan, missed[0], lang)
    elif missed:
        parts.append(i18n.text("kpis.headline.not_met", lang, count=len(missed)))
    parts += [
        i18n.text(f"kpis.headline.{verdict}", lang, count=of_verdict[verdict])
        for verdict in ("not_reported", "in_progress")
        if verdict in of_verdict
    ]
    return tuple(parts)


def _the_one_missed(plan: Plan, row: Row, lang: str) -> list[str]:
    kpi = plan.kpi(row["kpi_id"])
    return [
        i18n.text("kpis.headline.not_met_one", lang),
        i18n.text(
            "kpis.headline.which",
            lang,
            name=kpi.short_name.in_language(lang),
            gap=in_a_sentence(compact(wording.gap_phrase(row, kpi, lang), kpi, lang), lang),
        ),
    ]


def _work(record: Record, view: View, lang: str, initiative_no: int | None) -> Counts:
    lines = wanted_lines(schedule(record, view, lang), Wanted(initiative_no=initiative_no))
    return counts(tuple(line for line in lines if line.is_work_item), view.on)


def _told(line: CommentLine | None, lang: str) -> str:
    """Why the target of that year was missed, and what comes next, as the section wrote it."""
    return comment_sentence(line.comment, lang) if line else ""


def _exceptions(holds: Mapping[str, bool]) -> tuple[str, ...] | None:
    """The KPIs for which it does not hold, where it does for most."""
    if 2 * sum(holds.values()) <= len(holds):
        return None
    return tuple(kpi_no for kpi_no, is_so in holds.items() if not is_so)


def _first_question(plan: Plan, rows: Sequence[Row], lang: str) -> FirstQuestion | None:
    """Raised by the rows' own `question_ids`; of equals, the plan's first."""
    resting: dict[str, list[Row]] = {}
    for row in rows:
        for question_id in str(row["question_ids"] or "").split():
            resting.setdefault(question_id, []).append(row)
    questions = [question for question in plan.open_questions if question.question_id in resting]
    if not questions:
        return None

    def weight(question: OpenQuestion) -> tuple[int, int]:
        of_question = resting[question.question_id]
        return sum(row["verdict"] in GROUPS["waiting"] for row in of_question), len(of_question)

    first = max(questions, key=weight)
    return FirstQuestion(
        first.question_id,
        first.title.in_language(lang),
        tuple(plan.kpi(row["kpi_id"]).kpi_no for row in resting[first.question_id]),
    )


def _counts(rows: Sequence[Row], lang: str) -> tuple[Count, ...]:
    """How many of each verdict, in the order of the groups; none that is 0."""
    found = Counter(row["verdict"] for row in rows)
    return tuple(
        Count(
            verdict,
            wording.mark(verdict, lang),
            i18n.text(f"assessment.verdict.{verdict}", lang),
            TONES.get(verdict, ""),
            found[verdict],
        )
        for verdict in (
            "met",
            "nearly_met",
            "not_met",
            "not_reported",
            *GROUPS["waiting"],
            *GROUPS["other"],
        )
        if verdict in found
    )


def _groups(rows: Sequence[Row], lines: Sequence[KpiLine], lang: str) -> tuple[Group, ...]:
    groups = []
    for name, members in GROUPS.items():
        of_group = tuple(
            line for line, row in zip(lines, rows, strict=True) if row["verdict"] in members
        )
        if of_group:
            title = i18n.text(f"kpis.group.{name}", lang)
            groups.append(Group(title, i18n.text(f"reports.move.{name}", lang), of_group))
    return tuple(groups)


def _years(plan: Plan, chosen: int, lang: str) -> tuple[Year, ...]:
    return tuple(
        Year(i18n.fiscal_year(year, lang, "short"), year.start_year == chosen)
        for year in plan.fiscal_years
    )


def _updated(standing: pd.DataFrame) -> str | None:
    if standing.empty:
        return None
    return i18n.moment(standing["recorded_at"].max().to_pydatetime(), "ja")[:10]
