"""未決定事項: what the plan leaves open, who answered it, and what each answer would change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

import pandas as pd

from yamato_dx import i18n
from yamato_dx.assessment.rules.answers import Answer
from yamato_dx.entries.decisions import DECISION, Decision
from yamato_dx.kept_answers import kept
from yamato_dx.plan.model.types import Kpi, OpenQuestion, Plan
from yamato_dx.queries.assessed import View, answers_at, assessed
from yamato_dx.queries.decisions.supposing import by_rules, supposed
from yamato_dx.queries.entries import Entry, history
from yamato_dx.queries.kpi_words import with_kpi_words
from yamato_dx.store.record import Record

State = Literal["open", "partly", "decided"]
Years = tuple[int, ...]
KEY: Final = ["kpi_id", "fiscal_year"]


@dataclass(frozen=True)
class Standing:
    """How a question stands. `by_year`: the answer that holds in each year of the plan, None
    where nobody gave one: there the plan's treatment holds."""

    question: OpenQuestion
    by_year: Mapping[int, Answer | None]

    @property
    def state(self) -> State:
        answered = sum(answer is not None for answer in self.by_year.values())
        if answered == 0:
            return "open"
        return "decided" if answered == len(self.by_year) else "partly"

    def years_of(self, candidate_id: str) -> tuple[int, ...]:
        """The years in which the candidate holds because it was decided."""
        return tuple(
            year
            for year, answer in self.by_year.items()
            if answer is not None and answer.candidate_id == candidate_id
        )

    def holds(self, candidate_id: str, number: float | None, years: Sequence[int] | None) -> bool:
        """Whether the candidate is in force in all these years already: it changes no verdict."""
        return all(
            candidate_id == self.question.default
            if answer is None
            else (candidate_id, number) == (answer.candidate_id, answer.number)
            for year, answer in self.by_year.items()
            if years is None or year in years
        )

    @property
    def has_one_in_force(self) -> bool:
        """Whether one and the same candidate is in force in every year."""
        return any(
            self.holds(candidate.candidate_id, given.number if given else None, None)
            for candidate in self.question.candidates
            for given in set(self.by_year.values())
        )

    @property
    def decided_years(self) -> tuple[int, ...]:
        return tuple(year for year, answer in self.by_year.items() if answer is not None)

    @property
    def undecided_years(self) -> tuple[int, ...]:
        return tuple(year for year, answer in self.by_year.items() if answer is None)


@dataclass(frozen=True)
class Given:
    """An answer in the ledger. `taken_back`: not an answer, the question was opened again.

    `holds_in`: the years in which it still holds; `until`: since when it holds in none.
    """

    candidate_id: str
    number: float | None
    fiscal_years: tuple[int, ...]
    decided_by: str
    decided_on: date | None
    approval_no: str
    reason: str
    recorded_by: str
    recorded_at: datetime
    holds_in: tuple[int, ...]
    until: datetime | None
    taken_back: bool = False


@dataclass(frozen=True, eq=False)
class Effects:
    """`frame`: one row per KPI × fiscal year whose verdict differs under any candidate:
    kpi_id, kpi_no, fiscal_year, `now`, and a column of verdicts per candidate_id. `reasons`: the
    reason of each of these verdicts, row by row."""

    candidates: tuple[str, ...]
    frame: pd.DataFrame
    reasons: pd.DataFrame


@dataclass(frozen=True)
class BaseFigure:
    """A base year's figure that the plan does not state: a report answers it."""

    kpi: Kpi
    fiscal_year: int
    value: float | None


def standing_of(plan: Plan, question: OpenQuestion, answers: Sequence[Answer]) -> Standing:
    """Of several answers, the later one holds in the years that it names."""
    by_year: dict[int, Answer | None] = {year.start_year: None for year in plan.fiscal_years}
    for answer in answers:
        if answer.question_id == question.question_id:
            covered = [
                year
                for year in by_year
                if answer.fiscal_years is None or year in answer.fiscal_years
            ]
            by_year |= dict.fromkeys(covered, answer)
    return Standing(question, by_year)


