"""What one visit sees of a draft that several people fill in."""

from __future__ import annotations

from yamato_dx.acts.drafting import Draft, DraftFile
from yamato_dx.ui.typing_sheet import Sheet

PAPER = DraftFile("a.pdf", "1", 1)


def sheet(**cells: str) -> Sheet:
    """A visit in which these were typed, and taken by the draft."""
    made = Sheet()
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
    visit.note_files(Draft({}, (PAPER,)))
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
