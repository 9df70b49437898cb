"""報告履歴: what was reported when by whom; look into it, withdraw it, replace it."""

from yamato_dx.ui.backup_view import draw_overdue_backup
from yamato_dx.ui.history_view import (
    draw_backup,
    draw_batches,
    draw_report,
    pick_report,
)
from yamato_dx.ui.outcome import draw_outcome
from yamato_dx.ui.screen import Screen

page = Screen("history")
page.title("ui.history.title")
draw_outcome(page)
draw_overdue_backup(page, with_reason=True)
view = page.now()
reports = page.reports(view)

if reports.empty:
    page.message(page.say("ui.history.empty.note"), big=page.say("ui.history.empty"))
else:
    draw_batches(page, view, reports)
    draw_report(page, view, pick_report(page, view))
draw_backup(page)
