"""内訳 of a KPI: what it counts, what that adds up to beside the report, and its editing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from yamato_dx import i18n
from yamato_dx.acts.permissions import Act
from yamato_dx.entries.components import COMPONENT, STATUSES, status_words
from yamato_dx.queries.kpis.components import (
    blank_rows,
    breakdown,
    components,
    components_to_enter,
    grid_of,
    has_components,
)
from yamato_dx.rows import Row, rows_of
from yamato_dx.ui.frame import outcome
from yamato_dx.ui.frame.cells import Cell, Head, draw_table
from yamato_dx.ui.frame.forms import Form, draw_news, form_of, name_field, name_of, save

if TYPE_CHECKING:
    from yamato_dx.entries.components import Component
    from yamato_dx.plan.model.types import Kpi
    from yamato_dx.queries.assessed import View
    from yamato_dx.queries.kpis.components import Breakdown
    from yamato_dx.ui.frame.screen import Screen

ENTERED_BY: Final = "kpis.components.by"
MARKS: Final = {"done": "●", "under_way": "〜", "not_started": "・"}


def draw_components(page: Screen, view: View, kpi: Kpi) -> None:
    """The list of a KPI that counts things done; nothing for any other KPI."""
    if not has_components(kpi):
        return
    found = breakdown(page.record, view, kpi.kpi_id)
    unit = kpi.unit.in_language(page.lang)
    with st.container(key=f"components-{kpi.kpi_id}", gap=None):
        page.draw(
            "components",
            title=page.say("kpis.components.title", name=kpi.short_name.in_language(page.lang)),
            counted=page.say("kpis.components.counted", unit=unit, **_of(found))
            if found.core
            else "",
            lines=_sentences(page, kpi, found, unit),
        )
        outcome.draw_outcome(page, kpi.kpi_id)
        for caption, listed in (("core", found.core), ("attached", found.attached)):
            if listed:
                _draw_list(page, page.say(f"kpis.components.{caption}", count=len(listed)), listed)
        if view.as_of is None and page.offers(Act.LIST_COMPONENTS):
            _draw_editing(page, view, kpi)


def _of(found: Breakdown) -> dict[str, int]:
    return {"done": found.counted.done, "total": found.counted.total}


def _sentences(page: Screen, kpi: Kpi, found: Breakdown, unit: str) -> list[tuple[str, bool]]:
    """What the list adds up to beside the report and the plan, never in their place; and whether
    they differ."""
    if not (found.core or found.attached):
        return [(page.say("kpis.components.empty", unit=unit), False)]
    lines = [(_beside_report(page, found, unit), found.then is not None and not found.agrees)]
    if kpi.total is not None and found.counted.total != int(kpi.total):
        total = i18n.number(kpi.total, 0, page.lang)
        listed = found.counted.total
        counted = i18n.unit_of(total, unit, page.lang)
        scope = page.say("kpis.components.scope", total=total, listed=listed, unit=counted)
        lines.append((scope, True))
    if found.attached:
        told = "counted" if found.counts_attached else "apart"
        apart = page.say(
            f"kpis.components.attached.{told}",
            count=found.counted_attached.done,
            done=found.counted_attached.done,
            total=found.counted_attached.total,
        )
        lines.append((apart, False))
    return lines


def _beside_report(page: Screen, found: Breakdown, unit: str) -> str:
    if found.reported is None or found.then is None:
        return page.say("kpis.components.not_reported")
    return page.say(
        "kpis.components.agrees" if found.agrees else "kpis.components.differs",
        day=i18n.day(found.reported.on, page.lang),
        batch=found.reported.batch_id,
        reported=f"{found.reported.tally.done}/{found.reported.tally.total}",
        counted=f"{found.then.done}/{found.then.total}",
        unit=unit,
    )


COLUMNS: Final = ("name", "status", "month", "note")


def _draw_list(page: Screen, caption: str, listed: tuple[Component, ...]) -> None:
    heads = [
        Head(caption if name == "name" else page.say(f"kpis.components.column.{name}"))
        for name in COLUMNS
    ]
    rows = [
        [
            Cell(component.name),
            Cell(
                status_words(component.status, page.lang),
                mark=MARKS[component.status],
                is_code=True,
            ),
            Cell(_month(page, component), is_code=True),
            Cell(component.note),
        ]
        for component in listed
    ]
    draw_table(page, caption, heads, rows)


def _month(page: Screen, component: Component) -> str:
    """When it was done; for what is not done yet, when it is planned."""
    month = i18n.month(component.month, page.lang)
    is_planned = component.month is not None and component.status != "done"
    return page.say("kpis.components.planned", month=month) if is_planned else month


def _draw_editing(page: Screen, view: View, kpi: Kpi) -> None:
    """Drawn only where it is opened: a grid is the heaviest thing of a page."""
    with st.expander(
        page.say("kpis.components.edit"), on_change="rerun", key=f"components.open.{kpi.kpi_id}"
    ) as box:
        if not box.open:
            return
        about = ((COMPONENT.name, COMPONENT.beginning(kpi.kpi_id)),)
        form = form_of(page, f"components.{kpi.kpi_id}", about, kpi.kpi_id)
        draw_news(page, form)
        listed = components(page.record, form.view(view), kpi.kpi_id)
        grid = grid_of(listed, page.lang, blank_rows(kpi, listed))
        with st.form(form.key("fields"), border=False):
            page.draw("note", lines=[page.say("kpis.components.how")])
            st.data_editor(
                grid,
                key=form.key("grid"),
                hide_index=True,
                num_rows="dynamic",
                placeholder="",
                column_config=_column_config(page),
            )
            name_field(page, page.say("kpis.components.by"), ENTERED_BY, width=240)
            st.form_submit_button(
                page.say("kpis.components.save"),
                type="primary",
                on_click=_save,
                args=(page, form, kpi.kpi_id, listed),
                kwargs={"drawn": rows_of(grid)},
            )


def _column_config(page: Screen) -> dict[str, Any]:
    said = {name: page.say(f"kpis.components.column.{name}") for name in (*COLUMNS, "is_attached")}
    statuses = [status_words(status, page.lang) for status in STATUSES]
    config = st.column_config
    return {
        "name": config.TextColumn(said["name"], width="medium"),
        "status": config.SelectboxColumn(said["status"], options=statuses, width=100),
        "month": config.TextColumn(said["month"], width=110),
        "note": config.TextColumn(said["note"], width="medium"),
        "is_attached": config.CheckboxColumn(said["is_attached"], default=False, width=90),
    }


def _save(
    page: Screen, form: Form, kpi_id: str, listed: tuple[Component, ...], *, drawn: list[Row]
) -> None:
    edited = _edited(st.session_state[form.key("grid")], listed, drawn)
    now = components(page.record, page.now(), kpi_id)
    entered, faults = components_to_enter(kpi_id, listed, edited, page.lang, now=now)
    by = name_of(page, ENTERED_BY)
    sentences = [
        page.say(
            f"kpis.components.fault.{fault.code}", names=page.say("frame.list").join(fault.names)
        )
        for fault in faults
    ] + ([] if by else [page.say("kpis.components.fault.nobody")])
    if sentences:
        outcome.keep(kpi_id, *sentences, page.say("kpis.components.not_saved"), tone="bad")
    elif not entered:
        outcome.keep(kpi_id, page.say("kpis.components.unchanged"))
    elif save(page, form, {COMPONENT: entered}, by):
        outcome.keep(kpi_id, page.say("kpis.components.done", count=len(entered)))


def _edited(
    said: dict[str, Any], listed: tuple[Component, ...], drawn: list[Row]
) -> list[tuple[str | None, Row]]:
    """The rows of the grid as they are now; the widget tells only what changed in it."""
    gone = set(said["deleted_rows"])
    kept = [
        (
            listed[place].component_id if place < len(listed) else None,
            row | said["edited_rows"].get(place, {}),
        )
        for place, row in enumerate(drawn)
        if place not in gone
    ]
    return [*kept, *((None, dict(row)) for row in said["added_rows"])]
