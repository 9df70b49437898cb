"""A workbook's cell as a person sees it: its text, and what that hides of what it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

from yamato_dx.intake.files.workbooks.number_format import FormatSection, NumberFormat, Token
from yamato_dx.intake.files.workbooks.shown_date import shown_date
from yamato_dx.intake.multiple import without_multiple

BLANK: Final = ""
_RESIDUE: Final = Decimal("1e-9")  # less is what arithmetic leaves behind; no office counts it
_RESIDUE_DIGITS: Final = 12
_NUMBER: Final = re.compile(
    r"(?P<before>(?:[^\d.(（▲△−-]|(?<=\S)\.)*)(?P<sign>[-−▲△(（]?)(?P<yen>[¥\\￥]?)\s*"
    r"(?P<digits>[0-9][0-9,]*\.?[0-9]*|(?<![^\s\-−▲△(（¥\\￥])\.[0-9]+)"
    r"(?P<exponent>E[+-][0-9]+)?(?P<after>[^\d]*)"
)
_ABOUT: Final = re.compile(r"約|およそ|概ね|ほぼ|凡そ|程度|前後|余り?|弱|強|くらい|ぐらい")
_DASHES: Final = frozenset("-－−‐–—―ーｰ")


@dataclass(frozen=True)
class Doubt:
    """What a person is told or asked of a cell. `readings`: texts that it may stand for."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)
    readings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Seen:
    text: str
    doubt: Doubt | None = None


def held_number(raw: str) -> Decimal:
    """A number cell's value without what arithmetic leaves behind: 1105 of 1104.9999999999998.

    Raises decimal.InvalidOperation where it is none.
    """
    number = Decimal(raw)
    if not number.is_finite() or abs(number) < _RESIDUE:
        return number if not number.is_finite() else Decimal(0)
    short = Decimal(f"{float(number):.15g}")
    return short if len(short.normalize().as_tuple().digits) <= _RESIDUE_DIGITS else number


def digits(number: Decimal) -> str:
    """1105 and 0.47, never 1105.0 or 4.7E-1."""
    written = f"{number:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def seen_number(raw: str, form: NumberFormat, *, is_1904: bool = False) -> Seen:
    """A number cell. `raw`: its value as the file writes it."""
    number = held_number(raw)
    if form.is_general:
        return Seen(digits(number))
    section = form.section_of(number)
    if section.is_white:
        return _invisible(digits(number))
    if section.kind == "unknown":
        return Seen(digits(number), Doubt("format_unknown", {"format": form.code}))
    if section.kind == "date":
        return _seen_date(section, number, form, is_1904=is_1904)
    sign = "-" if form.says_sign_of(number) else ""
    if section.kind == "fraction":
        return _seen_fraction(section, number, sign)
    return _judged(_Written.of(section, number, sign), number)


def seen_as_written(text: str, raw: str) -> Seen:
    """A number cell beside which its file has the text that was shown, whatever the format."""
    number = held_number(raw)
    scaled = abs(number).scaleb(2 if text.rstrip().endswith(("%", "％")) else 0)
    return _judged(_Written(text.strip(), scaled), number)


def seen_text(text: str, form: NumberFormat) -> Seen:
    """A text cell; a format may add words to it or hide it."""
    section = form.text_section()
    if section is None or not text.strip():
        return Seen(text)
    if section.is_white or not section.tokens:
        return _invisible(text)
    return Seen(
        "".join(text if token.kind == "at" else token.text for token in section.tokens).strip()
    )


def _invisible(text: str) -> Seen:
    return Seen(text, Doubt("cell_invisible", {"held": text}, (BLANK, text)))


def _seen_date(
    section: FormatSection, number: Decimal, form: NumberFormat, *, is_1904: bool
) -> Seen:
    shown = shown_date(section, number, is_1904=is_1904)
    if shown.text is None:
        return Seen(digits(number), Doubt("format_unknown", {"format": form.code}))
    if shown.differs is None:
        return Seen(shown.text)
    return Seen(shown.differs, _changed(shown.seen, shown.differs, shown.text))


