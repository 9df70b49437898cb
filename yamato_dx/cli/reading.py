"""How a file is said to be read, as the command line takes it: «報告!D=role:actual»."""

from __future__ import annotations

import sys
from typing import Final

from yamato_dx.acts.remembering.readings import forget_readings, remember_readings
from yamato_dx.cli.options import Arguments
from yamato_dx.cli.plan import actor_of
from yamato_dx.errors import Refused
from yamato_dx.queries.reports.preview import Correction, Corrections, Preview
from yamato_dx.queries.reports.read_as import recalled_sentences
from yamato_dx.queries.reports.remembered import to_keep
from yamato_dx.store.record import Record

_NOTHING: Final = Corrections()


def corrections_in(arguments: Arguments, preview: Preview) -> Corrections:
    """What holds of the file of PREVIEW: what is remembered, but with `--forget`, and what
    `--reading` says, which comes before it. Raises Refused."""
    held = _NOTHING if arguments.forget else preview.reading.corrections
    said = [_of_sheet(one, preview) for one in arguments.reading]
    places = {(one.sheet, one.place, one.kind) for one in said}
    kept = (one for one in held.of_file if (one.sheet, one.place, one.kind) not in places)
    return Corrections((*kept, *said))


def _of_sheet(one: Correction, preview: Preview) -> Correction:
    """Of the file's only sheet where none is named."""
    sheets = [grid.name or "" for grid in preview.reading.grids]
    if not sheets:
        raise Refused("cli.reading.long_table")
    if one.sheet in sheets:
        return one
    if one.sheet or len(sheets) > 1:
        raise Refused("cli.reading.no_sheet", place=one.place, sheets=", ".join(sheets))
    return Correction(sheets[0], one.place, one.says)


def tell_recalled(preview: Preview, lang: str) -> None:
    for sentence in recalled_sentences(preview, lang):
        sys.stderr.write(f"{sentence}\n")


def forget(record: Record, preview: Preview, arguments: Arguments) -> None:
    """What was remembered of files of this form."""
    keys = tuple(preview.kept[reading].key for reading in preview.reading.recalled.used)
    if arguments.forget and keys:
        forget_readings(record, keys, actor=actor_of(arguments))


def remember(record: Record, preview: Preview, arguments: Arguments) -> None:
    readings = to_keep(preview.reading, preview.file_name)
    if readings:
        remember_readings(record, readings, actor=actor_of(arguments))
