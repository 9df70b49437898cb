"""What the address asks of every page: the moment and the plan in sight. What is none leaves it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import streamlit as st

from yamato_dx.i18n import parse_moment
from yamato_dx.queries.plan.sight import ShownPlan
from yamato_dx.ui.frame.arrival import arrival_number

MOMENT: Final = "as_of"
# Begins the moment that a meeting saw; the meeting's id ends it.
MEETING: Final = "meeting:"
REFUSED: Final = "as_of.refused"
SINCE: Final = "since"
PLAN: Final = "plan"
REMEMBERED: Final = "plan.in_sight"
KEPT_AT: Final = "plan.kept_at"
YEAR: Final = "year"
# As much as a person needs to know it again.
SHOWN: Final = 40


def asked_moment(is_meeting: Callable[[str], bool]) -> str | None:
    """As written: a moment, or a meeting whose moment it is. What is neither is taken out of the
    address, which then means now."""
    written = st.query_params.get(MOMENT)
    if written is None:
        return None
    st.session_state.pop(REFUSED, None)
    meeting_id = asked_meeting(written)
    if parse_moment(written) is not None or (meeting_id and is_meeting(meeting_id)):
        return str(written)
    del st.query_params[MOMENT]
    st.session_state[REFUSED] = (arrival_number(), str(written)[:SHOWN])
    return None


def asked_meeting(written: str | None) -> str | None:
    """The id of the meeting whose moment is asked for; None where another moment is."""
    return written.removeprefix(MEETING) if written and written.startswith(MEETING) else None


def refused_moment() -> str | None:
    """What was taken out of the address of this page, for as long as the reader stays on it."""
    arrival, written = st.session_state.get(REFUSED, (None, None))
    return written if arrival == arrival_number() else None


def plan_in_sight(plans: Sequence[ShownPlan]) -> str:
    """The id of the plan that the page is about. The address decides; where it names none, its
    year, if one of the other plans holds it; then what was chosen in the visit so far; else the
    first of `plans`, «» where there is none."""
    known = [plan.plan_id for plan in plans]
    asked = st.query_params.get(PLAN)
    if asked in known:
        st.session_state[REMEMBERED] = asked
        return str(asked)
    remembered = st.session_state.get(REMEMBERED)
    usual = remembered if remembered in known else next(iter(known), "")
    return _holding(plans, usual) or usual


def keep_plan(plan_id: str, usual: str) -> None:
    """Put the plan back into the address after a navigation that dropped it; once, as `arrival`
    says."""
    if plan_id != usual and st.session_state.get(KEPT_AT) != arrival_number():
        st.query_params[PLAN] = plan_id
    st.session_state[KEPT_AT] = arrival_number()


def _holding(plans: Sequence[ShownPlan], usual: str) -> str | None:
    """The plan that holds the year of the address, where the usual one does not."""
    written = str(st.query_params.get(YEAR) or "")
    if not written.isdecimal():
        return None
    holding = [plan.plan_id for plan in plans if int(written) in plan.years]
    return None if usual in holding else next(iter(holding), None)
