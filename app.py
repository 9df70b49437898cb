"""What is served: the dashboard and its health. Opens the record first, so that a record which
cannot be opened is one sentence and not a traceback. Where there is no plan yet, the first page
asks for one."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from starlette.middleware import Middleware

from yamato_dx.acts.opening import NoPlan, open_record
from yamato_dx.errors import YamatoDxError
from yamato_dx.ui.frame.menu import PAGES
from yamato_dx.ui.frame.page_foot import page_foot
from yamato_dx.ui.frame.trouble import not_found_page, show_trouble
from yamato_dx.web.addresses import OwnAddresses, allow_in_framework
from yamato_dx.web.callers import KnownCallers, tell_framework
from yamato_dx.web.dashboard import Dashboard
from yamato_dx.web.http import CompressedAssets, PageFrame, SecurityHeaders, favicon_route
from yamato_dx.web.lifespan import lifespan
from yamato_dx.web.limits import fewer_files, limits_here
from yamato_dx.web.served import OWN
from yamato_dx.web.settings import settings_from_environment

settings = settings_from_environment()
try:
    limits = limits_here()
    sys.stderr.write(fewer_files(limits, settings.lang))
    record = open_record(settings.place)
    sys.stderr.writelines(f"{sentence}\n" for sentence in record.warnings(settings.lang))
    OWN.serve(record, settings.on)
except NoPlan as missing:
    sys.stderr.write(f"{missing.sentence(settings.lang)}\n")
    if settings.place.is_sample:
        sys.exit(missing.exit_code)
    OWN.await_plan(settings.place, settings.on)
except YamatoDxError as error:
    sys.stderr.write(f"{error.sentence(settings.lang)}\n")
    sys.exit(error.exit_code)

app = Dashboard(
    Path(__file__).parent / "yamato_dx" / "ui" / "shell.py",
    routes=[favicon_route()],
    door=[
        Middleware(SecurityHeaders),
        Middleware(OwnAddresses, allowed=settings.allowed_hosts),
        Middleware(KnownCallers),
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
    lifespan=partial(lifespan, served=OWN),
    on_script_error=show_trouble,
    limits=limits,
    lang=settings.lang,
)
allow_in_framework(settings.allowed_hosts)
tell_framework()
