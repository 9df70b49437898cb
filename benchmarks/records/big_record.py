"""A record with a million values of all municipalities, and a few small reports after it."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Final

from benchmarks.cases.importing import import_file
from benchmarks.records.million import plans, report_csv
from yamato_dx.acts.opening import Place, open_record

LATER_REPORTS: Final = 24


@cache
def big_record(rows: int) -> Path:
    """Made once per run, gone at its end."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / "big.duckdb"
    with open_record(Place(database=path)) as record:
        import_file(record, report_csv(rows).encode("cp932"))
        for number in range(LATER_REPORTS):
            import_file(record, _later_report(number))
    return path


def _later_report(number: int) -> bytes:
    """The plan's own municipality corrects one month of one KPI: one more moment to go back to."""
    own = plans()[-1].municipality.municipality_code
    return f"団体コード,年月,KPI番号,実績値\r\n{own},2022/4,4,{40 + number}\r\n".encode()
