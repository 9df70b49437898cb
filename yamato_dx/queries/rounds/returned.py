"""A file that came back to a round: whose it is, what it brings, whether it can be sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from yamato_dx import i18n
from yamato_dx.fiscal_year import ERAS, FiscalYear
from yamato_dx.intake.files.reading import read_document
from yamato_dx.intake.problem import Problem
from yamato_dx.intake.reports.round_form import RoundForm, round_form_of
from yamato_dx.queries.assessed import View
from yamato_dx.queries.reports.preview import Preview, preview_report
from yamato_dx.queries.rounds.held import HeldRound, rounds_at
from yamato_dx.queries.rounds.words import RoundWords, title_of
from yamato_dx.store.record import Record

# The first fiscal year that has a name.
EARLIEST_YEAR: Final = min(first for _, _, first in ERAS)
ReturnResult = Literal["sendable", "asks", "same", "empty", "other_round", "unreadable"]


@dataclass(frozen=True, eq=False)
class ReturnedFile:
    """`section_ids`: as the ids in its rows say, empty where it is no form of a round. `preview`
    None: not even read."""

    file_name: str
    data: bytes
    result: ReturnResult
    form: RoundForm
    preview: Preview | None
    problems: tuple[Problem, ...]

    @property
    def section_ids(self) -> tuple[str, ...]:
        return self.form.section_ids


def returned_file(
    record: Record, view: View, held: HeldRound, file_name: str, *, data: bytes
) -> ReturnedFile:
    """As it stands beside the record now; nothing is written. Its name says nothing of it."""
    document = read_document(data)
    if isinstance(document, Problem):
        return _unread(file_name, data, document)
    form = round_form_of(document)
    if form.rows and held.round_id not in form.round_ids:
        return ReturnedFile(file_name, data, "other_round", form, None, ())
    year = held.asked.fiscal_year
    preview = preview_report(
        record, data, file_name, view, round_year=year, takes_card=lambda _kpi_id: True
    )
    return ReturnedFile(file_name, data, _result(preview), form, preview, preview.obstacles)


def _unread(file_name: str, data: bytes, problem: Problem) -> ReturnedFile:
    return ReturnedFile(file_name, data, "unreadable", RoundForm(()), None, (problem,))


def _result(preview: Preview) -> ReturnResult:
    if preview.faults:
        return "unreadable"
    if preview.obstacles:
        return "asks"
    if preview.is_sendable:
        return "sendable"
    return "same" if preview.duplicate_of else "empty"


def _problem_words(problem: Problem, words: RoundWords) -> str:
    """Where it stands, and what is wrong; of the whole file also what to do."""
    sentence = problem.sentence(words.lang)
    if problem.row is None:
        mend = problem.mend(words.lang)
        return words.say("rounds.returned.of_file", sentence=sentence, mend=mend)
    return words.say(
        "rounds.returned.problem",
        sheet=problem.sheet or "",
        row=problem.row,
        raw=problem.raw or "",
        sentence=sentence,
    ).strip()


def _title_unknown(round_id: str, words: RoundWords) -> str:
    """Of a round that the record does not have: by the year in its id, if it is one."""
    year = round_id.partition("-")[0]
    if not year.isdecimal() or int(year) < EARLIEST_YEAR:
        return round_id
    return words.say(
        "rounds.title.year_end", year=i18n.fiscal_year(FiscalYear(int(year)), words.lang)
    )


def contents_words(record: Record, view: View, found: ReturnedFile, words: RoundWords) -> str:
    """What it brings, or why it is not taken."""
    if found.result == "other_round":
        titles = {
            held.round_id: title_of(held, words.lang) for held in rounds_at(record, view.revision)
        }
        named = [
            titles.get(round_id) or _title_unknown(round_id, words)
            for round_id in found.form.round_ids
        ]
        return words.say("rounds.returned.other_round", title="、".join(named))
    if found.problems:
        first = _problem_words(found.problems[0], words)
        more = len(found.problems) - 1
        return words.say("rounds.returned.more", first=first, count=more) if more else first
    if found.result == "same":
        assert found.preview is not None, "only what was read is the same as another"
        return words.say("rounds.returned.same", batch=found.preview.duplicate_of)
    if found.result == "empty":
        return words.say("rounds.returned.empty")
    assert found.preview is not None, "what can be sent was read"
    return brings_words(found.preview, words.lang)


def brings_words(preview: Preview, lang: str) -> str:
    """How many figures, work items and cards a file brings that can be sent as it is."""
    return i18n.text(
        "rounds.returned.brings",
        lang,
        values=len(preview.values),
        work=len(preview.progress),
        cards=len(preview.cards),
    )
