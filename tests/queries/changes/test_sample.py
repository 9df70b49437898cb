"""Of the sample, in which a meeting was followed by most of 期末評価."""

from __future__ import annotations

import re

import pytest

from tests.queries.conftest import now
from yamato_dx.i18n import LANGUAGES
from yamato_dx.queries.changes.changes import MomentChange, changes_between
from yamato_dx.queries.changes.moments import known_moments, usual_beginning
from yamato_dx.store.record import Record


def since_the_meeting(record: Record, lang: str) -> tuple[MomentChange, ...]:
    beginning = usual_beginning(known_moments(record, now(record), lang))
    assert beginning, "it held a meeting"
    return changes_between(record, beginning.view, now(record), lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_is_called_by_a_name_of_the_plan(sample: Record, lang: str) -> None:
    subjects = [change.subject for change in since_the_meeting(sample, lang)]
    assert [subject for subject in subjects if re.search(r"\w:\w", subject)] == []  # a key
    closing = {"ja": "来庁者の滞在時間が短くなる", "en": "Better service, such as shorter visits"}
    assert any(closing[lang] in subject for subject in subjects)


def test_what_was_entered_together_stands_in_its_order(sample: Record) -> None:
    subjects = [change.subject for change in since_the_meeting(sample, "ja")]
    carried = [match[1] for one in subjects if (match := re.match(r"期末評価「KPI (\S+)", one))]
    assert carried == ["1", "2", "4", "5", "6", "7", "8", "9-1", "9-2"]


def test_a_sentence_that_others_follow_loses_its_full_stop(sample: Record) -> None:
    assert [
        change.after for change in since_the_meeting(sample, "ja") if "。、" in change.after
    ] == []


def test_a_meeting_is_called_by_its_usual_name_in_either_language(sample: Record) -> None:
    names = [
        moment.words
        for lang in LANGUAGES
        for moment in known_moments(sample, now(sample), lang)
        if moment.kind == "meeting"
    ]
    assert len(names) == len(LANGUAGES)
    assert not re.search(r"[ぁ-ん一-龥]", names[1]), names
