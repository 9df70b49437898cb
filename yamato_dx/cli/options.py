"""What is written behind the options of a command, read.

Not while the command line is taken apart: only afterwards is it known in which language to say
what is wrong.
"""

from __future__ import annotations

import argparse
import errno
import math
import os
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from yamato_dx.errors import UsageError
from yamato_dx.fiscal_year import FiscalYear, parse_day, parse_fiscal_year
from yamato_dx.i18n import TOKYO, parse_moment
from yamato_dx.intake.tables.corrections import MONTHS, YEAR, Correction, is_sayable
from yamato_dx.store.postgresql.url import DatabaseUrl, is_database_url, record_place

Arguments = argparse.Namespace

LAST_PORT: Final = 65535
# A column, a row, a cell.
_PLACE: Final = re.compile(r"[A-Z]{1,3}|[0-9]{1,7}|[A-Z]{1,3}[0-9]{1,7}")


def read_options(arguments: Arguments) -> None:
    """Put what READERS make of it in the place of what was written. Raises UsageError."""
    for name, written in list(vars(arguments).items()):
        for words in written if isinstance(written, (list, tuple)) else [written]:
            if not is_database_url(str(words)):  # it may hold a password
                _require_text(words)
        if isinstance(written, Path):
            _require_path(written)
        if isinstance(written, str) and name in READERS:
            setattr(arguments, name, READERS[name](written))
        if name in LIST_READERS:
            setattr(arguments, name, LIST_READERS[name](written))


def _require_text(words: object) -> None:
    """Bytes of a command line that are no letters, or a zero among them, can be neither stored
    nor looked for."""
    written = str(words)
    shown = written.encode("utf-8", "backslashreplace").decode().replace("\0", "\\0")
    if shown != written:
        raise UsageError("cli.not_text", written=shown)


def _require_path(path: Path) -> None:
    """What the system cannot even look for. What it finds, whoever opens it tells."""
    try:
        os.lstat(path)
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise UsageError("cli.file_not_read", file=path, error=error.strerror) from error


def _record_place(written: str) -> Path | DatabaseUrl:
    place = record_place(written)
    if isinstance(place, Path):
        _require_path(place)
    return place


def _day(written: str) -> date:
    day = parse_day(written)
    if not isinstance(day, date):
        raise UsageError("cli.not_a_day", written=written)
    return day


def _moment(written: str) -> datetime:
    """A moment, or a day as `--on` takes it, meaning its end."""
    day = parse_day(written)
    moment = parse_moment(day.isoformat() if isinstance(day, date) else written)
    try:
        if moment is not None:
            # The first and last moments of the calendar have none in other zones.
            return moment.astimezone(UTC).astimezone(TOKYO)
    except OverflowError:
        pass
    raise UsageError("cli.not_a_moment", written=written)


def _number(written: str) -> float:
    try:
        number = float(written)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise UsageError("cli.not_a_number", written=written)
    return number


def _hours(written: str) -> float:
    hours = _number(written)
    if hours < 0:
        raise UsageError("cli.not_a_number", written=written)
    return hours


def _port(written: str) -> int:
    port = _whole_number(written)
    if port is None or port > LAST_PORT:
        raise UsageError("cli.not_a_port", written=written)
    return port


def _revision(written: str) -> int:
    """Whether the record has come to it, the record tells."""
    revision = _whole_number(written)
    if revision is None:
        raise UsageError("cli.not_a_revision", written=written)
    return revision


def _point_number(written: str) -> int:
    """Whether the meeting has it, the meeting tells."""
    number = _whole_number(written)
    if number is None:
        raise UsageError("cli.meetings.not_a_point", written=written)
    return number


def _point_numbers(written: Sequence[str]) -> tuple[int, ...]:
    return tuple(map(_point_number, written))


def _whole_number(written: str) -> int | None:
    try:
        return int(written) if written.isdecimal() else None
    except ValueError:  # of thousands of digits, which Python refuses to read
        return None


def _counting_number(written: str) -> int:
    number = _whole_number(written)
    if number is None:
        raise UsageError("cli.not_a_number", written=written)
    return number


def _fiscal_year(written: str) -> FiscalYear:
    year = parse_fiscal_year(written)
    if not isinstance(year, FiscalYear):
        raise UsageError("store.decision.not_a_year", written=written)
    return year


def _supposition(written: str) -> tuple[str, str]:
    question_id, separator, candidate_id = written.partition("=")
    if not (question_id and separator and candidate_id):
        raise UsageError("store.decision.not_an_answer", written=written)
    return question_id, candidate_id


def _year(written: str) -> FiscalYear:
    year = parse_fiscal_year(written)
    if not isinstance(year, FiscalYear):
        raise UsageError("store.decision.not_a_year", written=written)
    return year


def _targets(written: Sequence[str]) -> dict[tuple[str, FiscalYear], str]:
    return _by_figure(written, "cli.not_a_target")


def _own_reasons(written: Sequence[str]) -> dict[tuple[str, FiscalYear], str]:
    return _by_figure(written, "cli.not_an_own_reason")


def _by_figure(written: Sequence[str], refusal: str) -> dict[tuple[str, FiscalYear], str]:
    """Of each «4:R8=700» KPI and year, and what stands behind them as it is written."""
    found: dict[tuple[str, FiscalYear], str] = {}
    for words in written:
        named, separator, value = words.partition("=")
        kpi, colon, year = named.rpartition(":")
        if not (separator and colon and kpi):
            raise UsageError(refusal, written=words)
        place = kpi.strip(), _year(year)
        if place in found:
            raise UsageError("cli.target_twice", written=named)
        found[place] = value.strip()
    return found


def _readings(written: Sequence[str]) -> tuple[Correction, ...]:
    """Of «報告!D=year:R6» what is said of that column of that sheet."""
    return tuple(map(_reading, written))


def _reading(written: str) -> Correction:
    where, _, says = written.partition("=")
    sheet, _, place = where.rpartition("!")
    kind, _, what = says.partition(":")
    if kind in (YEAR, MONTHS):
        says = f"{kind}:{_year(what).start_year}"
    if not _PLACE.fullmatch(place) or not is_sayable(says):
        raise UsageError("cli.reading.not_a_reading", written=written)
    return Correction(sheet, place, says)


# Option → how what was written behind it is read. Raises UsageError.
READERS: Final[Mapping[str, Callable[[str], object]]] = {
    "on": _day,
    "database": _record_place,
    "from_place": _record_place,
    "to_place": _record_place,
    "date": _day,
    "decided_on": _day,
    "due": _day,
    "first_day": _day,
    "last_day": _day,
    "said_on": _day,
    "as_of": _moment,
    "at": _revision,
    "first_year": _fiscal_year,
    "last_year": _fiscal_year,
    "number": _number,
    **dict.fromkeys(("initiative_no", "effect_no", "opinion_no", "days"), _counting_number),
    **dict.fromkeys(("spent", "saved"), _hours),
    "point": _point_number,
    "port": _port,
    "suppose": _supposition,
    "until": _year,
    "year": _fiscal_year,
}
# As READERS, of options that may be repeated.
LIST_READERS: Final[Mapping[str, Callable[[Sequence[str]], object]]] = {
    "leave_out": _point_numbers,
    "own_reason": _own_reasons,
    "target": _targets,
    "reading": _readings,
}
