"""What is served: the dashboard and its health. Opens the record first, so that a record which
cannot be opened is one sentence and not a traceback. Where there is no plan yet, the first page
asks for one."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from starlette.middleware import Middleware
from streamlit import config

from yamato_dx.acts.opening import NoPlan, open_record
from yamato_dx.errors import YamatoDxError
from yamato_dx.store.beside.secrets import secret
from yamato_dx.ui.frame.menu import PAGES
from yamato_dx.ui.frame.page_foot import page_foot
from yamato_dx.ui.frame.trouble import not_found_page, show_trouble
from yamato_dx.web.addresses import OwnAddresses, allow_in_framework
from yamato_dx.web.answers.closed import ClosedPlaces
from yamato_dx.web.believed import BelievedProxies
from yamato_dx.web.callers import OWN_DESK, KnownCallers, tell_framework
from yamato_dx.web.dashboard import Dashboard
from yamato_dx.web.http import CompressedAssets, PageFrame, SecurityHeaders, favicon_route
from yamato_dx.web.lifespan import lifespan
from yamato_dx.web.limits import fewer_files, limits_here
from yamato_dx.web.served import OWN
from yamato_dx.web.settings import settings_from_environment
from yamato_dx.web.sign_in.doorkeeper import AskedOf, Doorkeeper
from yamato_dx.web.sign_in.drawing import SignInPages
from yamato_dx.web.sign_in.front import Front, WayIn
from yamato_dx.web.sign_in.gate import SignInGate
from yamato_dx.web.sign_in.oidc_settings import OIDC, read_oidc
from yamato_dx.web.sign_in.routes import sign_in_routes
from yamato_dx.web.sign_in.sockets import OpenPages

settings = settings_from_environment()
oidc = None
OWN.is_plain, OWN.certificate = settings.is_plain, settings.certificate
OWN.backup_folder = settings.backup_folder
try:
    limits = limits_here()
    if settings.oidc:
        oidc = read_oidc(settings.oidc)
    sys.stderr.write(fewer_files(limits, settings.lang))
    record = open_record(settings.place)
    sys.stderr.writelines(f"{sentence}\n" for sentence in record.warnings(settings.lang))
    OWN.serve(record, settings.on)
    # Of what the framework signs; its own would be another at each start.
    config.set_option("server.cookieSecret", secret(record.path, "cookie").hex())
    OWN.keep_accounts(settings.place)
    OWN.access  # noqa: B018 - one that cannot be opened is one sentence, and no traceback
except NoPlan as missing:
    sys.stderr.write(f"{missing.sentence(settings.lang)}\n")
    if settings.place.is_sample:
        sys.exit(missing.exit_code)
    OWN.await_plan(settings.place, settings.on)
    OWN.keep_accounts(settings.place)
except YamatoDxError as error:
    sys.stderr.write(f"{error.sentence(settings.lang)}\n")
    sys.exit(error.exit_code)

asking = AskedOf(
    is_always=settings.is_sign_in_asked,
    is_for_others=settings.is_for_others,
    is_network_trusted=settings.is_network_trusted,
)
OWN_DESK.desk = desk = Doorkeeper(lambda: OWN.access, asking)
open_pages = OpenPages()
ways = (WayIn(OIDC, oidc.name),) if oidc else ()
front = Front(desk, SignInPages(OWN.page_titles, is_plain=OWN.is_plain), open_pages, ways)
pages = sign_in_routes(front, oidc)

app = Dashboard(
    Path(__file__).parent / "yamato_dx" / "ui" / "shell.py",
    routes=[favicon_route()],
    door=[
        Middleware(SecurityHeaders),
        Middleware(OwnAddresses, allowed=settings.allowed_hosts),
        Middleware(BelievedProxies, proxies=settings.proxies, name_header=settings.proxy_header),
        Middleware(SignInGate, desk=desk, pages=pages, open_pages=open_pages),
        Middleware(KnownCallers),
        Middleware(ClosedPlaces),
    ],
    answers=[
        Middleware(
            PageFrame,
            screens=[f"/{name}" for name in PAGES],
            titles=OWN.page_titles,
            foot=page_foot,
            not_found=not_found_page,
        ),
        Middleware(CompressedAssets),
    ],
    lifespan=partial(lifespan, served=OWN, watch=open_pages.watch),
    on_script_error=show_trouble,
    limits=limits,
    lang=settings.lang,
)
OWN.usage = app.usage
allow_in_framework(settings.allowed_hosts)
tell_framework()
