"""Days and durations as a cell shows them, and the text by which they are read."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, NamedTuple

from yamato_dx.intake.files.workbooks.number_format import FormatSection, Token

_DAY_ZERO: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - a cell's days have no zone
_DAYS_TO_1904: Final = 1462
_FIRST_RIGHT_DAY: Final = 61  # before it Excel counts a 29 February 1900 that never was
_SECONDS: Final = 86_400
_ERAS: Final = (
    (datetime(2019, 5, 1), "R", "令", "令和", 2018),  # noqa: DTZ001
    (datetime(1989, 1, 8), "H", "平", "平成", 1988),  # noqa: DTZ001
    (datetime(1926, 12, 25), "S", "昭", "昭和", 1925),  # noqa: DTZ001
    (datetime(1912, 7, 30), "T", "大", "大正", 1911),  # noqa: DTZ001
    (datetime(1868, 1, 25), "M", "明", "明治", 1867),  # noqa: DTZ001
)
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WEEKDAYS: Final = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_WEEKDAY_SIGNS: Final = "月火水木金土日"


class ShownDate(NamedTuple):
    """`seen`: what stands in the cell; `text`: the same so that it can be read, the year and the
    unit of a duration included; None for what has no reading. `differs`: not what it holds."""

    seen: str
    text: str | None
    differs: str | None = None


def shown_date(section: FormatSection, value: Decimal, *, is_1904: bool) -> ShownDate:
    """A serial number of days in a section of kind `date`."""
    tokens = _minutes_told(section.tokens)
    units = {token.text[0] for token in tokens if token.kind in ("date", "elapsed")}
    if units <= set("hns"):
        return _duration(tokens, value)
    days = value + (_DAYS_TO_1904 if is_1904 else 0)
    if not 1 <= days < 2_958_466:
        return ShownDate(str(value), None)
    days += 1 if days < _FIRST_RIGHT_DAY - 1 else 0
    moment = _DAY_ZERO + timedelta(seconds=int(_rounded(days * _SECONDS)))
    seen = "".join(_date_part(token, moment, tokens) for token in tokens)
    return ShownDate(seen, _text(seen, moment, tokens))


def _rounded(number: Decimal) -> Decimal:
    return number.quantize(Decimal(1), ROUND_HALF_UP)


def _minutes_told(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """«m» beside hours or seconds as «n»; digits after the seconds' point are part of them."""
    read = list(tokens)
    dated = [place for place, token in enumerate(read) if token.kind in ("date", "elapsed")]
    for before, place, after in zip([None, *dated], dated, [*dated[1:], None], strict=False):
        token = read[place]
        follows = before is not None and read[before].text[0] == "h"
        leads = after is not None and read[after].text[0] == "s"
        if token.text[0] == "m" and (token.kind == "elapsed" or follows or leads):
            read[place] = Token(token.kind, "n" * len(token.text))
    return tuple(read)


def _date_part(token: Token, moment: datetime, tokens: tuple[Token, ...]) -> str:
    text = token.text
    if token.kind == "half":
        return ("午前", "午後")[moment.hour >= 12] if "午" in text else f"{moment:%p}"
    if token.kind != "date":
        return text
    _, letter, sign, name, before = next(era for era in _ERAS if moment >= era[0])
    hour = moment.hour % 12 or 12 if any(token.kind == "half" for token in tokens) else moment.hour
    numbers = {"d": moment.day, "m": moment.month, "h": hour, "n": moment.minute}
    numbers |= {"s": moment.second, "e": moment.year - before}
    words = {
        "y": f"{moment:%y}" if len(text) < 3 else f"{moment.year}",
        "g": (letter, sign, name)[min(len(text), 3) - 1],
        "a": _WEEKDAY_SIGNS[moment.weekday()] + ("曜日" if len(text) == 4 else ""),
    }
    if text[0] in words:
        return words[text[0]]
    if text[0] in "md" and len(text) > 2:
        word = _MONTHS[moment.month - 1] if text[0] == "m" else _WEEKDAYS[moment.weekday()]
        return word[:1] if len(text) == 5 else word if len(text) == 4 else word[:3]
    return f"{numbers[text[0]]:0{min(len(text), 2)}d}"


def _text(seen: str, moment: datetime, tokens: tuple[Token, ...]) -> str:
    """As shown where that says the year; else with the year that the cell holds."""
    dated = [token.text for token in tokens if token.kind == "date"]
    units = {text[0] for text in dated}
    if units & set("hns"):
        return moment.isoformat() if moment.time() != datetime.min.time() else _iso(moment)
    says_year = "g" in units or "yyyy" in dated
    says_words = "a" in units or any(text[0] in "md" and len(text) > 2 for text in dated)
    if says_year and not says_words:
        return seen
    if "d" in units and "m" in units:
        return _iso(moment)
    return f"{moment:%Y-%m}" if "m" in units and units & set("ye") else seen


def _iso(moment: datetime) -> str:
    return moment.date().isoformat()


def _duration(tokens: tuple[Token, ...], value: Decimal) -> ShownDate:
    """«9796:30» as hours, «22:30» in minutes and seconds as minutes, the unit beside them."""
    if value < 0:
        return ShownDate(str(value), None)
    total = int(_rounded(value * _SECONDS))
    units = [token.text[0] for token in tokens if token.kind in ("date", "elapsed")]
    largest = next(unit for unit in "hns" if unit in units)
    is_whole = any(token.kind == "elapsed" and token.text[0] == largest for token in tokens)
    turns = {"h": 24 * 3600, "n": 3600, "s": 60}[largest]
    whole = _in_unit(total, largest)
    seen = _duration_seen(tokens, total)
    if is_whole or total < turns:
        # Typed as 22:30, Excel itself gives a cell the format h:mm: the KPI says of what unit.
        is_clock = not is_whole and [*dict.fromkeys(units)] == ["h", "n"] and ":" in seen
        return ShownDate(seen, seen if is_clock else whole)
    return ShownDate(seen, _in_unit(total % turns, largest), whole)


def _in_unit(seconds: int, unit: str) -> str:
    """A number and its unit where it has few decimals, else in words: 9796時間20分."""
    size, name = {"h": (3600, "時間"), "n": (60, "分"), "s": (1, "秒")}[unit]
    number = Decimal(seconds) / size
    if number == round(number, 4):
        return f"{number.normalize():f}{name}"
    whole, rest = divmod(seconds, size)
    return f"{whole}{name}" + (_in_unit(rest, {"h": "n", "n": "s"}[unit]) if rest else "")


def _duration_seen(tokens: tuple[Token, ...], total: int) -> str:
    sizes = {"h": (3600, 24), "n": (60, 60), "s": (1, 60)}
    parts = []
    for token in tokens:
        if token.kind in ("date", "elapsed"):
            size, turn = sizes[token.text[0]]
            number = total // size
            number = number if token.kind == "elapsed" else number % turn
            parts.append(f"{number:0{min(len(token.text), 2)}d}")
        elif token.kind == "literal":
            parts.append(token.text)
    return "".join(parts)
