"""What `closing …` of the command line does: the story, what is missing, what is entered, the
end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from yamato_dx.acts.closing.ending import close_plan, reopen_plan
from yamato_dx.acts.closing.entering import (
    PlanInSight,
    enter_carry_over,
    enter_effects,
    enter_judgement,
    enter_opinion,
)
from yamato_dx.acts.opening import open_record
from yamato_dx.cli import answers
from yamato_dx.cli.options import Arguments
from yamato_dx.cli.plan import actor_of, place_of, plan_of, told
from yamato_dx.entries.review.closing import CarryOver, Effect, Judgement, Opinion
from yamato_dx.errors import UsageError
from yamato_dx.plan.model.types import Plan
from yamato_dx.queries.assessed import View, plan_at, view_of
from yamato_dx.queries.closing.entered import ON_PLAN, entered_at
from yamato_dx.queries.closing.story import ClosingStory, closing_story, counted
from yamato_dx.queries.closing.table import closing_table
from yamato_dx.rows import rows_of
from yamato_dx.store.record import Record

# What an answer of `closing show` has of each KPI.
_COLUMNS: Final = (
    "kpi_no",
    "kpi_id",
    "closing_rule",
    "is_rule_open",
    "closing_year",
    "start_value",
    "target_value",
    "actual_value",
    "target_years_count",
    "met_years_count",
    "progress_ratio",
    "period_verdict",
    "is_confirmed",
    "closing_evidence",
    "treatment",
    "successor",
    "carry_over_reason",
    "new_baseline_year",
    "new_baseline_value",
    "later_figures",
)


def _show(arguments: Arguments) -> int:
    with told(open_record(place_of(arguments)), arguments) as record:
        view = _view(record, arguments)
        story = closing_story(record, view, arguments.lang)
        table = closing_table(record, view, arguments.lang)
    rows = [{name: answers.plain(row[name]) for name in _COLUMNS} for row in rows_of(table)]
    if arguments.format == "table":
        answers.write(rows, arguments.format)
        return 0
    answer = {
        "plan_id": story.plan.plan_id,
        "plan_version": story.version,
        "headline": "".join(story.headline),
        "counts": counted(story),
        "kpis": rows,
        "effects": story.effect_counts,
        "missing": [line.words for line in story.missing],
        "closed": _closed(story),
    }
    answers.write(answer, arguments.format)
    return 0


def _closed(story: ClosingStory) -> dict[str, Any] | None:
    closed = story.closed
    if closed is None or closed.is_open:
        return None
    return {
        "day": closed.day,
        "by": closed.by,
        "approval_no": closed.approval_no or None,
        "revision": closed.revision,
        "missing": list(closed.missing),
    }


def _missing(arguments: Arguments) -> int:
    with told(open_record(place_of(arguments)), arguments) as record:
        story = closing_story(record, _view(record, arguments), arguments.lang)
    rows = [
        {"kind": line.kind, "missing": line.words, "detail": line.detail} for line in story.missing
    ]
    answers.write(rows, arguments.format)
    return 0


def _effect(arguments: Arguments) -> int:
    key = (arguments.initiative_no, arguments.effect_no)
    effects = {key: Effect(arguments.found, arguments.evidence or "")}
    return _entered(
        arguments,
        lambda record, _plan, at: enter_effects(record, effects, actor_of(arguments), at=at),
    )


def _judgement(arguments: Arguments) -> int:
    judgement = Judgement(arguments.words, arguments.section or "")

    def enter(record: Record, plan: Plan, at: PlanInSight) -> int:
        subject = _subject(plan, arguments.about) or ON_PLAN
        return enter_judgement(record, subject, judgement, actor_of(arguments), at=at)

    return _entered(arguments, enter)


def _opinion(arguments: Arguments) -> int:
    """Of one that is there, what is not told stays as it is."""

    def enter(record: Record, plan: Plan, at: PlanInSight) -> int:
        number = arguments.opinion_no
        entry = entered_at(record, record.head(), plan.plan_id).opinions.get(number)
        opinion = replace(
            entry.value if entry else Opinion("", None, ""), **_told_opinion(plan, arguments)
        )
        return enter_opinion(record, opinion, actor_of(arguments), at=at, number=number)

    return _entered(arguments, enter, told_as="opinion")


def _told_opinion(plan: Plan, arguments: Arguments) -> dict[str, Any]:
    told_here = {
        "by": arguments.opinion_by,
        "on": arguments.said_on,
        "words": arguments.words,
        "subject": _subject(plan, arguments.about) if arguments.about else None,
        "answer": arguments.answer,
        "answered_by": arguments.answered_by,
        "asked": arguments.asked,
        "due": arguments.due,
    }
    return {name: value for name, value in told_here.items() if value is not None}


def _carry(arguments: Arguments) -> int:
    carried = CarryOver(arguments.treatment, arguments.reason or "", arguments.successor or "")

    def enter(record: Record, plan: Plan, at: PlanInSight) -> int:
        kpi_id = _kpi_id(plan, arguments.kpi)
        return enter_carry_over(record, {kpi_id: carried}, actor_of(arguments), at=at)

    return _entered(arguments, enter)


def _close(arguments: Arguments) -> int:
    with told(open_record(place_of(arguments)), arguments) as record:
        view = _view(record, arguments)
        revision = close_plan(
            record,
            view,
            actor=actor_of(arguments),
            approval_no=arguments.approval_no or "",
            expected_revision=arguments.at,
        )
        story = closing_story(record, replace(view, revision=revision), arguments.lang)
    answers.write({"plan_id": story.plan.plan_id, **(_closed(story) or {})}, arguments.format)
    return 0


def _reopen(arguments: Arguments) -> int:
    with told(open_record(place_of(arguments)), arguments) as record:
        view = _view(record, arguments)
        plan_id = plan_at(record, view).plan_id
        revision = reopen_plan(
            record,
            actor=actor_of(arguments),
            reason=arguments.reason,
            on=view.on,
            plan_id=plan_id,
            expected_revision=arguments.at,
        )
    answers.write({"plan_id": plan_id, "revision": revision}, arguments.format)
    return 0


def _entered(
    arguments: Arguments,
    enter: Callable[[Record, Plan, PlanInSight], int],
    *,
    told_as: str = "revision",
) -> int:
    """What an act of the plan in sight gave back, under the name `told_as`."""
    with told(open_record(place_of(arguments)), arguments) as record:
        view = view_of(record, plan_id=plan_of(record, arguments.plan_id))
        plan = plan_at(record, view)
        number = enter(record, plan, PlanInSight(plan.plan_id, arguments.at))
    answers.write({"plan_id": plan.plan_id, told_as: number}, arguments.format)
    return 0


def _view(record: Record, arguments: Arguments) -> View:
    return view_of(
        record,
        on=arguments.on,
        as_of=getattr(arguments, "as_of", None),
        plan_id=plan_of(record, arguments.plan_id),
    )


def _kpi_id(plan: Plan, named: str) -> str:
    """By its id or its number. Raises UsageError."""
    known = {kpi.kpi_no: kpi.kpi_id for kpi in plan.kpis}
    if named in known.values():
        return named
    if named not in known:
        raise UsageError("cli.unknown_kpi", written=named, known=", ".join(known))
    return known[named]


def _subject(plan: Plan, named: str | None) -> str:
    """«initiative:1», «kpi:9-1» or «kpi:<id>»; «» is the whole plan. Raises UsageError."""
    what, _, own = (named or "").partition(":")
    return f"{what}:{_kpi_id(plan, own)}" if what == "kpi" else named or ""


CLOSING_COMMANDS: Final[Mapping[str, Callable[[Arguments], int]]] = {
    "closing show": _show,
    "closing missing": _missing,
    "closing effect": _effect,
    "closing judgement": _judgement,
    "closing opinion": _opinion,
    "closing carry": _carry,
    "closing close": _close,
    "closing reopen": _reopen,
}
