"""ファイルの読み方: what was said of a sheet's rows and columns, kept for files of its form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from yamato_dx.entries.kind import Document, EntryContext, EntryKind, History


@dataclass(frozen=True)
class KeptReading:
    """Of sheets of this name, whose headings are `rows` (years folded away). `said`: (where, what)
    of each row and column. `file_name`: of the report with which it was kept."""

    sheet: str
    rows: tuple[tuple[str, ...], ...]
    is_turned: bool
    is_form: bool
    said: tuple[tuple[str, str], ...]
    file_name: str


def _read(_key: str, document: Document) -> KeptReading:
    return KeptReading(
        sheet=str(document["sheet"]),
        rows=tuple(tuple(map(str, row)) for row in document["rows"]),
        is_turned=bool(document["is_turned"]),
        is_form=bool(document["is_form"]),
        said=tuple((str(where), str(what)) for where, what in document["said"]),
        file_name=str(document["file_name"]),
    )


def _write(reading: KeptReading) -> Document:
    return {
        "sheet": reading.sheet,
        "rows": [list(row) for row in reading.rows],
        "is_turned": reading.is_turned,
        "is_form": reading.is_form,
        "said": [list(said) for said in reading.said],
        "file_name": reading.file_name,
    }


def _called(context: EntryContext, key: str, reading: KeptReading | None) -> str:
    section_id, _ = READING.parts_of(key)
    section = context.sections.get(section_id, section_id)
    file_name = reading.file_name if reading else ""
    return context.joined(context.say("frame.changes.reading"), section, file_name)


def _words(context: EntryContext, _key: str, reading: KeptReading) -> str:
    return context.joined(*(f"{where} {what}" for where, what in reading.said))


# Under the section whose files are of that form; «» where none was told.
READING: Final[EntryKind[KeptReading]] = EntryKind(
    name="reading",
    act="remember_reading",
    parts=("section_id", "reading_id"),
    read=_read,
    write=_write,
    called=_called,
    words=_words,
    history=History("reading", "queries.moment.reading", taken_back="queries.moment.forgotten"),
    is_of_plan=lambda _key: False,
)
