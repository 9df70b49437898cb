"""Proves that a rearrangement of the code changed no behaviour: two checkouts of this repository
make the same records, and what each says and shows of them is held against the other.

python -m benchmarks.compare BEFORE AFTER [--out DIR] [--only frames|pages]
        [--pages NAME…] [--keep-before]
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from benchmarks.comparing.artefacts import Compared, compare_folders
from benchmarks.comparing.browsing import FAILED, Collecting, collect_pages
from benchmarks.comparing.checkout import Checkout, child_environment
from benchmarks.comparing.frames import collect_frames
from benchmarks.comparing.places import moved_in, pages_of
from benchmarks.comparing.records import make_records
from benchmarks.visits.server import ROOT, free_port

USUAL_OUT: Final = ROOT / "var" / "compare"
PORT_FILE: Final = "port"
PARTS: Final = ("frames", "pages")


def main(words: Sequence[str]) -> int:
    """0 if nothing differs, 1 if something does or could not be looked at."""
    asked = _parser().parse_args(words)
    out = asked.out.resolve()
    parts = (asked.only,) if asked.only else PARTS
    before, after = (Path(one).resolve() for one in (asked.before, asked.after))
    if not asked.keep_before:
        shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True, exist_ok=True)
    environment = child_environment(out / "caches")
    os.environ.clear()
    os.environ.update(environment)
    port = _port(out)
    if not asked.keep_before:
        collect(Checkout(before, port), out, "before", parts, asked.pages)
    collect(Checkout(after, port), out, "after", parts, asked.pages)
    moved = {**moved_in(before), **moved_in(after)}
    told = report(compare(out, parts, moved, asked.pages))
    (out / "report.txt").write_text(told.text, encoding="utf-8")
    print(told.text)
    return 0 if told.is_good else 1


def _port(out: Path) -> int:
    """Chosen once, and kept for a later run that keeps what was collected before."""
    kept = out / PORT_FILE
    if not kept.exists():
        kept.write_text(str(free_port()), encoding="utf-8")
    return int(kept.read_text(encoding="utf-8"))


def collect(
    checkout: Checkout,
    out: Path,
    side: str,
    parts: Sequence[str],
    wanted: Sequence[str] | None = None,
) -> None:
    """All that is asked for of one side, into `out`/`side`; in a folder of the same name for both,
    since answers and messages name their files. `wanted`: pages; all if none is named."""
    target, work = out / side, out / "work"
    shutil.rmtree(target, ignore_errors=True)
    began = time.monotonic()
    make_records(checkout, work, target / "making")
    if "frames" in parts:
        collect_frames(checkout, work, target / "frames")
    if "pages" in parts:
        moved = moved_in(checkout.folder)
        pages = [one for one in pages_of(checkout.folder, moved) if not wanted or one in wanted]
        assert pages, f"no page of {checkout.folder} is among {wanted or 'its pages'}"
        collect_pages(Collecting(checkout, work, target / "pages", pages, moved))
    sys.stderr.write(f"{side}: {time.monotonic() - began:.0f} s\n")


def compare(
    out: Path,
    parts: Sequence[str],
    moved: Mapping[str, str],
    wanted: Sequence[str] | None = None,
) -> list[Compared]:
    """Of what was asked for in this run; what an earlier one left beside it is not looked at."""
    shutil.rmtree(out / "differences", ignore_errors=True)
    found: list[Compared] = []
    for part in ("making", *parts):
        sides = (out / "before" / part, out / "after" / part)
        compared = compare_folders(*sides, out / "differences" / part, moved)
        found += [
            replace(one, name=f"{part}/{one.name}")
            for one in compared
            if part != "pages" or not wanted or is_of(one.name, wanted)
        ]
    return found


def is_of(name: str, pages: Sequence[str]) -> bool:
    """Whether a file of the part `pages`, RECORD/[FOLDER/]PLACE…, is of one of these pages."""
    return bool(re.match(rf"[^/]+/(?:\w+/)?(?:{'|'.join(map(re.escape, pages))})[._]", name))


@dataclass(frozen=True)
class Report:
    text: str
    is_good: bool


def report(compared: Sequence[Compared]) -> Report:
    """One line for each kind of thing, then each difference with its place. Good: something was
    compared, nothing differs, nothing failed."""
    groups = dict.fromkeys(one.group for one in compared)
    lines = [f"{'what':<44}{'compared':>9}{'equal':>9}{'differ':>9}"]
    lines += [_line(name, [one for one in compared if one.group == name]) for name in groups]
    lines.append(_line("all", compared))
    remarks = Counter(one.remark for one in compared if one.remark)
    lines += [f"equal in {remark}: {count}" for remark, count in remarks.items()]
    different = [one for one in compared if one.difference]
    failed = [one for one in compared if one.name.endswith(FAILED)]
    lines += ["", *(f"DIFFERS {one.name}\n        {one.difference}" for one in different)]
    lines += [f"NOT TAKEN {one.name.removesuffix(FAILED)}" for one in failed]
    return Report("\n".join(lines), bool(compared) and not different and not failed)


def _line(name: str, compared: Sequence[Compared]) -> str:
    count, different = len(compared), sum(1 for one in compared if one.difference)
    return f"{name:<44}{count:>9}{count - different:>9}{different:>9}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.compare", description=__doc__)
    parser.add_argument("before", type=Path, metavar="BEFORE", help="a checkout")
    parser.add_argument("after", type=Path, metavar="AFTER", help="the other one")
    parser.add_argument("--out", type=Path, default=USUAL_OUT, metavar="DIR", help="made anew")
    parser.add_argument(
        "--only", choices=PARTS, help="frames: the command line; pages: the browser"
    )
    parser.add_argument("--pages", nargs="+", metavar="NAME", help="these, not all of them")
    parser.add_argument(
        "--keep-before",
        action="store_true",
        help="what DIR holds of BEFORE from the last run stands, and is not collected again",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
