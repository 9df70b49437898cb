"""The exports of the command line, by their names."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from yamato_dx.queries.assessed import Assessed
from yamato_dx.queries.kpis.tables import assessment_table, targets_table
from yamato_dx.queries.reports.tables import actuals_table
from yamato_dx.queries.schedule.tables import work_items_table


def export_table(name: str, answer: Assessed, lang: str) -> pd.DataFrame:
    """One of the command line's exports, whole."""
    makers: dict[str, Callable[[], pd.DataFrame]] = {
        "assessment": lambda: assessment_table(answer, lang),
        "actuals": lambda: actuals_table(answer, lang),
        "targets": lambda: targets_table(answer.plan, lang, answer.promised),
        "work-items": lambda: work_items_table(answer.plan, lang),
    }
    return makers[name]()
