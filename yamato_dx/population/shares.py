"""Shares of the three age groups. The denominator is chosen and named, never implied."""

from __future__ import annotations

from typing import Final, Literal

import pandas as pd

from yamato_dx.population.age_groups import THREE, TOTAL, UNKNOWN

Denominator = Literal["known", "total"]
# 年齢の分かる人, as official statistics do it; 総数, as the plan does it.
DENOMINATORS: Final[tuple[Denominator, ...]] = ("known", "total")


def with_shares(grouped: pd.DataFrame, denominator: Denominator) -> pd.DataFrame:
    """`grouped` (of `by_age_group`) with `<group>_share` 0–1 and the `denominator` in people.

    NaN where a group, the total or the number of unknown ages is not known.
    """
    total = grouped[TOTAL]
    people = total - grouped[UNKNOWN] if denominator == "known" else total
    divisor = people.where(people > 0)
    return grouped.assign(
        denominator=people,
        **{f"{name}_share": grouped[name] / divisor for name in THREE},
    )
