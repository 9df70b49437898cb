"""The agenda of a meeting that is prepared: exceptions alone, found by rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, get_args

import pandas as pd

from yamato_dx import i18n
from yamato_dx.assessment.words import wording
from yamato_dx.assessment.words.figures import spoken
from yamato_dx.entries.review.comments import COMMENT
from yamato_dx.entries.review.meetings import AgendaItem, AgendaReason
from yamato_dx.entries.review.subjects import of_kpi, yearly
from yamato_dx.entries.sections import OWNER
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.kept_answers import kept
from yamato_dx.plan.model.types import Kpi
from yamato_dx.queries.assessed import Assessed, View, assessed, verdict_changes
from yamato_dx.queries.decisions.open_questions import effects, standings
from yamato_dx.queries.entries import standing
from yamato_dx.queries.figure_states import FigureState, change_sentence, figure_states
from yamato_dx.queries.kpis.lines import in_a_sentence
from yamato_dx.queries.meetings.follow_ups import Followed, open_follow_ups
from yamato_dx.queries.meetings.held import HeldMeeting, last_made
from yamato_dx.queries.meetings.words import point_words, title_of
from yamato_dx.queries.reports.history import batches
from yamato_dx.queries.reports.reasons import reasons_in
from yamato_dx.queries.town import town_at
from yamato_dx.rows import Row, rows_of
from yamato_dx.store.record import Record

AgendaFigure = tuple[str, int]
# A sentence, made in the language that it is asked for in.
Sentence = Callable[[str], str]

REASONS: Final[tuple[AgendaReason, ...]] = get_args(AgendaReason)
# What a figure may become between two meetings without anybody having done anything.
_BY_ITSELF: Final = ("no_target", "outside_period", "not_due", "in_progress")


@dataclass(frozen=True, eq=False)
class _Exceptions:
    """What the rules look at. `before`: the verdict of each KPI and year at the last meeting, where
    it was another one. `corrected`: 訂正 since. `explained`: with a cause that somebody gave."""

    record: Record
    view: View
    answer: Assessed
    fiscal_year: FiscalYear
    before: Mapping[AgendaFigure, str]
    corrected: Mapping[AgendaFigure, FigureState]
    explained: frozenset[AgendaFigure]


@dataclass(frozen=True, eq=False)
class _Point:
    reason: AgendaReason
    subject: str
    words: Sentence


@kept(16)
def agenda_of(record: Record, view: View, fiscal_year: FiscalYear) -> tuple[AgendaItem, ...]:
    """Of the plan in sight, as things stand at `view`: what was decided before and is still open,
    what the year's figures ask for, what changed since the last meeting, what is undecided; one
    point per KPI and year, with all that there is to say of it."""
    answer = assessed(record, view)
    last = last_made(record, view, answer.plan.plan_id)
    found = _Exceptions(
        record,
        view,
        answer,
        fiscal_year,
        _verdicts_before(record, answer, last),
        _corrected_since(record, answer, last),
        _explained(record, view, answer),
    )
    points = [
        *_of_follow_ups(found),
        *_of_figures(found),
        *_unreported(found),
        *_reached(found),
        *_undecided(found),
    ]
    points.sort(key=lambda point: REASONS.index(point.reason))
    return tuple(
        AgendaItem(number, point.reason, point.subject, point.words("ja"), point.words("en"))
        for number, point in enumerate(points, start=1)
    )


# --- what changed since the last meeting, what is explained ---


def _verdicts_before(
    record: Record, answer: Assessed, last: HeldMeeting | None
) -> dict[AgendaFigure, str]:
    if last is None:
        return {}
    then = assessed(record, last.view())
    changes = verdict_changes(then.frame, answer.frame)
    is_other = changes["verdict_before"].ne(changes["verdict_after"])
    known = changes["verdict_before"].notna() & changes["verdict_after"].notna()
    return {
        (str(row["kpi_id"]), int(row["fiscal_year"])): str(row["verdict_before"])
        for row in rows_of(changes[is_other & known])
        if row["verdict_after"] not in _BY_ITSELF
    }


def _corrected_since(
    record: Record, answer: Assessed, last: HeldMeeting | None
) -> dict[AgendaFigure, FigureState]:
    if last is None:
        return {}
    known = set(batches(record, last.meeting.snapshot.revision)["batch_id"])
    return {
        key: state
        for key, state in figure_states(answer).items()
        if state.kind == "correction" and state.batch_id not in known
    }


def _explained(record: Record, view: View, answer: Assessed) -> frozenset[AgendaFigure]:
    """Of which a cause is given, as a comment or with the report itself."""
    comments = standing(record, COMMENT, answer.plan.plan_id, view.revision)
    commented = {
        (kpi_id, int(year))
        for key, entry in comments.items()
        for what, kpi_id, year in [COMMENT.parts_of(key)]
        if what == "kpi" and entry.value.cause
    }
    reported = {(reason.kpi_id, reason.fiscal_year) for reason in reasons_in(answer.standing)}
    return frozenset(commented | reported)


# --- the points ---


def _of_follow_ups(found: _Exceptions) -> Iterator[_Point]:
    plan_id, on = found.answer.plan.plan_id, found.view.on
    for followed in open_follow_ups(found.record, found.view.revision, plan_id):
        reason: AgendaReason = "overdue" if followed.days_over(on) else "carried"
        yield _Point(reason, followed.subject, _follow_up_words(found, followed))


def _follow_up_words(found: _Exceptions, followed: Followed) -> Sentence:
    days = followed.days_over(found.view.on)

    def words(lang: str) -> str:
        told = replace(followed.last, owner=followed.owner, due=followed.due)
        parts = [
            i18n.text(
                "meetings.agenda.follow_up",
                lang,
                meeting=title_of(found.record, followed.last_meeting, lang),
                told=point_words(told, lang),
            ),
            i18n.text("meetings.agenda.over", lang, count=days) if days else "",
        ]
        return _joined(parts, lang)

    return words


def _of_figures(found: _Exceptions) -> Iterator[_Point]:
    """One point per KPI and year that asks for something, by the gravest reason."""
    for row in found.answer.rows:
        figure = str(row["kpi_id"]), int(row["fiscal_year"])
        reason = _reason_of(found, row, figure)
        if reason:
            subject = yearly(of_kpi(figure[0]), FiscalYear(figure[1]))
            yield _Point(reason, subject, _figure_words(found, row, figure))


def _reason_of(found: _Exceptions, row: Row, figure: AgendaFigure) -> AgendaReason | None:
    verdict = row["verdict"]
    if figure[1] == found.fiscal_year.start_year:
        if verdict == "not_met":
            return "not_met"
        if verdict == "nearly_met" and figure not in found.explained:
            return "nearly_met"
        if verdict == "not_reported":
            return None  # told by section
    if figure in found.corrected:
        return "corrected"
    is_news = figure in found.before and verdict != "met"
    return "changed" if is_news else None


def _figure_words(found: _Exceptions, row: Row, figure: AgendaFigure) -> Sentence:
    kpi, state = found.answer.plan.kpi(figure[0]), found.corrected.get(figure)

    def words(lang: str) -> str:
        is_unexplained = row["verdict"] in ("not_met", "nearly_met") and (
            figure not in found.explained
        )
        parts = [
            _standing_words(row, kpi, lang),
            i18n.text(
                "meetings.agenda.before",
                lang,
                verdict=i18n.text(f"assessment.verdict.{found.before[figure]}", lang),
            )
            if figure in found.before
            else "",
            change_sentence(state, row, kpi, lang),
            i18n.text("meetings.agenda.no_cause", lang) if is_unexplained else "",
        ]
        return _joined(parts, lang)

    return words


def _standing_words(row: Row, kpi: Kpi, lang: str) -> str:
    """KPI 2 標準化（令和7年度）：未達成。目標20/20業務、実績17/20業務（3業務不足）。"""
    gap = in_a_sentence(wording.gap_phrase(row, kpi, lang), lang)
    actual = spoken(wording.actual_figure(row, kpi, lang), lang)
    is_told = any(sign.isalnum() for sign in gap)
    return i18n.text(
        "meetings.agenda.figure_and_gap" if is_told else "meetings.agenda.figure",
        lang,
        number=kpi.kpi_no,
        name=kpi.short_name.in_language(lang),
        year=i18n.fiscal_year(row["fiscal_year"], lang),
        verdict=wording.verdict_word(row, lang),
        target=wording.spoken_target(row, kpi, lang),
        actual=actual,
        gap=gap,
    )


def _unreported(found: _Exceptions) -> Iterator[_Point]:
    """By the section that owes them: it is one talk."""
    frame, year = found.answer.frame, found.fiscal_year.start_year
    is_owed = (frame["fiscal_year"] == year) & (frame["verdict"] == "not_reported")
    town = town_at(found.record, found.view.revision, found.answer.plan.plan_id)
    owed: dict[str, list[Kpi]] = {}
    for kpi_id in frame.loc[is_owed, "kpi_id"]:
        owner = town.owners.get(OWNER.key("kpi", kpi_id))
        section_id = owner.section_id if owner else ""
        owed.setdefault(section_id, []).append(found.answer.plan.kpi(kpi_id))
    for section_id, kpis in owed.items():
        subject = f"section:{section_id}" if section_id else ""
        yield _Point("not_reported", subject, _owed_words(kpis, found.fiscal_year))


def _owed_words(kpis: Sequence[Kpi], year: FiscalYear) -> Sentence:
    section = kpis[0].owner_section

    def words(lang: str) -> str:
        return i18n.text(
            "meetings.agenda.unreported",
            lang,
            count=len(kpis),
            section=section.in_language(lang)
            if section
            else i18n.text("meetings.agenda.nobody", lang),
            year=i18n.fiscal_year(year, lang),
            kpis=_named(kpis, lang),
        )

    return words


def _reached(found: _Exceptions) -> Iterator[_Point]:
    """What was missed or unknown at the last meeting, and is met now: one point to be told."""
    rows = [
        row
        for row in found.answer.rows
        for figure in [(str(row["kpi_id"]), int(row["fiscal_year"]))]
        if figure in found.before and row["verdict"] == "met" and figure not in found.corrected
    ]
    if not rows:
        return

    def words(lang: str) -> str:
        told = (
            i18n.text(
                "meetings.agenda.reached.figure",
                lang,
                number=row["kpi_no"],
                name=found.answer.plan.kpi(row["kpi_id"]).short_name.in_language(lang),
                year=i18n.fiscal_year(row["fiscal_year"], lang, "short"),
            )
            for row in rows
        )
        kpis = i18n.text("frame.list", lang).join(told)
        return i18n.text("meetings.agenda.reached", lang, count=len(rows), kpis=kpis)

    yield _Point("changed", "", words)


def _undecided(found: _Exceptions) -> Iterator[_Point]:
    """Open questions whose answers would turn verdicts of the year."""
    year = found.fiscal_year.start_year
    for question in standings(found.record, found.view):
        if question.state == "decided" or year in question.decided_years:
            continue
        turned = effects(found.record, found.view, question.question.question_id).frame
        of_year: pd.DataFrame = turned[turned["fiscal_year"] == year]
        if len(of_year):
            title, numbers = question.question.title, list(of_year["kpi_no"])
            subject = f"question:{question.question.question_id}"
            yield _Point("undecided", subject, _question_words(title.in_language, numbers))


def _question_words(title: Sentence, numbers: Sequence[str]) -> Sentence:
    def words(lang: str) -> str:
        kpis = i18n.text("frame.list", lang).join(numbers)
        return i18n.text(
            "meetings.agenda.undecided", lang, title=title(lang), count=len(numbers), kpis=kpis
        )

    return words


def _named(kpis: Sequence[Kpi], lang: str) -> str:
    separator = i18n.text("frame.list", lang)
    return separator.join(f"{kpi.kpi_no} {kpi.short_name.in_language(lang)}" for kpi in kpis)


def _joined(parts: Sequence[str], lang: str) -> str:
    return i18n.text("meetings.agenda.between", lang).join(part for part in parts if part)
