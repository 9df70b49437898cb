"""Seeded faults in files of figures, by kind: what becomes of each here, and with other readers.

python -m benchmarks.intake_faults [--faults N] [--seed N] [--whole] [--no-peers] [--keep FOLDER]
python -m benchmarks.intake_faults --folder FOLDER
python -m benchmarks.intake_faults --fuzz N
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks.intake_faults.folder import judged_folder
from benchmarks.intake_faults.fuzzing import fuzz
from benchmarks.intake_faults.keeping import keep
from benchmarks.intake_faults.running import asked, run
from benchmarks.intake_faults.summary import (
    as_json,
    as_peer_table,
    as_table,
    is_met,
    is_refused_though_readable,
)
from yamato_dx.root import ROOT

FAULTS: Final = 4_000
RESULTS: Final = ROOT / "var" / "intake_faults.json"


def main(words: Sequence[str]) -> int:
    """0 if the goals were met."""
    wanted = _parser().parse_args(words)
    if wanted.folder:
        return _folder(wanted.folder)
    if wanted.fuzz:
        failed = fuzz(range(wanted.seed, wanted.seed + wanted.fuzz))
        print(f"{wanted.fuzz} files fuzzed, {len(failed)} raised", *failed, sep="\n")
        return 1 if failed else 0
    began = time.monotonic()
    found = run(
        asked(wanted.seed, wanted.faults, is_whole=wanted.whole), has_peers=not wanted.no_peers
    )
    print(as_table(found), end="\n\n")
    if not wanted.no_peers:
        print("right / refused or asked / damaged in silence", end="\n\n")
        print(as_peer_table(found), end="\n\n")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(as_json(found, wanted.seed), encoding="utf-8")
    bad = [one for one in found if one.is_bad]
    for one in bad:
        print(f"{one.file_name} {one.kind} {one.number}: {one.what}: {one.outcome}: {one.reason}")
    if wanted.keep:
        keep(
            [*bad, *(one for one in found if is_refused_though_readable(one))],
            wanted.seed,
            wanted.keep,
        )
    sys.stderr.write(f"{time.monotonic() - began:.0f} s\n")
    return 0 if is_met(found) else 1


def _folder(folder: Path) -> int:
    judged = judged_folder(folder)
    for name, one in judged.items():
        print(f"{one.outcome:<20} {name} {one.reason}")
    return 1 if any(one.is_bad for one in judged.values()) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.intake_faults", description=__doc__)
    parser.add_argument("--faults", type=int, default=FAULTS, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument(
        "--whole", action="store_true", help="layouts and formats that are not read, too"
    )
    parser.add_argument("--no-peers", action="store_true", help="ours alone")
    parser.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="what came out badly, with its truths"
    )
    parser.add_argument(
        "--folder", type=Path, metavar="FOLDER", help="files of one's own, with truths.csv"
    )
    parser.add_argument("--fuzz", type=int, metavar="N", help="random bytes and structure instead")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
