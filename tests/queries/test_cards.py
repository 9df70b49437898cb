"""数字の取り方: what is written of a KPI, whose it is, and who wrote what meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.entered import plan_of
from tests.queries.decisions.answerable import answerable, now
from tests.store.cases import CLERK
from yamato_dx.acts.entering import enter
from yamato_dx.entries.cards import CARD, KpiCard
from yamato_dx.queries.cards import card_lines, cards_at
from yamato_dx.queries.entries import history
from yamato_dx.queries.frame.changes import conflict_sentences
from yamato_dx.queries.moments import moments
from yamato_dx.store.promise.refusals import Stale
from yamato_dx.store.record import Record

SYSTEMS: Final = "standardised_systems"
WRITTEN: Final = KpiCard(system="標準化の台帳", traps="付随システムは数えない")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with answerable(tmp_path) as record:
        yield record


def write(record: Record, card: KpiCard | None, **told: int) -> int:
    return enter(record, CARD, {SYSTEMS: card}, CLERK, plan_id=plan_of(record), **told)


def test_what_is_said_stands_under_its_heading_and_nothing_else(record: Record) -> None:
    write(record, WRITTEN)
    cards = cards_at(record, record.head(), plan_of(record))
    assert card_lines(cards[SYSTEMS], "ja") == (
        ("システム", "標準化の台帳"),
        ("注意すること", "付随システムは数えない"),
    )
    assert card_lines(None, "ja") == ()


def test_it_is_the_municipalitys_whatever_its_plans_are(record: Record) -> None:
    write(record, WRITTEN)
    assert cards_at(record, record.head(), "another_plan") == {SYSTEMS: WRITTEN}


def test_a_card_that_was_taken_away_is_there_no_more_and_was_there_before(record: Record) -> None:
    before = write(record, WRITTEN)
    write(record, None)
    assert cards_at(record, record.head(), plan_of(record)) == {}
    assert cards_at(record, before, plan_of(record)) == {SYSTEMS: WRITTEN}
    told = [entry.value for entry in history(record, CARD, plan_of(record))]
    assert told == [WRITTEN, None]


def test_who_saves_over_what_another_wrote_meanwhile_is_told(record: Record) -> None:
    seen = record.head()
    write(record, WRITTEN)
    mine = KpiCard(system="手元の表")
    with pytest.raises(Stale) as stale:
        write(record, mine, expected_revision=seen)
    entered = {CARD: {SYSTEMS: mine}}
    (sentence,) = conflict_sentences(record, now(record), stale.value.changes, entered, lang="ja")
    for words in ("標準化・共通化の数字の取り方", "標準化の台帳", "手元の表"):
        assert words in sentence
    assert cards_at(record, record.head(), plan_of(record)) == {SYSTEMS: WRITTEN}


def test_its_saves_are_named_among_the_moments(record: Record) -> None:
    write(record, WRITTEN)
    assert "数字の取り方の登録" in [words for _, words in moments(record, record.head(), "ja")]
