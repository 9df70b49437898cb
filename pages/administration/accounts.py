"""アカウント: who may sign in, and as what."""

from yamato_dx.ui.accounts.accounts import draw_accounts
from yamato_dx.ui.frame.screen import Screen
from yamato_dx.web.served import Served


def show(served: Served) -> None:
    page = Screen("accounts", served)
    page.title("frame.page.accounts", "accounts.lead")
    draw_accounts(page)
