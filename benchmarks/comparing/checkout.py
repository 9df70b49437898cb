"""One of the two checkouts: its program as a command line and as a server, from outside."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.visits.server import Where, serving

INSIDE: Final = Path(__file__).with_name("inside.py")


@dataclass(frozen=True)
class Command:
    """`name` is unique among those that are run together; `moment` is what its clock says."""

    name: str
    moment: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Checkout:
    """`port`: the same for both, since the address of a page stands in what is saved from it."""

    folder: Path
    port: int

    def run(self, commands: Sequence[Command], target: Path) -> None:
        """What each says and how it ends, into `target`/NAME.txt."""
        target.mkdir(parents=True, exist_ok=True)
        asked = json.dumps([vars(one) for one in commands], ensure_ascii=False)
        subprocess.run(
            [sys.executable, str(INSIDE), "run", str(target)],
            input=asked.encode(),
            cwd=self.folder,
            check=True,
        )

    @contextmanager
    def serving(self, words: Sequence[str], moment: str, charts: Path) -> Iterator[str]:
        """The address at which it serves. Each chart that is drawn meanwhile goes into `charts`."""
        command = (str(INSIDE), "serve", moment, str(charts), *words)
        with serving(command, where=Where(self.folder, self.port)) as server:
            yield server.address


def child_environment(caches: Path) -> Mapping[str, str]:
    """What every child process is told: nothing of this process's own modules, nothing written
    into the checkouts, help that is as wide everywhere, and no order by chance."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return kept | {
        "PYTHONPYCACHEPREFIX": str(caches),
        "PYTHONHASHSEED": "0",
        "COLUMNS": "80",
        "TZ": "Asia/Tokyo",
    }
