"""期末評価 as one value: counted honestly, kept as it was closed, later figures beside it."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from tests.closings import CERTIFICATES, filled
from tests.queries.conftest import CLERK, now, sent
from tests.reports import year_csv, years_csv
from yamato_dx.acts.closing.ending import close_plan, reopen_plan
from yamato_dx.acts.confirming.confirmation import confirm
from yamato_dx.acts.report import send_report
from yamato_dx.assessment.rules import comparison
from yamato_dx.output.tables.columns import TABLES
from yamato_dx.output.tables.frame_check import check_frame
from yamato_dx.queries import assessed as assessing
from yamato_dx.queries.assessed import view_of
from yamato_dx.queries.closing.story import ClosingStory, closing_story, counted, story_at
from yamato_dx.queries.closing.table import closing_table
from yamato_dx.queries.reports.preview import preview_report
from yamato_dx.store.record import Record

pytestmark = pytest.mark.usefixtures("without_papers")
LANGUAGES = ["ja", "en"]


def story_of(record: Record, lang: str = "ja", **options: bool) -> ClosingStory:
    return closing_story(record, now(record), lang, **options)


def shown(story: ClosingStory) -> list[tuple[object, ...]]:
    """What a reader sees of each KPI that must not move."""
    return [
        (line.kpi_no, line.code, line.start, line.promised, line.reached, line.evidence)
        for line in story.lines
    ]


def test_the_counts_add_up_and_no_reason_is_lost(full: Record) -> None:
    story = story_of(full)
    assert "".join(story.headline) == (
        "4年間の10のKPIのうち、約束に届いたのは3、おおむね4、届かなかったのは2。"
    )
    counts = counted(story)
    assert sum(counts.values()) == len(story.lines) == 10
    assert counts["awaiting_publication"] == 1
    assert [count.kpi_nos for count in story.judged] == [
        ("5", "7", "9-2"),
        ("1", "4", "6", "9-1"),
        ("2", "8"),
    ]
    assert [len(group.lines) for group in story.groups] == [2, 4, 3, 1]
    assert story.groups[1].note == "達成率80%以上〔初期設定・未決定〕"
    assert story.methods[0] == "最終年度（R7）の値〔初期設定・未決定〕"
    assert story.effect_counts == {"found": 0, "not_found": 0, "unchecked": 22}


def test_three_numbers_in_a_row(full: Record) -> None:
    by_no = {line.kpi_no: line for line in story_of(full).lines}
    line = by_no["1"]
    assert (line.start.number, line.promised.number, line.reached.number) == ("29.5", "20", "22.3")
    assert (line.below, line.year) == ("2.3分超過", "R7")
    duty = by_no["8"]
    assert (duty.promised.words, duty.reached.number, duty.code) == ("毎年度", "2/4", "not_met")
    assert duty.note == "R4 未報告、R5 8人未受講"
    reduced = by_no["5"]
    assert (reduced.start.number, reduced.start.below) == ("12,400", "基準 R4")
    assert (reduced.promised.number, reduced.reached.number) == ("20", "21.0")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_record_is_told_as_unknown(record: Record, lang: str) -> None:
    story = story_of(record, lang)
    assert counted(story)["not_reported"] == 10
    assert len(story.headline) == 2
    assert all(line.evidence for line in story.lines)
    assert story.missing[0].kind == "figures.not_reported"


def test_confirmed_figures_alone(record: Record) -> None:
    """As papers for others take them: what nobody looked at is not known."""
    sent(record, year_csv(("R7", "9-1", "120")))
    assert counted(story_of(record))["met"] == 1
    left_out = story_of(record, for_others=True)
    assert (counted(left_out)["met"], counted(left_out)["unconfirmed"]) == (0, 1)
    assert left_out.unconfirmed == ("9-1",)


def test_confirmed_it_counts_again(record: Record) -> None:
    batch_id = sent(record, year_csv(("R7", "9-1", "120")))
    confirm(record, [batch_id], CLERK)
    assert counted(story_of(record, for_others=True))["met"] == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_missing_leads_to_where_it_is_mended(full: Record, lang: str) -> None:
    missing = {line.kind: line for line in story_of(full, lang).missing}
    assert set(missing) == {
        "figures.not_reported",
        "figures.awaiting_publication",
        "unconfirmed",
        "causes",
        "effects",
        "judgement",
        "treatments",
    }
    assert missing["unconfirmed"].page == "history"
    # Of KPI 8 the first year of the plan, which «実績の報告» would not show by itself.
    assert dict(missing["figures.not_reported"].query) == {"way": "typing", "year": "2022"}
    assert missing["effects"].query == (("write", "effect"),)
    assert "22" in missing["effects"].words


def test_what_was_entered_is_missing_no_more(record: Record) -> None:
    filled(record)
    story = story_of(record)
    missing = {line.kind: line.words for line in story.missing}
    assert "judgement" not in missing
    assert "21件" in missing["effects"]
    assert missing["opinions"].endswith("1件")
    assert "4" not in missing["treatments"].split("・")  # that of the certificates is decided
    line = next(line for line in story.lines if line.kpi_id == CERTIFICATES)
    assert (line.treatment, line.successor) == ("拡充", "R8-3 申請を含む件数")
    assert story.judgements[0].words == "窓口は速くなった。"
    assert story.opinions[0].due
    assert story.effects[0].lines[0].words == "確認できた"


def test_closed_it_stays_and_later_figures_stand_beside(record: Record) -> None:
    sent(record, years_csv())
    filled(record)
    before = story_of(record)
    close_plan(record, now(record), actor=CLERK, approval_no="企第12号")
    sent(record, year_csv(("R7", "2", "20/20"), ("R7", "3", "75%")))
    after = story_of(record)
    assert after.is_closed
    assert shown(after) == shown(before)
    assert counted(after) == counted(before)
    assert after.closed is not None
    assert (after.closed.by, after.closed.approval_no) == (CLERK.name, "企第12号")
    assert after.closed.missing == tuple(line.words for line in before.missing)
    later = {line.kpi_no: line.later for line in after.lines if line.later}
    assert set(later) == {"2", "3"}
    assert later["2"] == ("期末評価後の確定値 R7 20/20業務 ◎達成",)
    content = "年度,KPI番号,実績値,状態\n令和7年度,9-1,120,速報\n".encode()
    sent(record, content)
    preliminary = next(line for line in story_of(record).lines if line.kpi_no == "9-1")
    assert preliminary.later[0].startswith("期末評価後の値 R7 120人（速報）")
    assert "業務" in closing_table(record, now(record), "ja")["later_figures"].dropna().iloc[0]


def test_opened_again_today_is_shown_and_the_reason(record: Record) -> None:
    sent(record, years_csv())
    close_plan(record, now(record), actor=CLERK)
    sent(record, year_csv(("R7", "2", "20/20")))
    reopen_plan(record, actor=CLERK, reason="移行が終わった", on=now(record).on)
    story = story_of(record)
    assert (story.is_closed, counted(story)["not_met"]) == (False, 1)
    assert story.closed is not None
    assert story.closed.reason == "移行が終わった"
    assert not any(line.later for line in story.lines)


def test_a_rule_that_changes_moves_nothing_that_was_closed(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent(record, years_csv())
    before = story_of(record)
    close_plan(record, now(record), actor=CLERK)
    monkeypatch.setattr(comparison, "TOLERANCE", 0.2)
    for remembered in (assessing.assessed, assessing.assessed_by_all, story_at):
        remembered.cache_clear()
    assert shown(story_of(record)) == shown(before)


def test_a_year_after_the_plan_is_told_apart(record: Record) -> None:
    later = date(2027, 6, 15)
    view = view_of(record, on=later)
    content = year_csv(("R7", "9-1", "96"), ("R8", "9-1", "120"))
    preview = preview_report(record, content, "a.csv", view)
    send_report(
        record,
        data=content,
        file_name="a.csv",
        values=preview.values,
        actor=CLERK,
        previewed_at=preview.revision,
    )
    story = closing_story(record, view_of(record, on=later), "ja")
    line = next(line for line in story.lines if line.kpi_no == "9-1")
    assert line.later == ("計画期間後 R8 120人",)
    assert line.reached.number == "96"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_table_has_one_row_per_kpi(full: Record, lang: str) -> None:
    table = closing_table(full, now(full), lang)
    assert check_frame(table, TABLES["closing"]) == []
    assert list(table["kpi_no"]) == [kpi.kpi_no for kpi in story_of(full).plan.kpis]
    by_no = table.set_index("kpi_no")
    assert by_no.loc["1", ["start_value", "target_value", "actual_value"]].tolist() == [
        29.5,
        20.0,
        22.3,
    ]
    assert by_no.loc["8", ["target_years_count", "met_years_count"]].tolist() == [4, 2]
    assert pd.isna(by_no.loc["8", "actual_value"])  # no single figure stands for four years


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_plan_in_which_versions_aim_otherwise(minato: Record, lang: str) -> None:
    story = closing_story(minato, now(minato), lang)
    assert len(story.lines) == len(story.plan.kpis)
    assert sum(counted(story).values()) == len(story.lines)
