"""A round is opened, moved, reminded of, closed: what is written, what is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.conftest import Begun
from tests.racing import at_once, refusals
from tests.rounds import CLERK, DUE, OFFICE, ON, YEAR, held, opened, register, view
from yamato_dx.acts.opening import Place, open_record
from yamato_dx.acts.rounds.holding import close_round, move_deadline, remind, reopen_round
from yamato_dx.acts.rounds.opening import open_round
from yamato_dx.errors import Refused
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.queries.rounds.asking import RoundScope
from yamato_dx.queries.rounds.held import open_round_at, rounds_at
from yamato_dx.store.promise.refusals import Stale
from yamato_dx.store.record import Record


@pytest.fixture
def record(tmp_path: Path, begun: Begun) -> Iterator[Record]:
    with open_record(begun(tmp_path / "record.duckdb", Place())) as found:
        register(found)
        yield found


def test_rounds_of_a_year_are_numbered_and_keep_what_they_asked(record: Record) -> None:
    first, second = opened(record), opened(record, "interim", title="秋の照会")
    assert (first.round_id, second.round_id) == ("2025-1", "2025-2")
    assert (first.title, second.title) == ("令和7年度の照会", "秋の照会")
    assert (first.due, first.opened_on, first.plan_ids) == (DUE, ON, ("yamato_dx",))
    assert {key: name.ja for key, name in first.sections.items()} == {
        "s01": "住民課",
        "s02": "税務課",
    }
    newest, oldest = rounds_at(record, record.head())
    assert (newest.asked, oldest.asked) == (second, first)
    assert oldest.opened_by == OFFICE.name


@pytest.mark.parametrize(
    ("year", "due", "words"),
    [
        (2019, DUE, "令和元年度"),  # no plan
        (2025, ON - timedelta(days=1), "2026-06-14"),
    ],
)
def test_what_cannot_be_asked_is_refused(record: Record, year: int, due: date, words: str) -> None:
    before = record.head()
    scope = RoundScope("year_end", FiscalYear(year))
    with pytest.raises(Refused) as refused:
        open_round(record, view(record), scope, due=due, actor=OFFICE)
    assert words in refused.value.sentence("ja")
    assert record.head() == before


def test_where_nothing_is_missing_no_round_is_opened(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("yamato_dx.acts.rounds.opening.items_to_ask", lambda *_: ())
    with pytest.raises(Refused, match="足りないものがない"):
        opened(record)


REFUSED: list[tuple[str, Callable[[Record], object]]] = [
    ("開いていません", lambda record: remind(record, "2024-9", {"s01": "a"}, actor=OFFICE, on=ON)),
    ("督促する課", lambda record: remind(record, "2025-1", {}, actor=OFFICE, on=ON)),
    ("聞いていません", lambda record: remind(record, "2025-1", {"s9": "a"}, actor=OFFICE, on=ON)),
    (
        "理由",
        lambda record: move_deadline(record, "2025-1", DUE, actor=OFFICE, reason=" ", on=ON),
    ),
    (
        "2026-06-01",
        lambda record: move_deadline(
            record, "2025-1", date(2026, 6, 1), actor=OFFICE, reason="a", on=ON
        ),
    ),
    (
        "聞いていません",
        lambda record: move_deadline(
            record, "2025-1", DUE, actor=OFFICE, reason="a", on=ON, section_id="s9"
        ),
    ),
    ("終了していません", lambda record: reopen_round(record, "2025-1", actor=OFFICE)),
]


@pytest.mark.parametrize(("words", "act"), REFUSED)
def test_what_is_refused_changes_nothing(
    record: Record, words: str, act: Callable[[Record], object]
) -> None:
    opened(record)
    before = record.head()
    with pytest.raises(Refused, match=words):
        act(record)
    assert record.head() == before


def test_a_closed_round_takes_nothing_until_it_is_taken_up_again(record: Record) -> None:
    opened(record)
    close_round(record, "2025-1", actor=OFFICE, on=ON)
    assert open_round_at(record, record.head()) is None
    with pytest.raises(Refused):
        remind(record, "2025-1", {"s01": "a"}, actor=OFFICE, on=ON)
    reopen_round(record, "2025-1", actor=OFFICE)
    remind(record, "2025-1", {"s01": "a"}, actor=OFFICE, on=ON)
    assert [entry.value.text for entry in held(record).reminders_of("s01")] == ["a"]


def test_a_day_that_another_moved_meanwhile_is_not_moved_unseen(record: Record) -> None:
    opened(record)
    seen = record.head()
    told = {"reason": "出納整理", "on": ON, "expected_revision": seen}
    move_deadline(record, "2025-1", DUE, actor=CLERK, **told)  # type: ignore[arg-type]
    later = DUE + timedelta(days=7)
    with pytest.raises(Stale, match="窓口係"):
        move_deadline(record, "2025-1", later, actor=OFFICE, **told)  # type: ignore[arg-type]
    assert held(record).due == DUE


def test_two_who_open_a_round_at_once_open_one(record: Record) -> None:
    outcomes = at_once(lambda: opened(record), lambda: opened(record, "interim"))
    (refusal,) = refusals(outcomes)
    assert isinstance(refusal, Stale)
    (first,) = rounds_at(record, record.head())
    assert first.asked in outcomes


def test_a_second_press_opens_no_second_round(record: Record) -> None:
    seen = record.head()
    first = opened(record, expected_revision=seen)
    head = record.head()
    assert opened(record, expected_revision=seen) == first
    assert record.head() == head
    with pytest.raises(Stale, match=OFFICE.name):
        opened(record, "interim", expected_revision=seen)
    assert [held.asked for held in rounds_at(record, record.head())] == [first]


def test_a_section_is_reminded_once_by_two_who_saw_the_same(record: Record) -> None:
    opened(record)
    seen = record.head()
    remind(record, "2025-1", {"s01": "a"}, actor=CLERK, on=ON, expected_revision=seen)
    head = record.head()
    remind(record, "2025-1", {"s01": "a"}, actor=CLERK, on=ON, expected_revision=seen)
    for texts in ({"s01": "b"}, {"s02": "b", "s01": "b"}):
        with pytest.raises(Stale, match=CLERK.name):
            remind(record, "2025-1", texts, actor=OFFICE, on=ON, expected_revision=seen)
    assert record.head() == head
    remind(record, "2025-1", {"s02": "b"}, actor=OFFICE, on=ON, expected_revision=seen)
    remind(record, "2025-1", {"s01": "c"}, actor=OFFICE, on=ON, expected_revision=record.head())
    assert [entry.value.text for entry in held(record).reminders_of("s01")] == ["a", "c"]


def test_an_earlier_moment_knows_the_round_as_it_was(record: Record) -> None:
    opened(record)
    then = record.head()
    move_deadline(record, "2025-1", date(2026, 8, 1), actor=OFFICE, reason="災害", on=ON)
    close_round(record, "2025-1", actor=OFFICE, on=ON)
    (before,), (now,) = rounds_at(record, then), rounds_at(record, record.head())
    assert (before.due, before.is_open) == (DUE, True)
    assert (now.due, now.is_open) == (date(2026, 8, 1), False)
    assert before.asked.fiscal_year == YEAR
