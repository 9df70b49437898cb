"""All that can be wrong with a plan or with published figures, in the order in which whoever keeps
the plan meets it: in a folder, and in a workbook alone."""

from __future__ import annotations

from typing import Final

from yamato_dx.plan.problem_types.entries import ENTRIES
from yamato_dx.plan.problem_types.files import FILES
from yamato_dx.plan.problem_types.kpis import KPIS
from yamato_dx.plan.problem_types.plan import PLAN
from yamato_dx.plan.problem_types.published import PUBLISHED
from yamato_dx.plan.problem_types.questions import QUESTIONS
from yamato_dx.plan.problem_types.versions import VERSIONS
from yamato_dx.plan.problem_types.workbook import WORKBOOK

OF_FOLDERS: Final = (FILES, ENTRIES, PLAN, KPIS, QUESTIONS, VERSIONS, PUBLISHED)
OF_WORKBOOKS: Final = (WORKBOOK,)
