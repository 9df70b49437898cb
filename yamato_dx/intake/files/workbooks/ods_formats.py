"""The number formats of an ods, which are elements, as the codes by which a workbook names them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final
from xml.etree.ElementTree import Element

from yamato_dx.intake.files.workbooks.styles import children, local

GENERAL: Final = "General"
# Of a section that writes nothing: the empty text is the general format.
_NOTHING: Final = '""'
# What has no code: a quarter, a week of the year.
_UNKNOWN: Final = "[?]"
_WHITE: Final = "#ffffff"
_LARGEST: Final = 1_000_000_000


def attribute(element: Element, name: str, otherwise: str = "") -> str:
    """Of whichever namespace: new ones begin as extensions of an office program."""
    ending = f"}}{name}"
    return next((text for key, text in element.items() if key.endswith(ending)), otherwise)


def format_code(style: Element, styles: Mapping[str, Element]) -> str:
    """The code of a <number:…-style>; `styles`: all of the file, by name."""
    sections = []
    for condition in children(style, "map"):
        applied = styles.get(attribute(condition, "apply-style-name"))
        if applied is not None:
            bound = attribute(condition, "condition").replace("value()", "").replace("!=", "<>")
            sections.append(f"[{bound}]{_section(applied)}")
    return ";".join([*sections, _section(style)])


def _section(style: Element) -> str:
    kind = local(style)
    parts = "".join(_parts(style, kind)) or _NOTHING
    if kind == "boolean-style" or parts == GENERAL:
        return GENERAL
    return f"[White]{parts}" if _is_white(style) else parts


def _is_white(style: Element) -> bool:
    return any(
        attribute(properties, "color").casefold() == _WHITE
        for properties in children(style, "text-properties")
    )


def _parts(style: Element, kind: str) -> Iterator[str]:
    is_elapsed = attribute(style, "truncate-on-overflow", "true") == "false"
    for part in style:
        name = local(part)
        if name in ("text", "currency-symbol"):
            text = "".join(part.itertext())
            yield text if kind == "percentage-style" and text.strip() == "%" else _literal(text)
        elif name in _DATED:
            code = _DATED[name](part)
            yield f"[{code}]" if is_elapsed else code
            is_elapsed = False
        elif name in _COUNTED:
            yield _COUNTED[name](part)
        elif name == "text-content":
            yield "@"
        elif name in ("quarter", "week-of-year"):
            yield _UNKNOWN


def _literal(text: str) -> str:
    return "".join('\\"' if piece == '"' else f'"{piece}"' for piece in _pieces(text))


def _pieces(text: str) -> Iterator[str]:
    """Quotes alone, and what stands between them."""
    for place, piece in enumerate(text.split('"')):
        if place:
            yield '"'
        if piece:
            yield piece


def _count(element: Element, name: str, otherwise: int = 0) -> int:
    text = attribute(element, name)
    return min(int(text), 30) if text.isdigit() else otherwise


def _number(element: Element) -> str:
    if not attribute(element, "decimal-places"):
        return GENERAL
    scale = attribute(element, "display-factor", "1")
    commas = "," * ((len(scale) - 1) // 3) if scale.isdigit() and int(scale) <= _LARGEST else ""
    return f"{_whole(element)}{_decimals(element)}{commas}"


def _whole(element: Element) -> str:
    digits = "0" * _count(element, "min-integer-digits") or "#"
    if attribute(element, "grouping") == "true":
        digits = digits.rjust(4, "#")
        return f"{digits[:-3]},{digits[-3:]}"
    for text in children(element, "embedded-text"):
        place = _count(text, "position")
        digits = digits.rjust(place, "#")
        at = len(digits) - place
        digits = f"{digits[:at]}{_literal(text.text or '')}{digits[at:]}"
    return digits


def _decimals(element: Element) -> str:
    places = _count(element, "decimal-places")
    least = 0 if attribute(element, "decimal-replacement", "-") == "" else places
    shown = _count(element, "min-decimal-places", least)
    return f".{'0' * shown}{'#' * (places - shown)}" if places else ""


def _scientific(element: Element) -> str:
    exponent = "0" * max(_count(element, "min-exponent-digits", 1), 1)
    return f"{_whole(element)}{_decimals(element)}E+{exponent}"


def _fraction(element: Element) -> str:
    whole = "# " if attribute(element, "min-integer-digits") else ""
    above = "?" * max(_count(element, "min-numerator-digits", 1), 1)
    below = "?" * max(_count(element, "min-denominator-digits", 1), 1)
    return f"{whole}{above}/{attribute(element, 'denominator-value') or below}"


def _dated(short: str, long: str) -> Callable[[Element], str]:
    return lambda element: long if attribute(element, "style") == "long" else short


def _year(element: Element) -> str:
    short, long = ("e", "ee") if attribute(element, "calendar") == "gengou" else ("yy", "yyyy")
    return _dated(short, long)(element)


def _month(element: Element) -> str:
    is_word = attribute(element, "textual") == "true"
    return _dated(*(("mmm", "mmmm") if is_word else ("m", "mm")))(element)


def _seconds(element: Element) -> str:
    places = _count(element, "decimal-places")
    return _dated("s", "ss")(element) + (f".{'0' * places}" if places else "")


_DATED: Final[Mapping[str, Callable[[Element], str]]] = {
    "era": _dated("g", "ggg"),
    "year": _year,
    "month": _month,
    "day": _dated("d", "dd"),
    "day-of-week": _dated("aaa", "aaaa"),
    "hours": _dated("h", "hh"),
    "minutes": _dated("m", "mm"),
    "seconds": _seconds,
    "am-pm": lambda _element: "AM/PM",
}
_COUNTED: Final[Mapping[str, Callable[[Element], str]]] = {
    "number": _number,
    "scientific-number": _scientific,
    "fraction": _fraction,
}
