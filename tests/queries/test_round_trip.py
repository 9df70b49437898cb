"""What we write comes back in: every row, nothing changed, nobody asked."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.plan.random_plans import TRICKY, plans
from tests.proving import examples, in_turn
from tests.queries.conftest import ON, sent
from tests.queries.decisions.answerable import HEADER
from tests.reports import window_csv, years_csv
from tests.store.cases import Clock
from yamato_dx.acts.actor import Actor
from yamato_dx.acts.loading import load_benchmarks, load_plans, load_population
from yamato_dx.acts.opening import Place, open_record
from yamato_dx.acts.report import send_report
from yamato_dx.acts.withdrawal import withdraw
from yamato_dx.cli.tables import export_table
from yamato_dx.intake.problem import AS_IT_STANDS
from yamato_dx.output.context import Headings
from yamato_dx.output.tables.columns import TABLES
from yamato_dx.output.tables.formats import table_bytes
from yamato_dx.output.workbooks.template import template_csv, template_xlsx
from yamato_dx.plan.model.serialise import plan_to_document
from yamato_dx.plan.model.types import Kpi, Plan
from yamato_dx.queries.assessed import View, assessed, plans_at, view_of
from yamato_dx.queries.export_context import export_context
from yamato_dx.queries.reports.preview import Preview, preview_report
from yamato_dx.root import ROOT
from yamato_dx.store.record import Record

CLERK = Actor.at_server("窓口係")
# Every year of a random plan is over.
AFTER = date(2028, 6, 1)
TOWNS = ROOT / "tests" / "towns"
# Format, language, headings: each of the files that an office or a program takes away.
FILES: list[tuple[str, str, Headings]] = [
    ("csv", "ja", "words"),
    ("csv", "en", "words"),
    ("csv", "ja", "code"),
    ("xlsx", "ja", "words"),
    ("xlsx", "en", "words"),
    ("xlsx", "ja", "code"),
]


def exported(
    record: Record,
    view: View,
    format_name: str,
    lang: str,
    headings: Headings = "words",
    table: str = "actuals",
) -> bytes:
    frame = export_table(table, assessed(record, view), lang)
    context = export_context(
        record, view, title=table, rows_count=len(frame), lang=lang, headings=headings
    )
    return table_bytes(frame, TABLES[table], context, format_name)


def assert_comes_back(record: Record, view: View, file: tuple[str, str, Headings]) -> None:
    preview = preview_report(record, exported(record, view, *file), "actuals", view)
    count = len(record.standing(record.municipality_code, view.revision))
    assert [one for one in preview.problems if one.severity != "note"] == [], file
    assert count > 0
    assert len(preview.values) == preview.reading.rows_read == count, file
    changed = preview.values[preview.values["change"] != "unchanged"]
    assert changed.empty, (file, changed.to_dict("records"))


@pytest.mark.parametrize("file", [*FILES, ("csv-cp932", "ja", "words")])
def test_the_sample_comes_back(sample: Record, file: tuple[str, str, Headings]) -> None:
    assert_comes_back(sample, view_of(sample, on=ON), file)


@pytest.mark.parametrize("file", FILES)
def test_a_record_comes_back(full: Record, file: tuple[str, str, Headings]) -> None:
    assert_comes_back(full, view_of(full, on=ON), file)


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("table", ["assessment", "targets", "work-items"])
def test_what_holds_no_reported_values_is_refused_in_one_sentence(
    full: Record, table: str, file: tuple[str, str, Headings]
) -> None:
    view = view_of(full, on=ON)
    preview = preview_report(full, exported(full, view, *file, table=table), table, view)
    (problem,) = preview.obstacles
    assert problem.severity == "refuse"
    assert (problem.code == "assessment_sent") == (table == "assessment")


# ── a plan whose second version numbers anew ─────────────────────────────────────────────────


def test_a_year_leaves_under_the_numbers_by_which_it_is_read(tmp_path: Path) -> None:
    """Version 2.0 of the plan of this town calls other KPIs by the numbers of version 1.0."""
    place = Place(TOWNS / "minato", tmp_path / "minato.duckdb")
    with open_record(place) as record:
        first, second = plans_at(record, record.head())
        on = second.last_year.last_day
        lines = [
            f"{plan.effective_from.year},{kpi.kpi_no},{written_for(kpi)}"
            for plan in (first, second)
            for kpi in plan.kpis
        ]
        assert {kpi.kpi_no: kpi.kpi_id for kpi in first.kpis} != {
            kpi.kpi_no: kpi.kpi_id for kpi in second.kpis
        }
        report(record, ["年度,KPI番号,実績値", *lines], view_of(record, on=on))
        for file in FILES:
            assert_comes_back(record, view_of(record, on=on), file)


def written_for(kpi: Kpi) -> str:
    forms = {"share": "0.5%", "fraction": "1/3", "count_with_coverage": "1回（9/10人）"}
    return forms.get(kpi.value_form, "12.5")


# ── random ledgers of random plans ───────────────────────────────────────────────────────────

numbers = st.one_of(
    st.sampled_from(["0", "0.1", "0.0000001", "123456789012345", "99999999999.05"]),
    st.decimals(0, 10**9, places=6).map(lambda one: f"{one:f}"),
)
percents = st.one_of(
    st.sampled_from(["0%", "0.8%", "1%", "49.6%", "100%", "0.0000012%", "33.33333333333333%"]),
    st.decimals(0, 100, places=6).map(lambda one: f"{one:f}%"),
)
parts = st.integers(1, 900).flatmap(
    lambda whole: st.integers(0, whole).map(lambda part: (str(part), str(whole)))
)
notes = st.one_of(
    st.just(""), st.sampled_from([one for one in TRICKY if one.strip()]), st.just("'=1+1")
)
statuses = st.sampled_from(["", "確定", "見込", "速報"])
days = st.one_of(st.just(""), st.dates(date(2024, 4, 1), AFTER).map(date.isoformat))


@st.composite
def cells(draw: st.DrawFn, kpi: Kpi) -> list[str]:
    """Value, numerator, denominator, weight, day, status, note, reason of one row."""
    part, whole = draw(parts) if kpi.value_form in ("fraction", "count_with_coverage") else ("", "")
    written = {
        "number": numbers,
        "share": percents,
        "fraction": st.just(f"{part}/{whole}"),
        "count_with_coverage": st.integers(0, 9).map(str),
    }
    value = draw(written[kpi.value_form])
    weight = draw(st.sampled_from(["", "0.5", "1312"]))
    rest = [weight, draw(days), draw(statuses), draw(notes), draw(notes)]
    if draw(st.integers(0, 9)) == 0:
        return ["公表待ち", "", "", "", "", "", *rest[3:]]
    return [value, part, whole, *rest]


@st.composite
def ledgers(draw: st.DrawFn, plan: Plan) -> list[list[str]]:
    """Rows: a whole year or months of it; a file with both is asked where they differ."""
    rows = []
    for kpi in plan.kpis:
        for year in draw(st.lists(st.sampled_from([2024, 2025, 2026, 2027]), unique=True)):
            months = draw(st.lists(st.sampled_from([4, 5, 12]), unique=True, max_size=2))
            is_by_month = months and not kpi.is_of_calendar_year
            periods = [f"{year}-{one:02}" for one in months] if is_by_month else [""]
            rows += [[str(year), one, kpi.kpi_no, *draw(cells(kpi))] for one in periods]
    return rows


@st.composite
def towns(draw: st.DrawFn) -> tuple[Plan, list[list[str]]]:
    plan = draw(plans())
    plan = replace(plan, effective_from=date(2024, 4, 1))
    return plan, draw(ledgers(plan).filter(bool))


def report(record: Record, lines: list[str], view: View) -> Preview:
    content = "".join(f"{line}\r\n" for line in lines).encode()
    preview = preview_report(record, content, "実績.csv", view)
    # More than the plan's total is kept as reported; of what is then unlikely somebody says yes.
    answers = {one.problem_id: one.answers[-1] for one in preview.problems if one.is_answerable}
    preview = preview_report(record, content, "実績.csv", view, answers=answers)
    asked = [one.problem_id for one in preview.problems if one.severity == "confirm"]
    answers |= dict.fromkeys(asked, AS_IT_STANDS)
    preview = preview_report(record, content, "実績.csv", view, answers=answers)
    assert preview.is_sendable, preview.obstacles
    send_report(
        record,
        data=content,
        file_name="実績.csv",
        values=preview.values,
        actor=CLERK,
        previewed_at=preview.revision,
    )
    return preview


def line(row: list[str]) -> str:
    quoted = ['"' + cell.replace('"', '""') + '"' for cell in row]
    return ",".join(quoted)


@contextmanager
def record_of(plan: Plan) -> Iterator[Record]:
    code = plan.municipality.municipality_code
    with (
        tempfile.TemporaryDirectory() as folder,
        Record.open(Path(folder) / "record.duckdb", code, clock=Clock()) as record,
    ):
        load_plans(record, plan.plan_id, {plan.plan_version: plan_to_document(plan)})
        load_benchmarks(record, f"{HEADER}\n")
        load_population(record, "[]")
        yield record


@examples(5)
@given(towns(), st.sampled_from(FILES[:3]), st.sampled_from(FILES[3:]))
def test_any_ledger_of_any_plan_comes_back(
    town: tuple[Plan, list[list[str]]],
    text_file: tuple[str, str, Headings],
    workbook: tuple[str, str, Headings],
) -> None:
    plan, rows = town
    heading = "年度,年月,KPI番号,実績値,分子,分母,人数,時点,状態,備考,理由"
    with record_of(plan) as record:
        preview = report(record, [heading, *map(line, rows)], view_of(record, on=AFTER))
        assert len(preview.values) == len(rows)
        for file in (text_file, workbook):
            assert_comes_back(record, view_of(record, on=AFTER), file)


# ── forms and samples ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_an_empty_form_asks_nothing(record: Record, lang: str) -> None:
    (plan,) = plans_at(record, record.head())
    for year in plan.fiscal_years:
        for content in (
            template_csv(plan, year, lang),
            template_csv(plan, year, lang, "cp932"),
            template_xlsx(plan, year, lang),
        ):
            preview = preview_report(record, content, "form", view_of(record, on=ON))
            assert {one.severity for one in preview.problems} <= {"note"}


def test_the_clean_samples_ask_nothing(record: Record, samples: Path) -> None:
    content = (samples / "r6_madoguchi_cp932.csv").read_bytes()
    preview = preview_report(record, content, "r6_madoguchi_cp932.csv", view_of(record, on=ON))
    assert preview.obstacles == ()
    assert preview.is_sendable


def test_the_sample_data_ask_nothing(sample: Record) -> None:
    for path in sorted((ROOT / "data" / "sample").glob("*.csv")):
        preview = preview_report(
            sample, path.read_bytes(), path.name, view_of(sample, on=date(2026, 3, 31))
        )
        assert {one.severity for one in preview.problems} <= {"note"}, path.name


def test_what_was_sent_as_shown_is_what_a_program_reads(record: Record) -> None:
    """49.6 % leaves as 49.6% in CSV, as a typed percent in xlsx; the same number either way."""
    sent(record, years_csv())
    sent(record, window_csv())
    content = exported(record, view_of(record, on=ON), "csv", "ja").decode("utf-8-sig")
    assert '"47%"' in content
    assert '"17/20"' in content
    assert '"9796"' in content


@pytest.mark.parametrize(("ending", "lang", "headings"), in_turn(FILES))
def test_a_point_that_somebody_confirmed_comes_back(
    record: Record, ending: str, lang: str, headings: Headings
) -> None:
    """9.796 hours: asked once whether it is 9,796, never again of what stands."""
    content = "年度,KPI番号,実績値\nR6,5,9.796\n".encode()
    (problem,) = preview_report(record, content, "f.csv", view_of(record, on=ON)).problems
    answers = {problem.problem_id: "9.796時間" if "9.796時間" in problem.answers else "9.796"}
    preview = preview_report(record, content, "f.csv", view_of(record, on=ON), answers=answers)
    send_report(
        record,
        data=content,
        file_name="f.csv",
        values=preview.values,
        actor=CLERK,
        previewed_at=preview.revision,
    )
    assert_comes_back(record, view_of(record, on=ON), (ending, lang, headings))


def test_a_yes_outlives_its_report(record: Record) -> None:
    """Sent, withdrawn and sent again: nobody is asked a second time."""
    content = "年度,KPI番号,実績値,時点\nR6,4,640,2026/1/5\n".encode()
    (problem,) = preview_report(record, content, "f.csv", view_of(record, on=ON)).obstacles
    answers = {problem.problem_id: AS_IT_STANDS}
    preview = preview_report(record, content, "f.csv", view_of(record, on=ON), answers=answers)
    receipt = send_report(
        record,
        data=content,
        file_name="f.csv",
        values=preview.values,
        actor=CLERK,
        previewed_at=preview.revision,
        answered=preview.reading.answered,
    )
    withdraw(record, receipt.batch_id, reason="誤り", actor=CLERK)
    assert preview_report(record, content, "f.csv", view_of(record, on=ON)).obstacles == ()
