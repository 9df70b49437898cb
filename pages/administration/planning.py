"""計画の登録: take the plan as a workbook, load a new version of it, extend its period."""

from yamato_dx.queries.assessed import texts_at
from yamato_dx.ui.frame.outcome import draw_outcome
from yamato_dx.ui.frame.screen import Screen
from yamato_dx.ui.plan import loading as plan_loading
from yamato_dx.ui.plan.extending import draw_extension
from yamato_dx.ui.plan.loading_view import (
    draw_proposal,
    draw_recorded,
    draw_workbooks,
    file_box,
    plans_in_force,
)
from yamato_dx.ui.plan.next_outline import draw_next_outline
from yamato_dx.web.served import Served


def show(served: Served) -> None:
    page = Screen("planning", served)
    page.title("frame.page.planning", "plan.loading.lead")
    draw_outcome(page)
    upload = file_box(page)
    if upload is None:
        draw_workbooks(page, texts_at(page.record, page.record.head()))
        draw_next_outline(page, plans_in_force(page))
        draw_recorded(page)
        draw_extension(page)
    else:
        draw_proposal(page, plan_loading.proposal_of(page, upload), upload.name)
