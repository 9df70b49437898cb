"""Faults in turn over the clean files, read by two processes, each result a plain value."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from itertools import count, islice
from random import Random
from typing import Final

from benchmarks.intake_faults.cleans import Clean, clean_files, is_read, told_of
from benchmarks.intake_faults.faults.registry import kinds_of, spoilt
from benchmarks.intake_faults.in_process import children_in_process
from benchmarks.intake_faults.judging import BAD, Judged, Told, answers_of, judge
from benchmarks.intake_faults.peers import COMPARED, PEERS, peer_outcome
from yamato_dx.intake.answers import NO_ANSWERS, Answers

WORKERS: Final = 2
# So many of the workbooks are opened by the real child process.
EACH_IN_CHILD: Final = 50
NO_FAULT: Final = "no fault"


@dataclass(frozen=True)
class Asked:
    """Which fault of which file: place among the clean ones, kind, number."""

    seed: int
    place: int
    kind: str
    number: int
    in_child: bool = False


@dataclass(frozen=True)
class Found:
    """What became of one file."""

    file_name: str
    layout: str
    file_format: str
    kind: str
    number: int
    what: str
    outcome: str
    reason: str
    wrong_beside: int
    wrong_unnamed: int
    is_recoverable: bool
    is_detectable: bool
    peers: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_bad(self) -> bool:
        return self.outcome in BAD

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


@cache
def files_of(seed: int) -> tuple[Clean, ...]:
    return tuple(clean_files(seed))


def asked(seed: int, faults: int, *, is_whole: bool) -> list[Asked]:
    """So many faults, the same number for each file and kind, as far as it has them; before them
    each clean file as it is. `is_whole`: of layouts that are not read, too."""
    places = [
        place
        for place, made in enumerate(files_of(seed))
        if is_whole or is_read(made.layout, made.file_format)
    ]
    clean = [Asked(seed, place, NO_FAULT, 0) for place in places]
    return [*clean, *islice(_in_turn(seed, places), faults)]


def _in_turn(seed: int, places: Sequence[int]) -> Iterator[Asked]:
    """Round by round all files and kinds, shuffled: any first part is a sample of all."""
    files = files_of(seed)
    every = [(place, kind) for place in places for kind in kinds_of(files[place])]
    for number in count():
        Random(f"{seed}:{number}").shuffle(every)
        for turn, (place, kind) in enumerate(every):
            in_child = (number * len(every) + turn) % EACH_IN_CHILD == 0
            yield Asked(seed, place, kind, number, in_child=in_child)


def run(wanted: Sequence[Asked], *, has_peers: bool) -> list[Found]:
    """In the order in which they were asked; a fault that a file cannot have is left out."""
    chunks = [wanted[start : start + 40] for start in range(0, len(wanted), 40)]
    with ProcessPoolExecutor(WORKERS) as pool:
        found: list[Found] = []
        for chunk in pool.map(_found_of, chunks, [has_peers] * len(chunks)):
            found += chunk
            sys.stderr.write(f"\r{len(found)} of {len(wanted)} files")
        sys.stderr.write("\n")
        return found


def _found_of(wanted: Sequence[Asked], has_peers: bool) -> list[Found]:
    found = (found_of(one, has_peers=has_peers) for one in wanted)
    return [one for one in found if one]


def found_of(wanted: Asked, *, has_peers: bool) -> Found | None:
    made = files_of(wanted.seed)[wanted.place]
    if wanted.kind == NO_FAULT:
        judged = _judged(made.data, made, told_of(made), wanted)
        return _found(made, wanted, judged, "", is_recoverable=True)
    fault = spoilt(made, wanted.kind, wanted.number)  # type: ignore[arg-type]
    if fault is None:
        return None
    # What nobody may take from the file as it was is asked of it, and answered.
    told = replace(fault.told, doubtful=fault.told.doubtful - made.book.doubtful)
    judged = _judged(fault.data, made, told, wanted, _answers(wanted.seed, wanted.place))
    is_compared = has_peers and wanted.kind in COMPARED
    peers = {peer: peer_outcome(peer, made, fault) for peer in PEERS if is_compared}
    return _found(
        made,
        wanted,
        judged,
        fault.what,
        is_recoverable=fault.is_recoverable,
        is_detectable=fault.told.printed is None,
        peers=peers,
    )


def _judged(
    data: bytes, made: Clean, told: Told, wanted: Asked, answers: Answers = NO_ANSWERS
) -> Judged:
    with nullcontext() if wanted.in_child else children_in_process():
        return judge(data, made.file_name, told, answers)


@cache
def _answers(seed: int, place: int) -> Answers:
    """To what is asked of a clean file."""
    made = files_of(seed)[place]
    with children_in_process():
        return answers_of(made.data, made.file_name, told_of(made))


def _found(made: Clean, wanted: Asked, judged: Judged, what: str, **options: object) -> Found:
    told: dict[str, object] = {"is_detectable": True, "peers": {}} | options
    return Found(
        made.file_name,
        made.layout,
        made.file_format,
        wanted.kind,
        wanted.number,
        what,
        judged.outcome,
        judged.reason,
        judged.wrong_beside,
        judged.wrong_unnamed,
        **told,  # type: ignore[arg-type]
    )
