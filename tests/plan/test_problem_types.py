"""Each fault of a plan: its bad example raises it and nothing else, its good one nothing, and what
is said of it is what stands in `fault_sentences.txt`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.plan.spoiling import faults_of, problem_types
from tests.plan.test_faults import GOOD, written
from yamato_dx.i18n import LANGUAGES, catalogue
from yamato_dx.plan.folder.reading import read_plan
from yamato_dx.problem_types import ProblemType

SENTENCES = Path(__file__).parent / "fault_sentences.txt"
KINDS = list(problem_types())
CODES = [kind.code for kind in KINDS]


def test_every_fault_that_has_a_sentence_is_in_the_catalogue() -> None:
    starts = ("plan.fault.", "plan.loading.fault.")
    known = {id_.rpartition(".")[2] for id_ in catalogue("ja") if id_.startswith(starts)}
    assert sorted(CODES) == sorted(known)


@pytest.mark.parametrize(
    ("kind", "lang"),
    # Where words give the examples, each language has its own.
    [(kind, lang) for kind in KINDS for lang in LANGUAGES if lang == "ja" or kind.bad is None],
    ids=lambda one: one.code if isinstance(one, ProblemType) else one,
)
def test_the_bad_example_raises_it_and_the_good_one_nothing(
    tmp_path: Path, kind: ProblemType, lang: str
) -> None:
    bad = faults_of(kind, tmp_path / "bad", is_bad=True, lang=lang)
    assert {fault.code for fault in bad} == {kind.code}
    assert faults_of(kind, tmp_path / "good", is_bad=False, lang=lang) == []


def sentences(folder: Path) -> Iterator[str]:
    """A block per fault: its code and place, then what is said in each language."""
    for kind in KINDS:
        (fault, *_) = faults_of(kind, folder / kind.code, is_bad=True)
        lines = [f"{lang}: {fault.sentence(lang)} {fault.mend(lang)}" for lang in LANGUAGES]
        if f"plan.mend.{kind.code}" in catalogue("ja"):
            in_cell = replace(fault, sheet="KPI", cell="B3")
            lines += [
                f"{lang}, in a workbook: {in_cell.mend(lang)}"
                for lang in LANGUAGES
                if in_cell.mend(lang) != fault.mend(lang)
            ]
        yield "\n".join([f"{fault.code} · {fault.place}", *lines])


def test_what_is_said_of_each_fault(tmp_path: Path) -> None:
    now = "\n\n".join(sentences(tmp_path)) + "\n"
    (tmp_path / SENTENCES.name).write_text(now, encoding="utf-8")
    assert now == SENTENCES.read_text("utf-8"), f"it says now: {tmp_path / SENTENCES.name}"


# What is just right: code, file, what stands there, what is written instead.
JUST_RIGHT = (
    ("tab_indent", "kpis.yaml", "  name: 電気使用量", "  name: 電気\t使用量"),  # no indent
    ("control_character", "kpis.yaml", "電気使用量", "電気\u3000使用量"),  # a full-width space
    ("too_deep", "kpis.yaml", "unit_forms: [kWh]", 'unit_forms: ["[[[kWh]]]", kWh]'),
    ("alias", "kpis.yaml", "tells: 電気", 'tells: "*電気 & ガス"'),
    ("tag", "kpis.yaml", "tells: 電気", 'tells: "!電気"'),
    ("several_documents", "plan.yaml", "municipality:", "---\nmunicipality:"),  # opens the first
    ("duplicate_key", "kpis.yaml", "tells: 電気", "tells: 人数"),  # as another KPI has it
    ("missing_key", "organisation.yaml", "held_by: 副市長, ", ""),  # the plan need not say
    ("empty_value", "kpis.yaml", "target_date: 2028-03-31", "target_date:"),
    ("not_an_integer", "kpis.yaml", "decimals: 0", 'decimals: "0"'),
    ("not_a_number", "kpis.yaml", "maximum: 9000", 'maximum: "9000.50"'),
    ("not_a_fiscal_year", "plan.yaml", "last_year: 2027", 'last_year: "2027"'),
    ("not_a_day", "kpis.yaml", "2028-03-31", "2028-02-29"),  # a leap year has it
    ("not_a_month_day", "kpis.yaml", "06-30", "02-28"),
    ("bad_id", "initiatives.yaml", "work_item_id: survey", "work_item_id: s_2"),
    ("bad_code_form", "plan.yaml", "990019", "010006"),  # a 0 in front
    ("period_too_long", "plan.yaml", "last_year: 2027", "last_year: 2054"),  # thirty years
    ("effective_after_period", "plan.yaml", "2025-04-01", "2028-03-31"),  # its last day
    ("bad_event_date", "plan.yaml", "month: 2025-03", "month: FY2024"),
    ("bad_event_date", "plan.yaml", "month: 2025-03", "month: 2024-02-29"),
    ("year_outside_period", "initiatives.yaml", "arrow_year: 2025", "arrow_year: 2027"),
    ("years_reversed", "initiatives.yaml", "first: 2026, last: 2027", "first: 2027, last: 2027"),
    ("years_reversed", "initiatives.yaml", "first: 2026, ", ""),  # «by 2027»
    ("negative_population", "plan.yaml", "population: 900", "population: 0"),
    ("not_a_share", "plan.yaml", "share: 0.4", "share: 1"),
    ("bad_kpi_no", "kpis.yaml", 'kpi_no: "2"', 'kpi_no: "９－２"'),
    ("kpi_no_is_date", "kpis.yaml", 'kpi_no: "2"', 'kpi_no: "9/2"'),  # printed so
    ("kpi_no_is_date", "kpis.yaml", 'kpi_no: "2"', 'kpi_no: "45902"'),  # no hyphen anywhere
    ("repeated", "open_questions.yaml", "candidate_id: heads", "candidate_id: whole"),  # of another
    ("range_reversed", "kpis.yaml", "minimum: 0\n  maximum: 1.00", "minimum: 1\n  maximum: 1.00"),
    ("bad_decimals", "kpis.yaml", "decimals: 1", "decimals: 6"),
    ("unit_not_in_forms", "kpis.yaml", "unit_forms: [kWh]", "unit_forms: [ｋＷｈ]"),  # in one width
    ("out_of_range", "kpis.yaml", "target_value: 700", "target_value: 9000"),
    ("target_not_a_share", "kpis.yaml", "target_value: 0.1", "target_value: 1"),
    ("baseline_after_period", "kpis.yaml", "{fiscal_year: 2023}", "{fiscal_year: 2027}"),
    ("bad_band", "kpis.yaml", "nearly_met_from: 0.9", "nearly_met_from: 0.01"),
    ("bad_total", "kpis.yaml", "total: 12", "total: 1"),
    ("bad_band", "kpis.yaml", "nearly_met_from: 0.9", "nearly_met_from: 1"),
    ("sets_not_used", "open_questions.yaml", "{total: 12}", "{total_is: beyond_plan}"),
    ("date_outside_period", "kpis.yaml", "2028-03-31", "2025-04-01"),
)


@pytest.mark.parametrize(("code", "file", "old", "new"), JUST_RIGHT)
def test_what_is_just_right_is_no_fault(
    tmp_path: Path, code: str, file: str, old: str, new: str
) -> None:
    assert old in GOOD[file]
    folder = written(tmp_path, GOOD | {file: GOOD[file].replace(old, new, 1)})
    found = [fault.code for fault in read_plan(folder).faults]
    assert found == [], f"{code} is not to be raised"
