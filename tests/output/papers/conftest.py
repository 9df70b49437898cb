from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from yamato_dx.output.images.bars import mini_bars_svg
from yamato_dx.output.papers.contents import (
    Marked,
    PaperFoot,
    PaperHead,
    Picture,
    PrintedCount,
    PrintedFigure,
)
from yamato_dx.output.papers.meeting import (
    DecisionAsked,
    MeetingPaper,
    SheetChange,
    SheetException,
    SheetGroup,
    SheetLine,
)
from yamato_dx.queries.papers.provenance import LABELS

YEARS = ("R4", "R5", "R6", "R7")
PaperOf = Callable[..., MeetingPaper]


def line(kpi_no: str) -> SheetLine:
    return SheetLine(
        kpi_no=kpi_no,
        name=f"指標{kpi_no}",
        detail="窓口課　R7年度計・確定・未確認",
        target=PrintedFigure("1,200", "件以上"),
        actual=PrintedFigure("1,105", "件", below="188/188人"),
        gap=PrintedFigure("95", "件 不足"),
        gap_tone="bad",
        change=PrintedFigure("+465", "件"),
        bars=Picture(mini_bars_svg([None, 1.0, 2.0, 3.0], [None, None, 2.0, 4.0], 3), "推移"),
        years=(
            Marked("", "–", "second"),
            Marked("◎", "達成", "good"),
            Marked("○", "おおむね"),
            Marked("×", "未達成", "bad"),
        ),
        was="● 前回 達成",
    )


def exception(cause: str) -> SheetException:
    return SheetException(
        Marked("×", "未達成", "bad"), "4", "指標4", cause, "予約枠を置く", "2027-03-31", "窓口課"
    )


@pytest.fixture
def paper_of() -> PaperOf:
    """A sheet with everything on it; `cause` in the place of a person's words."""
    head = PaperHead(
        lang="ja",
        title="DX推進本部 資料",
        subtitle="令和7年度の実績",
        office="企画政策課",
        plan="計画 第2.0版",
        as_of="2026-11-28 13:00までの記録",
        snapshot="記録番号 212",
        sample_mark="見本データ",
        sample="見本データ：すべて架空の内容です。",
        words=dict.fromkeys(LABELS, "語"),
    )
    whole = MeetingPaper(
        head=head,
        foot=PaperFoot(("棒＝実績",), ("出典：計画",)),
        size="a3",
        headline="未達成は1件。",
        counts=(PrintedCount(Marked("×", "未達成", "bad"), 1),),
        years=YEARS,
        chosen=3,
        groups=(SheetGroup("未達成・未報告", 1, "bad", "担当課が考える", (line("4"),)),),
        exceptions=(exception("大雪"),),
        since_title="前回から",
        since=(SheetChange("判定が変わった　1件", ("4 達成 → 未達成",)),),
        decisions=(DecisionAsked(1, "どの平均か", "候補は5つ"),),
        decisions_overleaf="",
        empty="ありません",
    )

    def made(cause: str = "大雪", **changes: object) -> MeetingPaper:
        return replace(whole, exceptions=(exception(cause),), **changes)  # type: ignore[arg-type]

    return made
