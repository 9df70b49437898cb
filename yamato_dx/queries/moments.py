"""The moments at which what stands changed, and what it was that changed it."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Final

from yamato_dx import i18n
from yamato_dx.queries.assessed import plans_at
from yamato_dx.queries.rows import is_missing, rows_of
from yamato_dx.store.record import Record

# More than a person looks through in a box; any older moment can stand in the address.
OFFERED: Final = 50
REPORTS: Final = ("report", "replace", "withdraw")


@lru_cache(maxsize=8)
def moments(record: Record, revision: int, lang: str) -> tuple[tuple[datetime, str], ...]:
    """The newest moments by `revision`, newest first, each with the act in words."""
    acts = record.moments()
    known = acts[acts["revision"] <= revision]
    changed = known[~known["revision"].isin(_first_loads(record))]
    # Of two acts in one microsecond the moment shows the later.
    offered = rows_of(changed.drop_duplicates("recorded_at").head(OFFERED))
    taken_back = _taken_back(record, revision)
    titles = _question_titles(record, revision, lang)
    return tuple(
        (
            act["recorded_at"].to_pydatetime(),
            _words(
                str(act["act"]),
                None if is_missing(act["subject"]) else str(act["subject"]),
                titles,
                lang,
                is_taken_back=act["revision"] in taken_back,
            ),
        )
        for act in offered
    )


def _first_loads(record: Record) -> set[int]:
    """Loads that changed nothing: before the first of a data set came, that first one held."""
    acts = record.moments()
    loads = acts[acts["act"] == "load"].sort_values("revision")
    firsts = loads[~loads["subject"].str.partition(":")[0].duplicated()]
    return set(firsts["revision"])


def _taken_back(record: Record, revision: int) -> set[int]:
    """The acts by which a question was opened again; an act ends with its last entry."""
    said = record.entry_history("decision", revision=revision)
    return set(said.loc[[one is None for one in said["document"]], "revision"])


def _question_titles(record: Record, revision: int, lang: str) -> dict[str, str]:
    """What each question is called, by the newest version that asks it."""
    return {
        question.question_id: question.title.in_language(lang)
        for plan in plans_at(record, revision)
        for question in plan.open_questions
    }


def _words(
    act: str, subject: str | None, titles: dict[str, str], lang: str, *, is_taken_back: bool
) -> str:
    if act in REPORTS:
        return i18n.text(f"queries.moment.{act}", lang, batch=subject)
    if act == "decision":
        name = "taken_back" if is_taken_back else act
        title = titles.get(subject or "", subject)
        return i18n.text(f"queries.moment.{name}", lang, title=title)
    if act == "load":
        kind, _, version = (subject or "").partition(":")
        return i18n.text(f"queries.moment.load.{kind}", lang, version=version)
    return i18n.text(f"queries.moment.{act}", lang)
