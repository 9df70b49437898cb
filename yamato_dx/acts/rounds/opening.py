"""照会を始める: what is missing for a year is asked of the sections, by a day."""

from __future__ import annotations

from datetime import date

from yamato_dx import i18n
from yamato_dx.acts.entering import enter
from yamato_dx.acts.permissions import Act, require
from yamato_dx.entries.rounds import ROUND, Round, round_id_of
from yamato_dx.errors import Refused
from yamato_dx.lettering import typed
from yamato_dx.queries.assessed import View
from yamato_dx.queries.entries import keys_ever
from yamato_dx.queries.rounds.asking import RoundScope, items_to_ask, plans_asked
from yamato_dx.queries.rounds.held import NO_PLAN
from yamato_dx.queries.town import town_at
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.record import Record


def open_round(
    record: Record,
    view: View,
    scope: RoundScope,
    *,
    due: date,
    actor: Actor,
    title: str = "",
    expected_revision: int | None = None,
) -> Round:
    """Record what each section is asked, as `items_to_ask` finds it at `view`, and by when.

    `title`: «令和7年度の照会» unless told. Raises NotPermitted; Refused where no plan holds the
    year, nothing is missing, or `due` lies before the day of `view`; Stale where a round of the
    year was opened since `expected_revision` (the one of `view`).
    """
    seen_at = view.revision if expected_revision is None else expected_revision
    require(record, actor, Act.HOLD_ROUND)
    plan_ids = plans_asked(record, view, scope)
    if not plan_ids:
        raise Refused("rounds.refused.no_plan", year=i18n.fiscal_year(scope.fiscal_year, "ja"))
    require_day(due, view.on)
    items = items_to_ask(record, view, scope)
    if not items:
        raise Refused("rounds.refused.nothing_missing")
    town = town_at(record, view.revision, plan_ids[0])
    asked_ids = {item.section_id for item in items}
    opened = Round(
        round_id=_next_id(record, scope, seen_at),
        kind=scope.kind,
        title=typed(title) or usual_title(scope, "ja"),
        fiscal_year=scope.fiscal_year,
        plan_ids=plan_ids,
        opened_on=view.on,
        due=due,
        sections={key: section.name for key, section in town.sections.items() if key in asked_ids},
        items=items,
    )
    enter(
        record,
        ROUND,
        {opened.round_id: opened},
        actor,
        plan_id=NO_PLAN,
        expected_revision=seen_at,
    )
    return opened


def usual_title(scope: RoundScope, lang: str) -> str:
    year = i18n.fiscal_year(scope.fiscal_year, lang)
    return i18n.text(f"rounds.title.{scope.kind}", lang, year=year)


def require_day(due: date, on: date) -> None:
    """Raises Refused where nobody can answer by then."""
    if due < on:
        raise Refused("rounds.refused.due_past", due=due.isoformat(), on=on.isoformat())


def _next_id(record: Record, scope: RoundScope, seen_at: int) -> str:
    """As it is for whoever saw the record then: one that another has taken since is theirs."""
    beginning = f"{scope.fiscal_year.start_year}-"
    taken = [key for key in keys_ever(record, ROUND, seen_at) if key.startswith(beginning)]
    return round_id_of(scope.fiscal_year, len(taken) + 1)
