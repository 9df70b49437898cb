"""One pass over the content of an ods: its styles, then its tables cell by cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import IO, Final
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from yamato_dx.intake.files.workbooks.cells import CHUNK, Attributes

_OASIS: Final = "urn:oasis:names:tc:opendocument:xmlns:"
TABLE: Final = f"{_OASIS}table:1.0}}"
OFFICE: Final = f"{_OASIS}office:1.0}}"
TEXT: Final = f"{_OASIS}text:1.0}}"
CELL, COVERED = f"{TABLE}table-cell", f"{TABLE}covered-table-cell"
_STYLES: Final = (f"{OFFICE}styles", f"{OFFICE}automatic-styles")
# What holds tables, cells or texts that nobody sees in the sheet: earlier versions of cells,
# copies of other files, what is drawn over the sheet.
PASSED_OVER: Final = frozenset(
    f"{TABLE}{name}"
    for name in ("tracked-changes", "dde-links", "shapes", "named-expressions", "table-source")
)


@dataclass
class OdsHandlers:
    """What is done with each thing found."""

    styles: Callable[[Element], None]
    table: Callable[[Attributes], None]
    column: Callable[[Attributes, bool], None]
    row: Callable[[Attributes, bool], None]
    cell: Callable[[Element], None]
    row_end: Callable[[], None]


@dataclass
class OdsPass:
    """Columns and rows are told with whether the group in which they stand is folded away."""

    handlers: OdsHandlers
    _folded: list[bool] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._parser = expat.ParserCreate(namespace_separator="}")
        self._parser.buffer_text = True
        self._outside()

    def read(self, part: IO[bytes]) -> None:
        """Raises expat.ExpatError where the part is no XML."""
        while piece := part.read(CHUNK):
            self._parser.Parse(piece)
        self._parser.Parse(b"", True)  # noqa: FBT003 - the last piece

    def _outside(self) -> None:
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = None

    def _start(self, tag: str, attributes: Attributes) -> None:
        if tag in (CELL, COVERED):
            self._build(tag, attributes, self.handlers.cell)
        elif tag == f"{TABLE}table-row":
            self.handlers.row(attributes, any(self._folded))
        elif tag == f"{TABLE}table-column":
            self.handlers.column(attributes, any(self._folded))
        elif tag == f"{TABLE}table":
            self.handlers.table(attributes)
        elif tag in (f"{TABLE}table-row-group", f"{TABLE}table-column-group"):
            self._folded.append(attributes.get(f"{TABLE}display") == "false")
        elif tag in _STYLES:
            self._build(tag, attributes, self.handlers.styles)
        elif tag in PASSED_OVER:
            self._build(tag, attributes, lambda _element: None)

    def _end(self, tag: str) -> None:
        if tag == f"{TABLE}table-row":
            self.handlers.row_end()
        elif tag in (f"{TABLE}table-row-group", f"{TABLE}table-column-group"):
            self._folded.pop()

    def _build(self, tag: str, attributes: Attributes, tell: Callable[[Element], None]) -> None:
        """From here to its end the element is kept as a tree."""
        builder = TreeBuilder()
        builder.start(tag, attributes)
        self._parser.StartElementHandler = builder.start
        self._parser.CharacterDataHandler = builder.data
        self._parser.EndElementHandler = partial(self._end_built, builder, tag, tell)

    def _end_built(
        self, builder: TreeBuilder, built: str, tell: Callable[[Element], None], tag: str
    ) -> None:
        builder.end(tag)
        if tag == built:
            self._outside()
            tell(builder.close())
