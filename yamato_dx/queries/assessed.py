"""Which verdicts held, as the record stood at one moment and judged on one day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property, partial
from typing import Final

import numpy as np
import pandas as pd

from yamato_dx.assessment import assess
from yamato_dx.assessment.frozen import thawed_rows
from yamato_dx.assessment.rules.answers import Answer, AnswerAct
from yamato_dx.entries.decisions import DECISION, Decision
from yamato_dx.entries.extensions import EXTENSION, KEY, Extension
from yamato_dx.entries.review.snapshots import FrozenPlan
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.i18n import TOKYO
from yamato_dx.kept_answers import kept
from yamato_dx.plan.folder.published import benchmarks_from_document
from yamato_dx.plan.model.extended import extended
from yamato_dx.plan.model.serialise import plan_from_document
from yamato_dx.plan.model.types import Plan, in_force, numberings_of
from yamato_dx.plan.model.versions import means_the_same, naming_all, usual_plan
from yamato_dx.queries.entries import Entry, history
from yamato_dx.queries.town import plan_in_effect, town_at
from yamato_dx.rows import Row, rows_of
from yamato_dx.store.reads.figure_states import states_of
from yamato_dx.store.record import Record


@dataclass(frozen=True)
class View:
    """What an answer is about: the record at `revision`, judged on the day `on`.

    `as_of` is the moment that was asked for; None is now. `plan_id`: the plan in sight; «» is the
    one that a reader who names none is shown. `frozen`: of a kept moment, the plans with the rows
    that it saw, which are shown in place of what today's rules make of it.
    """

    revision: int
    on: date
    as_of: datetime | None = field(default=None, compare=False)
    plan_id: str = ""
    frozen: tuple[FrozenPlan, ...] = ()


@dataclass(frozen=True, eq=False)
class Assessed:
    """`frame`: the assessment. `standing`: the reported values that it was made from. `on`: the day
    on which it was judged.

    `plan`: the version in force with the municipality's own entries laid over it, `plans`: all
    versions of that plan, `recorded`: of every plan. `answers`: to its open questions, as they
    stood. `promised`: the plan without its extension, None where it has none: by it the years up
    to its last one are judged. `by`: the same figures assessed by another version of it. `apart`:
    KPI and year whose figure meant something else in the plan that held the year; it stands in no
    line with the others. `tell_states`: which of the values in the record are confirmed, and what
    they correct, `tell_told`: of which rows that is told; asked for only where somebody wants to
    know.
    """

    plan: Plan
    plans: tuple[Plan, ...]
    standing: pd.DataFrame
    benchmarks: pd.DataFrame
    frame: pd.DataFrame
    on: date
    recorded: tuple[Plan, ...]
    by: Callable[[Plan], Assessed]
    tell_states: Callable[[], pd.DataFrame]
    tell_told: Callable[[], pd.DataFrame]
    answers: tuple[Answer, ...] = ()
    promised: Plan | None = None
    apart: frozenset[tuple[str, int]] = frozenset()

    @property
    def states(self) -> pd.DataFrame:
        return self.tell_states()

    @property
    def told(self) -> pd.DataFrame:
        return self.tell_told()

    @cached_property
    def rows(self) -> Sequence[Row]:
        """The rows of `frame`, for all who word them: nobody changes one."""
        return rows_of(self.frame)

    @cached_property
    def years(self) -> Mapping[str, Mapping[int, Row]]:
        """`rows` by KPI and year."""
        found: dict[str, dict[int, Row]] = {kpi.kpi_id: {} for kpi in self.plan.kpis}
        for row in self.rows:
            found.setdefault(str(row["kpi_id"]), {})[int(row["fiscal_year"])] = row
        return found


def view_of(
    record: Record, *, as_of: datetime | None = None, on: date | None = None, plan_id: str = ""
) -> View:
    """`on` defaults to the Tokyo day of `as_of`."""
    moment = as_of or datetime.now(TOKYO)
    revision = record.revision_at(as_of) if as_of else record.head()
    return View(revision, on or moment.astimezone(TOKYO).date(), as_of, plan_id)


@kept(16)
def plans_at(record: Record, revision: int) -> tuple[Plan, ...]:
    """Every version of every plan that was recorded by then, by date of effect, each up to the
    year to which its plan was extended."""
    found = []
    for document in _documents(record, revision):
        extension = extension_at(record, revision, _plan(document).plan_id)
        found.append(_extended(document, extension) if extension else _plan(document))
    return _by_date(found)


@kept(16)
def texts_at(record: Record, revision: int) -> tuple[Plan, ...]:
    """As `plans_at`, as their texts have them: what an extension is held against, and a new
    version is compared with."""
    return _by_date(_plan(document) for document in _documents(record, revision))


@kept(16)
def _documents(record: Record, revision: int) -> tuple[str, ...]:
    return record.plans_at(revision)


def text_of(record: Record, revision: int, plan: Plan) -> Plan:
    """The version as its text has it."""
    key = plan.plan_id, plan.plan_version
    return next(
        text for text in texts_at(record, revision) if (text.plan_id, text.plan_version) == key
    )


@kept(64)
def extension_at(record: Record, revision: int, plan_id: str) -> Extension | None:
    """Of the plan, as it stood; None where it goes as far as its text."""
    acts = [act for act in history(record, EXTENSION, plan_id, revision) if act.key == KEY]
    return acts[-1].value if acts else None


def _by_date(plans: Iterable[Plan]) -> tuple[Plan, ...]:
    return tuple(sorted(plans, key=lambda plan: plan.effective_from))


def versions_at(record: Record, view: View) -> tuple[Plan, ...]:
    """Every version of the plan in sight, by date of effect."""
    plan_id = plan_id_at(record, view)
    return tuple(plan for plan in plans_at(record, view.revision) if plan.plan_id == plan_id)


def plan_id_at(record: Record, view: View) -> str:
    """Of the plan in sight, the usual one where it was not recorded yet; «» where the record has
    none."""
    plans = plans_at(record, view.revision)
    is_known = any(plan.plan_id == view.plan_id for plan in plans)
    return view.plan_id if is_known else usual_plan(plans, view.on)


def plan_at(record: Record, view: View) -> Plan:
    """The version of the plan in sight that is in force, up to the year to which it goes."""
    return in_force(versions_at(record, view), view.on)


@kept(16)
def _plan(document: str) -> Plan:
    return plan_from_document(document)


@kept(16)
def _extended(document: str, extension: Extension) -> Plan:
    return extended(_plan(document), extension.last_year, extension.by_kpi)


@kept(4)
def _benchmarks(document: str) -> pd.DataFrame:
    return benchmarks_from_document(document)


@kept(16)
def _benchmarks_at(record: Record, revision: int) -> pd.DataFrame:
    document = record.dataset_at("benchmark", revision)
    assert document is not None, "published figures are loaded whenever a record is opened"
    return _benchmarks(document)


@kept(8)
def plan_of_reports(record: Record, view: View) -> Plan:
    """The version in force with the KPIs of all plans and the work items of its other versions: a
    report may be about what a later version dropped."""
    return naming_all(plan_at(record, view), plans_at(record, view.revision))


@kept(32)
def assessed(record: Record, view: View) -> Assessed:
    standing = record.standing(record.municipality_code, view.revision)
    return as_kept(record, view, judged(record, view, standing))


def as_kept(record: Record, view: View, found: Assessed) -> Assessed:
    """With the rows that `view` names in place of what today's rules make of it."""
    kept = next((plan for plan in view.frozen if plan.plan_id == found.plan.plan_id), None)
    if kept is None:
        return found
    others = {other.plan_version: other.rows for other in kept.others}

    def by(version: Plan) -> Assessed:
        beside, rows = found.by(version), others.get(version.plan_version)
        return beside if rows is None else replace(beside, frame=_thawed(record, rows))

    return replace(found, frame=_thawed(record, kept.rows), by=by)