@dataclass(frozen=True)
class OpenCount:
    """`count`: questions that are not answered for every year of the plan; `partly`: those of
    them that are answered for some years."""

    count: int
    partly: int


def open_question_count(plan: Plan, answers: Sequence[Answer]) -> OpenCount:
    states = [standing_of(plan, question, answers).state for question in plan.open_questions]
    return OpenCount(len(states) - states.count("decided"), states.count("partly"))


@kept(32)
def standings(record: Record, view: View) -> tuple[Standing, ...]:
    """Each question of the plan in force, in its order."""
    plan = assessed(record, view).plan
    answers = answers_at(record, view.revision, plan.plan_id)
    return tuple(standing_of(plan, question, answers) for question in plan.open_questions)


@kept(32)
def answers_given(record: Record, view: View, question_id: str) -> tuple[Given, ...]:
    """Everything said about the question by then, newest first."""
    plan = assessed(record, view).plan
    all_years = tuple(year.start_year for year in plan.fiscal_years)
    acts = history(record, DECISION, plan.plan_id, view.revision)
    said = tuple(act for act in acts if act.key == question_id)
    return tuple(
        _given(entry, said[place + 1 :], all_years)
        for place, entry in reversed(list(enumerate(said)))
    )


@kept(128)
def effects(
    record: Record,
    view: View,
    question_id: str,
    fiscal_years: tuple[int, ...] | None = None,
    *,
    number: float | None = None,
) -> Effects:
    """What each answer would do to verdicts, given for these years (None: all)."""
    held = by_rules(record, view)
    question = next(
        question for question in held.plan.open_questions if question.question_id == question_id
    )
    stands = standing_of(held.plan, question, held.answers)
    candidates = tuple(candidate.candidate_id for candidate in question.candidates)
    frames = {"now": held.frame}
    for candidate_id in candidates:
        told = number if question.patch_of(candidate_id).number_for else None
        frames[candidate_id] = (
            held.frame
            if stands.holds(candidate_id, told, fiscal_years)
            else supposed(
                record, view, question_id, candidate_id, fiscal_years=fiscal_years, number=told
            ).frame
        )
    return _compared(held.plan, candidates, frames)


def _compared(
    plan: Plan, candidates: tuple[str, ...], frames: Mapping[str, pd.DataFrame]
) -> Effects:
    """`frames`: the assessment `now` and under each candidate."""
    verdicts, reasons = (
        {name: _by_year(frame, column) for name, frame in frames.items()}
        for column in ("verdict", "reason")
    )
    keys = dict.fromkeys(key for of_years in verdicts.values() for key in of_years)
    turned = [
        key
        for key in keys
        if any(verdicts[name].get(key) != verdicts["now"].get(key) for name in candidates)
    ]
    places = {kpi.kpi_id: (place, kpi.kpi_no) for place, kpi in enumerate(plan.kpis)}
    turned.sort(key=lambda key: (places[key[0]][0], key[1]))
    frame = pd.DataFrame(
        {
            "kpi_id": _words(kpi_id for kpi_id, _ in turned),
            "fiscal_year": pd.array([year for _, year in turned], dtype="int64"),
            **_columns(verdicts, turned),
            "kpi_no": _words(places[kpi_id][1] for kpi_id, _ in turned),
        }
    )
    return Effects(candidates, frame, pd.DataFrame(_columns(reasons, turned)))


def _by_year(frame: pd.DataFrame, column: str) -> dict[tuple[str, int], str]:
    """The words of each KPI and fiscal year, «» where there are none."""
    keys = zip(frame["kpi_id"].tolist(), frame["fiscal_year"].tolist(), strict=True)
    return dict(zip(keys, frame[column].fillna("").tolist(), strict=True))


def _columns(
    told: Mapping[str, Mapping[tuple[str, int], str]], keys: Sequence[tuple[str, int]]
) -> dict[str, pd.api.extensions.ExtensionArray]:
    return {name: _words(words.get(key, "") for key in keys) for name, words in told.items()}


def _words(words: Iterable[str]) -> pd.api.extensions.ExtensionArray:
    return pd.array(list(words), dtype="str")


