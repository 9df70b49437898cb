"""年少・老年・従属人口指数: how many people are beside each 100 of working age."""

from __future__ import annotations

from typing import Final

import pandas as pd

from yamato_dx.population.age_groups import CHILDREN, ELDERLY, WORKING

CHILD: Final = "child_index"
AGED: Final = "aged_index"
DEPENDENCY: Final = "dependency_index"
INDICES: Final = (AGED, CHILD, DEPENDENCY)
PER_PERSONS: Final = 100


def with_indices(grouped: pd.DataFrame) -> pd.DataFrame:
    """`grouped` (of `by_age_group`) with `INDICES`: people of 0–14, of 65 and over, and both, per
    100 of 15–64. Unknown ages are in none of them; NaN where a group is not known.
    """
    working = grouped[WORKING].where(grouped[WORKING] > 0)
    child = grouped[CHILDREN] * PER_PERSONS / working
    aged = grouped[ELDERLY] * PER_PERSONS / working
    return grouped.assign(**{CHILD: child, AGED: aged, DEPENDENCY: child + aged})
