"""Files read against the plan that stands in data/plans/yamato."""

from __future__ import annotations

from typing import Any, Final

from tests.intake.conftest import PRESENT
from yamato_dx.intake.reports.report import ReportReading, read_report
from yamato_dx.plan.folder.reading import read_plans
from yamato_dx.root import ROOT

PLANS: Final = read_plans(ROOT / "data" / "plans" / "yamato")
(PLAN,) = PLANS


def read_file(data: bytes, file_name: str = "実績.csv", **options: Any) -> ReportReading:
    return read_report(data, file_name, **{"plans": PLANS, "present": PRESENT, **options})


def read_lines(*lines: str, **options: Any) -> ReportReading:
    return read_file("\n".join((*lines, "")).encode(), **options)
