"""«前回から»: each kind of thing that is different is named once, with what it was and is."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from tests.entered import plan_of
from tests.queries.conftest import CLERK, now, previewed, sent
from tests.reports import year_csv
from yamato_dx.acts.confirming.confirmation import confirm
from yamato_dx.acts.deciding import decide
from yamato_dx.acts.entering import enter as enter_values
from yamato_dx.acts.extending import extend
from yamato_dx.acts.report import send_report
from yamato_dx.entries.cards import CARD, KpiCard
from yamato_dx.entries.review.comments import COMMENT, Comment
from yamato_dx.entries.review.meetings import MEETING, Meeting
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.i18n import LANGUAGES
from yamato_dx.output.tables.columns import TABLES
from yamato_dx.queries.changes.changes import (
    CHANGE_KINDS,
    MomentChange,
    changes_between,
    changes_table,
    counts_of,
)
from yamato_dx.queries.changes.moments import known_moments, usual_beginning
from yamato_dx.queries.changes.words import changes_headline, changes_text
from yamato_dx.queries.snapshots.snapshots import snapshot_at
from yamato_dx.store.record import Record


def since(record: Record, revision_of_view: int, lang: str = "ja") -> tuple[MomentChange, ...]:
    after = now(record)
    before = after.__class__(revision_of_view, after.on)
    return changes_between(record, before, after, lang)


def of_kind(changes: tuple[MomentChange, ...], kind: str) -> list[MomentChange]:
    return [change for change in changes if change.kind == kind]


def test_nothing_is_different_from_itself(full: Record) -> None:
    assert changes_between(full, now(full), now(full), "ja") == ()


def test_a_report_changes_verdicts_and_a_second_only_the_figure(record: Record) -> None:
    start = record.head()
    sent(record, year_csv(("R6", "9-1", "60")))
    (verdict,) = of_kind(since(record, start), "verdict")
    assert (verdict.kpi_no, verdict.fiscal_year) == ("9-1", 2024)
    assert "未報告" in verdict.before
    assert verdict.after.startswith("○おおむね達成")
    middle = record.head()
    sent(record, year_csv(("R6", "9-1", "61")))
    changes = since(record, middle)
    assert [change.kind for change in changes] == ["value"]
    assert "60" in changes[0].before
    assert "61" in changes[0].after
    assert (changes[0].kpi_id, changes[0].fiscal_year) == (verdict.kpi_id, 2024)


def test_a_correction_is_told_once_with_its_reason(record: Record) -> None:
    first = sent(record, year_csv(("R6", "9-1", "81")))
    confirm(record, [first], actor=CLERK)
    start = record.head()
    content = year_csv(("R6", "9-1", "60"))
    preview = previewed(record, content)
    send_report(
        record,
        data=content,
        file_name="訂正.csv",
        values=preview.values,
        actor=CLERK,
        previewed_at=preview.revision,
        correction_reason="数え間違い",
    )
    (correction,) = of_kind(since(record, start), "correction")
    assert "数え間違い" in correction.after
    # Older than the moment: not told again.
    assert of_kind(since(record, record.head()), "correction") == []


def test_what_people_said_is_told_with_who_and_when(record: Record) -> None:
    start = record.head()
    decide(record, "nearly_met_band", "no_band", actor=CLERK, decided_by="本部")
    comment = Comment(cause="端末の更新が遅れた", measure="7月に増やす")
    key = "kpi:dx_course_participants:2024"
    enter_values(record, COMMENT, {key: comment}, CLERK, plan_id=plan_of(record))
    card = KpiCard(system="住民記録")
    enter_values(record, CARD, {"dx_course_participants": card}, CLERK, plan_id=plan_of(record))
    changes = since(record, start)
    (decision,) = of_kind(changes, "decision")
    assert (decision.by, decision.at is None) == (CLERK.name, False)
    (said,) = of_kind(changes, "comment")
    assert "端末の更新が遅れた" in said.after
    assert said.before == ""
    assert [change.after for change in of_kind(changes, "other")] == ["住民記録"]


def test_an_extension_adds_targets_without_taking_any_away(record: Record) -> None:
    start = record.head()
    extend(record, FiscalYear(2027), actor=CLERK, decided_by="町長", approval_no="1", reason="災害")
    changes = since(record, start)
    assert of_kind(changes, "target") == []
    assert len(of_kind(changes, "decision")) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_change_stands_in_headline_text_and_table(record: Record, lang: str) -> None:
    start = record.head()
    sent(record, year_csv(("R6", "9-1", "60"), ("R5", "9-1", "40")))
    decide(record, "nearly_met_band", "no_band", actor=CLERK, decided_by="本部")
    changes = since(record, start, lang)
    counts = counts_of(changes)
    assert list(counts) == [kind for kind in CHANGE_KINDS if kind in counts]
    assert len(changes_headline(changes, "前", lang)) == 2
    text = changes_text(changes, "前", "今", lang)
    assert all(change.after in text for change in changes)
    table = changes_table(changes, record, lang)
    assert list(table.columns) == [spec.name for spec in TABLES["changes"]]
    assert table["change_after"].tolist() == [change.after for change in changes]
    assert pd.api.types.is_datetime64_any_dtype(table["change_at"])


def test_the_last_meeting_is_where_one_begins(record: Record) -> None:
    assert usual_beginning(known_moments(record, now(record), "ja")) is None
    sent(record, year_csv(("R6", "9-1", "60")))
    view = now(record)
    beginning = usual_beginning(known_moments(record, view, "ja"))
    assert beginning
    assert beginning.kind == "moment"
    snapshot, files = snapshot_at(record, view)
    meeting = Meeting("2026-1", "本部会議", date(2026, 6, 15), "", FiscalYear(2025), snapshot, ())
    enter_values(record, MEETING, {"2026-1": meeting}, CLERK, plan_id="", files=files)
    sent(record, year_csv(("R6", "9-1", "61")))
    beginning = usual_beginning(known_moments(record, now(record), "ja"))
    assert beginning
    assert (beginning.code, beginning.view.revision) == ("meeting.2026-1", view.revision)
    changes = changes_between(record, beginning.view, now(record), "ja")
    assert {change.kind for change in changes} == {"value", "meeting"}
