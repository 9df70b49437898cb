"""Runs in a child process whose working directory is one of the checkouts, and takes the program
from there: as a command line, many times, or as a server. Nothing of our own is imported.

python inside.py run FOLDER < commands.json      each command's answer into FOLDER
python inside.py serve MOMENT CHARTS.jsonl ARGUMENTS…

The clock stands still at a told moment, so that what is recorded and written is equal to the
second. Only the wall clock: what waits or measures goes on.
"""

from __future__ import annotations

import contextlib
import io
import json
import runpy
import sys
from collections.abc import Sequence
from datetime import datetime, tzinfo
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any, Final

PROGRAM: Final = "yamato_dx"
# What reads the clock. Compiled libraries must not see another type of moments.
STOPPED: Final = (PROGRAM, "xlsxwriter", "openpyxl")
_at: list[datetime] = []


class _AnyMoment(type):
    """Values of the system's own type, as libraries make them, are of the stopped type too."""

    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, datetime)


class StoppedClock(datetime, metaclass=_AnyMoment):
    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Any:
        return _at[-1].astimezone(tz) if tz else _at[-1].astimezone().replace(tzinfo=None)


class _Stopping(SourceFileLoader):
    """Loads a module as ever, then puts the stopped clock where it imported `datetime`."""

    def exec_module(self, module: ModuleType) -> None:
        super().exec_module(module)
        if vars(module).get("datetime") is datetime:
            vars(module)["datetime"] = StoppedClock


class _StoppingFinder(PathFinder):
    @classmethod
    def find_spec(
        cls, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.partition(".")[0] not in STOPPED:
            return None
        spec = super().find_spec(fullname, path, target)
        if spec and spec.origin and isinstance(spec.loader, SourceFileLoader):
            spec.loader = _Stopping(fullname, spec.origin)
        return spec


def stop_clock(moment: str) -> None:
    """At `moment`, with its zone."""
    _at.append(datetime.fromisoformat(moment))
    if _StoppingFinder not in sys.meta_path:
        sys.meta_path.insert(0, _StoppingFinder)


def run_all(folder: Path, commands: list[dict[str, Any]]) -> None:
    """Each of `{name, moment, words}`: what it said and how it ended, into FOLDER/name.txt."""
    for one in commands:
        stop_clock(one["moment"])
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = _run(one["words"])
        said = f"exit {code}\n--- stdout\n{out.getvalue()}--- stderr\n{err.getvalue()}"
        (folder / f"{one['name']}.txt").write_text(said, encoding="utf-8")


def _run(words: list[str]) -> object:
    sys.argv = [PROGRAM, *words]
    try:
        runpy.run_module(PROGRAM, run_name="__main__", alter_sys=True)
    except SystemExit as ended:
        return ended.code
    return "none"


def serve(moment: str, charts: Path, words: list[str]) -> None:
    stop_clock(moment)
    _note_charts(charts)
    sys.exit(_run(words))  # type: ignore[arg-type]


def _note_charts(target: Path) -> None:
    """Each chart that a page hands to the framework is written down: one line, address and
    specification with its rows."""
    import streamlit as st

    draw = st.vega_lite_chart

    def noted(*args: Any, **named: Any) -> Any:
        line = {"address": st.context.url, "query": st.query_params.to_dict(), "spec": named}
        with target.open("a", encoding="utf-8") as file:
            file.write(f"{json.dumps(line, ensure_ascii=False, default=str)}\n")
        return draw(*args, **named)

    st.vega_lite_chart = noted


if __name__ == "__main__":
    # Python puts the folder of this file first; the checkout takes its place.
    sys.path[0] = str(Path.cwd())
    verb, *rest = sys.argv[1:]
    if verb == "run":
        run_all(Path(rest[0]), json.load(sys.stdin))
    else:
        serve(rest[0], Path(rest[1]), rest[2:])
