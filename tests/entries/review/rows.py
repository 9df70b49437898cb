"""What the rows hold of what people conclude, byte for byte."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from yamato_dx.entries.kind import EntryKind
from yamato_dx.entries.review.closing import (
    CARRY_OVER,
    CLOSING,
    EFFECT,
    JUDGEMENT,
    OPINION,
    WHOLE_PLAN,
    CarryOver,
    Effect,
    Judgement,
    Opinion,
    PlanClosing,
)
from yamato_dx.entries.review.comments import COMMENT, AttachedFile, Comment
from yamato_dx.entries.review.happenings import HAPPENING, Happening
from yamato_dx.entries.review.meetings import (
    FOLLOW_UP,
    MEETING,
    MEETING_POINT,
    AgendaItem,
    FollowUp,
    Meeting,
    MeetingPoint,
)
from yamato_dx.entries.review.publications import PUBLICATION, RELEASE, PublicMoment, Release
from yamato_dx.entries.review.resources import BUDGET_LINE, WORK_HOURS, BudgetLine, WorkHours
from yamato_dx.entries.review.snapshots import (
    FrozenPlan,
    FrozenVersion,
    KeptPaper,
    Snapshot,
)
from yamato_dx.fiscal_year import FiscalYear

DAY: Final = date(2026, 5, 11)
SNAPSHOT: Final = Snapshot(
    412,
    DAY,
    (FrozenPlan("dx", "2.0", "1a2b", (FrozenVersion("1.0", "5e6f"),)),),
    (KeptPaper("会議資料.pdf", "3c4d"),),
)
_SNAPSHOT: Final = (
    '{"on": "2026-05-11", "papers": [{"file_name": "会議資料.pdf", "sha256": "3c4d"}],'
    ' "plans": [{"others": [{"plan_version": "1.0", "rows": "5e6f"}],'
    ' "plan_id": "dx", "plan_version": "2.0", "rows": "1a2b"}], "revision": 412}'
)
Row = tuple[EntryKind[Any], tuple[str, ...], str, object, str]
REVIEW_ROWS: Final[list[Row]] = [
    (
        COMMENT,
        ("kpi", "certificates", "2025"),
        "kpi:certificates:2025",
        Comment(
            "端末の更新が遅れた",
            "夜間の案内",
            "7月に2台増やす",
            DAY,
            "窓口係",
            "おおむね順調",
            "B",
            (AttachedFile("件数.xlsx", "1a2b"),),
        ),
        (
            '{"cause": "端末の更新が遅れた", "due": "2026-05-11", "files":'
            ' [{"file_name": "件数.xlsx", "sha256": "1a2b"}], "issue": "夜間の案内",'
            ' "measure": "7月に2台増やす", "person": "窓口係", "self_assessment": "おおむね順調",'
            ' "self_grade": "B"}'
        ),
    ),
    (
        BUDGET_LINE,
        ("9", "2025", "1"),
        "9:2025:1",
        BudgetLine(
            "情報化推進事業",
            "一般会計",
            "2-1-7",
            "thousand_yen",
            1200,
            1150,
            national=500,
            general=650,
        ),
        (
            '{"account": "一般会計", "bonds": null, "budget": 1200, "carried": null,'
            ' "difference_accepted": null,'
            ' "general": 650, "item": "2-1-7", "national": 500, "note": "", "other": null,'
            ' "prefectural": null, "project": "情報化推進事業", "settled": 1150,'
            ' "settled_status": "final", "unit": "thousand_yen"}'
        ),
    ),
    (
        WORK_HOURS,
        ("9", "2025"),
        "9:2025",
        WorkHours(120.5, None, "勤怠"),
        '{"saved": null, "source": "勤怠", "spent": 120.5}',
    ),
    (
        HAPPENING,
        ("1",),
        "1",
        Happening(DAY, "手数料を200円に下げた", "条例改正", ("certificates",)),
        (
            '{"kpi_ids": ["certificates"], "on": "2026-05-11", "source": "条例改正",'
            ' "words": "手数料を200円に下げた"}'
        ),
    ),
    (
        MEETING,
        ("2026-1",),
        "2026-1",
        Meeting(
            "2026-1",
            "第1回 DX推進本部会議",
            DAY,
            "dx",
            FiscalYear(2025),
            SNAPSHOT,
            (AgendaItem(1, "not_met", "kpi:certificates:2025", "2 未達成", "2 not met"),),
        ),
        (
            '{"agenda": [{"number": 1, "reason": "not_met", "subject": "kpi:certificates:2025",'
            ' "words_en": "2 not met", "words_ja": "2 未達成"}], "fiscal_year": 2025,'
            ' "held_on": "2026-05-11", "meeting_id": "2026-1", "plan_id": "dx",'
            f' "snapshot": {_SNAPSHOT}, "title": "第1回 DX推進本部会議"}}'
        ),
    ),
    (
        MEETING_POINT,
        ("2026-1", "1"),
        "2026-1:1",
        MeetingPoint("instructed", "原因を調べる", "住民課", DAY),
        (
            '{"due": "2026-05-11", "outcome": "instructed", "owner": "住民課", "title": "",'
            ' "words": "原因を調べる"}'
        ),
    ),
    (
        FOLLOW_UP,
        ("2026-1", "1"),
        "2026-1:1",
        FollowUp("done", DAY, "報告済み"),
        '{"on": "2026-05-11", "state": "done", "words": "報告済み"}',
    ),
    (
        EFFECT,
        ("1", "2"),
        "1:2",
        Effect("found", "待ち時間の調査"),
        '{"evidence": "待ち時間の調査", "found": "found"}',
    ),
    (
        JUDGEMENT,
        ("initiative", "1"),
        "initiative:1",
        Judgement("窓口は速くなった", "住民課"),
        '{"section": "住民課", "words": "窓口は速くなった"}',
    ),
    (
        OPINION,
        ("1",),
        "1",
        Opinion(
            "町議会",
            DAY,
            "高齢者への配慮を",
            "initiative:1",
            "講座を増やす",
            "福祉課",
            "福祉課",
            DAY,
        ),
        (
            '{"answer": "講座を増やす", "answered_by": "福祉課", "asked": "福祉課",'
            ' "by": "町議会", "due": "2026-05-11", "on": "2026-05-11",'
            ' "subject": "initiative:1", "words": "高齢者への配慮を"}'
        ),
    ),
    (
        CARRY_OVER,
        ("certificates",),
        "certificates",
        CarryOver("expanded", "利用が伸びた", "R8-1"),
        '{"reason": "利用が伸びた", "successor": "R8-1", "treatment": "expanded"}',
    ),
    (
        CLOSING,
        (WHOLE_PLAN,),
        "plan",
        PlanClosing(DAY, None, "確定値が出た"),
        (
            '{"approval_no": "", "missing": [], "on": "2026-05-11", "public": null,'
            ' "reason": "確定値が出た", "snapshot": null}'
        ),
    ),
    (
        PUBLICATION,
        ("1",),
        "1",
        PublicMoment(1, DAY, SNAPSHOT, "企第3号"),
        (
            '{"approval_no": "企第3号", "number": 1, "on": "2026-05-11", "reason": "",'
            f' "snapshot": {_SNAPSHOT}}}'
        ),
    ),
    (
        RELEASE,
        ("comment", "kpi:certificates:2025"),
        "comment:kpi:certificates:2025",
        Release(398),
        '{"revision": 398}',
    ),
]