@kept(16)
def _thawed(record: Record, sha256: str) -> pd.DataFrame:
    data = record.file_bytes(sha256)
    assert data is not None, "rows are kept with the snapshot that names them"
    return thawed_rows(data)


def judged(
    record: Record,
    view: View,
    standing: pd.DataFrame,
    *,
    answers: tuple[Answer, ...] | None = None,
    version: Plan | None = None,
) -> Assessed:
    """As `assessed`, from values or answers that need not stand in the record (a preview), or by
    another `version` of the plan in sight than the one in force."""
    plans = versions_at(record, view)
    text = version or in_force(plans, view.on)
    plan_id, town = text.plan_id, town_at(record, view.revision, text.plan_id)
    plan = plan_in_effect(text, town, view.on)
    own_text = text_of(record, view.revision, text)
    is_extended = text.last_year != own_text.last_year
    promised = plan_in_effect(own_text, town, view.on) if is_extended else None
    answered = answers_at(record, view.revision, plan_id) if answers is None else answers
    benchmarks = _benchmarks_at(record, view.revision)
    assessed_by = partial(
        assess,
        standing=standing,
        benchmarks=benchmarks,
        on=view.on,
        answers=answered,
        answer_acts=said_at(record, view.revision, plan_id),
    )
    frame = assessed_by(plan)
    if promised:
        frame = _as_promised(frame, assessed_by(promised), promised.last_year)

    def by(version: Plan) -> Assessed:
        return judged(record, view, standing, answers=answered, version=version)

    recorded = plans_at(record, view.revision)
    apart = _apart(frame, plan, recorded, view.on)
    return Assessed(
        plan=plan,
        plans=plans,
        standing=standing,
        benchmarks=benchmarks,
        frame=_not_joined(frame, apart),
        on=view.on,
        recorded=recorded,
        by=by,
        tell_states=partial(_states, record, view.revision),
        tell_told=partial(_told, record, view.revision),
        answers=answered,
        promised=promised,
        apart=apart,
    )


