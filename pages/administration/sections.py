"""担当課の登録: who owns which KPI and work item, and by when they report."""

from yamato_dx.ui.frame.screen import Screen
from yamato_dx.ui.publishing.copying import draw_handover
from yamato_dx.ui.register.sections import draw_missing, draw_register
from yamato_dx.web.served import Served


def show(served: Served) -> None:
    page = Screen("sections", served)
    page.title("frame.page.sections", "register.lead")
    view = page.now()
    draw_missing(page, view)
    draw_register(page, view)
    draw_handover(page, view)
    ways = {"report": "register.to_report", "neglect": "neglect.link"}
    page.draw_links([(page.link(name), page.say(words)) for name, words in ways.items()])
