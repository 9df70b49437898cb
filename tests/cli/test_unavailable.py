"""Exit 3: a record that cannot be opened is one sentence, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys

import duckdb
import pytest

from tests.cli.conftest import Office
from tests.reports import window_csv, years_csv
from tests.store.disks import blocks_of, damage_block
from yamato_dx.root import ROOT
from yamato_dx.store.record import Record

HOLDER = """
import sys
from pathlib import Path
from yamato_dx.store.record import Record
record = Record.open(Path({path!r}), "434477")
print("open", flush=True)
sys.stdin.read()
"""
COMMANDS = [
    ["assess"],
    ["batches"],
    ["import", "{file}"],
    ["export", "targets", "{folder}/t.csv"],
    ["withdraw", "R8-0001"],
    ["backup", "{folder}/b.duckdb"],
]


def in_one_sentence(office: Office, *words: str) -> str:
    answer = office.run(*words)
    assert (answer.code, answer.out) == (3, "")
    (sentence,) = answer.err.strip().splitlines()
    assert "Traceback" not in sentence
    return sentence


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_a_record_in_use_is_told_by_every_command(office: Office, words: list[str]) -> None:
    file = office.file(window_csv())
    told = [word.format(file=file, folder=office.folder) for word in words]
    with Record.open(office.database, "434477"):
        assert "使用中" in in_one_sentence(office, *told)


def test_another_process_holds_the_record(office: Office) -> None:
    """As an office meets it: the dashboard runs, and somebody calls the command line."""
    office.assess()
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            HOLDER.format(path=str(office.database)),
        ],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert holder.stdout
        assert holder.stdout.readline().strip() == "open"
        command = [sys.executable, "-m", "yamato_dx", "--database", str(office.database)]
        told = subprocess.run(
            [*command, "assess", "--lang", "en"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert (told.returncode, told.stdout) == (3, "")
        assert len(told.stderr.strip().splitlines()) == 1
        assert "Traceback" not in told.stderr
    finally:
        holder.communicate("")


def test_a_damaged_block_is_told(filled: Office) -> None:
    damage_block(filled.database, blocks_of(filled.database) - 1)
    sentence = in_one_sentence(filled, "backup", str(filled.folder / "b.duckdb"))
    assert "一部が壊れていて" in sentence
    assert str(filled.database) in sentence
    assert not (filled.folder / "b.duckdb").exists()


UNDER_QUOTA = """
import resource, signal, sys
from yamato_dx.cli.parser import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
sys.exit(main(sys.argv[2:]))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on the size of a file")
@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["import", "{file}"], 3, "空き容量がなく"),
        (["backup", "{folder}/b.duckdb"], 1, "空き容量がありません"),
    ],
)
def test_a_full_disk_is_told(filled: Office, words: list[str], code: int, said: str) -> None:
    file = filled.file(years_csv(), "again.csv")
    filled.run("withdraw", "R8-0002")
    before = filled.run("batches").json
    told = [word.format(file=file, folder=filled.folder) for word in words]
    command = [sys.executable, "-c", UNDER_QUOTA, "1000", "--database", str(filled.database)]
    answer = subprocess.run(
        [*command, *told], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (answer.returncode, answer.stdout) == (code, "")
    # Before it, that the trail's file cannot be opened either.
    of_trail, sentence = answer.stderr.strip().splitlines()
    assert ".access" in of_trail
    assert said in sentence
    assert filled.run("batches").json == before
    assert not (filled.folder / "b.duckdb").exists()


def test_what_is_no_record_is_told_and_left_alone(office: Office) -> None:
    office.database.write_bytes(b"not a record")
    assert "開けません" in in_one_sentence(office, "assess")
    assert office.database.read_bytes() == b"not a record"


def test_a_record_of_another_municipality_is_told(office: Office) -> None:
    with Record.open(office.database, "990019"):
        pass
    sentence = in_one_sentence(office, "assess")
    assert "990019" in sentence
    assert "434477" in sentence


def test_a_record_of_a_newer_program_is_told(office: Office) -> None:
    office.assess()
    with duckdb.connect(str(office.database)) as connection:
        connection.execute(
            "INSERT INTO schema_version SELECT 9999, * EXCLUDE (version) "
            "FROM schema_version LIMIT 1"
        )
    assert "新しい版" in in_one_sentence(office, "assess")


def test_a_command_that_does_not_exist_is_used_wrongly(office: Office) -> None:
    for words in (["forget"], []):
        answer = office.run(*words)
        assert (answer.code, answer.out) == (2, "")
        assert "usage" in answer.err
