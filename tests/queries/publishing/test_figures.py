"""Public figures: confirmed alone, by the same rules; what stays out is named."""

from __future__ import annotations

import pandas as pd

from tests.meetings import made as made_meeting
from tests.queries.conftest import CLERK, now, previewed, sent
from tests.reports import long_csv, year_csv
from yamato_dx.acts.confirming.confirmation import confirm
from yamato_dx.acts.publishing.publication import publish
from yamato_dx.acts.report import send_report
from yamato_dx.queries.assessed import assessed
from yamato_dx.queries.kpis.tables import assessment_table
from yamato_dx.queries.publishing.figures import left_out, public_figures
from yamato_dx.queries.publishing.published import public_view, published
from yamato_dx.queries.publishing.residents import residents_page
from yamato_dx.rows import rows_of
from yamato_dx.store.record import Record

HEADER = "年度,KPI番号,実績値,状態"


def figures(record: Record) -> dict[tuple[str, int], tuple[float, str]]:
    frame = public_figures(record, now(record)).frame
    return {
        (row["kpi_no"], row["fiscal_year"]): (row["actual_value"], row["verdict"])
        for row in rows_of(frame)
    }


def out(record: Record) -> list[tuple[str, int, tuple[str, ...], bool]]:
    numbers = {kpi.kpi_id: kpi.kpi_no for kpi in public_figures(record, now(record)).plan.kpis}
    return [
        (numbers[each.kpi_id], each.fiscal_year, each.because, each.has_earlier)
        for each in left_out(record, now(record))
    ]


def test_a_newer_value_that_nobody_confirmed_hides_none_that_was(record: Record) -> None:
    confirm(record, [sent(record, year_csv(("R6", "4", "640"), ("R6", "9-1", "81")))], CLERK)
    corrected(record, year_csv(("R6", "9-1", "60"), ("R6", "9-2", "19")))
    assert figures(record)["9-1", 2024] == (81.0, "met")
    assert pd.isna(figures(record)["9-2", 2024][0])
    assert out(record) == [
        ("9-1", 2024, ("unconfirmed",), True),
        ("9-2", 2024, ("unconfirmed",), False),
    ]


def test_what_is_not_final_counts_as_not_there_though_confirmed(record: Record) -> None:
    lines = ("R6,4,640,見込", "R6,9-1,81,速報", "R6,9-2,19,確定", "R7,3,公表待ち,")
    confirm(record, [sent(record, long_csv(*lines, header=HEADER))], CLERK)
    assert pd.isna(figures(record)["4", 2024][0])
    assert figures(record)["9-2", 2024][0] == 19
    assert figures(record)["3", 2025][1] == "awaiting_publication"
    assert out(record) == [
        ("4", 2024, ("forecast",), False),
        ("9-1", 2024, ("preliminary",), False),
    ]


def test_sent_again_in_the_same_words_nothing_is_left_out(record: Record) -> None:
    confirm(record, [sent(record, year_csv(("R6", "9-1", "81")))], CLERK)
    sent(record, year_csv(("R6", "9-1", "81"), ("R6", "9-2", "19")))
    assert out(record) == [("9-2", 2024, ("unconfirmed",), False)]


def test_the_table_says_of_each_public_figure_that_it_is_confirmed(record: Record) -> None:
    confirm(record, [sent(record, year_csv(("R6", "9-1", "81")))], CLERK, approval_no="第3号")
    confirm(record, [corrected(record)], CLERK)
    sent(record, year_csv(("R6", "9-2", "19")))
    table = assessment_table(public_figures(record, now(record)), "ja")
    told = table[table["actual_value"].notna()]
    columns = ["kpi_no", "actual_value", "is_confirmed", "correction_previous_value"]
    assert told[columns].values.tolist() == [["9-1", 82.0, True, 81.0]]


def corrected(record: Record, content: bytes | None = None) -> str:
    """What was confirmed said otherwise, with a reason."""
    preview = previewed(record, content or year_csv(("R6", "9-1", "82")))
    return send_report(
        record,
        data=preview.data,
        file_name="訂正.csv",
        values=preview.values,
        actor=CLERK,
        previewed_at=preview.revision,
        correction_reason="数え直した",
    ).batch_id


def test_what_a_meeting_saw_is_not_what_is_published(record: Record, without_papers: None) -> None:
    """A meeting sees all figures."""
    confirm(record, [sent(record, year_csv(("R6", "9-1", "81")))], CLERK)
    corrected(record)
    seen = made_meeting(record).view()
    assert assessed(record, seen).frame["actual_value"].max() == 82
    publish(record, seen, CLERK)
    public = public_figures(record, public_view(record, now(record)))
    assert public.frame["actual_value"].max() == 81
    assert "82人" not in residents_page(record, seen, "ja", is_draft=True).decode()


def test_what_was_published_stays_after_all_that_comes(record: Record) -> None:
    confirm(record, [sent(record, year_csv(("R6", "9-1", "81")))], CLERK)
    publish(record, now(record), CLERK)
    view = public_view(record, now(record))
    public = published(record, record.head())
    assert public is not None
    assert view.as_of == public.recorded_at  # as files say of it
    seen = public_figures(record, view).frame
    confirm(record, [corrected(record)], CLERK)
    again = public_figures(record, public_view(record, now(record))).frame
    pd.testing.assert_frame_equal(again, seen, check_exact=True)
    assert figures(record)["9-1", 2024][0] == 82
    assert assessed(record, now(record)).frame["actual_value"].max() == 82
