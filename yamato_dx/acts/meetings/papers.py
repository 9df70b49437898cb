"""What is handed to a meeting with what it sees: the papers, made when it is."""

from __future__ import annotations

from collections.abc import Sequence

from yamato_dx.entries.review.meetings import Meeting
from yamato_dx.queries.assessed import View
from yamato_dx.store.files import FileToKeep
from yamato_dx.store.record import Record


def papers_of(_record: Record, _view: View, _meeting: Meeting, _lang: str) -> Sequence[FileToKeep]:
    """Of what `view` sees, in that language; none as long as nobody makes any here."""
    return ()
