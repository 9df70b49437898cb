"""To other machines nothing is served without TLS, unless somebody says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from yamato_dx.acts.opening import Place
from yamato_dx.errors import UsageError
from yamato_dx.web import serving
from yamato_dx.web.serving import Door
from yamato_dx.web.settings import Settings, settings_from_environment, settings_to_environment


def test_without_tls_others_are_not_served_by_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever lets others in by another way than a trusted network."""
    monkeypatch.setattr(serving, "_names_for_others", lambda *_, **__: ("dx.example",))
    with pytest.raises(UsageError) as refused:
        serving.serve(Settings(Place()), "192.0.2.7", 0)
    assert refused.value.message_id == "cli.host_without_tls"


@pytest.mark.parametrize(
    ("door", "is_plain", "told"),
    [
        (
            Door("127.0.0.1", ("127.0.0.1",), ("127.0.0.1",), is_encrypted=True),
            False,
            ["https://127.0.0.1:8501"],
        ),
        (
            Door("192.0.2.7", ("dx.example",), ("192.0.2.7", "127.0.0.1"), is_encrypted=True),
            False,
            ["https://dx.example:8501", "http://127.0.0.1:8501"],
        ),
        (
            Door("0.0.0.0", ("dx.example",), ("0.0.0.0",), is_encrypted=True),
            False,
            ["https://dx.example:8501", "https://localhost:8501"],
        ),
        (
            Door("192.0.2.7", ("192.0.2.7",), ("192.0.2.7", "127.0.0.1"), is_encrypted=False),
            True,
            ["http://192.0.2.7:8501", "http://127.0.0.1:8501"],
        ),
    ],
)
def test_the_addresses_say_how_they_are_opened(door: Door, is_plain: bool, told: list[str]) -> None:
    lines = serving._addresses(door, 8501, Settings(Place(), is_plain=is_plain))
    assert [line for line in lines if line.startswith("http")] == told
    assert any("--tls-cert" in line for line in lines) == is_plain


def test_what_the_server_was_told_comes_to_the_app(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("os.environ", {})
    told = Settings(
        Place(database=tmp_path / "record.duckdb"),
        allowed_hosts=("dx.example",),
        is_plain=True,
        certificate=tmp_path / "dx.crt",
        backup_folder=tmp_path,
    )
    settings_to_environment(told)
    assert settings_from_environment() == told
