"""styles.xml and the runs of a text → what of a cell is struck out, raised or not to be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, TypeVar
from xml.etree.ElementTree import Element

from yamato_dx.intake.files.workbooks.looks import BLACK, GENERAL, WHITE, Colour, Font, Look, Run
from yamato_dx.intake.files.workbooks.number_format import BUILT_IN, NumberFormat, number_format

T = TypeVar("T")
# The colours that every workbook has: by theme, and by the old palette's numbers.
_THEME: Final = {"0": WHITE, "1": BLACK}
_INDEXED: Final = dict.fromkeys(("1", "9", "65"), WHITE) | dict.fromkeys(("0", "8", "64"), BLACK)
_FALSE: Final = ("0", "false", "none")


def local(element: Element) -> str:
    """The name without the dialect's namespace: transitional and Strict differ in it alone."""
    return element.tag.rpartition("}")[2]


def children(element: Element | None, name: str) -> Iterator[Element]:
    return (part for part in element or () if local(part) == name)


def child(element: Element | None, name: str) -> Element | None:
    return next(children(element, name), None)


def font_of(element: Element | None) -> Font:
    """`element`: a <font> or <rPr>."""
    raised = child(element, "vertAlign")
    return Font(
        _is_on(child(element, "strike")),
        raised is not None and raised.get("val", "baseline") != "baseline",
        _colour(child(element, "color")) or BLACK,
    )


# How XML that cannot hold a sign writes it: _x000D_, and _x005F_ for the underscore of such a text.
# Half of a sign outside the first plane (D800–DFFF) is none and stays as written.
_ESCAPED: Final = re.compile("_x((?![Dd][89A-Fa-f])[0-9A-Fa-f]{4})_")


def _text(element: Element) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), element.text or "")


def runs_of(element: Element) -> tuple[Run, ...]:
    """The runs of an <si> or <is>. ふりがな stands in <rPh>, which is none of them."""
    return tuple(
        Run(_text(part)) if local(part) == "t" else _run(part)
        for part in element
        if local(part) in ("t", "r")
    )


def _run(element: Element) -> Run:
    properties = child(element, "rPr")
    text = "".join(_text(part) for part in children(element, "t"))
    return Run(text, None if properties is None else font_of(properties))


def looks_of(styles: Element) -> tuple[Look, ...]:
    """By the number that a cell's `s` names."""
    codes = dict(BUILT_IN)
    for format_element in children(child(styles, "numFmts"), "numFmt"):
        codes[int(format_element.get("numFmtId", "0"))] = format_element.get(
            "formatCode", "General"
        )
    fonts = [font_of(font) for font in children(child(styles, "fonts"), "font")]
    fills = [_fill(fill) for fill in children(child(styles, "fills"), "fill")]
    forms = {number: number_format(code) for number, code in codes.items()}
    formats = children(child(styles, "cellXfs"), "xf")
    return tuple(_look(cell_format, forms, fonts, fills) for cell_format in formats)


def _look(
    xf: Element, forms: Mapping[int, NumberFormat], fonts: list[Font], fills: list[Colour]
) -> Look:
    font = _at(fonts, xf.get("fontId"), Font())
    paper = _at(fills, xf.get("fillId"), WHITE)
    form = forms.get(int(xf.get("numFmtId", "0")), GENERAL)
    return Look(form, font, paper)


def _at(items: list[T], number: str | None, otherwise: T) -> T:
    place = int(number or 0)
    return items[place] if place < len(items) else otherwise


def _fill(element: Element) -> Colour:
    """What a cell's ground looks like; patterns and gradients hide nothing."""
    pattern = child(element, "patternFill")
    if pattern is None:
        return ("gradient", "")
    kind = pattern.get("patternType", "none")
    if kind != "solid":
        return WHITE if kind == "none" else ("pattern", kind)
    return _colour(child(pattern, "fgColor")) or WHITE


def _colour(element: Element | None) -> Colour | None:
    if element is None:
        return None
    if rgb := element.get("rgb"):
        return ("rgb", rgb[-6:].upper())
    for kind, known in (("theme", _THEME), ("indexed", _INDEXED)):
        number = element.get(kind)
        if number is not None:
            tint = element.get("tint", "0")
            plain = float(tint) == 0
            return known.get(number, (kind, number)) if plain else (kind, f"{number} {tint}")
    return None


def _is_on(element: Element | None) -> bool:
    return element is not None and element.get("val", "true") not in _FALSE
