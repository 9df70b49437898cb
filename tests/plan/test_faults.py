"""Every fault that a clerk can make, with the file, the line and the mend that must be named."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from yamato_dx.i18n import LANGUAGES, catalogue
from yamato_dx.plan.folder.published import BENCHMARK_COLUMNS, check_benchmarks, read_benchmarks
from yamato_dx.plan.folder.reading import read_plan, read_plans, read_versions
from yamato_dx.plan.folder.references import REFERENCE_COLUMNS, read_references
from yamato_dx.plan.model.fault import PlanFault, PlanRefused

# A good plan in as few lines as possible; each test spoils one place of it.
GOOD = {
    "plan.yaml": """\
municipality: {municipality_code: "990019", name: 湊市, prefecture: 潮見県}
plan_id: minato
plan_version: "1.0"
title: 湊市計画
effective_from: 2025-04-01
established: 2025-03
first_year: 2025
last_year: 2027
source: 架空
secretariat: 情報室
steering_body: 会議
history:
- {month: 2025-03, text: 策定, chapter: 1章}
quoted_population:
- {year: 2020, age_group: 総数, population: 900, share: 0.4, basis: 国勢調査, chapter: 1章}
""",
    "initiatives.yaml": """\
initiatives:
- {initiative_no: 1, name: 窓口, chapter: 2章}
work_items:
- work_item_id: survey
  initiative_no: 1
  name: 調査
  arrow_year: 2025
  stated_years: {first: 2026, last: 2027, chapter: 2章}
  chapter: 3章
""",
    "kpis.yaml": """\
kpis:
- kpi_id: visits
  kpi_no: "1"
  initiative_no: 1
  name: 来館者数
  short_name: 来館者
  shape: at_least
  direction: higher
  value_form: number
  unit: 人
  unit_forms: [人]
  decimals: 0
  minimum: 0
  maximum: 9000
  is_cumulative: false
  aggregation: sum
  baseline: {fiscal_year: 2024, value: 400}
  targets:
  - {fiscal_year: 2025, target_value: 500}
  - {fiscal_year: 2027, target_value: 700}
  band: {nearly_met_from: 0.9}
  target_date: 2028-03-31
  report_due_month_day: 06-30
  target_phrase: 七百人
  tells: 人数
  tells_not: 満足度
  chapter: 4章
- kpi_id: power
  kpi_no: "2"
  initiative_no: 1
  name: 電気使用量
  short_name: 電気
  shape: reduce_by
  direction: lower
  value_form: share
  unit: kWh
  unit_forms: [kWh]
  decimals: 2
  minimum: 0
  maximum: 1.00
  is_cumulative: false
  aggregation: last
  baseline: {fiscal_year: 2023}
  targets:
  - {fiscal_year: 2026, target_value: 0.1}
  target_phrase: 1割減
  tells: 電気
  tells_not: 発電
  chapter: 4章
- kpi_id: rate
  kpi_no: "3"
  initiative_no: 1
  name: 利用率
  short_name: 利用率
  shape: match_benchmark
  direction: higher
  value_form: share
  unit: "%"
  unit_forms: ["%"]
  decimals: 1
  minimum: 0
  maximum: 1
  is_cumulative: false
  aggregation: last
  targets:
  - {fiscal_year: 2026, target_value: null}
  benchmark_series: rate
  target_phrase: 平均以上
  tells: 利用
  tells_not: 満足度
  chapter: 4章
- kpi_id: signs
  kpi_no: "4"
  initiative_no: 1
  name: 案内板
  short_name: 案内板
  shape: complete
  direction: higher
  value_form: fraction
  unit: か所
  unit_forms: [か所]
  decimals: 0
  minimum: 0.0
  maximum: 1.0
  is_cumulative: false
  aggregation: last
  total: 12
  targets:
  - {fiscal_year: 2027, target_value: 1}
  target_phrase: 全部
  tells: 数
  tells_not: 見やすさ
  chapter: 4章
""",
    "organisation.yaml": """\
roles:
- {role_id: head, name: 会長, held_by: 副市長, description: 長, chapter: 5章}
- {role_id: office, name: 事務局, description: 事務, chapter: 5章}
role_relations:
- {role_id: office, relation: 支える, to_role_id: head, chapter: 5章}
""",
    "open_questions.yaml": """\
open_questions:
- question_id: average
  title: 平均
  statement: どの平均か
  reason: 定めがない
  treatment: candidates
  candidates:
  - {candidate_id: whole, name: 県全体, sets: {benchmark_id: whole}}
  - {candidate_id: mean, name: 単純平均, sets: {benchmark_id: mean}}
  kpi_ids: [rate]
  chapter: 4章
