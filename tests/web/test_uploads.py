"""Room for files that browsers send: how many, how large, how long."""

from __future__ import annotations

from contextlib import ExitStack

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from benchmarks.visits.visitor import run_visits
from yamato_dx.web.limits import MB, Limits
from yamato_dx.web.uploads import BoundedUploads, TooMuch, Uploads

LIMITS = Limits(
    uploads=3,
    upload_bytes=4 * MB,
    session_upload_bytes=8 * MB,
    all_upload_bytes=12 * MB,
    session_upload_files=3,
    idle_upload_seconds=40,
    resting_upload_seconds=600,
)


class Office:
    """Uploads at a clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.present = {"a", "b", "c"}
        self.uploads = Uploads(LIMITS, lambda: self.now)

    def send(self, session_id: str, file_id: str, mega: int) -> None:
        with self.uploads.coming(session_id, file_id, mega * MB):
            self.add(session_id, file_id, mega)

    def add(self, session_id: str, file_id: str, mega: int) -> None:
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
    assert office.refused("b", "2", 1) == "web.upload.full"  # 12 MB of all
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


# --- nobody has more room than was made for them ---


def test_one_id_is_one_upload_at_a_time(office: Office) -> None:
    with ExitStack() as requests:
        requests.enter_context(office.uploads.coming("a", "same", 4 * MB))
        assert office.refused("a", "same", 1) == "web.upload.twice"
        requests.enter_context(office.uploads.coming("b", "same", 4 * MB))  # another's
        assert office.uploads.byte_count == 8 * MB
    assert office.uploads.byte_count == 0


def test_a_refused_second_takes_nothing_from_the_first(office: Office) -> None:
    with office.uploads.coming("a", "same", 4 * MB):
        office.refused("a", "same", 4)
        assert office.uploads.byte_count == 4 * MB
        office.add("a", "same", 3)
    assert office.uploads.byte_count == 3 * MB


def test_a_removed_file_has_its_room_while_it_comes(office: Office) -> None:
    with office.uploads.coming("a", "1", 4 * MB):
        office.uploads.remove_file("a", "1")
        office.uploads.remove_session_files("a")
        office.present.remove("a")
        office.sweep(0)
        assert office.sweep(3600) == 4
    assert office.uploads.byte_count == 0


def test_what_comes_to_a_session_that_is_gone_is_dropped(office: Office) -> None:
    office.present.remove("a")
    with office.uploads.coming("a", "1", MB):
        office.sweep(0)
        office.sweep(60)
        office.add("a", "1", 1)
    assert office.sweep(0) == 0
    assert office.uploads.file_storage == {}


def test_a_file_larger_than_was_told_is_not_held(office: Office) -> None:
    for told in (0, 1):
        with pytest.raises(TooMuch), office.uploads.coming("a", "1", told * MB):
            office.add("a", "1", told + 1)
    with pytest.raises(TooMuch):
        office.add("a", "1", 1)  # without a room at all
    assert (office.uploads.byte_count, office.held("a", "1")) == (0, [])


def answered(office: Office, *headers: tuple[str, str]) -> int:
    """Status of what the door says to an upload with these headers; 204 where it lets it in."""
    sent: list[Message] = []

    async def framework(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 204})

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "PUT",
        "path": "/_stcore/upload_file/a/1",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers],
    }
    run_visits(BoundedUploads(framework, uploads=office.uploads)(scope, receive, send))
    status: int = sent[0]["status"]
    return status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ([("content-length", "1000")], 204),
        ([], 411),
        ([("content-length", "1"), ("transfer-encoding", "chunked")], 411),
        ([("transfer-encoding", "chunked")], 411),
        ([("content-length", "-1")], 411),
        ([("content-length", "9" * 5000)], 411),
        ([("content-length", "9" * 18)], 413),
    ],
)
def test_an_upload_says_its_size(
    office: Office, headers: list[tuple[str, str]], status: int
) -> None:
    assert answered(office, *headers) == status


# --- boxes hold what they took for as long as nobody else needs the room ---


def test_what_boxes_hold_makes_room_once_it_rested(office: Office) -> None:
    for session_id in "abc":
        office.send(session_id, "1", 4)
        assert office.held(session_id, "1") == ["1"]
        office.now += 60
    assert office.refused("c", "2", 1) == "web.upload.full"  # nobody is sending anything
    assert office.sweep(3600) == 12  # nobody needs the room either
    office.held("b", "1")
    office.send("c", "2", 1)
    assert [office.held(one, "1") for one in "abc"] == [[], ["1"], ["1"]]  # the longest alone
    assert [office.uploads.take_missed(one) for one in "aabc"] == [True, False, False, False]


def test_the_sentence_says_whom_one_waits_for(office: Office) -> None:
    for session_id in "ab":
        office.send(session_id, "1", 4)
        office.held(session_id, "1")
    with office.uploads.coming("c", "1", 4 * MB):
        assert office.refused("c", "2", 1) == "web.upload.busy"
        office.send("a", "2", 0)
    assert office.refused("c", "3", 5) == "web.upload.too_large"
    office.send("c", "4", 4)


def test_what_boxes_of_others_forgot_makes_room_at_once(office: Office) -> None:
    """Of boxes for attachments, which are new ones after each choice."""
    office.send("a", "1", 4)
    office.held("a", "1")
    office.now += 11
    office.send("a", "2", 4)
    office.held("a", "2")
    office.send("b", "1", 4)
    office.send("b", "2", 4)
    assert [office.held("a", "1"), office.held("a", "2")] == [[], ["2"]]