@kept(16)
def _states(record: Record, revision: int) -> pd.DataFrame:
    return states_of(_told(record, revision))


@kept(16)
def _told(record: Record, revision: int) -> pd.DataFrame:
    return record.figures_told(record.municipality_code, revision)


def _apart(
    frame: pd.DataFrame, plan: Plan, recorded: tuple[Plan, ...], on: date
) -> frozenset[tuple[str, int]]:
    """KPI and year, of those before the plan, that another plan holds in which the KPI is another
    figure."""
    others = tuple(version for version in recorded if version.plan_id != plan.plan_id)
    if not others:
        return frozenset()
    years = sorted(set(frame.loc[frame["fiscal_year"] < plan.first_year.start_year, "fiscal_year"]))
    known = {kpi.kpi_id: kpi for kpi in plan.kpis}
    return frozenset(
        (kpi.kpi_id, year)
        for year in years
        for version in numberings_of(others, FiscalYear(int(year)), on)
        for kpi in version.kpis
        if version.holds(kpi.kpi_id, FiscalYear(int(year)))
        and kpi.kpi_id in known
        and not means_the_same(kpi, known[kpi.kpi_id])
    )


def _not_joined(frame: pd.DataFrame, apart: frozenset[tuple[str, int]]) -> pd.DataFrame:
    """Without a change on the year before where either year is `apart`, and the other is not."""
    if not apart:
        return frame
    keys = list(zip(frame["kpi_id"], frame["fiscal_year"], strict=True))
    is_step = [((kpi_id, year) in apart) != ((kpi_id, year - 1) in apart) for kpi_id, year in keys]
    return frame.assign(change_value=frame["change_value"].mask(np.array(is_step)))


def _as_promised(
    frame: pd.DataFrame, promised: pd.DataFrame, last_year: FiscalYear
) -> pd.DataFrame:
    """`frame` with the years up to `last_year` as `promised` has them: an extension adds years and
    changes none."""
    is_before = frame["fiscal_year"].le(last_year.start_year).to_numpy()
    before = promised[promised["fiscal_year"] <= last_year.start_year]
    assert len(before) == is_before.sum(), "both have the same years up to the promised end"
    places = np.argsort(np.concatenate([np.flatnonzero(is_before), np.flatnonzero(~is_before)]))
    both = pd.concat([before, frame[~is_before]], ignore_index=True)
    return both.iloc[places].reset_index(drop=True)


def plan_ids_in_effect(record: Record, view: View) -> tuple[str, ...]:
    """The plan in sight, then the others that took effect by the day of `view`."""
    in_sight = plan_id_at(record, view)
    begun = (plan for plan in plans_at(record, view.revision) if plan.effective_from <= view.on)
    return tuple(dict.fromkeys((in_sight, *(plan.plan_id for plan in begun))))


