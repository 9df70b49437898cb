"""What each section is asked to explain of a year, in all plans that hold it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from yamato_dx.entries.sections import OWNER
from yamato_dx.kept_answers import kept
from yamato_dx.queries.assessed import View, plan_ids_in_effect
from yamato_dx.queries.comments.comments import CommentLine, comment_lines
from yamato_dx.queries.town import town_at
from yamato_dx.store.record import Record

NOBODY = ""


@kept(16)
def comments_by_section(
    record: Record, view: View, fiscal_year: int
) -> Mapping[str, tuple[CommentLine, ...]]:
    """By section_id, «» of nobody: those that are asked for, each figure once though several plans
    name it."""
    found: dict[str, dict[str, CommentLine]] = {}
    for plan_id in plan_ids_in_effect(record, view):
        owners = town_at(record, view.revision, plan_id).owners
        for line in comment_lines(record, replace(view, plan_id=plan_id)):
            if line.fiscal_year == fiscal_year and line.is_asked:
                owner = owners.get(OWNER.key("kpi", line.kpi.kpi_id))
                section_id = owner.section_id if owner else NOBODY
                found.setdefault(section_id, {}).setdefault(line.key, line)
    return {section_id: tuple(lines.values()) for section_id, lines in found.items()}
