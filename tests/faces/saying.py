"""What a face says of figures, as read back from what it made, and how that is held against what
the record holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

Figure = tuple[str, int]  # KPI number, fiscal year
# target, actual, gap, change, attainment, verdict: as they stand there
Words = Mapping[str, str]
Said = Mapping[Figure, Words]
Exact = Mapping[Figure, Mapping[str, Any]]

# What a face may add to a figure or leave out: how it stands there, never how much it is.
BESIDE: Final = re.compile(r"\s|（後に届いた値は確認前）|[（）・]|実施")
NUMBER: Final = re.compile(r"[+−]?\d[\d,]*(?:\.\d+)?")
SHARE: Final = "1＝100%"
NOTHING: Final = ("", "–")
JUDGED: Final = ("met", "nearly_met", "not_met")


def bare(words: str) -> str:
    return BESIDE.sub("", words)


def agrees(one: str, other: str) -> bool:
    """Equal, or one goes on where the other ends (21.0%, and 21.0%9,796時間); never within a
    number."""
    short, long = sorted((bare(one), bare(other)), key=len)
    cut = re.search(r"[\d.,]$", short) and re.match(r"[\d.,/]", long[len(short) :])
    return long.startswith(short) and not cut and bool(short) == bool(long)


def differences(said: Said, usual: Said, figures: Iterable[Figure]) -> list[str]:
    """Where a face says otherwise than the `usual` one, of those `figures` that both tell."""
    return [
        f"KPI {figure[0]} {figure[1]} {name}: «{words}», else «{usual[figure][name]}»"
        for figure in figures
        for name, words in said.get(figure, {}).items()
        if name in usual[figure] and not agrees(words, usual[figure][name])
    ]


def roundings(said: Said, exact: Exact) -> list[str]:
    """Where the digits that are shown are not those of the record's number, rounded to as many."""
    found = []
    for figure, words in said.items():
        for name, number in numbers_of(exact[figure]).items():
            shown = NUMBER.search(words.get(name, ""))
            if shown is None:
                if number is not None and words.get(name) in NOTHING:
                    found.append(f"KPI {figure[0]} {figure[1]} {name}: nothing, else {number}")
            elif number is None or not is_rounded(shown[0], number):
                found.append(f"KPI {figure[0]} {figure[1]} {name}: {shown[0]} of {number}")
    return found


def is_rounded(shown: str, number: float) -> bool:
    """By at most half of its last digit."""
    written = Decimal(shown.replace(",", "").replace("−", "-").lstrip("+"))
    exponent = written.as_tuple().exponent
    assert isinstance(exponent, int)
    half = Decimal(10) ** exponent / 2
    return abs(written - Decimal(repr(number))) <= half + Decimal("1e-9")


def numbers_of(row: Mapping[str, Any]) -> dict[str, float | None]:
    """By what a face calls them: the number that it shows first."""
    ratio, gap = row["attainment_ratio"], row["gap_value"]
    return {
        "actual": _actual(row),
        "gap": None if gap is None else abs(gap) * _of_hundred(row["gap_unit"]),
        "attainment": None if ratio is None else ratio * 100,
    }


def _actual(row: Mapping[str, Any]) -> float | None:
    """Of a reduction the share, but in the year from which it is measured; of what is counted the
    count."""
    value: float | None = row["actual_value"]
    if row["rule"] == "complete":
        value = row["numerator"]
    elif row["rule"] == "reduce_by" and row["compared_value"]:
        value = row["compared_value"] * 100
    elif value is not None:
        value *= _of_hundred(row["unit"])
    return value


def _of_hundred(unit: str | None) -> int:
    """Tables hold shares of one, «割合（1＝100%）»; faces say percent."""
    return 100 if unit and SHARE in unit else 1
