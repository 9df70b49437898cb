"""The records of a text of which some do not fit: the faults named, the others as they are.

Lines that are a whole record with as many cells as there are headings are found all at once, and
handed to whoever reads many; Python's csv reads the others one by one, wherever one begins. So a
single torn record does not make a million slow.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from yamato_dx.intake.arrays import Flags
from yamato_dx.intake.files.sheet import Column
from yamato_dx.intake.problem import Problem
from yamato_dx.lettering import is_blank

_FEED, _RETURN, _QUOTE = ord("\n"), ord("\r"), ord('"')
LinePlaces = NDArray[np.intp]
RowNos = NDArray[np.int64]


@dataclass(frozen=True)
class Lines:
    """`starts`: where each line begins, and the end of the text. `is_regular`: per line, whether
    it is a record that fits, if one begins there."""

    utf8: bytes
    starts: LinePlaces
    is_regular: Flags

    @classmethod
    def of(cls, utf8: bytes, delimiter: str, width: int) -> Lines:
        octets = np.frombuffer(utf8, dtype=np.uint8)
        starts = line_starts(utf8)
        delimiters = np.flatnonzero(octets == ord(delimiter))
        quotes = np.flatnonzero(octets == _QUOTE)
        is_regular = np.diff(starts) <= csv.field_size_limit()
        if len(quotes):
            is_regular &= _has_whole_quotes(octets, starts, quotes, delimiter)
            delimiters = delimiters[~_is_quoted(starts, quotes, delimiters)]
        is_regular &= np.diff(np.searchsorted(delimiters, starts)) == width - 1
        is_regular &= ~np.isin(octets[starts[:-1]], (_FEED, _RETURN))
        is_regular[:1] = False  # the heading
        return cls(utf8, starts, is_regular)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def text(self, line: int) -> str:
        return self.utf8[self.starts[line] : self.starts[line + 1]].decode("utf-8")

    def records_from(self, line: int, delimiter: str) -> Iterator[tuple[list[str] | str, int]]:
        """(cells, the line behind them); at last, of a record that cannot be read, its first line:
        so one unclosed quote costs its own line, not all that follows."""
        texts = (self.text(place) for place in range(line, len(self)))
        reader = csv.reader(texts, delimiter=delimiter, strict=True)
        behind = line
        try:
            for cells in reader:
                behind = line + reader.line_num
                yield cells, behind
        except csv.Error:
            yield self.text(behind).rstrip("\r\n"), behind + 1


def line_starts(text: bytes) -> LinePlaces:
    """Where lines begin, and the end. They end with \\n, \\r or both, as the csv module sees it."""
    octets = np.frombuffer(text, dtype=np.uint8)
    ends = np.flatnonzero(octets == _FEED)
    if text.count(b"\r") > text.count(b"\r\n"):
        returns = np.flatnonzero(octets == _RETURN)
        alone = returns[np.append(octets, 0)[returns + 1] != _FEED]
        ends = np.sort(np.concatenate([ends, alone]))
    starts = np.concatenate([[0], ends + 1])
    return starts if starts[-1] == len(octets) else np.append(starts, len(octets))


def _has_whole_quotes(
    octets: NDArray[np.uint8], starts: LinePlaces, quotes: LinePlaces, delimiter: str
) -> Flags:
    """Per line, whether its quotes stand around whole cells: every odd one opens after a delimiter
    or closes a doubled quote, every even one closes before a delimiter or opens a doubled one."""
    first = np.searchsorted(quotes, starts)
    counts = np.diff(first)
    line_of = np.repeat(np.arange(len(counts)), counts)
    is_odd = (np.arange(len(quotes)) - first[line_of]) % 2 == 0
    is_border = np.zeros(256, dtype=bool)
    is_border[[_FEED, _RETURN, _QUOTE, ord(delimiter)]] = True
    before = octets[np.maximum(quotes - 1, 0)]
    after = octets[np.minimum(quotes + 1, len(octets) - 1)]
    opens = is_border[before] | (quotes == 0)
    closes = is_border[after] | (quotes == len(octets) - 1)
    misplaced = line_of[~np.where(is_odd, opens, closes)]
    is_whole = counts % 2 == 0
    is_whole[misplaced] = False
    flags: Flags = is_whole
    return flags


def _is_quoted(starts: LinePlaces, quotes: LinePlaces, delimiters: LinePlaces) -> Flags:
    """Per delimiter, whether it stands within quotes of its line."""
    counts = np.diff(np.searchsorted(delimiters, starts))
    before_line = np.repeat(np.searchsorted(quotes, starts[:-1]), counts)
    flags: Flags = (np.searchsorted(quotes, delimiters) - before_line) % 2 == 1
    return flags


@dataclass
class Records:
    """`stretches`: (first line, line behind the last, number of the first record) of those that
    are regular. The others are read here; `wide`: with blank cells behind the last heading."""

    width: int
    stretches: list[tuple[int, int, int]] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    row_nos: list[int] = field(default_factory=list)
    wide: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @classmethod
    def of(cls, lines: Lines, delimiter: str, width: int) -> Records:
        records = cls(width)
        irregular = np.append(np.flatnonzero(~lines.is_regular), len(lines))
        is_regular = [*lines.is_regular.tolist(), True]
        line, row_no = 0, 0
        while line < len(lines):
            if is_regular[line]:
                behind = int(irregular[np.searchsorted(irregular, line)])
                records.stretches.append((line, behind, row_no + 1))
                line, row_no = behind, row_no + behind - line
                continue
            for cells, behind in lines.records_from(line, delimiter):
                line, row_no = behind, row_no + 1
                records.add(row_no, cells)
                if is_regular[line]:
                    break
        return records

    def add(self, row_no: int, cells: list[str] | str) -> None:
        """A record, or the line at which there is none. The first one is the heading."""
        if isinstance(cells, str):
            self.problems.append(Problem("refuse", "quote_unclosed", row=row_no, raw=cells))
        elif row_no > 1 and not all(map(is_blank, cells)):
            self._fit(row_no, cells)

    def _fit(self, row_no: int, cells: list[str]) -> None:
        width = self.width
        if len(cells) < width or not all(map(is_blank, cells[width:])):
            values = {"count": len(cells), "cells": len(cells), "expected": width}
            self.problems.append(Problem("refuse", "row_ragged", row=row_no, values=values))
            return
        self.rows.append(cells[:width])
        self.row_nos.append(row_no)
        if len(cells) > width:
            self.wide.append(row_no)

    def columns(self) -> tuple[Column, ...]:
        """Of the records read here."""
        return tuple(Column.of([row[place] for row in self.rows]) for place in range(self.width))

    def regular_text(self, lines: Lines) -> bytes:
        pieces = (
            lines.utf8[lines.starts[first] : lines.starts[behind]]
            for first, behind, _ in self.stretches
        )
        return b"".join(pieces)

    def regular_row_nos(self) -> RowNos:
        ranges = [
            np.arange(number, number + behind - first) for first, behind, number in self.stretches
        ]
        return np.concatenate([np.zeros(0, dtype=np.int64), *ranges])


def joined(
    regular: tuple[Column, ...], read: tuple[Column, ...], row_nos: RowNos
) -> tuple[tuple[Column, ...], RowNos]:
    """The columns of both and their numbers, in the order of these."""
    if len(row_nos) == len(regular[0].codes):
        return regular, row_nos
    order = np.argsort(row_nos, kind="stable")
    columns = tuple(
        Column(
            np.concatenate([many.codes, few.codes + len(many.words)])[order],
            np.concatenate([many.words, few.words]),
        )
        for many, few in zip(regular, read, strict=True)
    )
    return columns, row_nos[order]
