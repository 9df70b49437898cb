"""What the text of a value cell says, before its KPI is known. No number is guessed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Final, Literal

from yamato_dx.intake.cells.unreadable import ABOUT, why_not
from yamato_dx.intake.finding import Fault
from yamato_dx.intake.multiple import GROUPS
from yamato_dx.intake.problem import BLANK_CHOICE, read_as
from yamato_dx.lettering import half_width, nfkc
from yamato_dx.number_words import NUMBER, PLAIN, UNIT, WHOLE, decimal, number_and_unit

CellKind = Literal[
    "blank",
    "awaiting",
    "not_started",
    "number",
    "fraction",
    "coverage",
    "duration",
    "clock",
    "fault",
]


@dataclass(frozen=True)
class ReadCell:
    """`number` with its `unit` as written (NFKC); «17/20» and «1回（182/190人）» as their parts.

    A duration's `number` is in seconds; a clock («22:30») has its two numbers as parts.
    `qualifier`: a word that is true of some KPIs only (累計). `percent`: what a bracket behind
    the value says of it («20業務（100%）»).
    """

    kind: CellKind
    number: Decimal | None = None
    unit: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    fault: Fault | None = None
    qualifier: str = ""
    percent: Decimal | None = None


BLANK: Final = ReadCell("blank")
_BLANK_WORDS = frozenset(
    (*"-−‐‑–—―ー─…", "--", "...", "・・・", "N/A", "NA", "N.A.", "該当なし", "該当無し", "対象外")
)
_AWAITING_WORDS = frozenset(("公表待ち", "公表待", "未公表"))
_NOT_STARTED_WORDS = frozenset(("未着手", "未実施"))
_SUPPRESSED_WORDS = frozenset(("***", "**", "*", "x", "X", "χ", "秘匿"))

_ANY_UNIT = r"[^\d()/.,+\-−▲△]*?"
_BRACKETED = re.compile(rf"\(\s*(?P<number>{NUMBER})\s*\)\s*(?P<unit>{UNIT})?")
_FRACTION = re.compile(
    rf"(?P<numerator>{NUMBER})\s*{_ANY_UNIT}\s*/\s*全?(?P<denominator>{NUMBER})"
    rf"\s*(?P<unit>{UNIT})?"
)
_OUT_OF = re.compile(
    rf"全?(?P<denominator>{NUMBER})\s*{_ANY_UNIT}[中のうち]+"
    rf"\s*(?P<numerator>{NUMBER})\s*(?P<unit>{UNIT})?"
)
_PEOPLE = (
    rf"(?P<numerator>{NUMBER})\s*[人名]?\s*/\s*全?(?P<denominator>{NUMBER})\s*[人名]?",
    rf"全?(?P<denominator>{NUMBER})\s*[人名]?中\s*(?P<numerator>{NUMBER})\s*[人名]?",
    rf"(?P<numerator>{NUMBER})\s*[人名]\s*/\s*全?(?P<denominator>{NUMBER})\s*[人名]",
)
_COVERAGE_OF, _COVERAGE_FROM = (
    re.compile(rf"(?P<number>{NUMBER})\s*(?P<unit>{UNIT})?\s*\(\s*{people}\s*\)")
    for people in _PEOPLE[:2]
)
_COVERAGE_BARE = re.compile(
    rf"(?P<number>{NUMBER})\s*(?P<unit>[^\W\d_]{{1,3}})[\s、・]+{_PEOPLE[2]}"
)
_DURATION = re.compile(
    rf"(?:(?P<hours>{NUMBER})\s*時間\s*)?(?:(?P<minutes>{NUMBER})\s*分\s*)?"
    rf"(?:(?P<seconds>{NUMBER})\s*秒)?"
)
_TIME_OF_CLOCK = re.compile(rf"(?P<hours>{WHOLE}):(?P<minutes>[0-5][0-9]):(?P<seconds>[0-5][0-9])")
_CLOCK = re.compile(rf"(?P<numerator>{WHOLE}):(?P<denominator>[0-5][0-9])")
# 1万2千件, 12億3456万円: a number in groups, each with its multiple.
_GROUPED = re.compile(
    r"(?:(?P<億>[0-9]{1,4})億)?(?:(?P<万>[0-9]{1,4}|[0-9],[0-9]{3})万)?(?:(?P<千>[0-9])千)?"
    rf"(?P<rest>[0-9]{{1,4}}|[0-9],[0-9]{{3}})?\s*(?P<unit>{UNIT})?"
)
# Words that say of what kind a figure is: true of some KPIs, no part of the number.
_QUALIFIERS = "暦年|延べ|のべ|延|合計|総計|計|累計|通算|年間|年度末|年度計|年計|平均|年"
_BEFORE = re.compile(rf"(?P<word>{_QUALIFIERS})\s*:?\s*(?P<value>[0-9].*)", re.DOTALL)
INCLUDING_OTHERS: Final = "計画外を含む"
_BEHIND = re.compile(rf"(?P<value>.*[^\s])\s*\((?P<word>{_QUALIFIERS}|{INCLUDING_OTHERS})\)")
_ZEROS = re.compile(r"(?<![0-9.,])0[0,]*(?=[0-9])")
_WITH_PERCENT = re.compile(rf"(?P<value>.*[^\s])\s*\(\s*(?P<percent>{NUMBER})\s*%\s*\)")
_SCIENTIFIC = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?[eE][-+]?[0-9]+")
_DATE_LIKE = re.compile(
    r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}.*|[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}月[0-9]{1,2}日"
    r"|[0-9]{1,2}-[A-Za-z]{3}(?:-[0-9]{2,4})?|[A-Za-z]{3}-[0-9]{1,4}"
)
LONGEST_INTEGER: Final = 15  # digits that a float holds exactly
_LONGEST_FRACTION = 20
_LONGEST_TEXT = 100
# Where a zero in front is no way of writing: a clock pads its minutes.
_UNPADDED = frozenset(("number", "fraction", "coverage"))


def read_cell(raw: str) -> ReadCell:
    """Read one value cell. What is no value has kind `fault` and says why."""
    if len(raw) > _LONGEST_TEXT:
        return ReadCell("fault", fault=Fault("refuse", "not_a_number"))
    return _read(half_width(raw)) or ReadCell("fault", fault=why_not(raw))


def _read(text: str) -> ReadCell | None:
    word = _read_word(text)
    if word:
        return word
    for pattern, make in _FORMS:
        found = pattern.fullmatch(text)
        if found and (cell := make(found)):
            return _sound(found, cell)
    return _with_word(text)


def _with_word(text: str) -> ReadCell | None:
    """A value with a word or a percentage that goes with it, if that is what it is."""
    percent = _WITH_PERCENT.fullmatch(text)
    if percent:
        cell = _read(percent["value"])
        if cell and cell.kind in ("number", "fraction", "coverage"):
            return replace(cell, percent=decimal(percent["percent"]))
    found = _BEFORE.fullmatch(text) or _BEHIND.fullmatch(text)
    if not found:
        return None
    cell = _read(found["value"])
    return (
        None if not cell or cell.fault or cell.qualifier else replace(cell, qualifier=found["word"])
    )


def _read_word(text: str) -> ReadCell | None:
    word = nfkc(text)
    if not word or word in _BLANK_WORDS or word.upper() in _BLANK_WORDS:
        return BLANK
    if word in _AWAITING_WORDS:
        return ReadCell("awaiting")
    if word in _NOT_STARTED_WORDS:
        return ReadCell("not_started")
    if word in _SUPPRESSED_WORDS:
        return ReadCell("fault", fault=Fault("refuse", "suppressed"))
    if word.startswith("#"):
        return ReadCell("fault", fault=Fault("refuse", "spreadsheet_error"))
    return None


def _plain(found: re.Match[str]) -> ReadCell:
    return ReadCell("number", *number_and_unit(found))


def _bracketed(found: re.Match[str]) -> ReadCell:
    return ReadCell("number", -decimal(found["number"]), nfkc(found["unit"] or ""))


def _fraction(found: re.Match[str]) -> ReadCell:
    numerator, denominator = decimal(found["numerator"]), decimal(found["denominator"])
    return ReadCell("fraction", None, nfkc(found["unit"] or ""), numerator, denominator)


def _coverage(found: re.Match[str]) -> ReadCell:
    numerator, denominator = decimal(found["numerator"]), decimal(found["denominator"])
    unit = nfkc(found["unit"] or "")
    return ReadCell("coverage", decimal(found["number"]), unit, numerator, denominator)


def _duration(found: re.Match[str]) -> ReadCell | None:
    """Of at least two parts: one alone is a number with a unit."""
    parts = [found[part] for part in ("hours", "minutes", "seconds")]
    given = [place for place, part in enumerate(parts) if part is not None]
    if len(given) < 2 or any(decimal(parts[place]) >= 60 for place in given[1:]):
        return None
    seconds = [decimal(part or "0") for part in parts]
    return ReadCell("duration", seconds[0] * 3600 + seconds[1] * 60 + seconds[2], "時間・分・秒")


def _clock(found: re.Match[str]) -> ReadCell:
    parts = (decimal(found["numerator"]), decimal(found["denominator"]))
    return ReadCell("clock", None, "", *parts)


def _grouped(found: re.Match[str]) -> ReadCell | None:
    """Of at least two groups: «3千人» is a number whose unit may be 千人 itself."""
    groups = [(found[name], factor) for name, factor in GROUPS] + [(found["rest"], 1)]
    given = [(decimal(digits), factor) for digits, factor in groups if digits]
    if len(given) < 2:
        return None
    is_orderly = all(number * factor < above for (_, above), (number, factor) in pairwise(given))
    total = sum((number * factor for number, factor in given), Decimal(0))
    return ReadCell("number", total, nfkc(found["unit"] or "")) if is_orderly else None


_FORMS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], ReadCell | None]], ...]] = (
    (_SCIENTIFIC, lambda _: ReadCell("fault", fault=Fault("refuse", "scientific"))),
    (ABOUT, lambda _: ReadCell("fault", fault=Fault("refuse", "about_number"))),
    (_DATE_LIKE, lambda _: ReadCell("fault", fault=Fault("refuse", "looks_like_date"))),
    (PLAIN, _plain),
    (_BRACKETED, _bracketed),
    (_FRACTION, _fraction),
    (_OUT_OF, _fraction),
    (_COVERAGE_OF, _coverage),
    (_COVERAGE_FROM, _coverage),
    (_COVERAGE_BARE, _coverage),
    (_DURATION, _duration),
    (_TIME_OF_CLOCK, _duration),
    (_CLOCK, _clock),
    (_GROUPED, _grouped),
)


def _sound(found: re.Match[str], cell: ReadCell) -> ReadCell:
    """Refuse digits that no count has: leading zeros, more than a float holds."""
    for digits in re.findall(r"[0-9][0-9,]*(?:\.[0-9]+)?", found.group()):
        whole, _, fraction = digits.replace(",", "").partition(".")
        if cell.kind in _UNPADDED and len(whole) > 1 and whole.startswith("0"):
            return ReadCell("fault", fault=_leading_zero(found.group()))
        if len(whole) > LONGEST_INTEGER or len(fraction) > _LONGEST_FRACTION:
            return ReadCell("fault", fault=Fault("refuse", "too_many_digits"))
    return cell


def _leading_zero(text: str) -> Fault:
    """Without the zeros; or the code of something else, and no value."""
    reading = _ZEROS.sub("", text)
    return Fault("ask", "leading_zero", {"reading": reading}, (*read_as(reading), BLANK_CHOICE))
