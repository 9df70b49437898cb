from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.reports import window_csv, years_csv
from yamato_dx.cli.parser import main

# Every due date of the plan has passed.
ON = "2026-06-15"


@dataclass(frozen=True)
class Answer:
    """What one command gave: exit code, and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The answer; fails where it holds NaN, which is no JSON."""
        return json.loads(self.out, parse_constant=_refuse)


def _refuse(constant: str) -> None:
    raise AssertionError(f"{constant} in JSON")


class Office:
    """One town's record in a folder of its own, and the command line over it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.database = folder / "record.duckdb"
        self._capsys = capsys

    def run(self, *words: str, plan: str | None = None) -> Answer:
        told = ("--plan", plan) if plan else ()
        self._capsys.readouterr()
        try:
            code = main([*told, "--database", str(self.database), *words])
        except SystemExit as exit_:  # argparse leaves this way
            code = int(exit_.code or 0)
        return Answer(code, *self._capsys.readouterr())

    def file(self, content: bytes, name: str = "実績.csv") -> str:
        path = self.folder / name
        path.write_bytes(content)
        return str(path)

    def send(self, content: bytes, *words: str) -> Answer:
        return self.run("import", self.file(content), "--by", "窓口係", "--on", ON, *words)

    def assess(self, *words: str) -> dict[tuple[str, int], dict[str, Any]]:
        """(kpi_no, fiscal_year) → object."""
        answer = self.run("assess", "--on", ON, *words)
        assert answer.code == 0, answer.err
        return {(one["kpi_no"], one["fiscal_year"]): one for one in answer.json}

    def everything(self) -> bytes:
        """The record's bytes and those of its log."""
        log = self.database.with_name(f"{self.database.name}.wal")
        return self.database.read_bytes() + (log.read_bytes() if log.exists() else b"")


@pytest.fixture(scope="session")
def filled_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with both files of `tests.reports`, made once."""
    folder = tmp_path_factory.mktemp("filled")
    database = folder / "record.duckdb"
    for content in (window_csv(), years_csv()):
        file = folder / "実績.csv"
        file.write_bytes(content)
        told = ["import", str(file), "--by", "窓口係", "--on", ON]
        assert main(["--database", str(database), *told]) == 0
    return database


@pytest.fixture
def filled(office: Office, filled_database: Path) -> Office:
    shutil.copyfile(filled_database, office.database)
    return office


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    return Office(tmp_path, capsys)
