"""Random bytes and structure: whatever comes, the outcome is a reading, never an exception."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from random import Random
from typing import Final

from benchmarks.intake_faults.cleans import Clean
from benchmarks.intake_faults.formats.registry import is_workbook
from benchmarks.intake_faults.in_process import children_in_process
from benchmarks.intake_faults.judging import read
from benchmarks.intake_faults.running import files_of
from yamato_dx.intake.reports.report import ReportReading


def _flipped(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(random.choice((1, 1, 3, 20))):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def _cut(data: bytes, random: Random) -> bytes:
    start, end = sorted(random.sample(range(len(data)), 2))
    return random.choice((data[:end], data[start:], data[:start] + data[end:]))


def _doubled(data: bytes, random: Random) -> bytes:
    start, end = sorted(random.sample(range(len(data)), 2))
    return data[:end] + data[start:end] * random.randint(1, 3) + data[end:]


def _lines_moved(data: bytes, random: Random) -> bytes:
    lines = data.splitlines(keepends=True)
    random.shuffle(lines)
    return b"".join(lines + random.sample(lines, random.randint(0, len(lines))))


def _columns_moved(data: bytes, random: Random) -> bytes:
    lines = [line.split(b",") for line in data.split(b"\n")]
    width = max(map(len, lines))
    order = random.sample(range(width), width)
    moved = [[line[place] for place in order if place < len(line)] for line in lines]
    return b"\n".join(b",".join(line) for line in moved)


def _sprinkled(data: bytes, random: Random) -> bytes:
    sign = random.choice((b",", b'"', b"\n", b"\r", b"\t", b"\x00", b"\x1a", b"\xef\xbb\xbf", b"="))
    changed = data
    for _ in range(random.randint(1, 10)):
        place = random.randrange(len(changed))
        changed = changed[:place] + sign + changed[place:]
    return changed


_OF_BYTES: Final[tuple[Callable[[bytes, Random], bytes], ...]] = (_flipped, _cut, _doubled)
_OF_TEXT: Final = (*_OF_BYTES, _lines_moved, _columns_moved, _sprinkled)


def fuzzed(number: int) -> tuple[Clean, bytes]:
    """A clean file, and its bytes after one to three random changes."""
    random = Random(f"fuzz:{number}")
    files = files_of(number % 20 + 1)
    made = random.choice(files)
    data = made.data
    for _ in range(random.randint(1, 3)):
        ways = _OF_BYTES if is_workbook(made.file_format) else _OF_TEXT
        if len(data) > 2:
            data = random.choice(ways)(data, random)
    return made, data


def fuzz(numbers: Iterable[int]) -> list[str]:
    """What raised, or was no reading."""
    failed = []
    with children_in_process():
        for number in numbers:
            made, data = fuzzed(number)
            try:
                reading = read(data, made.file_name)
                assert isinstance(reading, ReportReading), "a reading is a value"
            except Exception as error:  # noqa: BLE001 - that none comes is what is shown
                failed.append(f"{number} {made.file_name}: {type(error).__name__}: {error}")
    return failed
