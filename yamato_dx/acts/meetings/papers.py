"""What is handed to a meeting with what it sees: the papers, made when it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from yamato_dx.entries.review.meetings import Meeting
from yamato_dx.queries.assessed import View
from yamato_dx.store.files import FileToKeep
from yamato_dx.store.record import Record

# Record, what the meeting sees, the meeting, the language in which it is made.
PapersOf = Callable[[Record, View, Meeting, str], Sequence[FileToKeep]]


def _no_papers(_record: Record, _view: View, _meeting: Meeting, _lang: str) -> Sequence[FileToKeep]:
    return ()


# The one place in which it is said how papers of a meeting are made.
papers_of: PapersOf = _no_papers
