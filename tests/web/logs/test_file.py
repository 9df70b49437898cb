"""The log in a file: all that is said, in bounds, nobody's password, link or cookie."""

from __future__ import annotations

import io
import logging
import os
import stat
import sys
from datetime import datetime
from pathlib import Path

import pytest

from yamato_dx.errors import UsageError
from yamato_dx.web.logs import file as log_file
from yamato_dx.web.logs.file import leave_terminal, log_into, without_secrets


def test_what_any_logger_says_is_in_the_file_with_its_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = io.StringIO()
    monkeypatch.setattr(sys, "stderr", terminal)
    log_into(tmp_path / "logs" / "server.log")
    sys.stderr.write("http://127.0.0.1:8501\n")
    leave_terminal()
    logger = logging.getLogger("of.a.module.that.came.later")
    logger.propagate = False
    handler = logging.StreamHandler()
    logger.addHandler(handler)
    logger.warning("two\nlines")
    logger.removeHandler(handler)
    lines = (tmp_path / "logs" / "server.log").read_text("utf-8").splitlines()
    assert [line[25:] for line in lines[:2]] == ["http://127.0.0.1:8501", "two"]
    assert lines[2] == "    lines"
    for line in lines[:2]:
        datetime.strptime(line[:24], "%Y-%m-%d %H:%M:%S%z")
    assert terminal.getvalue() == "http://127.0.0.1:8501\n"  # for who started it, until it served


@pytest.mark.parametrize(
    ("said", "entries"),
    [
        ("of a file\n2026-01-01 00:00:00+0900 forged\n", ["of a file"]),
        ("of a file\r2026-01-01 00:00:00+0900 forged\u2028\n", [r"of a file\r2026"]),
        ("\x1b[2Jcleared\n", [r"\x1b[2Jcleared"]),
        ("begun, ", ["begun, "]),
    ],
)
def test_nobody_writes_an_entry_into_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, entries: list[str]
) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    log_into(tmp_path / "server.log")
    sys.stderr.write(said)
    lines = (tmp_path / "server.log").read_text("utf-8").splitlines()
    found = [line[25:] for line in lines if not line.startswith("    ")]
    assert [line[: len(entry)] for line, entry in zip(found, entries, strict=True)] == entries


def test_what_is_told_in_pieces_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    log_into(tmp_path / "server.log")
    for piece in ("one", " line", "\n", "\n", "another\n"):
        sys.stderr.write(piece)
    lines = (tmp_path / "server.log").read_text("utf-8").splitlines()
    assert [line[25:] for line in lines] == ["one line", "", "another"]


def test_old_files_go_and_each_is_for_one_account(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", None)  # as a service on Windows has it
    monkeypatch.setattr(log_file, "FILE_BYTES", 1000)
    monkeypatch.setattr(log_file, "OLD_FILES", 2)
    log_into(tmp_path / "server.log")
    for number in range(200):
        sys.stderr.write(f"line {number}\n")
    files = sorted(path.name for path in tmp_path.iterdir())
    assert files == ["server.log", "server.log.1", "server.log.2"]
    assert all(path.stat().st_size <= 1000 for path in tmp_path.iterdir())
    assert "line 199" in (tmp_path / "server.log").read_text("utf-8")
    if os.name != "nt":
        assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {0o600}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("GET /?token=abc123&lang=ja failed\n", "GET /?token=…&lang=ja failed\n"),
        ("headers: {'Cookie': 'a=b; c=d'}", "headers: {'Cookie':…"),
        ("Set-Cookie: __Host-session=abc; Secure\n", "Set-Cookie:…\n"),
        ('{"password": "とても長い合言葉"}', '{"password": "…"}'),
        ("Authorization: Bearer abc.def", "Authorization:…"),
        ("the backup failed: no room\n", "the backup failed: no room\n"),
    ],
)
def test_no_secret_of_anybody_is_in_it(line: str, told: str) -> None:
    assert without_secrets(line) == told


def test_a_file_that_cannot_be_is_told_before_anything_is_served(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UsageError) as refused:
        log_into(tmp_path / "file" / "server.log")
    assert refused.value.message_id == "cli.file_not_written"
