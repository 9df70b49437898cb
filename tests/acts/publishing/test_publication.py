"""公表: who publishes what, what is public then, what is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Begun
from tests.queries.conftest import CLERK, now, sent
from tests.reports import year_csv
from yamato_dx.acts.confirming.confirmation import confirm
from yamato_dx.acts.entering import enter
from yamato_dx.acts.opening import Place, open_record
from yamato_dx.acts.publishing.publication import publish, take_publication_back
from yamato_dx.acts.publishing.releases import release_text, unrelease_texts
from yamato_dx.entries.review.comments import COMMENT, Comment
from yamato_dx.errors import Refused
from yamato_dx.queries.assessed import plan_id_at
from yamato_dx.queries.entries import standing
from yamato_dx.queries.publishing.published import public_view, publications, published
from yamato_dx.queries.publishing.texts import peoples_texts, released
from yamato_dx.store.promise.refusals import Stale
from yamato_dx.store.record import Record

KEY = "kpi:convenience_store_certificates:2024"


@pytest.fixture
def record(tmp_path: Path, begun: Begun) -> Iterator[Record]:
    with open_record(begun(tmp_path / "record.duckdb", Place())) as found:
        yield found


def test_the_last_moment_is_public_until_it_is_taken_back(record: Record) -> None:
    with pytest.raises(Refused, match="公表しているもの"):
        public_view(record, now(record))
    batch = sent(record, year_csv(("R6", "4", "640")))
    confirm(record, [batch], CLERK)
    first = publish(record, now(record), CLERK, approval_no=" 第12号 ")
    assert (first.number, first.approval_no) == (1, "第12号")
    seen = public_view(record, now(record))
    assert first.snapshot is not None
    assert (seen.revision, seen.on) == (first.snapshot.revision, now(record).on)
    with pytest.raises(Refused, match="理由を入力"):
        take_publication_back(record, now(record), CLERK, reason=" ")
    take_publication_back(record, now(record), CLERK, reason="数字の誤り")
    assert published(record, record.head()) is None
    with pytest.raises(Refused, match="公表しているもの"):
        take_publication_back(record, now(record), CLERK, reason="もう一度")
    publish(record, now(record), CLERK)
    history = publications(record, record.head())
    assert [(each.moment.number, each.moment.reason) for each in history] == [
        (1, ""),
        (2, "数字の誤り"),
        (3, ""),
    ]
    assert {each.by for each in history} == {CLERK.name}


def test_of_two_who_publish_at_once_the_second_is_told(record: Record) -> None:
    seen = record.head()
    publish(record, now(record), CLERK, expected_revision=seen)
    with pytest.raises(Stale):
        publish(record, now(record), CLERK, expected_revision=seen)
    assert len(publications(record, record.head())) == 1


def test_a_mark_is_of_the_words_that_were_read(record: Record) -> None:
    plan_id = plan_id_at(record, now(record))

    def write(cause: str) -> int:
        enter(record, COMMENT, {KEY: Comment(cause=cause)}, CLERK, plan_id=plan_id)
        return standing(record, COMMENT, plan_id)[KEY].revision

    def states() -> list[str]:
        return [text.state for text in peoples_texts(record, now(record), "ja")]

    first = write("機器の故障")
    assert states() == ["internal"]
    release_text(record, ("comment", KEY), first, CLERK, plan_id=plan_id)
    assert states() == ["released"]
    published_at = record.head()
    assert released(record, plan_id, published_at, published_at)[f"comment:{KEY}"].cause
    second = write("機器の故障と人手不足")
    assert states() == ["changed"]
    assert released(record, plan_id, record.head(), record.head()) == {}
    with pytest.raises(Refused, match="書き直しました"):
        release_text(record, ("comment", KEY), first, CLERK, plan_id=plan_id)
    release_text(record, ("comment", KEY), second, CLERK, plan_id=plan_id)
    # What was published keeps its own words, until the mark is taken back.
    assert released(record, plan_id, published_at, record.head())[f"comment:{KEY}"].cause == (
        "機器の故障"
    )
    unrelease_texts(record, [f"comment:{KEY}"], CLERK, plan_id=plan_id)
    assert released(record, plan_id, published_at, record.head()) == {}
    for text_key in (("comment", "kpi:none:2024"), ("round", "1")):
        with pytest.raises(Refused, match="という文は"):
            release_text(record, text_key, 1, CLERK, plan_id=plan_id)
    with pytest.raises(Refused, match="印がありません"):
        unrelease_texts(record, [f"comment:{KEY}"], CLERK, plan_id=plan_id)