def _changed(shown: str, stored: str, reading: str) -> Doubt:
    return Doubt("format_changes", {"shown": shown, "held": stored}, (reading, stored))


@dataclass(frozen=True)
class _Written:
    """What a section writes of a number. `scaled`: the number without sign whose digits it
    writes, before they are rounded; it is `number` × 100 for each %, ÷ 1000 for each end comma."""

    seen: str
    scaled: Decimal

    @classmethod
    def of(cls, section: FormatSection, number: Decimal, sign: str) -> _Written:
        scaled = abs(number).scaleb(2 * sum(token.kind == "percent" for token in section.tokens))
        scaled = scaled.scaleb(-3 * _end_commas(section.tokens))
        if section.kind == "general":
            parts = [
                digits(scaled) if token.kind == "general" else token.text
                for token in section.tokens
            ]
            return cls(sign + "".join(parts).strip(), scaled)
        return cls(sign + "".join(_number_parts(section.tokens, scaled)).strip(), scaled)


def _end_commas(tokens: tuple[Token, ...]) -> int:
    """Commas behind the last digit: each divides by 1000."""
    signs = {"digit": "0", "comma": ",", "point": "."}
    whole, _, decimals = "".join(signs.get(token.kind, "") for token in tokens).partition(".")
    return sum(len(part) - len(part.rstrip(",")) for part in (whole, decimals) if "0" in part)


def _number_parts(tokens: tuple[Token, ...], scaled: Decimal) -> Iterator[str]:
    """Digits in their places, from the left; a literal stands between them where it is written."""
    point = next(
        (place for place, token in enumerate(tokens) if token.kind == "point"), len(tokens)
    )
    before = [place for place, token in enumerate(tokens[:point]) if token.kind == "digit"]
    after = [place for place in range(point, len(tokens)) if tokens[place].kind == "digit"]
    if any(token.kind == "exponent" for token in tokens):
        mantissa = next(place for place, token in enumerate(tokens) if token.kind == "exponent")
        yield f"{scaled:.{sum(place < mantissa for place in after)}E}"
        return
    rounded = scaled.quantize(Decimal(1).scaleb(-len(after)), ROUND_HALF_UP)
    whole, _, decimals = f"{rounded:f}".partition(".")
    placed = _placed(whole, [tokens[place].text for place in before])
    is_grouped = (
        any(token.kind == "comma" for token in tokens[before[0] : before[-1]]) if before else False
    )
    if is_grouped and "".join(placed):
        placed = [f"{int(''.join(placed)):,}", *[""] * (len(placed) - 1)]
    optional = [tokens[place].text == "0" for place in after]
    kept = max(
        [i + 1 for i, digit in enumerate(decimals) if digit != "0" or optional[i]], default=0
    )
    digit_at = dict(zip(before, placed, strict=True)) | dict(
        zip(after, decimals[:kept], strict=False)
    )
    for place, token in enumerate(tokens):
        if token.kind == "digit":
            yield digit_at.get(place, "")
        elif token.kind in ("point", "percent", "literal", "slash"):
            yield token.text


def _placed(whole: str, places: list[str]) -> list[str]:
    """The digits of a whole number in its places: the first takes all that are left over."""
    needed = len(places) - next((i for i, place in enumerate(places) if place == "0"), len(places))
    text = ("" if whole == "0" else whole).rjust(needed, "0")
    if not places:
        return []
    head = text[: max(len(text) - len(places) + 1, 0)]
    tail = text[len(head) :]
    return [*[""] * (len(places) - len(tail) - 1), head, *tail]


def _judged(written: _Written, number: Decimal) -> Seen:
    """Whether what is seen is the number that is held, but for its rounding."""
    seen = written.seen
    if not seen or set(seen) <= _DASHES:
        return _no_number(seen, number)
    found = _NUMBER.fullmatch(seen)
    if not found:
        return Seen(seen)
    return _ShownNumber(seen, found, written.scaled).against(number)


