"""kill -9 at random moments during imports: what was acknowledged is whole, the rest absent.

    python -m benchmarks.records.kill [KILLS]

A child process sends reports into a record and prints each 報告番号 once the call returned. It is
killed, the record opened again, and every report in it held against the bytes it came in; the
witness must have seen each that was acknowledged.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import pandas as pd

from yamato_dx.acts.actor import Actor
from yamato_dx.acts.report import send_report
from yamato_dx.root import ROOT
from yamato_dx.store.file.witness import Witness, Witnessed
from yamato_dx.store.record import Record

MUNICIPALITY = "434477"
ROWS = (1, 12, 500, 20_000)  # the last is written past the log, straight into the file
LONGEST_WAIT = 0.6  # seconds after the first report; several reports fit in
LONGEST_START = 1.5  # seconds from the start of the process
KILLS_PER_RECORD = 25


@dataclass(frozen=True)
class Outcome:
    """What was found after a kill, or after several."""

    kills: int = 0
    acknowledged: int = 0
    lost: int = 0  # acknowledged, but not in the record
    torn: int = 0  # in the record, but not as sent
    in_flight: int = 0  # whole, but killed before the acknowledgement got out
    faults: int = 0  # broken rules of the ledger
    unwitnessed: int = 0  # acknowledged beyond what the witness held when the process died
    alarms: int = 0  # a loss told where nothing acknowledged was lost

    def __add__(self, other: Outcome) -> Outcome:
        return Outcome(
            *(getattr(self, one.name) + getattr(other, one.name) for one in fields(self))
        )

    @property
    def is_sound(self) -> bool:
        """At most the one report in flight per kill may be there without acknowledgement."""
        wrong = (self.lost, self.torn, self.faults, self.unwitnessed, self.alarms)
        return not any(wrong) and self.in_flight <= self.kills


def values_of(data: bytes) -> pd.DataFrame:
    """VALUES that the bytes «seed:rows» stand for."""
    seed, count = map(int, data.split(b":"))
    number = np.arange(count)
    month = pd.date_range("2022-04-01", periods=48, freq="MS")
    drawn = np.random.default_rng(seed).integers(0, 10_000, count).astype(float)
    texts = {
        name: pd.Series(pd.NA, range(count), dtype="str") for name in ("sheet", "cell", "reason")
    }
    return pd.DataFrame(
        {
            "row_no": number + 2,
            "municipality_code": MUNICIPALITY,
            "kpi_id": pd.Series(number // 48).map("kpi_{}".format),
            "period_start": month[number % 48],
            "period_months": 1,
            "actual_value": drawn,
            "numerator": np.nan,
            "denominator": np.nan,
            "weight": np.nan,
            "measured_on": pd.NaT,
            "value_status": "final",
            "note": f"seed {seed}",
            "raw_text": pd.Series(drawn).map("{:.0f}".format),
            **texts,
        }
    )


def send_forever(path: Path, seed: int) -> None:
    """The child: report after report, some in place of the one before, until it is killed."""
    draw = random.Random(seed)
    record = Record.open(path, MUNICIPALITY)
    last: str | None = None
    for number in range(seed * 100_000, (seed + 1) * 100_000):
        data = f"{number}:{draw.choice(ROWS)}".encode()
        receipt = send_report(
            record,
            data=data,
            file_name="report.csv",
            values=values_of(data),
            actor=Actor.at_server("child"),
            previewed_at=record.head(),
            replaces=last if draw.random() < 0.25 else None,
        )
        last = receipt.batch_id
        print(last, flush=True)


def kill_once(path: Path, seed: int) -> Outcome:
    """Start a child, kill it at a random moment, look at the record."""
    acknowledged = list(_acknowledged_until_killed(path, seed))
    seen = Witness(path).read()
    with Record.open(path, MUNICIPALITY) as record:
        return _found(record, seed, acknowledged) + _witnessed(record, acknowledged, seen)


def _acknowledged_until_killed(path: Path, seed: int) -> Iterator[str]:
    command = [sys.executable, "-m", "benchmarks.records.kill", "--child", str(path), str(seed)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout, "the pipe was asked for"
        if seed % 5:
            yield child.stdout.readline().strip()
        # Every fifth is killed at any moment of its start: while a record is made or opened.
        time.sleep(random.Random(seed).uniform(0, LONGEST_WAIT if seed % 5 else LONGEST_START))
        child.kill()
        # A line cut off by the kill acknowledges nothing.
        yield from (line.strip() for line in child.stdout if line.endswith("\n"))


def _found(record: Record, seed: int, acknowledged: Iterable[str]) -> Outcome:
    reports = record.batches().set_index("batch_id")["sha256"]
    data = reports.map(record.file_bytes)
    of_child = data[data.map(lambda one: int(one.split(b":")[0]) // 100_000 == seed)]
    told = set(acknowledged)
    return Outcome(
        kills=1,
        acknowledged=len(told),
        lost=len(told - set(of_child.index)),
        torn=sum(not _is_whole(record, batch_id, one) for batch_id, one in of_child.items()),
        in_flight=len(set(of_child.index) - told),
        faults=len(record.faults()),
    )


def _witnessed(record: Record, acknowledged: Iterable[str], seen: Witnessed | None) -> Outcome:
    """Held against the witness as it lay beside the record after the kill."""
    revisions = record.batches().set_index("batch_id")["revision"]
    told = [batch_id for batch_id in acknowledged if batch_id in revisions.index]
    held = 0 if seen is None else seen.revision
    return Outcome(
        unwitnessed=int((revisions[told] > held).sum()),
        alarms=int(record.loss is not None or record.witness_note is not None),
    )


def _is_whole(record: Record, batch_id: object, data: bytes) -> bool:
    sent = values_of(data)
    kept = record.actual_rows(str(batch_id))[list(sent.columns)]
    try:
        pd.testing.assert_frame_equal(kept, sent, check_dtype=False)
    except AssertionError:
        return False
    return True


def kill_often(kills: int, folder: Path) -> Outcome:
    outcome = Outcome()
    for seed in range(kills):
        path = folder / f"{seed // KILLS_PER_RECORD}.duckdb"
        outcome += kill_once(path, seed)
    return outcome


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["--child"]:
        send_forever(Path(arguments[1]), int(arguments[2]))
    kills = int(arguments[0]) if arguments else 500
    with tempfile.TemporaryDirectory() as folder:
        outcome = kill_often(kills, Path(folder))
    for one in fields(outcome):
        print(f"{one.name:<14}{getattr(outcome, one.name):>8}")
    print("sound" if outcome.is_sound else "NOT SOUND")
    return 0 if outcome.is_sound else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
