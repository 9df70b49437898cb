"""A chosen file: how it was read, what is in the way, what it would change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yamato_dx.ui.frame.outcome import draw_outcome
from yamato_dx.ui.reports import state as reporting
from yamato_dx.ui.reports.reading.view import draw_recognised
from yamato_dx.ui.reports.sending import (
    draw_changes_and_send,
    draw_problems,
    draw_templates,
    draw_values_to_send,
    offer_typing,
)

if TYPE_CHECKING:
    from yamato_dx.ui.frame.file_boxes import ChosenFile
    from yamato_dx.ui.frame.screen import Screen


def draw_chosen_file(
    page: Screen, upload: ChosenFile, replaces: str | None, answers_to: str | None
) -> None:
    """Nothing more where its reader stopped the reading."""
    preview = reporting.preview_of(page, upload, replaces, answers_to)
    if preview is None:
        return
    is_section_asked = draw_recognised(page, preview, upload.file_id)
    draw_problems(page, preview, upload.file_id)
    if preview.is_sendable:
        draw_changes_and_send(page, preview)
        draw_outcome(page)
        draw_values_to_send(page, preview)
    else:
        draw_outcome(page)
        if preview.faults:
            offer_typing(page, preview)
            draw_templates(page, has_section_box=is_section_asked)
