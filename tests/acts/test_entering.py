"""What the municipality says beside its figures: last said holds, nothing is edited."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from tests.entered import progress_of
from tests.racing import at_once, refusals
from tests.store.cases import CLERK, send, values
from yamato_dx.acts import entering
from yamato_dx.acts.actor import Actor
from yamato_dx.acts.withdrawal import withdraw
from yamato_dx.entries.kind import Entered, EntryKind
from yamato_dx.entries.progress import PROGRESS
from yamato_dx.entries.sections import OWNER, SECTION, Owner, Section
from yamato_dx.entries.story import HOLDER, Holder
from yamato_dx.errors import Refused
from yamato_dx.plan.model.types import Text
from yamato_dx.queries.entries import history, standing
from yamato_dx.queries.reports.comparison import standing_duplicate
from yamato_dx.store.promise.refusals import Stale
from yamato_dx.store.promise.transaction import Transaction
from yamato_dx.store.record import Record

PLAN_ID = ""  # the record has none
enter = partial(entering.enter, plan_id=PLAN_ID)
enter_together = partial(entering.enter_together, plan_id=PLAN_ID)

SAID, OTHER = Holder("山田", ""), Holder("佐藤", "")


def held(record: Record, kind: EntryKind[Any] = HOLDER, **options: Any) -> dict[str, object]:
    return {key: entry.value for key, entry in standing(record, kind, PLAN_ID, **options).items()}


def named(who: int) -> Actor:
    return Actor.at_server(str(who))


def test_the_last_said_of_a_key_holds_and_every_moment_is_kept(record: Record) -> None:
    first = enter(record, HOLDER, {"head": SAID, "member": SAID}, CLERK)
    second = enter(record, HOLDER, {"head": OTHER}, Actor.at_server("事務局"))
    assert held(record) == {"head": OTHER, "member": SAID}
    assert held(record, revision=first) == {"head": SAID, "member": SAID}
    assert held(record, SECTION) == {}  # kinds do not touch each other
    assert record.head() == second
    ever = [one for one in history(record, HOLDER, PLAN_ID) if one.key == "head"]
    assert [one.value for one in ever] == [SAID, OTHER]
    assert [one.actor_name for one in ever] == ["山田", "事務局"]


def test_none_takes_away(record: Record) -> None:
    enter(record, HOLDER, {"head": SAID}, CLERK)
    enter(record, HOLDER, {"head": None}, CLERK)
    assert held(record) == {}
    assert [one.value for one in history(record, HOLDER, PLAN_ID)] == [SAID, None]
    enter(record, HOLDER, {"head": SAID}, CLERK)
    assert held(record) == {"head": SAID}


@pytest.mark.parametrize(
    "again",
    [
        {"head": SAID},
        {"member": None},  # nothing is there to be taken away
        {},
    ],
)
def test_what_stands_already_adds_nothing(record: Record, again: dict[str, Holder | None]) -> None:
    before = enter(record, HOLDER, {"head": SAID}, CLERK)
    assert enter(record, HOLDER, again, CLERK) == before
    assert record.head() == before


def test_one_save_is_one_act(record: Record) -> None:
    enter(record, HOLDER, {"head": SAID, "member": OTHER}, CLERK)
    acts = record.moments()
    assert list(acts["act"]) == ["holder"]
    assert list(record.audit_events()["act"]) == ["holder"]
    assert record.faults().empty


def test_a_save_over_what_somebody_else_changed_is_refused_whole(record: Record) -> None:
    seen = enter(record, HOLDER, {"head": SAID, "member": SAID}, CLERK)
    enter(record, HOLDER, {"member": OTHER}, Actor.at_server("もう一人"))
    mine = {"head": OTHER, "member": SAID}
    with pytest.raises(Stale):
        enter(record, HOLDER, mine, CLERK, expected_revision=seen)
    assert held(record) == {"head": SAID, "member": OTHER}
    # A key that nobody touched is saved.
    enter(record, HOLDER, {"head": OTHER}, CLERK, expected_revision=seen)
    assert held(record) == {"head": OTHER, "member": OTHER}


RESIDENTS = Section("s01", Text("住民課", "住民課"), None, None)
OWNED = Owner("s01", None)
REGISTER: Entered = {SECTION: {"s01": RESIDENTS}, OWNER: {"kpi:a": OWNED}}


def test_a_save_of_two_kinds_is_one_act(record: Record) -> None:
    revision = enter_together(record, REGISTER, CLERK)
    assert list(record.moments()["act"]) == ["sections"]
    assert list(record.audit_events()["act"]) == ["sections"]
    assert (held(record, SECTION), held(record, OWNER)) == tuple(REGISTER.values())
    assert record.head() == revision
    # Said again in the same words, neither is an act.
    assert enter_together(record, REGISTER, CLERK) == revision
    assert record.faults().empty


def test_a_failure_between_two_kinds_leaves_neither(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    append = Transaction.append

    def failing(self: Transaction, table: str, **values: object) -> int:
        if values.get("kind") == "owner":
            raise OSError("between the sections and their owners")
        return append(self, table, **values)

    monkeypatch.setattr(Transaction, "append", failing)
    with pytest.raises(OSError, match="between"):
        enter_together(record, REGISTER, CLERK)
    monkeypatch.undo()
    assert held(record, SECTION) == {}
    assert (record.head(), len(record.moments())) == (0, 0)
    assert record.faults().empty
    enter_together(record, REGISTER, CLERK)
    assert held(record, SECTION) == {"s01": RESIDENTS}


def test_a_stale_owner_keeps_the_sections_out_too(record: Record) -> None:
    seen = enter(record, OWNER, {"kpi:a": OWNED}, CLERK)
    enter(record, OWNER, {"kpi:a": None}, Actor.at_server("もう一人"))
    with pytest.raises(Stale):
        enter_together(record, REGISTER, CLERK, expected_revision=seen)
    assert (held(record, SECTION), held(record, OWNER)) == ({}, {})


def test_progress_comes_with_a_report_and_falls_with_it(record: Record) -> None:
    first = send(record, values(a=1.0), progress={"1-1": {"status": "under_way"}})
    second = send(record, values(a=2.0), progress={"1-1": {"status": "done"}})
    assert held(record, PROGRESS) == progress_of({"1-1": {"status": "done"}})
    without = held(record, PROGRESS, without_batch_id=second.batch_id)
    assert without == progress_of({"1-1": {"status": "under_way"}})
    withdraw(record, second.batch_id, CLERK)
    assert held(record, PROGRESS) == without
    assert list(record.entry_history("progress", "/1-1")["is_withdrawn"]) == [False, True]
    withdraw(record, first.batch_id, CLERK)
    assert held(record, PROGRESS) == {}
    assert held(record, PROGRESS, revision=second.revision) == progress_of(
        {"1-1": {"status": "done"}}
    )
    assert record.faults().empty


def test_a_report_on_work_items_alone_typed_by_the_plan_office(record: Record) -> None:
    receipt = send(
        record,
        None,  # type: ignore[arg-type]
        data=None,
        file_name=None,
        progress={"1-1": {"status": "done"}, "1-2": {"status": "under_way"}},
        kind="proxy",
        note="電話",
    )
    batch = record.batches().iloc[0]
    assert (batch["batch_id"], batch["kind"], batch["note"]) == (receipt.batch_id, "proxy", "電話")
    assert (batch["row_count"], batch["new_count"], batch["progress_count"]) == (2, 2, 2)
    assert record.head() == receipt.revision
    assert record.faults().empty


def test_changed_and_unchanged_progress_is_counted(record: Record) -> None:
    send(record, values(a=1.0), progress={"1-1": {"status": "done"}, "1-2": {"status": "done"}})
    told = {"1-1": {"status": "done"}, "1-2": {"status": "continuing"}, "1-3": {"status": "done"}}
    send(record, values(a=1.0), progress=told)
    batch = record.batches().iloc[0]
    counts = tuple(batch[f"{one}_count"] for one in ("row", "new", "changed", "unchanged"))
    assert counts == (4, 1, 1, 2)  # the value and 1-1 are as they were


def test_nothing_to_send_is_refused(record: Record) -> None:
    with pytest.raises(Refused) as refusal:
        send(record, values(a=1.0).head(0))
    assert refusal.value.message_id == "store.nothing_to_store"


def test_progress_that_somebody_else_changed_is_seen_first(record: Record) -> None:
    seen = record.head()
    send(record, values(b=1.0), progress={"1-1": {"status": "done"}})
    with pytest.raises(Stale):
        send(record, values(a=1.0), progress={"1-1": {"status": "cancelled"}}, previewed_at=seen)
    assert held(record, PROGRESS) == progress_of({"1-1": {"status": "done"}})
    assert record.batches()["batch_id"].tolist() == ["R8-0001"]


def test_the_same_file_is_no_duplicate_once_its_progress_is_overtaken(record: Record) -> None:
    first = send(record, values(a=1.0), data=b"x", progress={"1-1": {"status": "done"}})
    assert standing_duplicate(record, b"x") == first.batch_id
    send(record, values(b=1.0), progress={"1-1": {"status": "under_way"}})
    assert standing_duplicate(record, b"x") is None


# --- several at once, each from the same view ---


def test_of_several_who_change_the_same_thing_one_is_written(record: Record) -> None:
    seen = enter(record, HOLDER, {"head": SAID}, CLERK)

    def enters(who: int) -> int:
        said = Holder(str(who), "")
        return enter(
            record, HOLDER, {"head": said}, Actor.at_server(str(who)), expected_revision=seen
        )

    outcomes = at_once(*(partial(enters, who) for who in range(6)))
    (first,) = [who for who, one in enumerate(outcomes) if isinstance(one, int)]
    assert held(record)["head"] == Holder(str(first), "")
    stale = [one for one in refusals(outcomes) if isinstance(one, Stale)]
    assert len(stale) == 5
    for refusal in stale:
        (change,) = refusal.changes
        assert (change.kind, change.entry_key) == ("holder", "/head")
        assert (HOLDER.value("head", change.document), change.actor_name) == (
            Holder(str(first), ""),
            str(first),
        )
        assert refusal.revision == record.head()
        assert str(first) in str(refusal)
    assert record.faults().empty


def test_several_who_change_different_things_are_all_written(record: Record) -> None:
    seen = enter(record, HOLDER, {"head": SAID}, CLERK)

    def enters(who: int) -> int:
        said = Holder(str(who), "")
        return enter(
            record, HOLDER, {f"r{who}": said}, Actor.at_server(str(who)), expected_revision=seen
        )

    assert not refusals(at_once(*(partial(enters, who) for who in range(6))))
    assert len(held(record)) == 7


def test_what_was_taken_away_meanwhile_is_told_as_nothing(record: Record) -> None:
    seen = enter(record, HOLDER, {"head": SAID}, CLERK)
    enter(record, HOLDER, {"head": None}, Actor.at_server("もう一人"))
    with pytest.raises(Stale) as refusal:
        enter(record, HOLDER, {"head": OTHER}, CLERK, expected_revision=seen)
    assert [one.document for one in refusal.value.changes] == [None]
    assert held(record) == {}
