"""What people said at the plan's end, as it stood; and the moment at which it was closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from yamato_dx.entries.review.closing import (
    CARRY_OVER,
    CLOSING,
    EFFECT,
    JUDGEMENT,
    OPINION,
    WHOLE_PLAN,
    CarryOver,
    Effect,
    Judgement,
    Opinion,
    PlanClosing,
)
from yamato_dx.kept_answers import kept
from yamato_dx.queries.assessed import View, plan_id_at
from yamato_dx.queries.entries import Entry, history, standing
from yamato_dx.queries.snapshots.snapshots import view_of_snapshot
from yamato_dx.store.record import Record


@dataclass(frozen=True, eq=False)
class ClosingEntries:
    """`effects`: by initiative and number from 1. `judgements`: by «plan:plan», «initiative:1»,
    «kpi:…». `opinions`: by their number. `carried`: by KPI. `closings`: everything said of it,
    oldest first."""

    effects: Mapping[tuple[int, int], Entry[Effect]]
    judgements: Mapping[str, Entry[Judgement]]
    opinions: Mapping[int, Entry[Opinion]]
    carried: Mapping[str, Entry[CarryOver]]
    closings: tuple[Entry[PlanClosing], ...]

    @property
    def newest(self) -> int:
        """The revision of the last thing entered, closings apart; 0 where there is none."""
        kinds = (self.effects, self.judgements, self.opinions, self.carried)
        return max((entry.revision for kind in kinds for entry in kind.values()), default=0)

    @property
    def closed(self) -> Entry[PlanClosing] | None:
        """None where it was never closed, or opened again."""
        last = self.closings[-1] if self.closings else None
        return last if last and last.value.snapshot else None

    @property
    def reopened(self) -> Entry[PlanClosing] | None:
        """By which it is open, though it was closed before."""
        last = self.closings[-1] if self.closings else None
        return last if last and last.value.snapshot is None else None


# Of the whole plan, as a judgement has it.
ON_PLAN = JUDGEMENT.key(WHOLE_PLAN, WHOLE_PLAN)


@kept(16)
def entered_at(record: Record, revision: int, plan_id: str) -> ClosingEntries:
    """What stood at `revision` of that plan."""
    effects = standing(record, EFFECT, plan_id, revision)
    opinions = standing(record, OPINION, plan_id, revision)
    acts = history(record, CLOSING, plan_id, revision)
    numbered = {tuple(map(int, EFFECT.parts_of(key))): entry for key, entry in effects.items()}
    return ClosingEntries(
        effects={(number, place): entry for (number, place), entry in numbered.items()},
        judgements=standing(record, JUDGEMENT, plan_id, revision),
        opinions={int(key): opinions[key] for key in sorted(opinions, key=int)},
        carried=standing(record, CARRY_OVER, plan_id, revision),
        closings=tuple(_said(act) for act in acts if act.value is not None),
    )


def _said(act: Entry[PlanClosing | None]) -> Entry[PlanClosing]:
    assert act.value, "a closing is never taken away, it is opened again"
    return Entry(act.key, act.value, act.batch_id, act.actor_name, act.recorded_at, act.revision)


def is_closed(record: Record, view: View) -> bool:
    """Whether the plan in sight is, at `view`."""
    return entered_at(record, view.revision, plan_id_at(record, view)).closed is not None


def shown_at(record: Record, view: View) -> View:
    """What is to be shown of the plan in sight: the moment at which it was closed, else `view`."""
    plan_id = plan_id_at(record, view)
    closed = entered_at(record, view.revision, plan_id).closed
    if closed is None or closed.value.snapshot is None:
        return view
    return view_of_snapshot(closed.value.snapshot, plan_id)
