"""Units as offices write them: spellings, multiples, and words that say how it was counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

from yamato_dx.intake.cells.cell import INCLUDING_OTHERS, LONGEST_INTEGER, ReadCell
from yamato_dx.intake.cells.unreadable import STATE_MARKS, state_mark
from yamato_dx.intake.finding import Fault
from yamato_dx.intake.multiple import without_multiple
from yamato_dx.lettering import katakana, nfkc
from yamato_dx.plan.model.types import Kpi
from yamato_dx.plan.model.units import spellings_of, spelt

_KANJI_MULTIPLES: Final = frozenset("百十拾")
# What people and things are counted in where a plan names no unit (visitors, those trained).
COUNTED: Final = frozenset(("", "人", "名", "件", "回"))
# Seconds of each unit of time.
SECONDS: Final[Mapping[str, int]] = {"時間": 3600, "分": 60, "秒": 1}
_AROUND: Final = re.compile(
    r"(?P<front>延ベ|ノベ|延|年間)?(?P<unit>[^()/]+?)(?:\((?P<behind>[^()]+)\)|/(?P<per>年|年度|年間))?"
)

_IsOf = Callable[[Kpi], bool]


def _adds_up(kpi: Kpi) -> bool:
    return kpi.aggregation == "sum"


def _is_state(kpi: Kpi) -> bool:
    return kpi.aggregation == "last"


# Of which KPIs a word is true. A word that is not true of a KPI speaks of another figure.
_TRUE_OF: Final[Mapping[str, _IsOf]] = {
    **dict.fromkeys(("延べ", "のべ", "延", "年間", "年計", "年"), _adds_up),
    **dict.fromkeys(("年度計", "年度"), lambda kpi: _adds_up(kpi) and not kpi.is_of_calendar_year),
    "暦年": lambda kpi: kpi.is_of_calendar_year,
    **dict.fromkeys(
        ("計", "合計", "総計"), lambda kpi: kpi.aggregation == "sum" or kpi.is_cumulative
    ),
    **dict.fromkeys(("累計", "通算"), lambda kpi: kpi.is_cumulative),
    "年度末": lambda kpi: _is_state(kpi) and not kpi.is_of_calendar_year,
    "平均": lambda kpi: kpi.aggregation in ("mean", "weighted_mean"),
    INCLUDING_OTHERS: lambda kpi: kpi.value_form == "fraction",
}


# True of a whole year's figure only.
_OF_YEAR: Final = frozenset(("年間", "年計", "年度計", "年", "年度", "年度末", "暦年"))


def is_qualifier(word: str) -> bool:
    return word in _TRUE_OF


def year_word(unit: str) -> str:
    """The word in a unit (件/年), or that is one (年間), that only a whole year's figure bears."""
    around = _AROUND.fullmatch(spelt(nfkc(unit))) if "年" in unit else None
    words = (unit, *(around.group("front", "behind", "per") if around else ()))
    return next((word for word in words if word in _OF_YEAR), "")


def qualifier_fault(kpi: Kpi, word: str) -> Fault | None:
    """Why a figure said to be «累計» and the like is none of this KPI's."""
    if not word or _TRUE_OF[word](kpi):
        return None
    return Fault("refuse", "qualifier_of_other", {"word": word, "expected": kpi.name})


def is_unit_of(kpi: Kpi, unit: str) -> bool:
    known = spellings_of(kpi)
    written = spelt(unit)
    if written in known:
        return True
    around = _AROUND.fullmatch(written)
    if not around or spelt(around["unit"]) not in known:
        return False
    words = [word for word in (around["front"], around["behind"], around["per"]) if word]
    return all(_is_true(kpi, word) for word in words)


def _is_true(kpi: Kpi, word: str) -> bool:
    names = {katakana(name): is_of for name, is_of in _TRUE_OF.items()}
    return word in names and names[word](kpi)


def multiple_of(kpi: Kpi, unit: str) -> int | None:
    """1000 for 千件 where 件 is the KPI's unit; None where the unit is no multiple of it."""
    written = spelt(unit)
    if is_unit_of(kpi, unit):
        return None
    rest, factor = without_multiple(written)
    is_multiple = rest != written and (not rest or is_unit_of(kpi, rest))
    return factor if is_multiple else None


def unit_fault(kpi: Kpi, unit: str) -> Fault:
    return Fault("refuse", "unit_mismatch", {"unit": unit, "expected": kpi.unit})


def scaled(kpi: Kpi, cell: ReadCell) -> Decimal | Fault:
    """The number in the KPI's unit; 3千人 is 3000 where 人 is the unit, 22分30秒 22.5 分."""
    number = cell.number
    assert number is not None, "only cells with a number are scaled"
    if cell.kind == "duration":
        seconds = _seconds_of(kpi)
        return number / seconds if seconds else unit_fault(kpi, cell.unit)
    if not cell.unit or is_unit_of(kpi, cell.unit):
        return number
    factor = multiple_of(kpi, cell.unit)
    if factor is None and cell.unit[0] in _KANJI_MULTIPLES:
        return Fault("refuse", "kanji_multiple", {"multiple": cell.unit[0]})
    if factor is None and cell.unit in STATE_MARKS:
        return state_mark(cell.unit, f"{number:f}")
    return unit_fault(kpi, cell.unit) if factor is None else times(number, factor)


def times(number: Decimal, factor: int) -> Decimal | Fault:
    """A multiple written out, within the digits that a float holds exactly."""
    product = number * factor
    if abs(product) >= 10**LONGEST_INTEGER:
        return Fault("refuse", "too_many_digits")
    return product


def _seconds_of(kpi: Kpi) -> int | None:
    """The seconds of the KPI's unit, if it is one of time."""
    return next((seconds for unit, seconds in SECONDS.items() if is_unit_of(kpi, unit)), None)


def clock_readings(kpi: Kpi, cell: ReadCell) -> tuple[str, ...]:
    """What «22:30» says in a unit of time: hours where hours are counted, else either of two."""
    hours, minutes = (
        f"{cell.numerator}時間{cell.denominator}分",
        f"{cell.numerator}分{cell.denominator}秒",
    )
    if is_unit_of(kpi, "時間"):
        return (hours,)
    return (minutes, hours) if _seconds_of(kpi) else ()