def _no_number(seen: str, number: Decimal) -> Seen:
    if not seen:
        return _invisible(digits(number))
    return Seen(digits(number), _changed(seen, digits(number), BLANK))


@dataclass(frozen=True)
class _ShownNumber:
    """A number as seen, taken apart."""

    seen: str
    found: re.Match[str]
    scaled: Decimal

    def against(self, stored: Decimal) -> Seen:
        is_bracket = self.found["sign"] in ("(", "（") and self.found["sign"] != ""
        after = self.found["after"].strip()
        rest = after.lstrip(")）") if is_bracket else after
        words, factor = _scale(rest)
        shown = Decimal(self.found["digits"].replace(",", "") + (self.found["exponent"] or ""))
        half = Decimal(1).scaleb(int(shown.as_tuple().exponent)) / 2
        value = (-shown if self.found["sign"] else shown) * factor
        if abs(value - stored) > half * factor:
            return self._asked(stored, rest)
        number = stored / factor if words.startswith("%") else stored
        text = f"{self.found['before']}{self.found['yen']}{digits(number)}{words}"
        if self._is_padded(stored):
            return Seen(self.seen)
        return self._noted(text, is_rounded=value != stored)

    def _is_padded(self, number: Decimal) -> bool:
        written = self.found["digits"]
        return (
            len(written) > 1 and written[0] == "0" and written.isdigit() and number == int(number)
        )

    def _noted(self, text: str, *, is_rounded: bool) -> Seen:
        plain = _ABOUT.sub("", text)
        if plain != text:
            return Seen(plain, Doubt("format_about", {"shown": self.seen}))
        if is_rounded:
            return Seen(text, Doubt("format_rounds", {"shown": self.seen, "held": text}))
        return Seen(text)

    def _asked(self, number: Decimal, rest: str) -> Seen:
        reading = self._reading()
        if not rest.startswith(("%", "％")):
            return Seen(reading, _changed(self.seen, digits(number), reading))
        if abs(number) > 1:
            return Seen(reading)
        doubt = _changed(self.seen, digits(number), reading)
        whole = f"{digits(number * 100)}%"
        return Seen(reading, Doubt(doubt.code, doubt.values, (reading, whole)))

    def _reading(self) -> str:
        """As seen, but with the digits that were rounded away."""
        written = Decimal(self.found["digits"].replace(",", ""))
        half = Decimal(1).scaleb(int(written.as_tuple().exponent)) / 2
        number = self.scaled if abs(written - self.scaled) <= half else written
        start, end = self.found.span("digits")
        return self.seen[:start] + digits(number) + self.seen[end:]


def _scale(rest: str) -> tuple[str, Decimal]:
    """(the words without their multiple, what one in front of them counts)."""
    if rest.startswith(("%", "％")):
        return f"%{rest[1:]}", Decimal("0.01")
    words, factor = without_multiple(rest)
    return words, Decimal(factor)


def _seen_fraction(section: FormatSection, number: Decimal, sign: str) -> Seen:
    """«17/20»: as shown where that is just the number held."""
    slash = next(place for place, token in enumerate(section.tokens) if token.kind == "slash")
    below = "".join(
        token.text for token in section.tokens[slash + 1 :] if token.kind in ("digit", "literal")
    )
    fixed = below.strip()
    is_fixed = fixed.isdigit() and int(fixed) > 0
    size = abs(Fraction(number))
    if is_fixed:
        part = Fraction(round(size * int(fixed)), int(fixed))
        numerator, denominator = round(size * int(fixed)), int(fixed)
    else:
        part = size.limit_denominator(10 ** max(len(fixed), 1) - 1)
        numerator, denominator = part.numerator, part.denominator
    seen = f"{sign}{numerator}/{denominator}" if numerator else "0"
    if abs(part - size) <= Fraction(1, 10**9):
        return Seen(seen)
    return Seen(digits(number), _changed(seen, digits(number), seen))
