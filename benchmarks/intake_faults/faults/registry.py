"""All faults by kind: a table, so that a further one is an entry."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Final

from benchmarks.intake_faults.cleans import Clean
from benchmarks.intake_faults.faults import (
    cutting,
    delimited,
    digits,
    encoding,
    heading,
    looks,
    merging,
    shifting,
    words,
)
from benchmarks.intake_faults.faults.fault import FaultKind, Spoiling, Spoilt
from benchmarks.intake_faults.formats.registry import is_workbook

FAULTS: Final[Mapping[FaultKind, tuple[Spoiling, ...]]] = {
    "encoding": (
        encoding.another,
        encoding.another,
        encoding.marked_twice,
        encoding.decomposed,
        encoding.one_line,
        encoding.lost_byte,
        encoding.lost_letter,
        encoding.garbled,
        encoding.end_mark,
        encoding.zero_byte,
    ),
    "delimiter": (
        delimited.other_delimiter,
        delimited.other_line_end,
        delimited.one_line_otherwise,
        delimited.lost_delimiter,
        delimited.added_delimiter,
        delimited.trailing_delimiters,
        delimited.blanks_around,
        delimited.bare_thousands,
    ),
    "quotes": (
        delimited.all_quoted,
        delimited.lost_quote,
        delimited.stray_quote,
        delimited.other_quotes,
        delimited.break_in_cell,
    ),
    "cut": (cutting.cut, cutting.cut, cutting.rows_lost),
    "shifted": (
        shifting.column_moved,
        shifting.column_sorted,
        shifting.row_moved,
        shifting.row_moved,
        shifting.all_moved,
        shifting.blank_put_in,
    ),
    "header": (
        heading.respelt,
        heading.respelt,
        heading.lost,
        heading.renamed,
        heading.repeated,
        heading.swapped,
        heading.doubled,
    ),
    "merged": (
        merging.figures_merged,
        merging.names_merged,
        merging.beside_merged,
        heading.merged_over,
    ),
    "unit": (words.unit_respelt, words.other_unit, words.unit_behind),
    "year": (words.year_respelt, words.year_unclear, words.other_year),
    "struck": (looks.figure_struck, looks.figure_struck, looks.row_struck),
    "hidden": (
        looks.row_hidden,
        looks.column_hidden,
        looks.sheet_hidden,
        looks.figure_unseen,
    ),
    "number format": (
        looks.format_changes,
        looks.percent_as_number,
        looks.format_says_so,
        looks.fraction_became_date,
    ),
    "dropped digit": (digits.digit_slipped,),
}
_OF_TEXT: Final = frozenset(("encoding", "delimiter", "quotes"))
_TRIES: Final = 12


def kinds_of(clean: Clean) -> tuple[FaultKind, ...]:
    """Those that a file of its format can have."""
    is_book = is_workbook(clean.file_format)
    of_looks = ("struck", "hidden", "number format")
    return tuple(
        kind for kind in FAULTS if (kind not in _OF_TEXT if is_book else kind not in of_looks)
    )


def spoilt(clean: Clean, kind: FaultKind, number: int) -> Spoilt | None:
    """The fault of this kind and number; None where the file has nothing that could have it."""
    for turn in range(_TRIES):
        random = Random(f"{clean.seed}:{kind}:{number}:{turn}")
        spoiling = FAULTS[kind][(number + turn) % len(FAULTS[kind])]
        made = spoiling(clean, random)
        if made and made.data != clean.data:
            return made
    return None
