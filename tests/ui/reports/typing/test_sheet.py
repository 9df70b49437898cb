"""What one visit sees of a draft that several people fill in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.store.cases import CLERK, CODE
from yamato_dx.acts import drafting
from yamato_dx.acts.drafting import Draft, DraftFile
from yamato_dx.store.record import Record
from yamato_dx.ui.reports.typing.sheet import DraftSheet

PAPER = DraftFile("a.pdf", "1", 1)


def sheet(**cells: str) -> DraftSheet:
    """A visit in which these were typed, and taken by the draft."""
    made = DraftSheet()
    made.note(cells)
    made.untold = {}
    made.look(Draft(cells))
    return made


def test_colleagues_cells_and_files_are_taken_up() -> None:
    visit = sheet(a="1")
    assert visit.look(Draft({"a": "1", "b": "2"}, (PAPER,)))
    assert (visit.cells, list(visit.files.values())) == ({"a": "1", "b": "2"}, [PAPER])
    assert not visit.look(Draft({"a": "1", "b": "2"}, (PAPER,)))
    visit.look(Draft({"a": "1"}))
    assert (visit.cells, visit.files) == ({"a": "1"}, {})


def test_what_is_typed_here_stays_when_a_colleague_sent_it() -> None:
    visit = sheet(a="1")
    visit.note_file(PAPER)
    visit.look(Draft({"a": "1"}, (PAPER,)))
    assert not visit.look(Draft())
    assert (visit.cells, list(visit.files)) == ({"a": "1"}, [PAPER.key])


def test_what_a_colleague_typed_over_it_is_theirs() -> None:
    visit = sheet(a="1")
    visit.look(Draft({"a": "2"}))
    visit.look(Draft())
    assert visit.cells == {}


def test_a_dropped_draft_takes_nothing_from_who_fills_it_in() -> None:
    visit = sheet(a="1")
    visit.look(Draft({"a": "1", "b": "2"}))
    assert not visit.look(None)
    assert visit.cells == {"a": "1", "b": "2"}


def test_what_the_draft_did_not_take_is_told_again_and_not_typed_over() -> None:
    visit = sheet(a="1")
    visit.note({"b": "5", "a": None})  # and the disk refuses
    assert not visit.look(Draft({"a": "1", "b": "9"}))
    visit.note({"c": "3"})
    assert visit.untold == {"a": None, "b": "5", "c": "3"}
    assert visit.cells == {"b": "5", "c": "3"}


def test_a_file_is_there_though_a_cell_could_not_be_kept() -> None:
    visit = DraftSheet()
    visit.note({"a": "5"})  # and the disk refuses
    draft = Draft({"b": "2"}, (PAPER,))
    visit.note_file(PAPER)
    visit.look(draft)
    assert (visit.cells, list(visit.files.values())) == ({"a": "5"}, [PAPER])
    visit.untold = {}
    assert visit.look(draft)
    assert visit.cells == {"a": "5", "b": "2"}


# --- two at one desk, by the hands of the record ---

DESK = "report.s01.2025"


class Visit:
    """What `ui.reports.typing.desk` does with a sheet, without a page."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.sheet = DraftSheet()

    def look(self) -> None:
        self.sheet.look(drafting.draft_of(self.record, DESK, actor=CLERK))

    def type(self, words: str | None) -> None:
        before = {**self.sheet.cells}
        self.sheet.note({"x": words})
        draft = drafting.keep_cells(
            self.record, DESK, self.sheet.untold, before=before, actor=CLERK
        )
        self.sheet.untold = {}
        self.sheet.look(draft)

    def clear(self) -> None:
        self.type(None)

    def attach(self, data: bytes = b"paper") -> None:
        draft = drafting.attach(self.record, DESK, "a.pdf", data, actor=CLERK)
        self.sheet.note_file(drafting.described("a.pdf", data))
        self.sheet.look(draft)

    def detach(self) -> None:
        (file,) = self.sheet.files.values()
        self.sheet.look(drafting.detach(self.record, DESK, file, actor=CLERK))

    def send(self) -> None:
        sent = Draft(self.sheet.cells, tuple(self.sheet.files.values()))
        self.sheet = DraftSheet()
        drafting.settle(self.record, DESK, sent, actor=CLERK)

    @property
    def shown(self) -> tuple[str | None, int]:
        self.look()
        return self.sheet.cells.get("x"), len(self.sheet.files)


@pytest.fixture
def visits(tmp_path: Path) -> Iterator[tuple[Visit, Visit]]:
    with Record.open(tmp_path / "record.duckdb", CODE) as record:
        yield Visit(record), Visit(record)


def begun(a: Visit, b: Visit) -> None:
    a.type("100")
    b.look()


def cleared(a: Visit, b: Visit) -> None:
    begun(a, b)
    b.clear()


def cleared_and_sent(a: Visit, b: Visit) -> None:
    cleared(a, b)
    b.send()


def sent(a: Visit, b: Visit) -> None:
    begun(a, b)
    b.send()


def sent_and_then_cleared(a: Visit, b: Visit) -> None:
    sent(a, b)
    a.look()
    b.type("7")
    b.clear()


def cleared_and_typed_again(a: Visit, b: Visit) -> None:
    cleared(a, b)
    a.look()
    a.type("5")
    b.look()


def cleared_while_another_is_typed_again(a: Visit, b: Visit) -> None:
    begun(a, b)
    a.type("5")
    b.clear()  # b saw 100


def taken_out(a: Visit, b: Visit) -> None:
    a.attach()
    b.look()
    b.detach()


def taken_out_and_sent(a: Visit, b: Visit) -> None:
    taken_out(a, b)
    b.type("1")
    b.send()


def attached_again(a: Visit, b: Visit) -> None:
    taken_out(a, b)
    a.look()
    a.attach()


def sent_with_the_file(a: Visit, b: Visit) -> None:
    a.attach()
    b.look()
    b.send()


@pytest.mark.parametrize(
    ("done", "of_a", "of_b"),
    [
        (cleared, (None, 0), (None, 0)),
        (cleared_and_sent, (None, 0), (None, 0)),
        (sent, ("100", 0), (None, 0)),  # what was typed here stays
        (sent_and_then_cleared, (None, 0), (None, 0)),
        (cleared_and_typed_again, ("5", 0), ("5", 0)),
        (cleared_while_another_is_typed_again, (None, 0), (None, 0)),
        (taken_out, (None, 0), (None, 0)),
        (taken_out_and_sent, (None, 0), (None, 0)),
        (attached_again, (None, 1), (None, 1)),
        (sent_with_the_file, (None, 1), (None, 0)),
    ],
)
def test_the_later_word_holds_also_where_it_is_none(
    visits: tuple[Visit, Visit],
    done: Callable[[Visit, Visit], None],
    of_a: tuple[str | None, int],
    of_b: tuple[str | None, int],
) -> None:
    a, b = visits
    done(a, b)
    assert (a.shown, b.shown) == (of_a, of_b)


def test_a_colleagues_file_that_came_at_once_is_not_ones_own(
    visits: tuple[Visit, Visit],
) -> None:
    a, b = visits
    drafting.attach(b.record, DESK, "b.pdf", b"of b", actor=CLERK)
    a.attach()
    b.look()
    drafting.settle(b.record, DESK, Draft({}, (drafting.described("b.pdf", b"of b"),)), actor=CLERK)
    a.look()
    assert [one.file_name for one in a.sheet.files.values()] == ["a.pdf"]
