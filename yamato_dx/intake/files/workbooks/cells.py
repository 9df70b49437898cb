"""One sheet's XML, read in a single pass for what the reader of cells does not tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from typing import IO, Final
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from yamato_dx.intake.files.workbooks.seen import Area

CHUNK: Final = 1024 * 1024
_DIGITS: Final = "0123456789"
_OFF: Final = ("", "0", "false")
_WIDEST: Final = 16_384
Attributes = dict[str, str]
# Errors, formulas, runs of a text, what is hidden or has no height, merged cells; the last two:
# attributes written with blanks, in which none of the others would be found.
_HINTS: Final = (
    *(b'="e"', b"='e'", b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/", b"rPr", b"hidden"),
    *(b"zeroHeight", b'ht="0', b"ht='0", b'width="0', b"width='0", b"mergeCell"),
    *(b" =", b"= "),
)
# (row and column from 0, style, the <c> with all that is in it)
Tell = Callable[[int, int, int, Element], None]


@lru_cache(_WIDEST)
def column_number(letters: str) -> int:
    """A is 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def area_of(reference: str) -> Area:
    """Of «A1:B3», or of one cell."""
    first, _, last = reference.replace("$", "").partition(":")
    ends = [(letters.rstrip(_DIGITS), letters) for letters in (first, last or first)]
    (top, left), (bottom, right) = (
        (int(cell[len(letters) :]) - 1, column_number(letters) - 1) for letters, cell in ends
    )
    return top, left, bottom, right


def is_on(attributes: Attributes, name: str) -> bool:
    return attributes.get(name, "0") not in _OFF


@dataclass(frozen=True)
class Hints:
    """What in a sheet's bytes makes a pass over it needed; plain searches, for all of them is read.

    `styles`: numbers of those that show otherwise.
    """

    styles: Sequence[int]

    def are_in(self, piece: bytes) -> bool:
        return any(word in piece for word in _HINTS) or any(
            pattern.search(piece) for pattern in self._of_styles
        )

    @cached_property
    def _of_styles(self) -> tuple[re.Pattern[bytes], ...]:
        ids = "|".join(map(str, self.styles))
        forms = ('s="(?:{})"', "s='(?:{})'", 'style="(?:{})"', "style='(?:{})'") if ids else ()
        return tuple(re.compile(form.format(ids).encode()) for form in forms)


@dataclass
class SheetPass:
    """Tells of each cell that is an error, has a formula or a text of its own, or whose style is
    one of `styles`. `reads_texts`: so is every cell of a shared text. Rows and columns from 0.

    Most cells are passed over: what is done for each of them is what the pass costs.
    """

    tell: Tell
    styles: Sequence[int]
    reads_texts: bool
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)
    _row: int = -1
    _column: int = -1  # of the last cell that did not say where it stands
    _row_style: str | None = None
    _column_styles: dict[int, str] = field(default_factory=dict)
    _hides_rows: bool = False
    _cell: Attributes | None = None
    _names: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._told_styles = frozenset(map(str, self.styles))
        self._told_kinds = {"e", "inlineStr"} | ({"s"} if self.reads_texts else set())
        self._parser = expat.ParserCreate(namespace_separator="}")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start

    def read(self, part: IO[bytes]) -> None:
        """Raises expat.ExpatError where the part is no XML."""
        while piece := part.read(CHUNK):
            self._parser.Parse(piece)
        self._parser.Parse(b"", True)  # noqa: FBT003 - the last piece

    def _start(self, tag: str, attributes: Attributes) -> None:
        name = self._names.get(tag) or self._names.setdefault(tag, tag.rpartition("}")[2])
        if name == "c":
            self._open_cell(attributes)
        elif name == "row":
            self._open_row(attributes)
        elif name == "f" and self._cell is not None:
            self._build().start(tag, attributes)
        elif name == "col":
            self._read_columns(attributes)
        elif name == "sheetFormatPr":
            self._hides_rows = is_on(attributes, "zeroHeight")
        elif name == "mergeCell":
            self.merged.append(area_of(attributes["ref"]))

    def _open_row(self, attributes: Attributes) -> None:
        number = attributes.get("r")
        self._row = int(number) - 1 if number else self._row + 1
        self._column, self._cell = -1, None
        self._row_style = attributes["s"] if is_on(attributes, "customFormat") else None
        height = attributes.get("ht")
        if (
            is_on(attributes, "hidden")
            or (height is not None and float(height) == 0)
            or (self._hides_rows and height is None)
        ):
            self.hidden_rows.append(self._row)

    def _open_cell(self, attributes: Attributes) -> None:
        if "r" not in attributes:
            self._column = self._place() + 1
        self._cell = attributes
        style = attributes.get("s") or self._inherited()
        if style in self._told_styles or attributes.get("t") in self._told_kinds:
            self._build()

    def _place(self) -> int:
        """The column of the cell last begun."""
        reference = self._cell.get("r") if self._cell else None
        return column_number(reference.rstrip(_DIGITS)) - 1 if reference else self._column

    def _inherited(self) -> str:
        """The style of a cell that names none: its row's, else its column's."""
        if self._row_style is not None:
            return self._row_style
        return self._column_styles.get(self._place(), "0") if self._column_styles else "0"

    def _build(self) -> TreeBuilder:
        """From here to its end the cell is kept as a tree."""
        assert self._cell is not None, "only what stands in a cell is built"
        builder = TreeBuilder()
        builder.start("c", self._cell)
        self._parser.StartElementHandler = builder.start
        self._parser.CharacterDataHandler = builder.data
        self._parser.EndElementHandler = partial(self._end, builder)
        return builder

    def _end(self, builder: TreeBuilder, tag: str) -> None:
        if self._names.get(tag) != "c":
            builder.end(tag)
            return
        builder.end("c")
        element = builder.close()
        self._parser.StartElementHandler = self._start
        self._parser.CharacterDataHandler = self._parser.EndElementHandler = None
        style = int(element.get("s") or self._inherited())
        self.tell(self._row, self._place(), style, element)
        self._column, self._cell = self._place(), {}

    def _read_columns(self, attributes: Attributes) -> None:
        first, last = int(attributes["min"]) - 1, min(int(attributes["max"]), _WIDEST)
        if is_on(attributes, "hidden") or float(attributes.get("width", "1")) == 0:
            self.hidden_columns.update(range(first, last))
        if is_on(attributes, "style"):
            self._column_styles.update(dict.fromkeys(range(first, last), attributes["style"]))