def effect_counts(record: Record, view: View) -> dict[str, int]:
    """Per question, how many KPI-years depend on its answer."""
    return {
        standing.question.question_id: len(
            effects(record, view, standing.question.question_id).frame
        )
        for standing in standings(record, view)
    }


@kept(16)
def base_figures(record: Record, view: View) -> tuple[BaseFigure, ...]:
    """The base years' figures that the plan leaves to a report."""
    held = assessed(record, view)
    return tuple(
        BaseFigure(kpi, kpi.baseline.fiscal_year.start_year, _reported(held.frame, kpi))
        for kpi in held.plan.kpis
        if kpi.baseline and kpi.baseline.value is None
    )


def effects_table(record: Record, view: View, found: Effects, lang: str) -> pd.DataFrame:
    """One row per KPI × fiscal year × candidate, to take away."""
    plan = assessed(record, view).plan
    names = {
        candidate.candidate_id: (question, candidate.name.in_language(lang))
        for question in plan.open_questions
        for candidate in question.candidates
        if candidate.candidate_id in found.candidates
    }
    long = found.frame.melt(
        id_vars=[*KEY, "kpi_no", "now"],
        value_vars=list(found.candidates),
        var_name="candidate_id",
        value_name="verdict_if_answered",
    )
    reasons = found.reasons.melt(value_vars=list(found.candidates), value_name="reason")["reason"]
    long = long.assign(
        reason_if_answered=[i18n.text(f"assessment.reason.{reason}", lang) for reason in reasons]
    ).sort_values([*KEY, "candidate_id"], ignore_index=True)
    words = {code: i18n.text(f"assessment.verdict.{code}", lang) for code in _codes(long)}
    return with_kpi_words(
        long.assign(
            municipality_code=plan.municipality.municipality_code,
            candidate_name=long["candidate_id"].map(lambda candidate_id: names[candidate_id][1]),
            verdict_now=long["now"].map(words),
            verdict_if_answered=long["verdict_if_answered"].map(words),
        ),
        plan,
        lang,
    )


def years_words(years: Sequence[int], lang: str) -> str:
    """R4–R7, or R4・R6 where they do not follow each other."""
    labels = [i18n.fiscal_year(year, lang, "short") for year in years]
    if len(years) > 2 and list(years) == list(range(years[0], years[-1] + 1)):
        return i18n.text("queries.years.span", lang, first=labels[0], last=labels[-1])
    return i18n.text("decisions.and", lang).join(labels)


def _codes(long: pd.DataFrame) -> list[str]:
    return sorted({*long["now"], *long["verdict_if_answered"]})


def _reported(frame: pd.DataFrame, kpi: Kpi) -> float | None:
    """The ledger's value of the base year, if one was reported."""
    assert kpi.baseline is not None, "only KPIs with a base year are asked"
    rows = frame[
        (frame["kpi_id"] == kpi.kpi_id)
        & (frame["fiscal_year"] == kpi.baseline.fiscal_year.start_year)
    ]
    known = rows["actual_value"].dropna()
    return float(known.iloc[0]) if len(known) else None


def _given(
    entry: Entry[Decision | None], later: Sequence[Entry[Decision | None]], all_years: Years
) -> Given:
    decision = entry.value
    years = _years(decision, all_years)
    left, until = set(years), None
    for entry in later:
        if left:
            left -= set(_years(entry.value, all_years))
            until = None if left else entry.recorded_at
    return Given(
        candidate_id=decision.answer if decision else "",
        number=decision.number if decision else None,
        fiscal_years=years,
        decided_by=decision.decided_by if decision else "",
        decided_on=decision.decided_on if decision else None,
        approval_no=(decision and decision.approval_no) or "",
        reason=(decision and decision.reason) or "",
        recorded_by=entry.actor_name,
        recorded_at=entry.recorded_at,
        holds_in=tuple(sorted(left)) if decision else (),
        until=until,
        taken_back=decision is None,
    )


def _years(decision: Decision | None, all_years: Years) -> Years:
    """The years that an answer is about; taking answers back is about all of them."""
    told = decision.fiscal_years if decision else None
    return all_years if told is None else told
