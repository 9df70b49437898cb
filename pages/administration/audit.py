"""操作の記録: who did what when, what was refused, and what was taken away?"""

from yamato_dx.acts.permissions import Act
from yamato_dx.ui.audit.trail import draw_trail
from yamato_dx.ui.frame.screen import Screen
from yamato_dx.web.served import Served


def show(served: Served) -> None:
    page = Screen("audit", served)
    page.title("frame.page.audit", "audit.page.lead")
    if page.offers(Act.READ_AUDIT):
        draw_trail(page)
