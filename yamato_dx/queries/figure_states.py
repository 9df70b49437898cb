"""Whether a year's figure is confirmed, and what it corrects or makes final."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

import pandas as pd

from yamato_dx import i18n
from yamato_dx.assessment.reading.readings import readings
from yamato_dx.assessment.words import wording
from yamato_dx.assessment.words.figures import spoken
from yamato_dx.kept_answers import kept
from yamato_dx.plan.model.types import Kpi
from yamato_dx.queries.assessed import Assessed
from yamato_dx.queries.kpi_words import years_of
from yamato_dx.queries.year_forms import YearStory, year_stories
from yamato_dx.rows import Row, is_missing, rows_of

# Of a figure that is corrected: what stood before, in the columns of what stands.
_BASE: Final = {
    "actual_value": "base_value",
    "numerator": "base_numerator",
    "denominator": "base_denominator",
    "weight": "base_weight",
    "value_status": "base_status",
}
# Between the reasons of several months.
_BETWEEN: Final = " / "
_PERIOD: Final = ["kpi_id", "period_start", "period_months"]


@dataclass(frozen=True, eq=False)
class FigureState:
    """Of the figure of one KPI and year. `confirmed_at`, `confirmed_by`, `approval_no`: of the last
    confirmation that its values rest on, None where one of them has none.

    `kind`: correction (訂正), update (確定値への更新), None where nothing stood before it that was
    confirmed or preliminary. `before`: what the year read then, in the columns of a reading;
    `changed_at`, `batch_id`: when that changed, and by which report. `reason`: of a correction.
    """

    is_confirmed: bool
    confirmed_at: pd.Timestamp | None = None
    confirmed_by: str = ""
    approval_no: str = ""
    kind: str | None = None
    before: Row | None = None
    changed_at: pd.Timestamp | None = None
    batch_id: str = ""
    reason: str = ""


# By KPI and fiscal year; a year without a figure has none.
FigureStates = dict[tuple[str, int], FigureState]


@kept(32)
def figure_states(answer: Assessed) -> FigureStates:
    """Of each figure of the assessment: of its 12-month value, or of its months."""
    states = answer.states.assign(fiscal_year=years_of(answer.states["period_start"]))
    parts: dict[tuple[str, int, int], list[Row]] = {}
    for row in rows_of(states):
        key = (str(row["kpi_id"]), int(row["fiscal_year"]), int(row["period_months"]))
        parts.setdefault(key, []).append(row)
    before = _readings_before(answer)
    stories = year_stories(answer.told, answer.plan.kpis)
    found: FigureStates = {}
    for row in answer.rows:
        if is_missing(row["batch_id"]):
            continue
        of_year = (str(row["kpi_id"]), int(row["fiscal_year"]))
        rows = parts.get((*of_year, int(row["period_months"])))
        if rows:
            state = _state(rows, before.get(of_year))
            found[of_year] = _told_anew(state, row, stories.get(of_year))
    return found


def _told_anew(state: FigureState, row: Row, story: YearStory | None) -> FigureState:
    """Of a year that the other form told before: confirmed as it was then, where it reads the same;
    and what it corrects of that, or makes final."""
    if story is None or story.period_months != row["period_months"]:
        return state
    if story.confirmed and not state.is_confirmed:
        state = replace(state, **_confirmation(story.confirmed))
    if story.kind is None:
        return state
    first = story.changed[0]
    return replace(
        state,
        kind=story.kind,
        before=story.before,
        changed_at=first["recorded_at"],
        batch_id=str(first["batch_id"]),
        reason=_BETWEEN.join(story.reasons),
    )


def unconfirmed_count(answer: Assessed, rows: Iterable[Row]) -> int:
    """How many figures among `rows` of the assessment nobody has confirmed."""
    states = figure_states(answer)
    found = (states.get((str(row["kpi_id"]), int(row["fiscal_year"]))) for row in rows)
    return sum(not state.is_confirmed for state in found if state)


def _state(rows: list[Row], before: Row | None) -> FigureState:
    changed = [row for row in rows if not is_missing(row["correction_kind"])]
    is_confirmed = all(row["is_confirmed"] for row in rows)
    confirmed = max(rows, key=lambda row: row["confirmed_at"]) if is_confirmed else None
    state = FigureState(**_confirmation(confirmed))
    if not changed:
        return state
    corrected = [row for row in changed if row["correction_kind"] == "correction"]
    last = max(corrected or changed, key=lambda row: row["corrected_at"])
    return replace(
        state,
        kind="correction" if corrected else "update",
        before=before,
        changed_at=last["corrected_at"],
        batch_id=str(last["corrected_batch_id"]),
        reason=_reasons(corrected, str(last["corrected_batch_id"])),
    )


def _confirmation(row: Row | None) -> dict[str, Any]:
    """As a figure has it whose values were confirmed, `row` last; None: not all of them were."""
    if row is None:
        return {"is_confirmed": False}
    return {
        "is_confirmed": True,
        "confirmed_at": row["confirmed_at"],
        "confirmed_by": str(row["confirmed_by"]),
        "approval_no": _words(row["approval_no"]),
    }


def _reasons(corrected: list[Row], batch_id: str) -> str:
    """Each that was given in the report for a value of which the figure is made, once."""
    said = (
        _words(row["correction_reason"])
        for row in corrected
        if str(row["corrected_batch_id"]) == batch_id
    )
    return _BETWEEN.join(dict.fromkeys(reason for reason in said if reason))


def _readings_before(answer: Assessed) -> dict[tuple[str, int], Row]:
    """By KPI and year what it read before its values were corrected or became final."""
    changed = answer.states[answer.states["correction_kind"].notna()]
    if changed.empty:
        return {}
    base = changed[[*_PERIOD, *_BASE.values()]]
    both = answer.standing.merge(
        base, on=_PERIOD, how="left", validate="one_to_one", indicator=True
    )
    is_changed = both["_merge"] == "both"
    standing = answer.standing.reset_index(drop=True).assign(
        **{name: both[name].where(~is_changed, both[held]) for name, held in _BASE.items()}
    )
    kpi_ids = set(changed["kpi_id"])
    kpis = tuple(kpi for kpi in answer.plan.kpis if kpi.kpi_id in kpi_ids)
    of_kpis = standing[standing["kpi_id"].isin(kpi_ids)].reset_index(drop=True)
    return {
        (str(row["kpi_id"]), int(row["fiscal_year"])): row
        for row in rows_of(readings(of_kpis, kpis, answer.on))
    }


def state_words(state: FigureState | None, lang: str) -> str:
    """確認済み・未確認; «» of a year without a figure."""
    if state is None:
        return ""
    return i18n.text(f"steps.figure.{'confirmed' if state.is_confirmed else 'open'}", lang)


def confirmation_words(state: FigureState | None, lang: str) -> str:
    """By whom it was confirmed, when and under which number; or that it is not."""
    if state is None or not state.is_confirmed:
        return state_words(state, lang)
    values = {
        "by": state.confirmed_by,
        "moment": i18n.moment(state.confirmed_at, lang) if state.confirmed_at else "",
    }
    if not state.approval_no:
        return i18n.text("steps.figure.confirmed_by", lang, **values)
    return i18n.text("steps.figure.confirmed_under", lang, approval_no=state.approval_no, **values)


def change_sentence(state: FigureState | None, row: Row, kpi: Kpi, lang: str) -> str:
    """What stood before, what stands, when it changed and why; «» where nothing did. `row`: of the
    assessment."""
    if state is None or state.kind is None:
        return ""
    then = row | ({name: state.before[name] for name in _READ} if state.before else {})
    return i18n.text(
        f"steps.figure.{state.kind}",
        lang,
        before=_with_status(then, kpi, lang),
        now=_with_status(row, kpi, lang),
        moment=i18n.moment(state.changed_at, lang)[:10] if state.changed_at else "",
        batch=state.batch_id,
        reason=state.reason or i18n.MISSING,
    )


_READ: Final = ("actual_value", "numerator", "denominator", "value_status")


def _with_status(row: Row, kpi: Kpi, lang: str) -> str:
    """20件（見込）."""
    words = spoken(wording.reported_figure(row, kpi, lang), lang)
    status = wording.status_word(row, lang)
    if not status:
        return words
    if is_missing(row["actual_value"]):
        return status
    return i18n.text("assessment.with_detail", lang, figure=words, detail=status)


def state_columns(answer: Assessed, rows: pd.DataFrame) -> dict[str, pd.Series]:
    """As they leave beside the figures of `rows`, which have a KPI and a fiscal year."""
    found = figure_states(answer)
    keys = zip(rows["kpi_id"], rows["fiscal_year"], strict=True)
    states = [found.get((str(kpi_id), int(year))) for kpi_id, year in keys]
    return columns_of(
        pd.DataFrame(
            {
                "is_confirmed": [state.is_confirmed if state else None for state in states],
                "confirmed_at": [state.confirmed_at if state else None for state in states],
                "confirmed_by": [state.confirmed_by if state else "" for state in states],
                "approval_no": [state.approval_no if state else "" for state in states],
                "correction_kind": [state.kind if state else None for state in states],
                "base_value": [_before(state) for state in states],
                "base_status": [
                    state.before["value_status"] if state and state.before else None
                    for state in states
                ],
                "corrected_at": [state.changed_at if state else None for state in states],
                "correction_reason": [state.reason if state else "" for state in states],
            },
            index=rows.index,
        )
    )


def columns_of(states: pd.DataFrame) -> dict[str, pd.Series]:
    """`states`: one row per figure, in the columns in which the record tells them."""
    words = ("confirmed_by", "approval_no", "correction_kind", "base_status", "correction_reason")
    of_words = {name: states[name].astype("str").replace("", None) for name in words}
    return {
        "is_confirmed": states["is_confirmed"].astype("boolean"),
        **of_words,
        "confirmed_at": states["confirmed_at"].astype(_MOMENT),
        "corrected_at": states["corrected_at"].astype(_MOMENT),
        "correction_previous_value": states["base_value"].astype("float64"),
        "correction_previous_status": of_words["base_status"],
    }


_MOMENT: Final = "datetime64[us, UTC]"


def _before(state: FigureState | None) -> float:
    return float(state.before["actual_value"]) if state and state.before else float("nan")


def _words(value: object) -> str:
    return "" if is_missing(value) else str(value)
