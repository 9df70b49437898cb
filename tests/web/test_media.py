"""A file that a page hands out is for the session of ours for whose page it was made."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Message
from streamlit.runtime.media_file_storage import MediaFileKind

from benchmarks.visits.visitor import run_visits
from yamato_dx.web import media
from yamato_dx.web.callers import SESSION
from yamato_dx.web.media import CALLED_IN, OwnedMedia, OwnMedia


class Context:
    def __init__(self, session: str | None) -> None:
        word = f" session:{session}" if session else ""
        self.user_info = {"caller": f"network 192.0.2.5{word}"}


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> OwnedMedia:
    monkeypatch.setattr(media, "get_script_run_ctx", lambda: None)
    return OwnedMedia()


def put(
    store: OwnedMedia, monkeypatch: pytest.MonkeyPatch, session: str | None, data: bytes = b"x"
) -> str:
    """As a run of a page in that session hands it out; the name at which it is asked for."""
    with monkeypatch.context() as patched:
        patched.setattr(media, "get_script_run_ctx", lambda: Context(session))
        file_id = store.load_and_get_id(data, "text/csv", MediaFileKind.DOWNLOADABLE, "a.csv")
    return store.get_url(file_id).rpartition("/")[2]


def status(store: OwnedMedia, path: str, session: str | None) -> int:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope: dict[str, Any] = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": b"",
        "headers": [],
        SESSION: session,
    }
    run_visits(OwnMedia(PlainTextResponse("there"), media=store)(scope, receive, send))
    return int(sent[0]["status"])


def test_another_sessions_file_is_not_there(
    store: OwnedMedia, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = put(store, monkeypatch, "one")
    asked = [status(store, f"/media/{name}", session) for session in ("one", "two", None)]
    assert asked == [200, 404, 404]
    assert status(store, "/media/nothing.csv", "one") == 404


def test_of_equal_files_one_is_kept_for_all_who_were_given_it(
    store: OwnedMedia, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = {put(store, monkeypatch, session) for session in ("one", "two")}
    (name,) = names
    asked = [status(store, f"/media/{name}", session) for session in ("one", "two", "three")]
    assert asked == [200, 200, 404]
    store.delete_file(name.partition(".")[0])
    assert status(store, f"/media/{name}", "one") == 404


def test_where_nobody_signs_in_a_file_is_as_before(
    store: OwnedMedia, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert status(store, f"/media/{put(store, monkeypatch, None)}", None) == 200


def test_what_a_socket_asks_for_outside_of_a_run_is_for_its_session(store: OwnedMedia) -> None:
    """Tables are made when their entry of the menu is pressed, in no run of the page."""
    token = CALLED_IN.set("one")
    file_id = store.load_and_get_id(b"x", "text/csv", MediaFileKind.DOWNLOADABLE, "a.csv")
    CALLED_IN.reset(token)
    assert (store.is_for(f"{file_id}.csv", "one"), store.is_for(file_id, "two")) == (True, False)
