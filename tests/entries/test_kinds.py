"""What each kind's rows hold, byte for byte, and what is read where another release wrote it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from tests.entries.review.rows import REVIEW_ROWS
from yamato_dx.entries.cards import CARD, KpiCard
from yamato_dx.entries.components import COMPONENT, Component
from yamato_dx.entries.decisions import DECISION, Decision
from yamato_dx.entries.extensions import EXTENSION, KEY, AddedTarget, Extension
from yamato_dx.entries.kind import EntryKind
from yamato_dx.entries.kinds.table import KINDS
from yamato_dx.entries.progress import PROGRESS, WorkProgress
from yamato_dx.entries.readings import READING, KeptReading
from yamato_dx.entries.rounds import (
    REMINDER,
    ROUND,
    ROUND_CLOSING,
    ROUND_DEADLINE,
    Reminder,
    Round,
    RoundClosing,
    RoundDeadline,
    RoundItem,
)
from yamato_dx.entries.sections import OWNER, SECTION, Owner, Section
from yamato_dx.entries.story import HOLDER, PRINCIPLE_LINK, Holder, PrincipleLink
from yamato_dx.entries.supplements import SUPPLEMENT, Bar, CopiedText, Footnote
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.plan.model.types import Target, Text
from yamato_dx.store import receiving

# Kind, parts of the key, key, value, the row's JSON.
ROWS: list[tuple[EntryKind[Any], tuple[str, ...], str, object, str]] = [
    (
        SECTION,
        ("s01",),
        "s01",
        Section("s01", Text("住民課", "Residents"), date(2025, 4, 1), None),
        (
            '{"name_en": "Residents", "name_ja": "住民課", "valid_from": "2025-04-01",'
            ' "valid_to": null}'
        ),
    ),
    (
        OWNER,
        ("kpi", "overtime_hours"),
        "kpi:overtime_hours",
        Owner("s01", (5, 20)),
        '{"report_due": "05-20", "section_id": "s01"}',
    ),
    (
        COMPONENT,
        ("systems", "1a2b3c4d"),
        "systems:1a2b3c4d",
        Component("1a2b3c4d", "住民記録", "done", date(2026, 1, 1), "", is_attached=False),
        (
            '{"is_attached": false, "month": "2026-01", "name": "住民記録", "note": null,'
            ' "status": "done"}'
        ),
    ),
    (
        CARD,
        ("certificates",),
        "certificates",
        KpiCard("住民記録", "帳票出力", "コンビニのみ", "窓口係", "取消を引く", "4月中旬"),
        (
            '{"condition": "コンビニのみ", "final": "4月中旬", "person": "窓口係",'
            ' "screen": "帳票出力", "system": "住民記録", "traps": "取消を引く"}'
        ),
    ),
    (
        READING,
        ("s01", "1a2b"),
        "s01:1a2b",
        KeptReading(
            "実績",
            (("番号", "年実績"),),
            is_turned=False,
            is_form=False,
            said=(("+0", "header"),),
            file_name="報告.xlsx",
        ),
        (
            '{"file_name": "報告.xlsx", "is_form": false, "is_turned": false,'
            ' "rows": [["番号", "年実績"]], "said": [["+0", "header"]], "sheet": "実績"}'
        ),
    ),
    (HOLDER, ("cio",), "cio", Holder("山田", ""), '{"name": "山田", "section": ""}'),
    (PRINCIPLE_LINK, ("2", "9"), "2:9", PrincipleLink(is_linked=True), '{"is_linked": true}'),
    (
        SUPPLEMENT,
        ("bar", "w1_4"),
        "bar:w1_4",
        Bar(FiscalYear(2023), FiscalYear(2025), "原本"),
        '{"first": 2023, "last": 2025, "source": "原本"}',
    ),
    (
        SUPPLEMENT,
        ("footnote", "3"),
        "footnote:3",
        Footnote("BPR", "業務改革", "原本"),
        '{"definition": "業務改革", "source": "原本", "term": "BPR"}',
    ),
    (
        SUPPLEMENT,
        ("organisation", ""),  # a part of the page by its name alone
        "organisation",
        CopiedText("本部長", "原本"),
        '{"source": "原本", "text": "本部長"}',
    ),
    (
        SUPPLEMENT,
        ("text", "annex_b"),
        "text:annex_b",
        CopiedText("公民館", "別表B"),
        '{"source": "別表B", "text": "公民館"}',
    ),
    (
        DECISION,
        ("nearly_met_band",),
        "nearly_met_band",
        Decision("no_band", (2024, 2025), "町長", date(2026, 5, 11), None, None),
        (
            '{"answer": "no_band", "approval_no": null, "decided_by": "町長",'
            ' "decided_on": "2026-05-11", "fiscal_years": [2024, 2025], "reason": null}'
        ),
    ),
    (
        DECISION,
        ("online_total",),
        "online_total",
        Decision("fixed_total", None, "本部", date(2026, 5, 11), "第3号", "国の一覧", 27),
        (
            '{"answer": "fixed_total", "approval_no": "第3号", "decided_by": "本部",'
            ' "decided_on": "2026-05-11", "fiscal_years": null, "number": 27, "reason": "国の一覧"}'
        ),
    ),
    (
        EXTENSION,
        (KEY,),
        "period",
        Extension(
            FiscalYear(2027),
            (
                AddedTarget("overtime_hours", Target(FiscalYear(2026), 0.25)),
                AddedTarget("card_rate", Target(FiscalYear(2027), None)),
            ),
            "町長",
            date(2026, 3, 20),
            "企第12号",
            "次期計画と時期を合わせる",
        ),
        (
            '{"approval_no": "企第12号", "decided_by": "町長", "decided_on": "2026-03-20",'
            ' "last_year": 2027, "reason": "次期計画と時期を合わせる", "targets":'
            ' [{"fiscal_year": 2026, "kpi_id": "overtime_hours", "target_value": 0.25},'
            ' {"fiscal_year": 2027, "kpi_id": "card_rate", "target_value": null}]}'
        ),
    ),
    (
        ROUND,
        ("2025-1",),
        "2025-1",
        Round(
            "2025-1",
            "year_end",
            "令和7年度の照会",
            FiscalYear(2025),
            ("dx",),
            date(2026, 4, 6),
            date(2026, 5, 1),
            {"s01": Text("住民課", "Residents")},
            (
                RoundItem("kpi", "certificates", "s01"),
                RoundItem("work_item", "dx/w1_1", ""),  # nobody's
            ),
        ),
        (
            '{"due": "2026-05-01", "fiscal_year": 2025, "items": [{"item_id": "certificates",'
            ' "kind": "kpi", "section_id": "s01"}, {"item_id": "dx/w1_1", "kind": "work_item",'
            ' "section_id": ""}], "kind": "year_end", "opened_on": "2026-04-06",'
            ' "plan_ids": ["dx"], "sections": [{"name_en": "Residents", "name_ja": "住民課",'
            ' "section_id": "s01"}], "title": "令和7年度の照会"}'
        ),
    ),
    (
        ROUND_DEADLINE,
        ("2025-1", "s01"),
        "2025-1:s01",
        RoundDeadline(date(2026, 5, 15), "出納整理"),
        '{"due": "2026-05-15", "reason": "出納整理"}',
    ),
    (
        REMINDER,
        ("2025-1", "s01", "2"),
        "2025-1:s01:2",
        Reminder(date(2026, 5, 8), "まだ届いていません"),
        '{"on": "2026-05-08", "text": "まだ届いていません"}',
    ),
    (
        ROUND_CLOSING,
        ("2025-1",),
        "2025-1",
        RoundClosing(date(2026, 6, 1)),
        '{"on": "2026-06-01"}',
    ),
    (
        PROGRESS,
        ("w1_1",),
        "w1_1",
        WorkProgress("done", date(2023, 5, 1), date(2024, 3, 1), ""),
        '{"evidence": null, "finish_month": "2024-03", "start_month": "2023-05", "status": "done"}',
    ),
    *REVIEW_ROWS,
]


@pytest.mark.parametrize(("kind", "parts", "key", "value", "row"), ROWS)
def test_a_row_is_written_and_read_back(
    kind: EntryKind[Any], parts: tuple[str, ...], key: str, value: object, row: str
) -> None:
    assert kind.json(value) == row
    assert kind.value(key, json.loads(row)) == value
    assert kind.parts_of(key) == parts
    assert kind.key(*(part for part in parts if part)) == key
    if parts[-1]:
        assert key.startswith(kind.beginning(*parts[:-1]) if parts[:-1] else "")


def test_every_kind_of_the_table_is_among_the_rows() -> None:
    assert {kind.name for kind, *_ in ROWS} == set(KINDS)
    # The store brings a report's items under a name that it does not read.
    assert PROGRESS.name == receiving.PROGRESS


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_what_was_taken_away_is_null(kind: EntryKind[Any]) -> None:
    assert kind.json(None) == "null"
    assert kind.value("a:b", None) is None


@pytest.mark.parametrize(
    ("kind", "key", "document", "value"),
    [
        # Without the fields that came later, or that say nothing.
        (
            SECTION,
            "s01",
            {"name_ja": "住民課"},
            Section("s01", Text("住民課", "住民課"), None, None),
        ),
        (OWNER, "kpi:a", {"section_id": "s01"}, Owner("s01", None)),
        (OWNER, "kpi:a", {"section_id": None}, Owner("", None)),  # nobody's
        (CARD, "certificates", {"system": "住民記録"}, KpiCard(system="住民記録")),
        (HOLDER, "cio", {"name": "山田", "section": None}, Holder("山田", "")),
        (PRINCIPLE_LINK, "1:2", {}, PrincipleLink(is_linked=False)),
        (SUPPLEMENT, "footnote:3", {"definition": "改革"}, Footnote("", "改革", "")),
        (SUPPLEMENT, "training_plan", {"text": "年3回"}, CopiedText("年3回", "")),
        (
            SUPPLEMENT,
            "bar:w1",
            {"first": 2023, "last": 2024},
            Bar(FiscalYear(2023), FiscalYear(2024), ""),
        ),
        (
            DECISION,
            "a",
            {"answer": "no_band"},
            Decision("no_band", None, "", None, None, None, None),
        ),
        (PROGRESS, "w1", {"status": "done"}, WorkProgress("done", None, None, "")),
        # A day in the month, and a field of a later release.
        (
            PROGRESS,
            "w1",
            {"status": "done", "start_month": "2024-04-15", "mascot": "kuma"},
            WorkProgress("done", date(2024, 4, 1), None, ""),
        ),
    ],
)
def test_a_document_of_another_release_is_read(
    kind: EntryKind[Any], key: str, document: dict[str, object], value: object
) -> None:
    assert kind.value(key, document) == value


@pytest.mark.parametrize(
    ("kind", "document"),
    [
        (SECTION, {}),
        (COMPONENT, {"name": "住民記録"}),
        (DECISION, {"decided_by": "町長"}),
        (PROGRESS, {"evidence": "起案"}),
    ],
)
def test_a_document_that_says_nothing_is_an_error(
    kind: EntryKind[Any], document: dict[str, object]
) -> None:
    """No guess takes the place of a name, a state or an answer."""
    with pytest.raises(KeyError):
        kind.read("a:b", document)
