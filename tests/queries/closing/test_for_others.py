"""What papers that leave the house may take of a plan's end: confirmed figures, texts 公表可."""

from __future__ import annotations

import pytest

from tests.closings import CERTIFICATES, filled
from tests.queries.conftest import CLERK, now, sent
from tests.reports import year_csv
from yamato_dx.acts.closing.ending import close_plan
from yamato_dx.acts.confirming.confirmation import confirm
from yamato_dx.acts.entering import enter
from yamato_dx.acts.publishing.releases import release_text, unrelease_texts
from yamato_dx.assessment.rules import comparison
from yamato_dx.entries.review.closing import CARRY_OVER, CLOSING, WHOLE_PLAN
from yamato_dx.entries.review.meetings import MEETING, Meeting
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.queries import assessed as assessing
from yamato_dx.queries.closing.lines import ClosingLine
from yamato_dx.queries.closing.story import ClosingStory, closing_story, story_at
from yamato_dx.queries.entries import standing
from yamato_dx.queries.publishing.figures import public_figures
from yamato_dx.queries.publishing.texts import peoples_texts
from yamato_dx.queries.snapshots.snapshots import snapshot_at, view_of_snapshot
from yamato_dx.store.record import Record

pytestmark = pytest.mark.usefixtures("without_papers")
PLAN = "yamato_dx"


def story_of(record: Record, lang: str = "ja") -> ClosingStory:
    return closing_story(record, now(record), lang, for_others=True)


def line_of(record: Record, kpi_no: str) -> ClosingLine:
    return next(line for line in story_of(record).lines if line.kpi_no == kpi_no)


def reported(record: Record, value: str, status: str = "") -> str:
    return sent(record, f"年度,KPI番号,実績値,状態\n令和7年度,9-1,{value},{status}\n".encode())


def test_a_newer_unconfirmed_value_hides_no_confirmed_one(record: Record) -> None:
    confirm(record, [sent(record, year_csv(("R7", "9-1", "96")))], CLERK)
    sent_again = year_csv(("R7", "9-2", "30"))
    sent(record, sent_again)
    line = line_of(record, "9-1")
    assert (line.code, line.reached.number) == ("nearly_met", "96")
    hidden = line_of(record, "9-2")
    assert (hidden.code, hidden.reached.number, hidden.way) == ("unconfirmed", "", None)
    assert hidden.years[-1].verdict.words == "未確認"
    assert hidden.new_baseline is None
    assert story_of(record).left_out == (
        "9-2 オープンデータ公開情報件数（令和7年度）: 確認前の値のため",
    )


@pytest.mark.parametrize(("status", "because"), [("見込", "見込"), ("速報", "速報")])
def test_what_is_not_there_yet_is_told_as_that(record: Record, status: str, because: str) -> None:
    confirm(record, [reported(record, "120", status)], CLERK)
    line = line_of(record, "9-1")
    assert (line.code, line.verdict) == ("not_final", "確定前（見込・速報）")
    assert "120" not in line.evidence
    assert because in story_of(record).left_out[0]


def test_what_is_missing_is_that_of_the_page(record: Record) -> None:
    reported(record, "120")
    filled(record)
    page = closing_story(record, now(record), "ja")
    assert story_of(record).missing == page.missing
    assert {line.kind for line in page.missing} > {"unconfirmed", "texts"}
    (texts,) = (line for line in page.missing if line.kind == "texts")
    assert (texts.words, texts.page) == ("公表可としていない文章 6件", "publication")


def test_a_mark_counts_for_the_words_that_were_read(record: Record) -> None:
    filled(record)
    text = next(
        text for text in peoples_texts(record, now(record), "ja") if CERTIFICATES in text.key
    )
    release_text(record, (text.kind, text.key), text.revision, CLERK, plan_id=PLAN)
    line = line_of(record, "4")
    assert (line.treatment, line.successor, line.reason) == (
        "拡充",
        "R8-3 申請を含む件数",
        "利用が伸びた",
    )
    unrelease_texts(record, [f"{CARRY_OVER.name}:{CERTIFICATES}"], CLERK, plan_id=PLAN)
    line = line_of(record, "4")
    assert (line.treatment, line.successor, line.reason) == ("拡充", "", "")


def test_a_rule_that_changes_moves_nothing_that_was_closed(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirm(record, [reported(record, "96")], CLERK)
    close_plan(record, now(record), actor=CLERK)
    before = line_of(record, "9-1")
    monkeypatch.setattr(comparison, "TOLERANCE", 0.2)
    for remembered in (assessing.assessed, public_figures, story_at):
        remembered.cache_clear()
    after = line_of(record, "9-1")
    assert (after.code, after.evidence) == (before.code, before.evidence)
    assert after.code == "nearly_met"


def test_the_rows_of_confirmed_figures_are_kept_with_the_closing(record: Record) -> None:
    reported(record, "96")
    close_plan(record, now(record), actor=CLERK)
    closing = standing(record, CLOSING, PLAN)[WHOLE_PLAN].value
    assert closing.public is not None
    for snapshot in (closing.snapshot, closing.public):
        assert snapshot is not None
        assert all(record.file_bytes(plan.rows) for plan in snapshot.plans)
    assert line_of(record, "9-1").code == "unconfirmed"


def test_what_a_meeting_saw_is_not_what_was_confirmed(record: Record) -> None:
    reported(record, "96")
    snapshot, files = snapshot_at(record, now(record))
    meeting = Meeting("2026-1", "会議", now(record).on, PLAN, FiscalYear(2025), snapshot, ())
    enter(record, MEETING, {"2026-1": meeting}, CLERK, plan_id="", files=files)
    seen = view_of_snapshot(snapshot)
    everything = closing_story(record, seen, "ja")
    confirmed = closing_story(record, seen, "ja", for_others=True)
    codes = [
        next(line.code for line in story.lines if line.kpi_no == "9-1")
        for story in (everything, confirmed)
    ]
    assert codes == ["nearly_met", "unconfirmed"]
