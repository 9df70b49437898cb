"""Secrets of a record's server: made once, for one account, in nothing that leaves the machine."""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.store.cases import CLERK, CODE, send, values
from yamato_dx.acts.backup import backup
from yamato_dx.errors import RecordUnavailable
from yamato_dx.i18n import LANGUAGES
from yamato_dx.store.beside.secrets import BYTES, secret, secrets_of
from yamato_dx.store.record import Record


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / f"{CODE}.duckdb"


def test_it_is_the_same_at_every_start_and_each_name_has_its_own(path: Path) -> None:
    first = secret(path, "cookie")
    assert len(first) == BYTES
    assert secret(path, "cookie") == first
    assert secret(path, "link") != first
    assert secret(path.with_name("other.duckdb"), "cookie") != first


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_it_is_for_the_servers_account_alone(path: Path) -> None:
    secret(path, "cookie")
    folder = secrets_of(path)
    assert [one.name for one in folder.iterdir()] == ["cookie"]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "cookie").stat().st_mode) == 0o600
    (folder / "cookie").chmod(0o644)  # as some way of copying leaves it
    secret(path, "cookie")
    assert stat.S_IMODE((folder / "cookie").stat().st_mode) == 0o600


def test_all_who_ask_first_get_one(path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: secret(path, "cookie"), range(32)))) == 1


def cut_short(file: Path) -> None:
    file.write_bytes(b"half")


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize("spoil", [cut_short, a_folder])
def test_no_other_is_made_in_the_place_of_a_spoilt_one(path: Path, spoil: object) -> None:
    secret(path, "cookie")
    spoil(secrets_of(path) / "cookie")  # type: ignore[operator]
    with pytest.raises(RecordUnavailable) as refused:
        secret(path, "cookie")
    assert all(refused.value.sentence(lang) for lang in LANGUAGES)


def test_no_backup_has_it(path: Path, tmp_path: Path) -> None:
    kept = secret(path, "cookie")
    with Record.open(path, CODE) as record:
        send(record, values(a=1.0))
        copy = backup(record, tmp_path / "elsewhere" / "copy.duckdb", CLERK)
    assert [one.name for one in copy.parent.iterdir()] == [copy.name]
    for file in (copy, path):
        assert kept not in file.read_bytes()
        assert kept.hex().encode() not in file.read_bytes()
