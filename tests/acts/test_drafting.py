"""下書き: several people fill in one, outside the ledger; nobody writes over a colleague's part."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from hashlib import sha256

import pytest

from tests.racing import at_once, refusals
from tests.store.cases import CLERK
from yamato_dx.acts.drafting import (
    Draft,
    DraftFile,
    assign,
    attach,
    detach,
    draft_of,
    drop_draft,
    keep_cells,
    settle,
    taken_up,
)
from yamato_dx.errors import Refused
from yamato_dx.intake.files.attachment import MAX_COUNT
from yamato_dx.store.promise.refusals import Stale
from yamato_dx.store.record import Record

DESK = "report.s01.2025"
PAPER = b"%PDF-1.7 " + bytes(range(256))


def held(record: Record, key: str = DESK) -> Draft:
    draft = draft_of(record, key, actor=CLERK)
    assert draft is not None
    return draft


# --- one person ---


def test_a_draft_is_changed_cell_by_cell_and_lies_outside_the_ledger(record: Record) -> None:
    head = record.head()
    keep_cells(record, DESK, {"4": "1,1", "5": "9796"}, actor=CLERK)
    keep_cells(record, DESK, {"4": "1,105", "5": None}, actor=CLERK)
    keep_cells(record, "report.s02.2025", {"6": "1"}, actor=CLERK)
    assert held(record).cells == {"4": "1,105"}
    assert (record.head(), len(record.moments())) == (head, 0)
    drop_draft(record, DESK, held(record), actor=CLERK)
    drop_draft(record, "nobody's", Draft(), actor=CLERK)
    assert draft_of(record, DESK, actor=CLERK) is None
    assert held(record, "report.s02.2025").cells == {"6": "1"}
    assert record.faults().empty


def test_cells_are_texts_by_any_name(record: Record) -> None:
    told = {"kpi.a.actual_value": "1,1", "answer.ask:thousands:2:実績値": "1100", "": "語\n'\"\\"}
    keep_cells(record, DESK, told, actor=CLERK)
    record.close()
    with Record.open(record.path, record.municipality_code) as again:
        assert held(again).cells == told


def test_files_lie_beside_the_draft_and_go_with_it(record: Record) -> None:
    attach(record, DESK, "../a.pdf", PAPER, actor=CLERK)
    one, other = attach(record, DESK, "b.txt", b"text", actor=CLERK).files
    assert one == DraftFile("a.pdf", sha256(PAPER).hexdigest(), len(PAPER))
    assert record.draft_file(DESK, one.sha256) == PAPER
    assert record.draft_file("another's", one.sha256) is None
    assert (record.head(), record.file_bytes(one.sha256)) == (0, None)
    keep_cells(record, DESK, {"4": "1"}, actor=CLERK)
    assert assign(record, DESK, other, "kpi:a", actor=CLERK).files[1].subject == "kpi:a"
    assert detach(record, DESK, one, actor=CLERK).files == held(record).files
    assert record.draft_file(DESK, one.sha256) is None
    assert record.draft_file(DESK, other.sha256) == b"text"
    drop_draft(record, DESK, held(record), actor=CLERK)
    assert record.draft_file(DESK, other.sha256) is None
    assert record.faults().empty


def test_the_same_bytes_chosen_again_are_one_file(record: Record) -> None:
    for _ in range(2):
        attach(record, DESK, "a.pdf", PAPER, actor=CLERK)
    attach(record, DESK, "b.pdf", PAPER, actor=CLERK)
    assert [one.file_name for one in held(record).files] == ["a.pdf", "b.pdf"]
    detach(record, DESK, held(record).files[0], actor=CLERK)
    assert record.draft_file(DESK, sha256(PAPER).hexdigest()) == PAPER


def test_a_file_too_many_is_refused_and_nothing_changed(record: Record) -> None:
    for number in range(MAX_COUNT):
        attach(record, DESK, f"{number}.pdf", bytes([number]), actor=CLERK)
    before = held(record)
    with pytest.raises(Refused) as refusal:
        attach(record, DESK, "../一件多い.pdf", PAPER, actor=CLERK)
    assert "「一件多い.pdf」" in str(refusal.value)
    with pytest.raises(Refused):
        attach(record, DESK, "空.pdf", b"", actor=CLERK)
    assert held(record) == before
    assert (
        attach(record, DESK, "0.pdf", bytes([0]), actor=CLERK).files == before.files
    )  # no new one


def test_a_draft_outlives_the_program_with_its_files(record: Record) -> None:
    keep_cells(record, DESK, {"4": "1"}, actor=CLERK)
    (file,) = attach(record, DESK, "a.pdf", PAPER, actor=CLERK).files
    record.close()
    with Record.open(record.path, record.municipality_code) as again:
        assert (held(again).cells, held(again).files) == ({"4": "1"}, (file,))
        assert again.draft_file(DESK, file.sha256) == PAPER


def test_what_was_taken_out_is_known_until_it_is_there_again(record: Record) -> None:
    keep_cells(record, DESK, {"4": "1", "5": "2"}, actor=CLERK)
    (file,) = attach(record, DESK, "a.pdf", PAPER, actor=CLERK).files
    keep_cells(record, DESK, {"4": None}, actor=CLERK)
    detach(record, DESK, file, actor=CLERK)
    left = settle(record, DESK, Draft({"5": "2"}), actor=CLERK)
    assert left.is_empty
    assert (left.cleared, left.detached) == (("4",), (file.key,))
    record.close()
    with Record.open(record.path, record.municipality_code) as again:
        assert held(again) == left
        keep_cells(again, DESK, {"4": "1"}, actor=CLERK)
        attach(again, DESK, "a.pdf", PAPER, actor=CLERK)
        assert (held(again).cleared, held(again).detached) == ((), ())


# --- several ---


def test_four_who_leave_cells_at_once_lose_none(record: Record) -> None:
    def leaves(who: int) -> None:
        for cell in range(20):
            keep_cells(record, DESK, {f"kpi.{who}.{cell}": str(cell)}, actor=CLERK)

    assert at_once(*(partial(leaves, who) for who in range(4))) == [None] * 4
    expected = {f"kpi.{who}.{cell}": str(cell) for who in range(4) for cell in range(20)}
    assert held(record).cells == expected


def test_cells_left_while_colleagues_attach_keep_every_file(record: Record) -> None:
    def leaves() -> None:
        for cell in range(30):
            keep_cells(record, DESK, {str(cell): "1"}, actor=CLERK)

    def attaches(who: int) -> None:
        for number in range(5):
            attach(record, DESK, f"{who}-{number}.pdf", f"{who} {number}".encode(), actor=CLERK)

    assert at_once(leaves, partial(attaches, 1), partial(attaches, 2)) == [None] * 3
    draft = held(record)
    assert len(draft.cells) == 30
    assert len(draft.files) == 10
    bytes_of = [record.draft_file(DESK, one.sha256) for one in draft.files]
    assert sorted(str(one) for one in bytes_of) == sorted(
        str(f"{who} {number}".encode()) for who in (1, 2) for number in range(5)
    )


def test_the_bounds_hold_for_all_together(record: Record) -> None:
    def attaches(who: int, number: int) -> None:
        attach(record, DESK, f"{who}-{number}.pdf", f"{who} {number}".encode(), actor=CLERK)

    count = MAX_COUNT // 2 + 2
    told = at_once(*(partial(attaches, who, one) for who in (1, 2) for one in range(count)))
    assert (len(held(record).files), len(refusals(told))) == (MAX_COUNT, 4)


def test_what_was_sent_goes_and_what_a_colleague_typed_since_stays(record: Record) -> None:
    keep_cells(record, DESK, {"4": "1105", "5": "9796"}, actor=CLERK)
    attach(record, DESK, "mine.pdf", PAPER, actor=CLERK)
    sent = held(record)
    keep_cells(record, DESK, {"4": "1106", "9-1": "96"}, actor=CLERK)
    attach(record, DESK, "theirs.pdf", b"theirs", actor=CLERK)
    left = settle(record, DESK, sent, actor=CLERK)
    assert left.cells == {"4": "1106", "9-1": "96"}
    assert [one.file_name for one in left.files] == ["theirs.pdf"]
    assert left == held(record)


def test_a_draft_with_which_somebody_went_on_is_not_dropped(record: Record) -> None:
    keep_cells(record, DESK, {"4": "1105"}, actor=CLERK)
    seen = held(record)
    keep_cells(record, DESK, {"5": "9796"}, actor=CLERK)
    with pytest.raises(Stale):
        drop_draft(record, DESK, seen, actor=CLERK)
    assert held(record).cells == {"4": "1105", "5": "9796"}


def test_a_visit_under_way_puts_a_dropped_draft_back(record: Record) -> None:
    keep_cells(record, DESK, {"4": "1105"}, actor=CLERK)
    drop_draft(record, DESK, held(record), actor=CLERK)
    assert keep_cells(record, DESK, {"5": "1"}, before={"4": "1105"}, actor=CLERK).cells == {
        "4": "1105",
        "5": "1",
    }
    # Where a draft lies, it alone says what it holds.
    assert keep_cells(record, DESK, {"6": "1"}, before={"7": "1"}, actor=CLERK).cells.keys() == {
        "4",
        "5",
        "6",
    }


@pytest.mark.parametrize(
    ("shown", "seen", "now", "own", "expected"),
    [
        ({}, {}, {"4": "1"}, (), {"4": "1"}),  # a colleague typed
        ({"4": "1"}, {"4": "1"}, {"4": "2"}, ("4",), {"4": "2"}),  # over one's own: the later holds
        ({"4": "1"}, {"4": "1"}, {}, (), {}),  # a colleague sent, or emptied, what was theirs
        ({"4": "1"}, {"4": "1"}, {}, ("4",), {"4": "1"}),  # what is typed here stays on the screen
        ({"4": "1"}, {}, {"5": "2"}, ("4",), {"4": "1", "5": "2"}),  # not yet in the draft
        ({"4": "9"}, {"4": "1"}, {"4": "1"}, ("4",), {"4": "9"}),  # nobody else changed it
    ],
)
def test_what_a_visit_takes_up_of_its_colleagues(
    shown: dict[str, str],
    seen: dict[str, str],
    now: dict[str, str],
    own: Sequence[str],
    expected: dict[str, str],
) -> None:
    assert taken_up(shown, seen, now, own) == expected
