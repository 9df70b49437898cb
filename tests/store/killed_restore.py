"""A restore, killed again and again: before each line of ours that finds other files than the one
before it. Prints a line of JSON for each kill, and a last one for the restore that was let be.

    python -m tests.store.killed_restore BACKUP TARGET
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from tests.store.cases import CLERK, CODE, standing_values
from yamato_dx.acts.backup import restore
from yamato_dx.errors import YamatoDxError
from yamato_dx.store.file import copying, replacing, restoring
from yamato_dx.store.record import Record

ROOMS = {room.__file__ for room in (copying, replacing, restoring)}


def in_a_child(act: Callable[[], Any]) -> Any:
    """What `act` gives in a process of its own; None where that was killed."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.write(write, json.dumps(act()).encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return json.loads(said) if said else None


def restored(backup_file: Path, target: Path, before_line: Callable[[FrameType], None]) -> bool:
    def each(frame: FrameType, event: str, _value: object) -> Any:
        if frame.f_code.co_filename not in ROOMS:
            return None
        if event == "line":
            before_line(frame)
        return each

    sys.settrace(each)
    restore(backup_file, target, CODE, actor=CLERK)
    sys.settrace(None)
    return True


def steps(backup_file: Path, target: Path) -> list[int]:
    """The numbers of the lines before which something happened to the files."""
    states: list[object] = []

    def look(_frame: FrameType) -> None:
        found = ((one.name, one.stat()) for one in target.parent.iterdir())
        states.append(sorted((name, it.st_ino, it.st_size, it.st_mtime_ns) for name, it in found))

    restored(backup_file, target, look)
    return [number for number in range(1, len(states)) if states[number] != states[number - 1]]


def killed_at(number: int, backup_file: Path, target: Path) -> bool:
    lines = 0

    def count(frame: FrameType) -> None:
        nonlocal lines
        if lines == number:
            room = Path(frame.f_code.co_filename).stem
            where = f"{room}.{frame.f_code.co_name}, line {frame.f_lineno}"
            sys.stderr.write(f"{where}\n")
            sys.stderr.flush()
            os.kill(os.getpid(), signal.SIGKILL)
        lines += 1

    return restored(backup_file, target, count)


def found_at(target: Path) -> Any:
    """What the next start finds: the value and the broken rules, or why it cannot open it."""
    try:
        with Record.open(target, CODE) as record:
            return [standing_values(record.standing())["a"], len(record.faults())]
    except YamatoDxError as error:
        return error.message_id


def main(backup_file: Path, target: Path) -> None:
    held = {path.name: path.read_bytes() for path in target.parent.iterdir()}
    names = [one.name for one in (target, *copying.logs_of(target))]
    for number in [*in_a_child(lambda: steps(backup_file, target)), sys.maxsize]:
        for path in target.parent.iterdir():
            path.unlink()
        for name, content in held.items():
            target.with_name(name).write_bytes(content)
        is_finished = in_a_child(lambda at=number: killed_at(at, backup_file, target)) is True
        left = {one.name: one.read_bytes() for one in target.parent.iterdir() if one.name in names}
        answer = {
            "is_finished": is_finished,
            "is_untouched": left == {name: held[name] for name in names if name in held},
            "found": in_a_child(lambda: found_at(target)),
        }
        sys.stdout.write(f"{json.dumps(answer)}\n")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
