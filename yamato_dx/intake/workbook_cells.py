"""One sheet's XML, read in a single pass for what the reader of cells does not tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Final
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

CHUNK: Final = 1024 * 1024
_DIGITS: Final = "0123456789"
_OFF: Final = ("", "0", "false")
# (row and column from 0, style, the <c> with all that is in it)
Tell = Callable[[int, int, int, Element], None]


def column_number(letters: str) -> int:
    """A is 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def is_on(attributes: Mapping[str, str], name: str) -> bool:
    return attributes.get(name, "0") not in _OFF


def telling_pattern(styles: Sequence[int]) -> re.Pattern[bytes]:
    """What in a sheet's bytes makes a pass over it needed. `styles`: those that show otherwise."""
    ids = "|".join(map(str, styles)) or "-"
    return re.compile(
        rf"""\bt\s*=\s*["']e["']|<(?:\w+:)?(?:f|strike|vertAlign)\b|\b(?:hidden|zeroHeight)\s*=\s*["'][1t]"""
        rf"""|\b(?:ht|width)\s*=\s*["']0[."']|\b(?:s|style)\s*=\s*["'](?:{ids})["']""".encode()
    )


@dataclass
class SheetPass:
    """Tells of each cell that is an error, has a formula, or whose style or text `is_looked_at`.

    `looked_at`: by style. `reads_texts`: every text cell is told. Rows and columns from 0.
    """

    tell: Tell
    looked_at: Sequence[bool]
    reads_texts: bool
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    _row: int = -1
    _column: int = -1
    _row_style: int | None = None
    _column_styles: dict[int, int] = field(default_factory=dict)
    _is_row_hidden: bool = False
    _hides_rows: bool = False
    _cell: Mapping[str, str] | None = None
    _builder: TreeBuilder | None = None
    _names: dict[str, str] = field(default_factory=dict)
    _letters: dict[str, int] = field(default_factory=dict)

    def read(self, part: IO[bytes]) -> None:
        """Raises expat.ExpatError where the part is no XML."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        self._parser = parser
        while piece := part.read(CHUNK):
            parser.Parse(piece, False)
        parser.Parse(b"", True)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = self._names.get(tag) or self._names.setdefault(tag, tag.rpartition(":")[2])
        if self._builder is not None:
            self._builder.start(name, attributes)
        elif name == "c":
            self._open_cell(attributes)
        elif name == "row":
            self._open_row(attributes)
        elif name == "f" and self._cell is not None:
            self._build().start(name, attributes)
        elif name == "col":
            self._read_columns(attributes)
        elif name == "sheetFormatPr":
            self._hides_rows = is_on(attributes, "zeroHeight")

    def _end(self, tag: str) -> None:
        if self._builder is None:
            return
        name = self._names[tag]
        self._builder.end(name)
        if name == "c":
            element = self._builder.close()
            self._parser.CharacterDataHandler = None
            self._builder = self._cell = None
            self.tell(self._row, self._column, self._style(element.attrib), element)

    def _open_row(self, attributes: Mapping[str, str]) -> None:
        number = attributes.get("r")
        self._row = int(number) - 1 if number else self._row + 1
        self._column, self._cell = -1, None
        self._row_style = int(attributes["s"]) if is_on(attributes, "customFormat") else None
        height = attributes.get("ht")
        if (
            is_on(attributes, "hidden")
            or (height is not None and float(height) == 0)
            or (self._hides_rows and height is None)
        ):
            self.hidden_rows.append(self._row)

    def _open_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference:
            letters = reference.rstrip(_DIGITS)
            column = self._letters.get(letters)
            if column is None:
                column = self._letters[letters] = column_number(letters) - 1
            self._column = column
        else:
            self._column += 1
        self._cell = attributes
        kind = attributes.get("t", "n")
        style = self._style(attributes)
        is_looked_at = style < len(self.looked_at) and self.looked_at[style]
        if is_looked_at or kind == "e" or (self.reads_texts and kind not in ("n", "b")):
            self._build()

    def _build(self) -> TreeBuilder:
        assert self._cell is not None, "only what stands in a cell is built"
        self._builder = TreeBuilder()
        self._builder.start("c", dict(self._cell))
        self._parser.CharacterDataHandler = self._builder.data
        return self._builder

    def _style(self, attributes: Mapping[str, str]) -> int:
        """A cell's own style, else its row's, else its column's."""
        own = attributes.get("s")
        if own is not None:
            return int(own)
        if self._row_style is not None:
            return self._row_style
        return self._column_styles.get(self._column, 0) if self._column_styles else 0

    def _read_columns(self, attributes: Mapping[str, str]) -> None:
        first, last = int(attributes["min"]) - 1, min(int(attributes["max"]), 16_384)
        if is_on(attributes, "hidden") or float(attributes.get("width", "1")) == 0:
            self.hidden_columns.update(range(first, last))
        if is_on(attributes, "style"):
            self._column_styles.update(dict.fromkeys(range(first, last), int(attributes["style"])))
