"""The years of a file against the year of the round that it answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from yamato_dx import i18n
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.intake.problem import Problem
from yamato_dx.plan.model.types import Text


def check_round_year(
    fiscal_years: frozenset[int], round_year: FiscalYear | None
) -> Iterator[Problem]:
    """One `confirm` of the whole file where none of its figures is of the round's year."""
    if round_year is None or not fiscal_years or round_year.start_year in fiscal_years:
        return
    years = [FiscalYear(year) for year in sorted(fiscal_years)]
    values = {"round": _called([round_year]), "years": _called(years)}
    yield Problem("confirm", "round_of_other_year", values=values)


def _called(years: Iterable[FiscalYear]) -> Text:
    return Text(
        *(
            i18n.text("frame.list", lang).join(i18n.fiscal_year(year, lang) for year in years)
            for lang in i18n.LANGUAGES
        )
    )
