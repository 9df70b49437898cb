"""稼働状況: does the server run well, and what must whoever runs it do?"""

from yamato_dx.ui.frame.screen import Screen
from yamato_dx.ui.status.status import draw_status
from yamato_dx.web.served import Served


def show(served: Served) -> None:
    page = Screen("status", served)
    page.title("frame.page.status", "status.lead")
    draw_status(page)