- question_id: counting
  title: 数え方
  statement: 誰を数えるか
  reason: まだ決まらない
  treatment: hold
  candidates:
  - {candidate_id: heads, name: 実人数}
  - {candidate_id: visits, name: 延べ人数}
  kpi_ids: [visits]
  chapter: 4章
- question_id: signs_total
  title: 案内板の数
  statement: 全部でいくつか
  reason: 定めがない
  treatment: default
  default: stated
  candidates:
  - {candidate_id: stated, name: 計画の数, sets: {total: 12}}
  - {candidate_id: decided, name: 決める数, sets: {number_for: total}}
  kpi_ids: [signs]
  chapter: 4章
- question_id: power_reading
  title: 使用量の読み方
  statement: 使用量か割合か
  reason: 定めがない
  treatment: default
  default: amount
  candidates:
  - {candidate_id: amount, name: 使用量, sets: {shape: reduce_by, figure_means: 使用量}}
  - {candidate_id: share, name: 割合, sets: {shape: reduce_by, figure_means: 使用の割合}}
  kpi_ids: [power]
  chapter: 4章
gaps:
- gap_id: chart
  kind: bars
  title: 工程表
  description: 線が失われている
  chapter: 3章
""",
    "glossary.yaml": """\
glossary:
- {term_id: dx, term: DX, definition: 変革, is_ours: true}
""",
}

# What is published in the series of the good plan.
AVERAGES = {"rate": frozenset({"whole", "mean"})}

PLAN, INITIATIVES, KPIS = "plan.yaml", "initiatives.yaml", "kpis.yaml"
ORGANISATION, QUESTIONS = "organisation.yaml", "open_questions.yaml"

# Code, file, what stands there, what the clerk writes. ¦ marks the line that must be named.
Edit = tuple[str, str, str, str]
EDITS: tuple[Edit, ...] = (
    # ── the file as a whole
    ("tab_indent", PLAN, "plan_id: minato\n", "plan_id: minato\n\ttitle: 計画¦\n"),
    ("bad_syntax", PLAN, "plan_id: minato\n", "plan_id: minato\n  title: 計画¦\n"),
    ("bad_syntax", KPIS, "unit_forms: [人]\n", "unit_forms: [人\n"),  # found further down
    ("control_character", KPIS, "来館者数", "来館\x0b者数¦"),
    ("too_deep", KPIS, "[人]", "[[[[[[[[[[[[[[[[[[[[[[人¦"),
    ("alias", KPIS, "[人]", "&forms [人]¦"),  # the first half of a billion laughs
    ("alias", KPIS, "[人]", "[*forms]¦"),
    ("tag", KPIS, "来館者数", "!!python/object:os.system 来館者数¦"),
    ("several_documents", KPIS, "- kpi_id: power\n", "---\n- kpi_id: power\n"),
    ("empty_file", "glossary.yaml", GOOD["glossary.yaml"], "# まだ¦\n"),
    ("not_a_mapping", "glossary.yaml", GOOD["glossary.yaml"], "- DX¦\n"),
    # ── entries
    ("duplicate_key", KPIS, "  tells: 人数\n", "  tells: 人数\n  tells: 数¦\n"),
    ("unknown_key", KPIS, "  tells: 人数\n", "  tells: 人数\n  tell: 数¦\n"),
    ("unknown_key", PLAN, "plan_id: minato\n", "plan_id: minato\n<<: {}¦\n"),  # a merge key
    ("unknown_key", PLAN, "plan_id: minato\n", "plan_id: minato\n? [a, b]¦\n: c\n"),
    ("missing_key", ORGANISATION, "name: 会長, ", "¦"),
    ("empty_value", KPIS, "tells: 人数", "tells:¦"),
    ("empty_value", KPIS, "tells: 人数", 'tells: " "¦'),
    ("empty_value", KPIS, "unit_forms: [人]", 'unit_forms: [人, ""]¦'),
    ("expected_list", KPIS, "[kWh]", "kWh¦"),
    ("expected_mapping", KPIS, "{nearly_met_from: 0.9}", "0.9¦"),
    (
        "expected_mapping",
        ORGANISATION,
        "- {role_id: office, name",
        "- head¦\n- {role_id: office, name",
    ),
    ("expected_value", KPIS, "decimals: 1", "decimals: [1]¦"),
    ("not_an_integer", KPIS, "decimals: 1", "decimals: 1.0¦"),
    ("not_a_number", KPIS, "target_value: 500", 'target_value: "5,00"¦'),
    ("not_a_number", KPIS, "maximum: 9000", "maximum: .inf¦"),
    ("not_a_number", KPIS, "maximum: 9000", "maximum: 9千〜1万¦"),
    ("not_a_number", KPIS, "maximum: 9000", "maximum: 12345678901234567890¦"),
    ("unknown_key", KPIS, "target_value: 500", "target_value: 1,200¦"),  # { } split at commas
    ("unit_of_other", KPIS, "maximum: 9000", "maximum: 9,000円¦"),
    ("unit_of_other", KPIS, "maximum: 9000", "maximum: 90%¦"),  # of a count of people
    ("unit_of_other", KPIS, "nearly_met_from: 0.9", "nearly_met_from: 9割¦"),
    ("unit_of_other", KPIS, "target_value: 0.1", "target_value: 10kWh¦"),  # a cut is a share
    ("unit_of_other", KPIS, "target_value: 1}", "target_value: 12件¦}"),
    ("unit_of_other", KPIS, "total: 12", "total: 12件¦"),
    ("unit_of_other", PLAN, "share: 0.4", "share: 4割¦"),
    ("not_a_flag", "glossary.yaml", "is_ours: true", "is_ours: yes¦"),
    ("not_a_fiscal_year", PLAN, "last_year: 2027", "last_year: 9年度¦"),
    ("not_a_day", PLAN, "effective_from: 2025-04-01", "effective_from: 4/1/2025¦"),
    ("not_a_day", KPIS, "target_date: 2028-03-31", "target_date: 2028-02-30¦"),
    ("not_a_month_day", KPIS, "06-30", "02-29¦"),  # not in every year
    ("not_a_choice", KPIS, "shape: complete", "shape: finish¦"),
    ("not_a_choice", KPIS, "shape: complete", "shape: 年度計¦"),  # a word of another choice
    # ── the plan
    ("bad_code_form", PLAN, '"990019"', '"99001"¦'),
    ("check_digit", PLAN, '"990019"', '"990018"¦'),
    ("period_reversed", PLAN, "last_year: 2027", "last_year: 2024¦"),
    ("period_too_long", PLAN, "last_year: 2027", "last_year: 2090¦"),
    ("effective_after_period", PLAN, "2025-04-01", "2028-04-01¦"),
    ("bad_month", PLAN, "established: 2025-03", "established: 2025-13¦"),
    ("bad_event_date", PLAN, "month: 2025-03", "month: 2025-02-30¦"),
    ("bad_event_date", PLAN, "month: 2025-03", "month: FY2025-03¦"),
    ("bad_event_date", PLAN, "month: 2025-03", "month: R7¦"),  # the year or the fiscal year
    ("none_listed", KPIS, GOOD[KPIS], "kpis: []¦\n"),
    ("bad_id", PLAN, "plan_id: minato", "plan_id: 2025計画¦"),
    ("bad_id", INITIATIVES, "work_item_id: survey", "work_item_id: 調査¦"),
    ("repeated", KPIS, 'kpi_no: "2"', 'kpi_no: "1"¦'),
    ("repeated", QUESTIONS, "candidate_id: visits", "candidate_id: heads¦"),
    ("unknown_initiative", INITIATIVES, "  initiative_no: 1", "  initiative_no: 7¦"),
    ("unknown_role", ORGANISATION, "to_role_id: head", "to_role_id: chief¦"),
    ("year_outside_period", INITIATIVES, "arrow_year: 2025", "arrow_year: 2031¦"),
    ("year_outside_period", INITIATIVES, "first: 2026", "first: 2024¦"),
    ("year_outside_period", KPIS, "fiscal_year: 2025", "fiscal_year: 2024¦"),
    ("years_reversed", INITIATIVES, "last: 2027", "last: 2025¦"),
    ("negative_population", PLAN, "population: 900", "population: -900¦"),
    ("not_a_share", PLAN, "share: 0.4", "share: 40.4¦"),
    # ── a KPI
    ("bad_kpi_no", KPIS, 'kpi_no: "2"', 'kpi_no: "2,1"¦'),
    ("kpi_no_is_date", KPIS, 'kpi_no: "2"', "kpi_no: 9月1日¦"),
    ("kpi_no_is_date", KPIS, 'kpi_no: "2"', "kpi_no: 2025-09-01¦"),
    ("kpi_no_is_date", KPIS, 'kpi_no: "2"', "kpi_no: 1-Sep¦"),
    ("disagrees_with_shape", KPIS, "direction: lower", "direction: higher¦"),
    ("disagrees_with_shape", KPIS, "value_form: fraction", "value_form: share¦"),
    ("cumulative_not_last", KPIS, "false\n  aggregation: sum", "true\n  aggregation: sum¦"),
    ("period_kind_disagrees", KPIS, "sum\n", "sum\n  period_kind: fiscal_end¦\n"),
    ("period_kind_disagrees", KPIS, "last\n", "last\n  period_kind: 年度平均¦\n"),
    (
        "share_summed",
        KPIS,
        "1.00\n  is_cumulative: false\n  aggregation: last",
        "1.00\n  is_cumulative: false\n  aggregation: sum¦",
    ),
    ("range_reversed", KPIS, "minimum: 0\n  maximum: 9000", "minimum: 9\n  maximum: 8¦"),
    ("share_without_range", KPIS, "maximum: 1\n", "maximum: 100¦\n"),
    ("share_without_range", KPIS, "  maximum: 1.0\n", ""),
    ("bad_decimals", KPIS, "decimals: 1", "decimals: 12¦"),
    ("unit_not_in_forms", KPIS, "[kWh]", "[キロワット時]¦"),
    (
        "target_twice",
        KPIS,
        "{fiscal_year: 2027, target_value: 7",
        "{fiscal_year: 2025, target_value: 7¦",
    ),
    ("target_missing", KPIS, "target_value: 500", "target_value: null¦"),
    ("target_not_used", KPIS, "target_value: null", "target_value: 0.5¦"),
    ("target_not_a_share", KPIS, "target_value: 0.1", "target_value: 10¦"),
    ("out_of_range", KPIS, "target_value: 500", "target_value: -500¦"),
    ("out_of_range", KPIS, "value: 400", "value: 9001¦"),
    ("baseline_missing", KPIS, "  baseline: {fiscal_year: 2023}\n", ""),
    ("baseline_after_period", KPIS, "{fiscal_year: 2023}", "{fiscal_year: 2028}¦"),
    ("not_used_by_shape", KPIS, "  total: 12\n", "  total: 12\n  band: {nearly_met_from: 0.9}¦\n"),
    ("not_used_by_shape", KPIS, "  band: {nearly_met_from: 0.9}\n", "  total: 5¦\n"),
    ("not_used_by_shape", KPIS, "  total: 12\n", "  total: 12\n  benchmark_series: rate¦\n"),
    ("bad_band", KPIS, "nearly_met_from: 0.9", "nearly_met_from: 90¦"),
    ("bad_total", KPIS, "total: 12", "total: 0¦"),
    ("series_missing", KPIS, "  benchmark_series: rate\n", ""),
    ("date_outside_period", KPIS, "target_date: 2028-03-31", "target_date: 2028-04-01¦"),
    # ── an open question
    ("unknown_kpi", QUESTIONS, "kpi_ids: [visits]", "kpi_ids: [visit]¦"),
    ("default_missing", QUESTIONS, "treatment: hold", "treatment: default"),
    ("default_unknown", QUESTIONS, "treatment: hold", "treatment: default\n  default: nobody¦"),
    ("default_not_used", QUESTIONS, "treatment: hold", "treatment: hold\n  default: heads¦"),
    # ── what a candidate sets
    ("unknown_benchmark", QUESTIONS, "benchmark_id: mean", "benchmark_id: median¦"),
    ("unknown_key", QUESTIONS, "{total: 12}", "{totals: 12}¦"),
    ("key_misplaced", QUESTIONS, "sets: {benchmark_id: mean}", "benchmark_id: mean¦"),
    ("bad_total", QUESTIONS, "{total: 12}", "{total: 0}¦"),
    ("not_a_number", QUESTIONS, "{total: 12}", "{total: 十二}¦"),
    ("not_a_choice", QUESTIONS, "number_for: total", "number_for: totals¦"),
    ("sets_not_used", QUESTIONS, "{total: 12}", "{band: {nearly_met_from: 0.9}}¦"),
    ("sets_not_used", QUESTIONS, "number_for: total", "number_for: band¦"),
    ("sets_not_used", QUESTIONS, "benchmark_id: mean", "benchmark_id: mean, total: 3¦"),
    ("sets_conflict", QUESTIONS, "{total: 12}", "{total: 12, total_is: reported}¦"),
    (
        "sets_shape_unfit",
        QUESTIONS,
        "reduce_by, figure_means: 使用の",
        "complete, figure_means: 使用の¦",
    ),
    ("default_asks_number", QUESTIONS, "default: stated", "default: decided¦"),
    ("meaning_missing", QUESTIONS, ", figure_means: 使用の割合", "¦"),
    # ── a gap in the text
    ("not_a_choice", QUESTIONS, "kind: bars", "kind: arrows¦"),
    ("missing_key", QUESTIONS, "  kind: bars\n", ""),
    ("no_place_for_footnotes", QUESTIONS, "kind: bars", "kind: footnotes¦"),
    ("candidate_without_benchmark", QUESTIONS, ", sets: {benchmark_id: mean}", "¦"),
    (
        "too_few_candidates",
        QUESTIONS,
        "  - {candidate_id: mean, name: 単純平均, sets: {benchmark_id: mean}}\n",
        "",
    ),
)
# Where the named line is not the edited one: the nearest thing that the clerk can look at.
NAMED_ELSEWHERE = {
    "[人\n": "  decimals: 0",  # the bracket stays open until the next entry
    "---\n- kpi_id: power\n": "---",
    "  maximum: 1.0\n": "- kpi_id: signs",
    "  baseline: {fiscal_year: 2023}\n": "- kpi_id: power",
    "  benchmark_series: rate\n": "- kpi_id: rate",
    "treatment: default": "- question_id: counting",
    "  kind: bars\n": "- gap_id: chart",
    "benchmark_id: mean}}\n": "  - {candidate_id: whole",
}


def written(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8", newline="\n")
    return folder


def line_named(edited: str, old: str, new: str) -> int:
    if "¦" in edited:
        return edited[: edited.index("¦")].count("\n") + 1
    anchor = next(at for key, at in NAMED_ELSEWHERE.items() if key in (new or old) + "\n")
    return edited[: edited.index(anchor)].count("\n") + 1


def test_the_plan_that_the_edits_spoil_is_good(tmp_path: Path) -> None:
    assert read_plan(written(tmp_path, GOOD)).faults == ()


@pytest.mark.parametrize(("code", "file", "old", "new"), EDITS)
def test_one_mistake_is_one_fault_at_its_line(
    tmp_path: Path, code: str, file: str, old: str, new: str
) -> None:
    assert old in GOOD[file], "the edit must touch the good plan"
    edited = GOOD[file].replace(old, new, 1)
    folder = written(tmp_path, GOOD | {file: edited.replace("¦", "")})
    faults = read_plan(folder, AVERAGES).faults
    assert [(one.code, one.file) for one in faults] == [(code, file)]
    assert faults[0].line == line_named(edited, old, new)


WHOLE_FOLDER: tuple[tuple[str, str, int | None, Callable[[Path], Path]], ...] = (
    ("folder_missing", "nowhere", None, lambda folder: folder / "nowhere"),
    ("no_plan_yaml", "plan.yaml", None, lambda folder: written(folder / "new", {})),
    ("no_plan_yaml", "plan.yaml", None, lambda folder: spoilt(folder, PLAN, None)),
    ("missing_file", KPIS, None, lambda folder: spoilt(folder, KPIS, None)),
    ("unknown_file", "kpi.yaml", None, lambda folder: spoilt(folder, "kpi.yaml", b"kpis: []")),
    ("unknown_file", "kpis.yml", None, lambda folder: spoilt(folder, "kpis.yml", b"")),
    # The work items whose bars a gap would have copied are not listed.
    (
        "no_place_for_bars",
        QUESTIONS,
        GOOD[QUESTIONS].split("kind: bars")[0].count("\n") + 1,
        lambda folder: spoilt(
            folder, INITIATIVES, GOOD[INITIATIVES].split("work_items:")[0].encode()
        ),
    ),
    ("too_large", KPIS, None, lambda folder: spoilt(folder, KPIS, b"#" * 2_100_000)),
    ("not_utf8", KPIS, 2, lambda folder: spoilt(folder, KPIS, "kpis:\n- 窓口".encode("cp932"))),
    ("not_utf8", KPIS, 1, lambda folder: spoilt(folder, KPIS, "kpis: []".encode("utf-16"))),
)


def spoilt(folder: Path, name: str, content: bytes | None) -> Path:
    written(folder, GOOD)
    (folder / name).unlink(missing_ok=True)
    if content is not None:
        (folder / name).write_bytes(content)
    return folder


@pytest.mark.parametrize(("code", "file", "line", "make"), WHOLE_FOLDER)
def test_a_folder_or_file_that_cannot_be_read(
    tmp_path: Path, code: str, file: str, line: int | None, make: Callable[[Path], Path]
) -> None:
    faults = read_plan(make(tmp_path / "plan")).faults
    assert [(one.code, one.file, one.line) for one in faults] == [(code, file, line)]


def test_a_file_that_may_not_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path) -> bytes:
        raise PermissionError

    monkeypatch.setattr(Path, "read_bytes", refuse)
    faults = read_plan(written(tmp_path, GOOD)).faults
    assert {one.code for one in faults} == {"unreadable_file"}


# Two versions of a plan: what the second changes, the fault, and its file.
VERSIONS = (
    ("other_municipality", "2/plan.yaml", {PLAN: ('"990019"', '"990027"')}),
    ("same_version", "2/plan.yaml", {PLAN: ('plan_version: "2"', 'plan_version: "1.0"')}),
    ("same_effective_from", "2/plan.yaml", {PLAN: ("2026-04-01", "2025-04-01")}),
    ("measure_changed", "2/kpis.yaml", {KPIS: ("unit: 人", "unit: 件")}),
)


def later_version() -> dict[str, str]:
    plan = GOOD[PLAN].replace('plan_version: "1.0"', 'plan_version: "2"')
    return GOOD | {
        PLAN: plan.replace("2025-04-01", "2026-04-01"),
        KPIS: GOOD[KPIS].replace("unit_forms: [人]", "unit_forms: [人, 件]"),
    }


@pytest.mark.parametrize(("code", "file", "changes"), VERSIONS)
def test_versions_that_contradict_each_other(
    tmp_path: Path, code: str, file: str, changes: dict[str, tuple[str, str]]
) -> None:
    later = later_version()
    for name, (old, new) in changes.items():
        assert old in later[name]
        later[name] = later[name].replace(old, new)
    written(tmp_path / "1", GOOD)
    written(tmp_path / "2", later)
    faults = read_versions(tmp_path).faults
    assert [(one.code, one.file) for one in faults] == [(code, file)]


# What a third version contradicts in the first, over a second that is no neighbour in it.
THIRD = (
    ("same_version", "3/plan.yaml", {PLAN: ('plan_version: "3"', 'plan_version: "1.0"')}),
    ("measure_changed", "3/kpis.yaml", {KPIS: ("unit: 人", "unit: 件")}),
)


@pytest.mark.parametrize(("code", "file", "changes"), THIRD)
def test_versions_that_contradict_each_other_over_one_between(
    tmp_path: Path, code: str, file: str, changes: dict[str, tuple[str, str]]
) -> None:
    between = {name: text.replace("visits", "others") for name, text in later_version().items()}
    last = later_version()
    last[PLAN] = (
        last[PLAN].replace('plan_version: "2"', 'plan_version: "3"').replace("2026-04", "2027-04")
    )
    for name, (old, new) in changes.items():
        assert old in last[name]
        last[name] = last[name].replace(old, new)
    for folder, files in (("1", GOOD), ("2", between), ("3", last)):
        written(tmp_path / folder, files)
    faults = read_versions(tmp_path).faults
    assert [(one.code, one.file) for one in faults] == [(code, file)]


def test_a_fault_in_one_of_two_versions_names_its_folder(tmp_path: Path) -> None:
    written(tmp_path / "1", GOOD)
    written(tmp_path / "2", later_version() | {"glossary.yaml": "glossary: 無し\n"})
    reading = read_versions(tmp_path)
    assert [(one.file, one.line) for one in reading.faults] == [("2/glossary.yaml", 1)]
    assert [plan.plan_version for plan in reading.plans] == ["1.0"]


HEADER = ",".join(BENCHMARK_COLUMNS)
PUBLISHED = (
    ("benchmark_columns", 1, "series,value\na,1"),
    ("benchmark_row", 2, f"{HEADER}\na,b,2026-03-31,0.5"),
    ("benchmark_row", 2, f'{HEADER}\na,b,2026-03-31,0.5,,,"x"y,O,,'),
    ("benchmark_blank", 2, f"{HEADER}\na,,2026-03-31,0.5,,,x,O,,"),
    ("benchmark_date", 2, f"{HEADER}\na,b,2026-3-31,0.5,,,x,O,,"),
    ("benchmark_date", 2, f"{HEADER}\na,b,R8.3.31,0.5,,,x,O,,"),
    ("benchmark_value", 3, f"{HEADER}\na,b,,0.5,,,x,O,,\na,c,,74,,,x,O,,"),
    ("benchmark_value", 2, f"{HEADER}\na,b,,74%,,,x,O,,"),
    ("benchmark_status", 2, f"{HEADER}\na,b,,0.5,final,,x,O,,"),
    ("benchmark_value_or_awaiting", 2, f"{HEADER}\na,b,,0.5,awaiting,,x,O,,"),
    ("benchmark_value_or_awaiting", 2, f"{HEADER}\na,b,,,,,x,O,,"),
    (
        "benchmark_repeated",
        3,
        f"{HEADER}\na,b,2026-03-31,0.5,,,x,O,,\na,b,2026-03-31,0.6,,,y,O,,",
    ),
    ("not_utf8", 2, f"{HEADER}\na,b,,0.5,,,\udc8e,O,,"),
)


@pytest.mark.parametrize(("code", "line", "content"), PUBLISHED)
def test_one_mistake_in_a_published_file(
    tmp_path: Path, code: str, line: int, content: str
) -> None:
    (tmp_path / "rate.csv").write_bytes(content.encode("utf-8", "surrogateescape"))
    reading = check_benchmarks(tmp_path)
    assert [(one.code, one.file, one.line) for one in reading.faults] == [(code, "rate.csv", line)]
    assert reading.frame.empty
    with pytest.raises(PlanRefused):
        read_benchmarks(tmp_path)


GOOD_REFERENCE = {
    "municipality_code": "990019",
    "topic": "initiative",
    "initiative_no": "1",
    "indicator_id": "online_procedures",
    "indicator_ja": "オンライン手続",
    "indicator_en": "Procedures online",
    "reference_value": "0.48",
    "numerator": "10",
    "denominator": "21",
    "published_on": "2024-07-31",
    "source": "架空",
}
# What is spoilt of the row above, and the code that must be named.
REFERENCES: tuple[tuple[str, dict[str, str]], ...] = (
    ("reference_word", {"topic": "strategy"}),
    ("reference_word", {"initiative_no": ""}),  # of which initiative?
    ("reference_word", {"topic": "people"}),  # people have no initiative's number
    ("reference_word", {"value_status": "yes", "reference_value": ""}),
    ("reference_word", {"numerator": "about 10"}),
    ("reference_value_or_state", {"reference_value": ""}),  # nothing is said
    ("reference_value_or_state", {"value_status": "done"}),  # two things are said
    ("benchmark_value", {"reference_value": "48%"}),
    ("benchmark_date", {"published_on": "R6.7.31"}),
    ("benchmark_blank", {"source": ""}),
)


def referred(folder: Path, changes: dict[str, str]) -> Path:
    """A folder with one reference figure, spoilt in places."""
    row = dict.fromkeys(REFERENCE_COLUMNS, "") | GOOD_REFERENCE | changes
    folder.mkdir(parents=True, exist_ok=True)
    lines = f"{','.join(row)}\n{','.join(row.values())}\n"
    (folder / "figures.csv").write_text(lines, encoding="utf-8")
    return folder


def faults_of_references(folder: Path) -> tuple[PlanFault, ...]:
    with pytest.raises(PlanRefused) as refused:
        read_references(folder)
    return refused.value.faults


def test_a_good_reference_figure_has_no_fault(tmp_path: Path) -> None:
    assert len(read_references(referred(tmp_path, {}))) == 1


@pytest.mark.parametrize(("code", "changes"), REFERENCES)
def test_one_mistake_in_a_reference_figure(
    tmp_path: Path, code: str, changes: dict[str, str]
) -> None:
    faults = faults_of_references(referred(tmp_path, changes))
    assert [(one.code, one.file, one.line) for one in faults] == [(code, "figures.csv", 2)]


def test_all_faults_come_at_once_and_in_the_order_of_the_files(tmp_path: Path) -> None:
    files = GOOD | {
        PLAN: GOOD[PLAN].replace("2025-04-01", "4月1日").replace('"990019"', '"990018"'),
        KPIS: GOOD[KPIS]
        .replace("unit: 人", "unit:")
        .replace("fiscal_year: 2025", "fiscal_year: 2030"),
        QUESTIONS: GOOD[QUESTIONS].replace("[rate]", "[late]"),
    }
    found = [(one.file, one.code) for one in read_plan(written(tmp_path, files)).faults]
    assert found == [
        (PLAN, "check_digit"),
        (PLAN, "not_a_day"),
        (KPIS, "empty_value"),
        (KPIS, "year_outside_period"),  # of the KPI whose unit is missing
        (QUESTIONS, "unknown_kpi"),
    ]


def test_a_value_that_was_not_read_is_not_reported_twice(tmp_path: Path) -> None:
    """Without the KPI's id, nobody can say that the question's `visits` does not exist."""
    files = GOOD | {KPIS: GOOD[KPIS].replace("- kpi_id: visits", "- kpi_id:")}
    assert [one.code for one in read_plan(written(tmp_path, files)).faults] == ["empty_value"]


def test_reading_for_use_refuses_with_every_fault(tmp_path: Path) -> None:
    files = GOOD | {PLAN: GOOD[PLAN].replace("2025-04-01", "4月1日").replace("2027", "9年度")}
    with pytest.raises(PlanRefused) as refused:
        read_plans(written(tmp_path, files))
    assert [one.code for one in refused.value.faults] == ["not_a_day", "not_a_fiscal_year"]
    for lang in LANGUAGES:
        sentence = refused.value.sentence(lang)
        assert "plan.yaml:5" in sentence
        assert "4月1日" in sentence
        assert "2" in sentence


# KPI 2 without its target, and KPI 3, which is held against a published figure, without its years.
UNTARGETED = re.sub(r"  targets:\n  - {fiscal_year: 2026, target_value: .*}\n", "", GOOD[KPIS])


def test_a_kpi_without_any_target_is_noted_and_stops_nothing(tmp_path: Path) -> None:
    reading = read_plan(written(tmp_path, GOOD | {KPIS: UNTARGETED}))
    assert reading.faults == ()
    assert reading.plan
    assert [kpi.kpi_no for kpi in reading.plan.kpis if not kpi.targets] == ["2", "3"]
    (note,) = reading.notes
    line = UNTARGETED.splitlines().index("- kpi_id: power") + 1
    assert (note.place, note.code) == (f"{KPIS}:{line}", "kpi_without_target")


# As the plan of KPI 1 has it: due on 06-30.
DUE = "report_due_month_day: 06-30\n"


@pytest.mark.parametrize(
    ("due", "said", "is_noted"),
    [
        (DUE, "", False),
        (DUE, "final_by_month_day: 06-30", False),  # on the day itself
        (DUE, "final_by_month_day: 7月1日", True),
        (DUE, "final_by_month_day: 01-31", True),  # January comes last in a fiscal year
        (DUE, "period_kind: 暦年\n  final_by_month_day: 01-31", False),  # and first in the other
        ("", "final_by_month_day: 06-01", True),  # of the product's own due date, 31 May
    ],
)
def test_a_figure_that_is_asked_for_before_it_can_be_final_is_noted(
    tmp_path: Path, due: str, said: str, is_noted: bool
) -> None:
    content = GOOD[KPIS].replace(f"  {DUE}", f"  {due}" * bool(due) + f"  {said}\n" * bool(said))
    reading = read_plan(written(tmp_path, GOOD | {KPIS: content}))
    assert reading.faults == ()
    assert [note.code for note in reading.notes] == ["final_after_due"] * is_noted
    if is_noted:
        lines = content.splitlines()
        line = next(place for place, text in enumerate(lines, 1) if "final_by" in text)
        assert reading.notes[0].place == f"{KPIS}:{line}"


def provoked(tmp_path: Path) -> list[PlanFault]:
    """Every fault of the tables above."""
    faults: list[PlanFault] = []
    for number, (_, file, old, new) in enumerate(EDITS):
        edited = GOOD[file].replace(old, new, 1).replace("¦", "")
        folder = written(tmp_path / f"edit{number}", GOOD | {file: edited})
        faults += read_plan(folder, AVERAGES).faults
    for number, (_, _, _, make) in enumerate(WHOLE_FOLDER):
        faults += read_plan(make(tmp_path / f"whole{number}")).faults
    faults += [PlanFault(KPIS, None, "unreadable_file")]
    faults += read_plan(written(tmp_path / "untargeted", GOOD | {KPIS: UNTARGETED})).notes
    late = GOOD[KPIS].replace(DUE, f"{DUE}  final_by_month_day: 09-30\n")
    faults += read_plan(written(tmp_path / "late", GOOD | {KPIS: late})).notes
    for number, (_, _, changes) in enumerate(VERSIONS):
        later = later_version()
        for name, (old, new) in changes.items():
            later[name] = later[name].replace(old, new)
        written(tmp_path / f"versions{number}" / "1", GOOD)
        written(tmp_path / f"versions{number}" / "2", later)
        faults += read_versions(tmp_path / f"versions{number}").faults
    for number, (_, _, content) in enumerate(PUBLISHED):
        folder = written(tmp_path / f"published{number}", {})
        (folder / "rate.csv").write_bytes(content.encode("utf-8", "surrogateescape"))
        faults += check_benchmarks(folder).faults
    for number, (_, spoilt) in enumerate(REFERENCES):
        faults += faults_of_references(referred(tmp_path / f"references{number}", spoilt))
    return faults


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_fault_says_what_is_wrong_and_how_to_mend_it(tmp_path: Path, lang: str) -> None:
    faults = provoked(tmp_path)
    for fault in faults:
        for sentence in (fault.sentence(lang), fault.mend(lang)):
            assert sentence
            assert "{" not in sentence.replace(str(fault.values.get("raw")), "")
    known = {
        id_.removeprefix("plan.fault.") for id_ in catalogue(lang) if id_.startswith("plan.fault.")
    }
    assert {fault.code for fault in faults} == known, "each sentence has a test that provokes it"


def test_both_languages_have_the_same_ids_and_placeholders() -> None:
    def placeholders(lang: str) -> dict[str, set[str]]:
        return {
            id_: set(re.findall(r"\{(\w+)\}", message if isinstance(message, str) else message[-1]))
            for id_, message in catalogue(lang).items()
            if id_.startswith("plan.")
        }

    assert placeholders("ja") == placeholders("en")
    faults, mends = (
        {id_.removeprefix(start) for id_ in placeholders("ja") if id_.startswith(start)}
        for start in ("plan.fault.", "plan.mend.")
    )
    assert faults == mends
