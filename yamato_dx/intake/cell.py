"""What the text of a value cell says, before its KPI is known. No number is guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from yamato_dx.intake.finding import Fault
from yamato_dx.intake.problem import read_as

CellKind = Literal["blank", "awaiting", "not_started", "number", "fraction", "coverage", "fault"]


@dataclass(frozen=True)
class Cell:
    """`number` with its `unit` as written (NFKC); «17/20» and «1回（182/190人）» as their parts."""

    kind: CellKind
    number: Decimal | None = None
    unit: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    fault: Fault | None = None


BLANK: Final = Cell("blank")
_BLANK_WORDS = frozenset(
    (*"-−‐‑–—―ー─…", "--", "...", "・・・", "N/A", "NA", "N.A.", "該当なし", "該当無し", "対象外")
)
_AWAITING_WORDS = frozenset(("公表待ち", "公表待", "未公表"))
_NOT_STARTED_WORDS = frozenset(("未着手", "未実施"))
_SUPPRESSED_WORDS = frozenset(("***", "**", "*", "x", "X", "χ", "秘匿"))

# Full-width ASCII only: NFKC would also turn ① into 1 and ½ into 1⁄2.
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
# A unit may end in a digit (m2), never hold one: «17業務中20» is no number with a unit.
_UNIT = r"(?:[^\W\d_]|[%‰℃°])[^()/,\d]*[0-9]?"
_ANY_UNIT = r"[^\d()/.,+\-−▲△]*?"
_PLAIN = re.compile(
    rf"(?P<sign>[-+−▲△]?)\s*(?P<yen>[¥\\]?)\s*(?P<number>{_NUMBER})\s*(?P<unit>{_UNIT})?"
)
_BRACKETED = re.compile(rf"\(\s*(?P<number>{_NUMBER})\s*\)\s*(?P<unit>{_UNIT})?")
_FRACTION = re.compile(
    rf"(?P<numerator>{_NUMBER})\s*{_ANY_UNIT}\s*/\s*(?P<denominator>{_NUMBER})\s*(?P<unit>{_UNIT})?"
)
_OUT_OF = re.compile(
    rf"(?P<denominator>{_NUMBER})\s*{_ANY_UNIT}中\s*(?P<numerator>{_NUMBER})\s*(?P<unit>{_UNIT})?"
)
_COVERAGE = re.compile(
    rf"(?P<number>{_NUMBER})\s*(?P<unit>{_UNIT})?\s*\(\s*(?P<numerator>{_NUMBER})\s*[人名]?\s*/"
    rf"\s*(?P<denominator>{_NUMBER})\s*[人名]?\s*\)"
)
_UNCLEAR_SIGN = re.compile(rf"[ー‐‑–—―─]\s*(?P<number>{_NUMBER})\s*(?:{_UNIT})?")
_SCIENTIFIC = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?[eE][-+]?[0-9]+")
_ABOUT = re.compile(
    r"^(?:約|およそ|概ね|ほぼ|凡そ).*[0-9]|[0-9].*(?:以上|以下|未満|超|程度|前後|余り?|弱|強)$|^[<>≦≧~〜]"
)
_DATE_LIKE = re.compile(
    r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}.*|[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}月[0-9]{1,2}日"
    r"|[0-9]{1,2}-[A-Za-z]{3}(?:-[0-9]{2,4})?|[A-Za-z]{3}-[0-9]{1,4}"
)
_LONGEST_INTEGER = 15  # digits that a float holds exactly
_LONGEST_FRACTION = 20


def half_width(text: str) -> str:
    """Full-width letters, digits and signs as half-width; nothing else changes."""
    return unicodedata.normalize("NFC", text).translate(_HALF_WIDTH).strip()


def nfkc(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def read_cell(raw: str) -> Cell:
    """Read one value cell. What is no value has kind `fault` and says why."""
    text = half_width(raw)
    word = _read_word(text)
    if word:
        return word
    for pattern, make in _FORMS:
        found = pattern.fullmatch(text)
        if found:
            return _sound(found, make(found))
    return Cell("fault", fault=_why_not(text))


def _read_word(text: str) -> Cell | None:
    word = nfkc(text)
    if not word or word in _BLANK_WORDS or word.upper() in _BLANK_WORDS:
        return BLANK
    if word in _AWAITING_WORDS:
        return Cell("awaiting")
    if word in _NOT_STARTED_WORDS:
        return Cell("not_started")
    if word in _SUPPRESSED_WORDS:
        return Cell("fault", fault=Fault("refuse", "suppressed"))
    if word.startswith("#"):
        return Cell("fault", fault=Fault("refuse", "spreadsheet_error"))
    return None


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))


def _plain(found: re.Match[str]) -> Cell:
    number = _decimal(found["number"])
    unit = nfkc(found["unit"] or ("円" if found["yen"] else ""))
    return Cell("number", -number if found["sign"] in tuple("-−▲△") else number, unit)


def _bracketed(found: re.Match[str]) -> Cell:
    return Cell("number", -_decimal(found["number"]), nfkc(found["unit"] or ""))


def _fraction(found: re.Match[str]) -> Cell:
    numerator, denominator = _decimal(found["numerator"]), _decimal(found["denominator"])
    return Cell("fraction", None, nfkc(found["unit"] or ""), numerator, denominator)


def _coverage(found: re.Match[str]) -> Cell:
    numerator, denominator = _decimal(found["numerator"]), _decimal(found["denominator"])
    unit = nfkc(found["unit"] or "")
    return Cell("coverage", _decimal(found["number"]), unit, numerator, denominator)


_FORMS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Cell]], ...]] = (
    (_SCIENTIFIC, lambda _: Cell("fault", fault=Fault("refuse", "scientific"))),
    (_ABOUT, lambda _: Cell("fault", fault=Fault("refuse", "about_number"))),
    (_DATE_LIKE, lambda _: Cell("fault", fault=Fault("refuse", "looks_like_date"))),
    (_PLAIN, _plain),
    (_BRACKETED, _bracketed),
    (_FRACTION, _fraction),
    (_OUT_OF, _fraction),
    (_COVERAGE, _coverage),
)


def _sound(found: re.Match[str], cell: Cell) -> Cell:
    """Refuse digits that no count has: leading zeros, more than a float holds."""
    for digits in re.findall(r"[0-9][0-9,]*(?:\.[0-9]+)?", found.group()):
        whole, _, fraction = digits.replace(",", "").partition(".")
        if len(whole) > 1 and whole.startswith("0") and cell.kind != "fault":
            fault = Fault("ask", "leading_zero", {"reading": str(int(whole))})
            return Cell("fault", fault=fault)
        if len(whole) > _LONGEST_INTEGER or len(fraction) > _LONGEST_FRACTION:
            return Cell("fault", fault=Fault("refuse", "too_many_digits"))
    return cell


def _why_not(text: str) -> Fault:
    if _ABOUT.search(text):
        return Fault("refuse", "about_number")
    unclear = _UNCLEAR_SIGN.fullmatch(text)
    if unclear:
        readings = read_as(unclear["number"], f"-{unclear['number']}")
        return Fault("ask", "sign_unclear", {"number": unclear["number"]}, readings)
    if re.fullmatch(r"[-+▲△−]?[0-9.,]*[0-9][0-9.,]*", text):
        return Fault("refuse", "separator_misplaced")
    if text.count("(") != text.count(")"):
        return Fault("refuse", "bracket_unclosed")
    return Fault("refuse", "not_a_number")
