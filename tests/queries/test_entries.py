"""A kind that is new is one entry in the table of kinds: keys, saves, changes, history follow."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import pytest

from tests.entered import plan_of
from tests.queries.conftest import CLERK, now, sent
from tests.reports import window_csv
from yamato_dx.acts.entering import enter, enter_together
from yamato_dx.entries.kind import EntryKind, History
from yamato_dx.entries.kinds.table import KINDS
from yamato_dx.entries.story import HOLDER, PRINCIPLE_LINK, Holder, PrincipleLink
from yamato_dx.queries.entries import history, standing
from yamato_dx.queries.frame.changes import conflict_sentences, news_sentences
from yamato_dx.queries.moments import moments
from yamato_dx.store.promise.refusals import Stale
from yamato_dx.store.record import Record


@dataclass(frozen=True)
class Mascot:
    name: str


MASCOT: EntryKind[Mascot] = EntryKind(
    name="mascot",
    act="supplement",
    parts=("town", "mascot_id"),
    read=lambda _key, document: Mascot(str(document["name"])),
    write=lambda mascot: {"name": mascot.name},
    called=lambda _context, key, _mascot: MASCOT.parts_of(key)[1],
    words=lambda _context, _key, mascot: mascot.name,
    history=History(
        "mascot",
        "queries.moment.decision",  # a sentence that names {title}
        taken_back="queries.moment.taken_back",
        title=lambda _plans, key, _lang: MASCOT.parts_of(key)[0],
    ),
)


def test_a_new_kind_is_one_entry_in_the_table(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(KINDS, MASCOT.name, MASCOT)
    key = MASCOT.key("山都町", "kuma")
    seen = enter(record, MASCOT, {key: Mascot("くま")}, CLERK, plan_id=plan_of(record))
    enter(record, MASCOT, {key: Mascot("うし")}, CLERK, plan_id=plan_of(record))
    assert {one.value.name for one in standing(record, MASCOT, plan_of(record)).values()} == {
        "うし"
    }
    about = ((MASCOT.name, MASCOT.beginning("山都町")),)
    (news,) = news_sentences(record, now(record), about, seen, lang="ja")
    assert news.startswith("kuma：「うし」（窓口係、")
    mine = {MASCOT: {key: Mascot("ねこ")}}
    with pytest.raises(Stale) as refusal:
        enter(record, MASCOT, mine[MASCOT], CLERK, plan_id=plan_of(record), expected_revision=seen)
    (told,) = conflict_sentences(record, now(record), refusal.value.changes, mine, lang="ja")
    assert told.endswith("あなたの入力は「ねこ」。")
    enter(record, MASCOT, {key: None}, CLERK, plan_id=plan_of(record))
    acts = [words for _, words in moments(record, record.head(), "ja")]
    assert acts == ["決定の取消し：山都町", "決定：山都町", "決定：山都町"]


def test_what_was_said_is_asked_for_anew_once_something_was(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Figures, and other kinds, leave it as it is; a moment before keeps what held then."""
    plan_id, asked = plan_of(record), []
    ask = Record._ask

    def noted(record: Record, query_name: str, **params: object) -> pd.DataFrame:
        asked.append(query_name)
        return ask(record, query_name, **params)

    monkeypatch.setattr(Record, "_ask", noted)

    def held() -> tuple[list[Holder], list[Holder | None], bool]:
        """What holds, what was ever said, and whether the record was asked for it."""
        asked.clear()
        standing_now = [entry.value for entry in standing(record, HOLDER, plan_id).values()]
        said = [entry.value for entry in history(record, HOLDER, plan_id)]
        return standing_now, said, bool({"entries", "entry_history"} & set(asked))

    first, second = Holder("山田", ""), Holder("田中", "")
    enter(record, HOLDER, {"cio": first}, CLERK, plan_id=plan_id)
    before = record.head()
    assert held() == ([first], [first], True)
    sent(record, window_csv())
    enter(record, PRINCIPLE_LINK, {"1:2": LINKED}, CLERK, plan_id=plan_id)
    assert held() == ([first], [first], False)
    enter(record, HOLDER, {"cio": second}, CLERK, plan_id=plan_id)
    assert held() == ([second], [first, second], True)
    then = standing(record, HOLDER, plan_id, before)
    assert [entry.value for entry in then.values()] == [first]


LINKED = PrincipleLink(is_linked=True)


def test_kinds_of_two_acts_are_not_saved_together(record: Record) -> None:
    """A right is asked for one act: what one save brings is one."""
    entered = {HOLDER: {"cio": Holder("山田", "")}, PRINCIPLE_LINK: {"1:2": LINKED}}
    with pytest.raises(AssertionError, match="one act"):
        enter_together(record, entered, CLERK, plan_id=plan_of(record))
    assert standing(record, HOLDER, plan_of(record)) == {}
