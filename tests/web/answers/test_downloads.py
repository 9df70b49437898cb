"""What a received file is called when it is handed out again: the framework writes the header."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.runtime.media_file_storage import MediaFileKind
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.web.server.starlette.starlette_routes import create_media_routes

from yamato_dx.intake.files.attachment import clean_name


@pytest.mark.parametrize(
    ("received", "said"),
    [
        ("report.xlsx", 'attachment; filename="report.xlsx"'),
        ('a"; filename="b.exe', "attachment; filename*=utf-8''a%22%3B%20filename%3D%22b.exe"),
        ("a\r\nX-Other: 1.csv", 'attachment; filename="aX-Other: 1.csv"'),
        ("../../record.duckdb", 'attachment; filename="record.duckdb"'),
        ("実績.csv", "attachment; filename*=utf-8''%E5%AE%9F%E7%B8%BE.csv"),
    ],
)
def test_a_name_stays_a_name(received: str, said: str) -> None:
    storage = MemoryMediaFileStorage("/media")
    file_id = storage.load_and_get_id(
        b"<script>",
        "application/octet-stream",
        MediaFileKind.DOWNLOADABLE,
        clean_name(received),
    )
    client = TestClient(Starlette(routes=create_media_routes(storage, "")))
    answer = client.get(f"/media/{file_id}.bin")
    assert answer.headers["content-disposition"] == said
    assert answer.headers["content-type"] == "application/octet-stream"
    assert "x-other" not in answer.headers
