"""手入れの要る数字: which figures does nobody look after, and where is that mended?"""

from yamato_dx.ui.frame.screen import Screen
from yamato_dx.ui.neglect.neglect import draw_neglect
from yamato_dx.web.served import Served


def show(served: Served) -> None:
    page = Screen("neglect", served)
    page.title("frame.page.neglect", "neglect.lead")
    draw_neglect(page, page.now())
