"""What others entered since a form was made, told beside what was typed."""

from __future__ import annotations

import pytest

from tests.entered import enter, plan_of
from tests.queries.conftest import CLERK, now
from yamato_dx.entries.kinds.table import KINDS
from yamato_dx.plan_keys import parted
from yamato_dx.queries.frame.changes import changes_since, conflict_sentences, news_sentences
from yamato_dx.store.promise.refusals import Stale
from yamato_dx.store.record import Record

SYSTEM = {"name": "住民記録", "status": "done", "month": "2026-01", "note": None}
# Kind, key, what another said of it, what was typed; words that stand in the sentence.
CASES = [
    ("section", "s01", {"name_ja": "住民課"}, {"name_ja": "町民課"}, ("課「住民課」", "町民課")),
    (
        "owner",
        "kpi:overtime_hours",
        {"section_id": "s09", "report_due": "05-20"},
        None,
        ("KPI 5", "総務課、05/20", "あなたの入力は「登録なし」"),
    ),
    ("holder", "cio", {"name": "山田", "section": "総務課"}, None, ("山田、総務課",)),
    ("principle_link", "2:9", {"is_linked": True}, None, ("基本理念2", "取組事項9", "関連あり")),
    (
        "component",
        "standardised_systems:x",
        SYSTEM,
        SYSTEM | {"status": "not_started"},
        ("内訳「住民記録」", "2026年1月", "未着手"),
    ),
    (
        "supplement",
        "bar:w1_4",
        {"first": 2024, "last": 2025, "source": "原本"},
        {"first": 2023, "last": 2025, "source": "原本"},
        ("自治体窓口DXSaaSの構築", "R6～R7", "R5～R7"),
    ),
    (
        "supplement",
        "footnote:3",
        {"term": "BPR", "definition": "業務改革", "source": "原本"},
        None,
        ("脚注3 BPR", "業務改革"),
    ),
    (
        "supplement",
        "organisation",
        {"text": "本部長", "source": "原本"},
        None,
        ("組織図", "本部長"),
    ),
]


@pytest.mark.parametrize(("kind", "key", "said", "typed", "words"), CASES)
def test_each_kind_is_told_in_its_own_words(
    record: Record,
    kind: str,
    key: str,
    said: dict[str, object],
    typed: dict[str, object] | None,
    words: tuple[str, ...],
) -> None:
    seen = enter(record, "section", {"s09": {"name_ja": "総務課"}}, CLERK)
    enter(record, kind, {key: said}, CLERK)
    assert [
        parted(one.entry_key)[1]
        for one in changes_since(
            record, ((kind, key),), plan_of(record), since=seen, until=record.head()
        )
    ] == [key]
    with pytest.raises(Stale) as refusal:
        enter(record, kind, {key: typed}, CLERK, expected_revision=seen)
    entered = {KINDS[kind]: {key: KINDS[kind].value(key, typed)}}
    (sentence,) = conflict_sentences(record, now(record), refusal.value.changes, entered, lang="ja")
    assert [one for one in (*words, "窓口係") if one not in sentence] == []
    (news,) = news_sentences(record, now(record), ((kind, ""),), seen, lang="en")
    assert "窓口係" in news


def test_what_was_taken_away_is_called_by_the_name_that_it_had(record: Record) -> None:
    seen = enter(record, "section", {"s01": {"name_ja": "住民課"}}, CLERK)
    enter(record, "section", {"s01": None}, CLERK)
    (news,) = news_sentences(record, now(record), (("section", ""),), seen, lang="ja")
    assert "課「住民課」：「登録なし」" in news


def test_other_things_are_no_news(record: Record) -> None:
    seen = record.head()
    enter(record, "component", {"standardised_systems:x": SYSTEM}, CLERK)
    assert (
        news_sentences(record, now(record), (("section", ""), ("owner", "")), seen, lang="ja") == ()
    )
    assert news_sentences(record, now(record), (("component", "other:"),), seen, lang="ja") == ()
    assert news_sentences(record, now(record), (("component", ""),), record.head(), lang="ja") == ()
