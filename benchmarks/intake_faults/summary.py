"""What was found, by kind of fault: for people as a table, and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from benchmarks.intake_faults.faults.fault import KINDS
from benchmarks.intake_faults.judging import OUTCOMES
from benchmarks.intake_faults.peers import PEERS
from benchmarks.intake_faults.running import NO_FAULT, Found

# The goals: none damaged, none failed, of what can be had from the bytes so much refused at most.
MOST_REFUSED: Final = 0.03
ALL: Final = "all"
_WRONG: Final = ("wrong beside", "wrong unnamed")


def is_refused_though_readable(found: Found) -> bool:
    return found.is_recoverable and found.outcome == "refused"


def is_met(found: Sequence[Found]) -> bool:
    faults = [one for one in found if one.kind != NO_FAULT]
    readable = [one for one in faults if one.is_recoverable]
    refused = [one for one in readable if is_refused_though_readable(one)]
    is_few = len(refused) <= MOST_REFUSED * max(len(readable), 1)
    return not any(one.is_bad for one in found) and is_few


def as_table(found: Sequence[Found]) -> str:
    """Ours: one line a kind."""
    heads = ("kind", "files", *OUTCOMES, "readable", "refused though readable", *_WRONG)
    lines = [_line(heads), _line(["---", *["--:"] * (len(heads) - 1)])]
    for name, group in _groups(found):
        outcomes = Counter(one.outcome for one in group)
        readable = [one for one in group if one.is_recoverable]
        refused = sum(map(is_refused_though_readable, readable))
        share = f"{refused} ({refused / len(readable):.1%})" if readable else "0"
        wrong = [sum(one.wrong_beside > 0 for one in group)]
        wrong.append(sum(one.wrong_unnamed > 0 for one in group))
        counts = [outcomes[outcome] for outcome in OUTCOMES]
        lines.append(_line([name, len(group), *counts, len(readable), share, *wrong]))
    return "\n".join(lines)


def as_peer_table(found: Sequence[Found]) -> str:
    """Beside others, of the faults that one could tell: right / refused / damaged in silence."""
    heads = ("kind", "ours", *PEERS)
    lines = [_line(heads), _line(["---", *["--:"] * (len(heads) - 1)])]
    for name, group in _groups([one for one in found if one.is_detectable and one.peers]):
        ours = Counter(_as_peer(one) for one in group)
        cells = [_shares(ours)]
        cells += [_shares(Counter(one.peers[peer] for one in group)) for peer in PEERS]
        lines.append(_line([name, *cells]))
    return "\n".join(lines)


def _as_peer(found: Found) -> str:
    if found.outcome == "read right":
        return "right"
    return "damaged" if found.is_bad else "refused"


def _shares(outcomes: Counter[str]) -> str:
    total = sum(outcomes[name] for name in ("right", "refused", "damaged"))
    if not total:
        return "–"
    return " / ".join(f"{outcomes[name] / total:.0%}" for name in ("right", "refused", "damaged"))


def _groups(found: Sequence[Found]) -> Iterable[tuple[str, list[Found]]]:
    for kind in (NO_FAULT, *KINDS):
        group = [one for one in found if one.kind == kind]
        if group:
            yield kind, group
    faults = [one for one in found if one.kind != NO_FAULT]
    if faults:
        yield ALL, faults


def _line(cells: Iterable[object]) -> str:
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def as_json(found: Sequence[Found], seed: int) -> str:
    return json.dumps(
        {"seed": seed, "is_met": is_met(found), "files": [one.as_dict() for one in found]},
        ensure_ascii=False,
        indent=1,
    )
