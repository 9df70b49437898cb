"""Opening a record: what each start brings, and what it leaves as it is."""

from __future__ import annotations

from pathlib import Path

from yamato_dx.acts.actor import Actor
from yamato_dx.acts.opening import Place, open_record
from yamato_dx.acts.withdrawal import withdraw


def test_sample_files_are_sent_once(tmp_path: Path) -> None:
    place = Place(database=tmp_path / "sample.duckdb", is_sample=True)
    with open_record(place) as record:
        numbers = list(record.batches()["batch_id"])
        withdraw(record, numbers[-1], Actor.at_server("見学者"), None)
        head = record.head()
    with open_record(place) as record:
        # Sent again, the start would undo what a visitor of the demonstration tried out.
        assert list(record.batches()["batch_id"]) == numbers
        assert record.head() == head
