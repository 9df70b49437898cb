"""From a chosen workbook to a recorded plan: one visitor's state between two reruns."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from yamato_dx.acts.planning import Offer, Proposal, begin, load, offer_in, propose
from yamato_dx.acts.taking_back import take_back
from yamato_dx.errors import Refused
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.file_boxes import empty_file_box
from yamato_dx.ui.frame.forms import done, put_away, shown_once, signature
from yamato_dx.ui.plan.known_kpis import confirmed_kpis

if TYPE_CHECKING:
    from collections.abc import Callable

    from yamato_dx.acts.actor import Actor
    from yamato_dx.ui.frame.file_boxes import ChosenFile
    from yamato_dx.ui.frame.screen import Screen
    from yamato_dx.web.served import Served

LOADER = "plan.loading.by"
BOX = "planning"
# The act beside whose button is told why it was not done; what was done stands above the page.
LOAD = "planning.load"
BACK = "planning.back"
BACK_BY = "plan.loading.back.by"
# Two people may send the first plan at once; one record is opened.
_beginning = Lock()


def offer_of(page: Screen, upload: ChosenFile) -> Offer:
    """What is in the chosen file, read once."""
    return shown_once(
        BOX,
        ("offer", upload.file_id),
        lambda: offer_in(upload.data, upload.name),
        page.say("plan.loading.reading"),
    )


def proposal_of(page: Screen, upload: ChosenFile) -> Proposal:
    """What the chosen file would change in the record as it stands now."""
    view = page.now()
    return shown_once(
        BOX,
        ("proposal", upload.file_id, view.revision, view.on),
        lambda: propose(page.record, offer_in(upload.data, upload.name), view.on),
        page.say("plan.loading.reading"),
    )


def take(page: Screen, proposal: Proposal) -> None:
    """Record what was shown; the page tells the outcome at its next run."""
    same_kpis = confirmed_kpis(proposal)
    if not same_kpis.issuperset(offered.kpi.kpi_id for offered in proposal.waiting):
        outcome.keep(LOAD, page.say("plan.loading.kpis.unticked"), tone="bad")
        return
    _act(page, lambda actor: load(page.record, proposal, actor, same_kpis=same_kpis))


def take_back_plan(page: Screen, plan_id: str, title: str) -> None:
    """The registration of another plan, as if it had never been; the page tells the outcome."""
    name = signature(page, BACK, BACK_BY, "plan.loading.by_missing")
    if not name:
        return
    taken = done(page, BACK, lambda: take_back(page.record, plan_id, page.actor(name)))
    if taken is not None:
        outcome.keep(BACK, page.say("plan.loading.back.done", title=title))


def take_first(page: Screen, offer: Offer) -> None:
    """The first plan: its folder is written, its record opened and served from now on."""
    _act(page, lambda actor: _begin(page.served, offer, actor))


def _begin(served: Served, offer: Offer, actor: Actor) -> tuple[str, ...]:
    with _beginning:
        place = served.awaiting
        if place is None:
            raise Refused("plan.loading.stale")
        served.serve(begin(place, offer, actor), served.on)
    return tuple(plan.plan_version for plan in offer.plans)


def _act(page: Screen, act: Callable[[Actor], tuple[str, ...]]) -> None:
    name = signature(page, LOAD, LOADER, "plan.loading.by_missing")
    versions = done(page, LOAD, lambda: act(page.actor(name))) if name else None
    if versions is None:
        return
    outcome.forget(LOAD)
    outcome.keep(
        page.name,
        page.say("plan.loading.loaded.note"),
        big=page.say("plan.loading.loaded", versions=page.say("queries.list").join(versions)),
    )
    empty_file_box(BOX)
    put_away(BOX)
