"""The records that both checkouts make, each with its own code, by the same acts at the same
moments."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb

from benchmarks.comparing.checkout import Checkout, Command
from benchmarks.visits.server import ROOT
from tests.reports import long_csv, mistakes_csv, window_csv, year_csv, years_csv

SECOND_TOWN: Final = ROOT / "tests" / "towns" / "minato"
SECOND_TOWN_REPORT: Final = (
    "年度,KPI番号,実績値,単位",
    "R7,1-1,12000,人",
    "R7,1-2,41%,%",
    "R7,4,3,か所",
    "R7,6,0,件",
    "R7,8,12,件",
)
ASKED: Final = ("年度,KPI番号,実績値,単位", "令和7年度,3,0.9,%", "令和7年度,9-1,8000,人")
UNLIKELY: Final = ("年度,KPI番号,実績値,単位", "令和7年度,9-1,8000,人")


@dataclass(frozen=True)
class Made:
    """`on`: the day of its verdicts and of its clock. `plan`: a folder beside the record; None is
    the checkout's own plan. `acts`: the commands that make it, `{work}` for the folder of all."""

    name: str
    on: str
    plan: str | None = None
    is_sample: bool = False
    acts: tuple[tuple[str, ...], ...] = ()

    def options(self, work: Path) -> tuple[str, ...]:
        """Before each command."""
        plan = () if self.plan is None else ("--plan", str(work / self.plan))
        return (*plan, "--database", str(self.path(work)))

    def path(self, work: Path) -> Path:
        return work / f"{self.name}.duckdb"

    def moment(self, hour: int, minute: int = 0) -> str:
        return f"{self.on}T{hour:02}:{minute:02}:00+09:00"

    def serve(self, work: Path) -> tuple[str, ...]:
        sample = ("--sample",) if self.is_sample else ()
        return (*self.options(work), "serve", "--on", self.on, *sample)


DAY: Final = "2026-06-15"
EMPTY: Final = Made("empty", DAY, acts=(("batches",),))
SAMPLE: Final = Made("sample", DAY, is_sample=True)
# Reports, refusals, answers and decisions, a withdrawal, a backup that is put back.
WORKED: Final = Made(
    "worked",
    DAY,
    acts=(
        ("import", "{work}/window.csv", "--by", "税務住民課", "--on", DAY),
        ("import", "{work}/years.csv", "--by", "総務課", "--on", DAY),
        ("import", "{work}/window.csv", "--on", DAY),
        ("import", "{work}/mistakes.csv", "--on", DAY),
        ("import", "{work}/mistakes.csv", "--on", DAY, "--lang", "en", "--format", "table"),
        ("import", "{work}/asked.csv", "--on", DAY, "--confirm", "all"),
        ("import", "{work}/unlikely.csv", "--on", DAY, "--confirm", "all", "--by", "総務課"),
        ("withdraw", "R8-0003", "--by", "情報係", "--reason", "二重計上"),
        ("decide", "nearly_met_band", "no_band", "--by", "DX推進本部", "--decided-on", DAY),
        ("decide", "card_rate_average", "nothing", "--by", "DX推進本部", "--lang", "en"),
        ("backup", "{work}/copy.duckdb"),
        ("withdraw", "R8-0002", "--by", "情報係"),
        ("restore", "{work}/copy.duckdb", "--by", "情報係"),
        ("record", "accept", "--by", "情報係"),
        ("plan", "load", "{work}/town.xlsx", "--lang", "en"),
    ),
)
# Its plan comes as a workbook, into a folder that is empty.
SECOND: Final = Made(
    "second-town",
    "2027-01-15",
    plan="second-plan",
    acts=(
        ("plan", "load", "{work}/town.xlsx", "--dry-run"),
        ("plan", "load", "{work}/town.xlsx", "--by", "企画係"),
        ("import", "{work}/second.csv", "--by", "企画係", "--on", "2027-01-15"),
    ),
)
# The town whose folder the workbook is written from.
FOLDER: Final = Made(
    "folder",
    "2027-01-15",
    plan="minato",
    acts=(
        ("plan", "check", "{work}/minato"),
        ("plan", "export", "{work}/town.xlsx"),
        ("plan", "check", "{work}/town.xlsx"),
    ),
)
# In the order of making: the workbook comes first.
# Served before there is a plan.
NO_PLAN: Final = Made("no-plan", DAY, plan="no-plan")
RECORDS: Final = (FOLDER, EMPTY, SAMPLE, WORKED, SECOND)
ASKED_ABOUT: Final = (EMPTY, SAMPLE, WORKED, SECOND)


def make_records(checkout: Checkout, work: Path, told: Path) -> None:
    """All records into `work`, which is emptied first; what the acts said into `told`."""
    lay_out(work)
    commands = [one for record in RECORDS for one in acts_of(record, work)]
    checkout.run(commands, told)
    with checkout.serving(SAMPLE.serve(work), SAMPLE.moment(9), work / "making.jsonl"):
        pass


def lay_out(work: Path) -> None:
    """The files that the acts name."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    shutil.copytree(SECOND_TOWN, work / "minato")
    for made in (SECOND, NO_PLAN):
        (work / str(made.plan)).mkdir()
    contents = {
        "window": window_csv(),
        "years": years_csv(),
        "mistakes": mistakes_csv(),
        "asked": _rows(ASKED),
        "unlikely": _rows(UNLIKELY),
        "second": _rows(SECOND_TOWN_REPORT),
        "more": year_csv(("R7", "5", '"9,000"'), ("R7", "9-2", "30")),
        "residents": "時点,総人口,65歳以上\n2026-03-31,11900,6300\n".encode(),
    }
    for name, content in contents.items():
        (work / f"{name}.csv").write_bytes(content)


def _rows(lines: Sequence[str]) -> bytes:
    head, *rows = lines
    return long_csv(*rows, header=head)


def acts_of(record: Made, work: Path) -> list[Command]:
    """Five minutes lie between two acts."""
    return [
        Command(
            f"{record.name}-{number:02}",
            record.moment(9 + number // 12, number % 12 * 5),
            (*record.options(work), *(word.format(work=work) for word in words)),
        )
        for number, words in enumerate(record.acts)
    ]


def write_tables(record: Path, target: Path) -> None:
    """Every table of a record, all rows in an order of their own, one file each."""
    target.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(record), read_only=True) as connection:
        names = connection.execute("SELECT table_name FROM duckdb_tables() ORDER BY ALL").fetchall()
        for (name,) in names:
            file = str(target / f"{name}.csv").replace("'", "''")
            connection.execute(f"COPY (FROM \"{name}\" ORDER BY ALL) TO '{file}' (HEADER)")
