"""What this server process serves: one record, opened once, before the first page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yamato_dx.i18n import LANGUAGES
from yamato_dx.questions.assessed import newest_plan
from yamato_dx.store.record import Record


@dataclass(frozen=True)
class Served:
    """`on`: the day of every verdict, for rehearsals and tests; None is today."""

    record: Record
    on: date | None = None


_served: list[Served] = []


def serve_record(record: Record, on: date | None = None) -> None:
    assert not _served, "a server process serves one record"
    _served.append(Served(record, on))


def served() -> Served:
    assert _served, "the record is opened by app.py before the first page"
    return _served[0]


def page_titles() -> dict[str, str]:
    """The plan's title by language, for the browser's tab."""
    plan = newest_plan(served().record)
    return {lang: plan.title.in_language(lang) for lang in LANGUAGES}