@kept(16)
def assessed_by_all(record: Record, view: View) -> pd.DataFrame:
    """As `judged_by_all`, from what stands."""
    return _by_all(record, view, lambda of_plan: assessed(record, of_plan).frame)


def judged_by_all(record: Record, view: View, standing: pd.DataFrame) -> pd.DataFrame:
    """One row per plan in effect, KPI and fiscal year, the plan in sight first: a figure that
    several plans name is judged in each. Of another plan the years of its period alone."""
    return _by_all(record, view, lambda of_plan: judged(record, of_plan, standing).frame)


def _by_all(record: Record, view: View, frame_of: Callable[[View], pd.DataFrame]) -> pd.DataFrame:
    others = plan_ids_in_effect(record, view)[1:]
    frame = frame_of(view)
    if not others:
        return frame
    beside = (frame_of(replace(view, plan_id=plan_id)) for plan_id in others)
    of_others = (frame[frame["verdict"] != "outside_period"] for frame in beside)
    return pd.concat([frame, *of_others], ignore_index=True)


@kept(16)
def said_at(record: Record, revision: int, plan_id: str) -> tuple[AnswerAct, ...]:
    """Everything said of the plan's open questions by `revision`, in the order recorded."""
    acts = history(record, DECISION, plan_id, revision)
    return tuple(AnswerAct(entry.key, _answer(entry), entry.revision) for entry in acts)


@kept(16)
def answers_at(record: Record, revision: int, plan_id: str) -> tuple[Answer, ...]:
    """The answers to the plan's open questions that held at `revision`, in the order recorded: in
    a year, of one question, the last that covers it."""
    answers: tuple[Answer, ...] = ()
    for said in said_at(record, revision, plan_id):
        answers = (
            *(
                answer
                for answer in answers
                if answer.question_id != said.question_id or not _is_over(answer, said.answer)
            ),
            *([said.answer] if said.answer else []),
        )
    return answers


def _answer(entry: Entry[Decision | None]) -> Answer | None:
    decision = entry.value
    if decision is None:
        return None
    return Answer(
        question_id=entry.key,
        candidate_id=decision.answer,
        fiscal_years=decision.fiscal_years,
        decided_by=decision.decided_by,
        decided_on=decision.decided_on,
        approval_no=decision.approval_no,
        reason=decision.reason,
        recorded_at=entry.recorded_at,
        number=decision.number,
    )


def _is_over(earlier: Answer, later: Answer | None) -> bool:
    """No year is left to the earlier answer; nothing is, once all of them are taken back."""
    if later is None or later.fiscal_years is None:
        return True
    return earlier.fiscal_years is not None and set(earlier.fiscal_years) <= set(later.fiscal_years)


# What two assessments are held beside each other by, and what their figures are printed by.
CHANGE_COLUMNS: Final = (
    "actual_value",
    "verdict",
    "is_forecast",
    "reason",
    "rule",
    "numerator",
    "denominator",
    "target_value",
    "earlier_target_value",
    "baseline_value",
    "benchmark_value",
    "benchmarks",
    "band",
)


def verdict_changes(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """One row per plan × KPI × fiscal year whose figure or verdict differs between two assessments:
    each of CHANGE_COLUMNS as …_before and …_after, missing where one has no such year."""
    key = ["municipality_code", "plan_id", "kpi_id", "kpi_no", "fiscal_year"]
    shown = [*key, *CHANGE_COLUMNS]
    both = before[shown].merge(
        after[shown], on=key, how="outer", suffixes=("_before", "_after"), validate="one_to_one"
    )
    same_value = both["actual_value_before"].eq(both["actual_value_after"]) | (
        both["actual_value_before"].isna() & both["actual_value_after"].isna()
    )
    same_verdict = both["verdict_before"].fillna("").eq(both["verdict_after"].fillna(""))
    kpis, plans = (
        {name: place for place, name in enumerate(after[column].unique())}
        for column in ("kpi_id", "plan_id")
    )
    return (
        both[~(same_value & same_verdict)]
        .assign(
            kpi_place=lambda frame: frame["kpi_id"].map(kpis),
            plan_place=lambda frame: frame["plan_id"].map(plans),
        )
        .sort_values(["kpi_place", "fiscal_year", "plan_place"], ignore_index=True)
        .drop(columns=["kpi_place", "plan_place"])
    )
