"""All that can be wrong with what somebody sends, in the order in which a clerk meets it."""

from __future__ import annotations

from typing import Final

from yamato_dx.intake.problem_types.files import FILE, TEXT
from yamato_dx.intake.problem_types.headings import TABLE
from yamato_dx.intake.problem_types.kpis import KPI
from yamato_dx.intake.problem_types.parts import PARTS
from yamato_dx.intake.problem_types.periods import PERIOD
from yamato_dx.intake.problem_types.population import POPULATION
from yamato_dx.intake.problem_types.progress import PROGRESS
from yamato_dx.intake.problem_types.shapes import SHAPE
from yamato_dx.intake.problem_types.statuses import STATUS
from yamato_dx.intake.problem_types.units import UNIT
from yamato_dx.intake.problem_types.unlikely import UNLIKELY
from yamato_dx.intake.problem_types.values import VALUE
from yamato_dx.intake.problem_types.workbooks import WORKBOOK
from yamato_dx.problem_types import ProblemSection

SECTIONS: Final[tuple[ProblemSection, ...]] = (
    FILE,
    TEXT,
    WORKBOOK,
    TABLE,
    SHAPE,
    PERIOD,
    KPI,
    VALUE,
    UNIT,
    PARTS,
    UNLIKELY,
    STATUS,
    PROGRESS,
    POPULATION,
)
