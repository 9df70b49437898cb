"""Room for files that browsers send: how many, how large, how long."""

from __future__ import annotations

import pytest
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from yamato_dx.ui.limits import MB, Limits
from yamato_dx.ui.uploads import TooMuch, Uploads

LIMITS = Limits(
    uploads=3,
    upload_bytes=4 * MB,
    session_upload_bytes=8 * MB,
    all_upload_bytes=12 * MB,
    session_upload_files=3,
    idle_upload_seconds=40,
)


class Office:
    """Uploads at a clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.present = {"a", "b", "c"}
        self.uploads = Uploads(LIMITS, lambda: self.now)

    def send(self, session_id: str, file_id: str, mega: int) -> None:
        with self.uploads.coming(session_id, file_id, mega * MB):
            data = bytes(mega * MB)
            self.uploads.add_file(session_id, UploadedFileRec(file_id, "f", "text/csv", data))

    def refused(self, session_id: str, file_id: str, mega: int) -> str:
        with pytest.raises(TooMuch) as told:
            self.send(session_id, file_id, mega)
        return told.value.message_id

    def held(self, session_id: str, *file_ids: str) -> list[str]:
        return [one.file_id for one in self.uploads.get_files(session_id, file_ids)]

    def sweep(self, after: float) -> int:
        """MB that are held when so many seconds have passed."""
        self.now += after
        self.uploads.sweep(self.present.__contains__)
        return self.uploads.byte_count // MB


@pytest.fixture
def office() -> Office:
    return Office()


def test_each_bound_has_its_sentence(office: Office) -> None:
    assert office.refused("a", "1", 5) == "web.upload.too_large"
    office.send("a", "1", 4)
    office.send("a", "2", 4)
    assert office.refused("a", "3", 1) == "web.upload.too_much"
    office.send("b", "1", 4)
    assert office.refused("b", "2", 1) == "web.upload.busy"  # 12 MB of all
    assert office.uploads.byte_count == 12 * MB
    office.uploads.remove_session_files("a")
    for file_id in "23":
        office.send("b", file_id, 1)
    assert office.refused("b", "4", 0) == "web.upload.too_many"
    assert office.uploads.byte_count == 6 * MB


def test_what_is_still_coming_counts(office: Office) -> None:
    with office.uploads.coming("a", "1", 4 * MB), office.uploads.coming("a", "2", 4 * MB):
        assert office.refused("a", "3", 1) == "web.upload.too_much"
        with office.uploads.coming("b", "1", 4 * MB):
            assert office.refused("c", "1", 0) == "web.upload.busy"  # the fourth at once
    assert office.uploads.byte_count == 0  # none of them came


def test_a_file_sent_again_takes_its_place(office: Office) -> None:
    office.send("a", "1", 4)
    office.send("a", "1", 2)
    assert office.uploads.byte_count == 2 * MB
    with office.uploads.coming("a", "1", 4 * MB):
        pass  # broken off: neither the old nor the new is held
    assert (office.uploads.byte_count, office.held("a", "1")) == (0, [])


def test_what_no_box_takes_is_dropped_once_nothing_comes(office: Office) -> None:
    office.send("a", "taken", 1)
    office.send("a", "stray", 2)
    assert office.held("a", "taken") == ["taken"]
    assert office.sweep(30) == 3
    with office.uploads.coming("a", "slow", MB):  # of one choice: the box waits for all
        assert office.sweep(30) == 4
    assert office.sweep(1) == 1
    assert office.sweep(3600) == 1  # somebody reads the preview for an hour
    assert office.held("a", "taken", "stray") == ["taken"]


def test_files_of_a_session_that_left_wait_a_little(office: Office) -> None:
    office.send("a", "1", 3)
    office.held("a", "1")
    office.sweep(3600)
    office.present.remove("a")
    assert office.sweep(5) == 3  # the connection broke
    office.present.add("a")
    assert office.sweep(50) == 3  # and is back
    office.present.remove("a")
    assert office.sweep(5) == 3
    assert office.sweep(39) == 3
    assert office.sweep(1) == 0


def test_files_of_earlier_boxes_make_room(office: Office) -> None:
    """The box for attachments is a new one after each choice; the old one's files are forgotten."""
    for file_id in "123":
        office.send("a", file_id, 1)
        assert office.held("a", file_id) == [file_id]
        office.now += 60
    office.send("a", "4", 1)
    assert office.held("a", "1", "2", "3", "4") == ["3", "4"]


def test_files_of_the_box_at_hand_do_not(office: Office) -> None:
    for file_id in "123":
        office.send("a", file_id, 1)
    assert office.held("a", "1", "2", "3") == ["1", "2", "3"]
    assert office.refused("a", "4", 1) == "web.upload.too_many"
