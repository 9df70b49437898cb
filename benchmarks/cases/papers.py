"""Papers as a person waits for them: from the question to the bytes of the file.

Floor: a document of as many pages of plain text, set by the same tool in the same kind of process.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from pypdf import PdfReader

from benchmarks.measure import Goal, Measure, in_turns, seconds_of
from benchmarks.scale import Scale
from yamato_dx.acts.opening import Place, open_record
from yamato_dx.output.children import made_by
from yamato_dx.queries.assessed import View, view_of
from yamato_dx.queries.papers.table import PAPERS, PDF
from yamato_dx.queries.papers.wish import PaperWish, wish_at
from yamato_dx.store.record import Record

ON: Final = date(2026, 6, 15)
GOAL: Final = Goal("ratio_at_most", 2)
# As a person waits.
WAITING: Final = Goal("at_most", 5)
# A page of plain text, as full as ours.
LINES: Final = 44
BARE: Final = """
#set document(title: "bare")
#set page({page})
#set text(font: "Noto Sans CJK JP", lang: "ja", size: 10.5pt)
#let data = json(bytes(sys.inputs.data))
#for page in data.pages [
  = #page.first()
  #for line in page [#line \\ ]
  #pagebreak(weak: true)
]
"""
PAGES: Final = {
    "meeting": 'paper: "a3", flipped: true',
    "report": 'paper: "a4"',
    "closing": 'paper: "a4"',
}


def run(scale: Scale) -> Sequence[Measure]:
    with TemporaryDirectory() as folder:
        place = Place(None, Path(folder) / "record.duckdb", is_sample=True)
        with open_record(place) as record:
            view = view_of(record, on=ON)
            return [
                measure
                for name in PAGES
                for measure in _measured(record, view, name, rounds=scale.rounds)
            ]


def _measured(record: Record, view: View, name: str, *, rounds: int) -> Sequence[Measure]:
    wish = wish_at(record, view, "ja")
    ours = partial(_paper, record, view, name, wish=wish)
    pages = len(PdfReader(BytesIO(ours())).pages)
    bare: Callable[[], bytes] = partial(bare_document, PAGES[name], pages=pages)
    floor, seconds = in_turns(rounds, partial(seconds_of, bare), partial(seconds_of, ours))
    what = f"{name}, PDF of {pages} pages"
    return [
        Measure(what, seconds * 1000, "ms", floor * 1000, GOAL),
        Measure(f"… a person waits, {name}", seconds, "s", goal=WAITING),
    ]


def _paper(record: Record, view: View, name: str, *, wish: PaperWish) -> bytes:
    return PAPERS[name].makers[PDF](record, view, wish)


def bare_document(page: str, *, pages: int, lines: int = LINES) -> bytes:
    """PDF of plain text. `page`: its size, in the words of the tool."""
    text = [f"{row}　目標と実績、要因と今後の対応を一行に書いた文" * 2 for row in range(lines)]
    return made_by(
        "yamato_dx.output.papers.worker",
        {
            "source": BARE.replace("{page}", page),
            "data": json.dumps({"pages": [text] * pages}, ensure_ascii=False),
            "made_at": int(datetime(2026, 6, 15, tzinfo=UTC).timestamp()),
        },
        seconds=60,
        failure="output.paper.failed",
    )
