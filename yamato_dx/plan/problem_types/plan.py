"""What can be wrong with the plan itself and with its smaller lists."""

from __future__ import annotations

from typing import Final

from yamato_dx.plan.problem_types.forms import in_file
from yamato_dx.problem_types import ProblemSection

_PERIOD: Final = ("plan.yaml", "first_year: 2025\nlast_year: 2027")
_INITIATIVE: Final = "- {initiative_no: 1, name: 窓口, chapter: 2章}"
_OFFICE: Final = "- {role_id: office, relation: 支える, to_role_id: head, chapter: 5章}"
_EVENT: Final = "- {month: 2025-03, text: 策定, chapter: 1章}"

PLAN: Final = ProblemSection(
    "plan_whole",
    (
        in_file(
            "bad_code_form",
            "plan.yaml",
            'municipality: {municipality_code: "99001"',
            'municipality: {municipality_code: "990019"',
        ),
        in_file(
            "check_digit",
            "plan.yaml",
            'municipality: {municipality_code: "990018"',
            'municipality: {municipality_code: "990019"',
        ),
        in_file(
            "period_reversed",
            "plan.yaml",
            "first_year: 2025\nlast_year: 2024",
            "first_year: 2025\nlast_year: 2027",
        ),
        in_file(
            "period_too_long",
            "plan.yaml",
            "first_year: 2025\nlast_year: 2072",
            "first_year: 2025\nlast_year: 2027",
        ),
        in_file(
            "effective_after_period",
            "plan.yaml",
            "effective_from: 2028-04-01\nlast_year: 2027",
            "effective_from: 2025-04-01\nlast_year: 2027",
        ),
        in_file("bad_month", "plan.yaml", "established: 2025-13", "established: 2025-03"),
        in_file("bad_event_date", "plan.yaml", _EVENT.replace("2025-03", "R7"), _EVENT),
        in_file("none_listed", "kpis.yaml", "kpis: []", 'kpis:\n- kpi_id: visits\n  kpi_no: "1"'),
        in_file(
            "unknown_initiative",
            "initiatives.yaml",
            "- work_item_id: survey\n  initiative_no: 7",
            "- work_item_id: survey\n  initiative_no: 1",
            beside=("initiatives.yaml", _INITIATIVE),
        ),
        in_file(
            "unknown_role",
            "organisation.yaml",
            _OFFICE.replace("head", "chief"),
            _OFFICE,
            beside=("organisation.yaml", "- {role_id: head, name: 会長"),
        ),
        in_file(
            "year_outside_period",
            "initiatives.yaml",
            "  arrow_year: 2031",
            "  arrow_year: 2025",
            beside=_PERIOD,
        ),
        in_file(
            "years_reversed",
            "initiatives.yaml",
            "  stated_years: {first: 2026, last: 2025, chapter: 2章}",
            "  stated_years: {first: 2026, last: 2027, chapter: 2章}",
        ),
        in_file(
            "negative_population",
            "plan.yaml",
            "- {year: 2020, age_group: 総数, population: -900",
            "- {year: 2020, age_group: 総数, population: 900",
        ),
        in_file(
            "not_a_share",
            "plan.yaml",
            "- {year: 2020, age_group: 総数, population: 900, share: 40",
            "- {year: 2020, age_group: 総数, population: 900, share: 0.4",
        ),
        in_file(
            "no_place_for_bars",
            "initiatives.yaml",
            f"initiatives:\n{_INITIATIVE}",
            f"initiatives:\n{_INITIATIVE}\nwork_items:\n- work_item_id: survey\n  initiative_no: 1",
            beside=("open_questions.yaml", "  kind: bars"),
        ),
        in_file(
            "no_place_for_footnotes",
            "open_questions.yaml",
            "  kind: footnotes",
            "  kind: text",
            beside=("glossary.yaml", "- {term_id: dx, term: DX, definition: 変革, is_ours: true}"),
        ),
    ),
)
