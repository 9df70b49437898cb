"""The styles of an ods by name: what they say of cells, runs of text, rows, columns, sheets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final
from xml.etree.ElementTree import Element

from yamato_dx.intake.files.workbooks.looks import BLACK, GENERAL, WHITE, Colour, Font, Look
from yamato_dx.intake.files.workbooks.number_format import number_format
from yamato_dx.intake.files.workbooks.ods_formats import attribute, format_code
from yamato_dx.intake.files.workbooks.styles import local

_FORMATS: Final = "-style"
_DEEPEST: Final = 50  # styles that stand one on another
_NAMELESS: Final = ""
_CELL: Final = "table-cell"
_RUN: Final = "text"


@dataclass
class OdsStyles:
    """`looks`: of the cell styles that were asked for, each by its number."""

    looks: list[Look] = field(default_factory=list)
    _named: dict[tuple[str, str], Element] = field(default_factory=dict)
    _formats: dict[str, Element] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)
    _fonts: dict[tuple[str, Font | None], Font] = field(default_factory=dict)

    def add(self, styles: Element) -> None:
        """What stands in an <office:styles> or <office:automatic-styles>."""
        for style in styles:
            kind, name = local(style), attribute(style, "name")
            if kind == "style":
                self._named[attribute(style, "family"), name] = style
            elif kind == "default-style":
                self._named[attribute(style, "family"), _NAMELESS] = style
            elif kind.endswith(_FORMATS):
                self._formats[name] = style

    def number(self, name: str) -> int:
        """The place of a cell style in `looks`."""
        if name not in self._numbers:
            self._numbers[name] = len(self.looks)
            self.looks.append(self._look(name))
        return self._numbers[name]

    def font(self, name: str, within: Font) -> Font:
        """Of a run that stands in text of another font: what its style does not say stays."""
        key = (name, within)
        if key not in self._fonts:
            self._fonts[key] = _font(self._said(_RUN, name), within)
        return self._fonts[key]

    def hides(self, family: str, name: str) -> bool:
        """Whether a sheet is not displayed, a row or column has no height or width."""
        said = self._said(family, name)
        sizes = (said.get("row-height", ""), said.get("column-width", ""))
        return said.get("display") == "false" or any(
            size and not size.strip("0.abcdefghijklmnopqrstuvwxyz%") for size in sizes
        )

    def _look(self, name: str) -> Look:
        said = self._said(_CELL, name)
        style = self._formats.get(said.get("data-style-name", ""))
        form = GENERAL if style is None else number_format(format_code(style, self._formats))
        paper = _colour(said.get("background-color", "transparent"), WHITE)
        return Look(form, _font(said, Font()), paper)

    def _said(self, family: str, name: str) -> Mapping[str, str]:
        """All that a style says, and those that it stands on; the nearest counts."""
        chain: list[Element] = []
        while (style := self._named.get((family, name))) is not None and len(chain) < _DEEPEST:
            chain.append(style)
            if name == _NAMELESS:
                break
            name = attribute(style, "parent-style-name", _NAMELESS)
        said: dict[str, str] = {}
        for style in reversed(chain):
            for element in (style, *style):
                said |= {key.rpartition("}")[2]: text for key, text in element.items()}
        return said


def _font(said: Mapping[str, str], within: Font) -> Font:
    font = within
    lines = [
        said[name] for name in ("text-line-through-style", "text-line-through-type") if name in said
    ]
    if lines:
        font = replace(font, is_struck="none" not in lines)
    if position := said.get("text-position", "").split():
        font = replace(font, is_raised=position[0] in ("super", "sub") or _is_moved(position[0]))
    if said.get("use-window-font-color") == "true":
        return replace(font, colour=BLACK)
    return replace(font, colour=_colour(said.get("color", ""), font.colour))


def _is_moved(position: str) -> bool:
    """«33%» up; «0%» is the line itself."""
    return bool(position.strip("-0.%"))


def _colour(text: str, otherwise: Colour) -> Colour:
    return ("rgb", text[1:].upper()) if text.startswith("#") else otherwise
