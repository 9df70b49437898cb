"""住民向け as a person waits for it: the page, and the half sheet of A4.

Floor of the half sheet: a page of plain text, set by the same tool in the same kind of process.
Floor of the page, which is written where the record is open: the same figures asked for at a moment
that nobody asked for before, and as many texts, one below the other, by the same engine.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from jinja2 import Environment

from benchmarks.cases.papers import GOAL, WAITING, bare_document
from benchmarks.measure import Measure, in_turns, seconds_of
from benchmarks.scale import Scale
from yamato_dx.acts.opening import Place, open_record
from yamato_dx.queries.assessed import View, view_of
from yamato_dx.queries.publishing.public_plan import public_plan
from yamato_dx.queries.publishing.residents import residents_half_page, residents_page
from yamato_dx.store.record import Record

ON: Final = date(2026, 6, 15)
HALF_PAGE: Final = "width: 210mm, height: 148mm"
BARE: Final = Environment(autoescape=True).from_string(
    "<!DOCTYPE html><html lang=ja><meta charset=utf-8><title>bare</title>\n"
    "{% for line in lines %}<p>{{ line }}</p>\n{% endfor %}"
)


def run(scale: Scale) -> Sequence[Measure]:
    with TemporaryDirectory() as folder:
        place = Place(None, Path(folder) / "record.duckdb", is_sample=True)
        with open_record(place) as record:
            days = (ON + timedelta(days=n) for n in range(10_000))
            return [
                *_page(record, days, rounds=4 * scale.rounds),
                *_half_page(record, rounds=scale.rounds),
            ]


def _page(record: Record, days: Iterator[date], *, rounds: int) -> Sequence[Measure]:
    def new_view() -> View:
        return view_of(record, on=next(days))

    lines = _lines_of(_written(record, new_view()))
    floor, seconds = in_turns(
        rounds,
        lambda: seconds_of(partial(_bare, record, new_view(), lines)),
        lambda: seconds_of(partial(_written, record, new_view())),
    )
    view = new_view()
    in_hand = (partial(_bare, record, view, lines), partial(_written, record, view))
    bare, ours = in_turns(rounds, *(partial(seconds_of, write) for write in in_hand))
    what = f"住民向け, HTML of {len(lines)} texts"
    return [
        Measure(what, seconds * 1000, "ms", floor * 1000, GOAL),
        Measure("… its figures in hand", ours * 1000, "ms", bare * 1000),
        Measure("… a person waits, 住民向け", seconds, "s", goal=WAITING),
    ]


def _half_page(record: Record, *, rounds: int) -> Sequence[Measure]:
    view = view_of(record, on=ON)
    ours: Callable[[], bytes] = partial(residents_half_page, record, view, "ja", is_draft=True)
    ours()
    bare = partial(bare_document, HALF_PAGE, pages=1, lines=16)
    floor, seconds = in_turns(rounds, partial(seconds_of, bare), partial(seconds_of, ours))
    return [Measure("住民向け, half a sheet, PDF", seconds * 1000, "ms", floor * 1000, GOAL)]


def _written(record: Record, view: View) -> bytes:
    return residents_page(record, view, "ja", is_draft=True)


def _bare(record: Record, view: View, lines: Sequence[str]) -> bytes:
    public_plan(record, view, "ja", is_draft=True)
    return BARE.render(lines=lines).encode()


def _lines_of(page: bytes) -> Sequence[str]:
    body = page.decode().partition("<body")[2].partition(">")[2]
    return [text.strip() for text in re.split(r"<[^>]*>", body) if text.strip()]
