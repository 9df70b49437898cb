"""What stands around a table: years in its title, its sheet's or file's name, of its round."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from yamato_dx.fiscal_year import FiscalYear, parse_fiscal_year
from yamato_dx.i18n import LANGUAGES, fiscal_year, text
from yamato_dx.intake.cells.period import can_have_figures
from yamato_dx.intake.files.cell_grid import CellAddress, CellGrid
from yamato_dx.intake.tables.known import KnownKpis
from yamato_dx.intake.tables.wording import label_of, wording_of
from yamato_dx.lettering import is_blank, nfkc
from yamato_dx.plan.model.types import Text

_YEAR: Final = (
    r"(?:(?:令和|平成|昭和|(?<![A-Z])[RHS])\.?[0-9]{1,2}"
    r"|(?:FY|西暦|(?<![0-9]))(?:19|20)[0-9]{2})(?![0-9])"
)
# A day on which something was written is no year of figures.
_DAY: Final = re.compile(
    rf"{_YEAR}年?[./-]?[0-9]{{1,2}}[月./-](?:[0-9]{{1,2}}日?)?|(?:19|20)[0-9]{{6}}"
)
_ANY_YEAR: Final = re.compile(_YEAR)
_LABELS: Final = ("kpi_name", "kpi_no")


@dataclass(frozen=True)
class FoundYear:
    """`source`: title, sheet, file, round. `text`: where it was found, as written."""

    year: FiscalYear
    source: str
    text: str

    @property
    def source_words(self) -> Text:
        return Text(*(text(f"intake.around.{self.source}", lang) for lang in LANGUAGES))


@dataclass(frozen=True)
class FileNames:
    """What is known of a file beside its bytes. `round_year`: of the round that it answers.
    `sections`: the names of all."""

    file_name: str = ""
    round_year: FiscalYear | None = None
    sections: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Around:
    """Of one table. `kpi`, `kpi_at`: the one KPI that a sheet is about."""

    years: tuple[FoundYear, ...] = ()
    kpi_no: str = ""
    kpi_name: str = ""
    kpi_at: CellAddress | None = None
    words: str = ""

    @property
    def distinct_years(self) -> tuple[FoundYear, ...]:
        first: dict[FiscalYear, FoundYear] = {}
        for found in self.years:
            first.setdefault(found.year, found)
        return tuple(first.values())


def years_in(written: str) -> tuple[FiscalYear, ...]:
    """Every different year that a text names, days aside."""
    words = _DAY.sub(" ", nfkc(written).upper().replace("元年", "1年"))
    parsed = (parse_fiscal_year(found) for found in _ANY_YEAR.findall(words))
    return tuple(dict.fromkeys(year for year in parsed if isinstance(year, FiscalYear)))


def around(grid: CellGrid, above: range, names: FileNames, known: KnownKpis) -> Around:
    """`above`: the rows before the table's headings that belong to it. Of rows taken as columns a
    title stands beside the first heading."""
    rows = range(above.start, above.stop + grid.is_turned)
    texts = [text for row in rows for text in grid.rows[row] if not is_blank(text)]
    titles = [text for text in texts if not (grid.is_turned and wording_of(text).is_heading)]
    sources = [
        *(("title", text) for text in titles),
        ("sheet", grid.name or ""),
        ("file", names.file_name),
    ]
    years = [
        FoundYear(found[0], source, text.strip())
        for source, text in sources
        if len(found := _with_figures(years_in(text), known)) == 1
    ]
    if names.round_year:
        asked = fiscal_year(names.round_year, "ja")
        years.append(FoundYear(names.round_year, "round", asked))
    return _with_kpi(Around(tuple(years), words=" ".join(titles)), grid, above, known)


def _with_figures(years: Iterable[FiscalYear], known: KnownKpis) -> list[FiscalYear]:
    """Those of which there can be figures: «s1» in the name of a file is no 昭和元年度."""
    return [year for year in years if can_have_figures(f"{year.start_year}年度", known.context)]


def _with_kpi(found: Around, grid: CellGrid, above: range, known: KnownKpis) -> Around:
    cells: dict[str, tuple[str, CellAddress]] = {}
    for label, words, address in labelled(grid, above):
        if label in _LABELS:
            cells.setdefault(label, (words, address))
    if cells:
        number = cells.get("kpi_no", ("", None))
        name = cells.get("kpi_name", ("", None))
        return Around(found.years, number[0], name[0], name[1] or number[1], found.words)
    for words in (*(words for row in above for words in grid.rows[row]), grid.name or ""):
        if name_in := known.name_in(words) or known.named_in(words):
            return Around(found.years, "", name_in, None, found.words)
    return found


def labelled(grid: CellGrid, rows: range) -> Iterator[tuple[str, str, CellAddress]]:
    """(label, text, where) of what stands right of a label, or below it where nothing does."""
    for row in rows:
        for column in range(grid.width):
            if grid.spread(row, column) != CellAddress(row, column):
                continue
            label = label_of(grid.text(row, column))
            if label and (address := _beside(grid, row, column)):
                yield label, grid.text(address.row, address.column).strip(), address


def _beside(grid: CellGrid, row: int, column: int) -> CellAddress | None:
    for right in range(column + 1, grid.width):
        address = grid.spread(row, right)
        if address == CellAddress(row, column):
            continue
        if not grid.is_blank(address.row, address.column):
            return None if _is_label(grid, address) else address
    below = CellAddress(row + 1, column)
    if (
        below.row < len(grid.rows)
        and not grid.is_blank(*_pair(below))
        and not _is_label(grid, below)
    ):
        return below
    return None


def _pair(address: CellAddress) -> tuple[int, int]:
    return address.row, address.column


def _is_label(grid: CellGrid, address: CellAddress) -> bool:
    return wording_of(grid.text(address.row, address.column)).is_heading
