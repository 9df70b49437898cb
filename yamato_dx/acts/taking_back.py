"""計画の登録の取消し: a plan that nothing recorded needs is as if it had never been registered."""

from __future__ import annotations

from collections.abc import Callable

from yamato_dx import i18n
from yamato_dx.acts.permissions import Act, require
from yamato_dx.errors import Refused
from yamato_dx.plan_keys import in_plan
from yamato_dx.queries.assessed import plans_at
from yamato_dx.queries.plan.sight import PlanNeed, needs_of
from yamato_dx.store.ledger import append_dataset
from yamato_dx.store.promise.actor import Actor
from yamato_dx.store.reads.past import NO_DOCUMENT, PLANS
from yamato_dx.store.record import Record


class PlanNeeded(Refused):
    """`needs`: what was recorded of the plan."""

    def __init__(self, title: Callable[[str], str], needs: tuple[PlanNeed, ...]) -> None:
        super().__init__("plan.loading.back.needed")
        self.title = title
        self.needs = needs

    def sentence(self, lang: str) -> str:
        what = i18n.text("queries.list", lang).join(need.words(lang) for need in self.needs)
        return i18n.text(self.message_id, lang, title=self.title(lang), what=what)


def take_back(record: Record, plan_id: str, actor: Actor) -> int:
    """Take all versions of the plan out of what holds; the new revision. What was loaded stays in
    the ledger, and the plan can be registered again.

    Raises NotPermitted, Refused where there is no such plan or no other, PlanNeeded where
    something was recorded that needs it.
    """
    require(record, actor, Act.LOAD_PLAN)
    with record.writing("take_back") as transaction:
        plans = plans_at(record, record.head())
        own = [plan for plan in plans if plan.plan_id == plan_id]
        if not own or len(own) == len(plans):
            raise Refused("plan.loading.back.only")
        needs = needs_of(record, plan_id)
        if needs:
            raise PlanNeeded(own[-1].title.in_language, needs)
        for kind in record.dataset_hashes(in_plan(plan_id, PLANS)):
            append_dataset(transaction, kind, NO_DOCUMENT, actor)
    return transaction.last_revision
