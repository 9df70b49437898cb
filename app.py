"""What is served: the dashboard and its health. Opens the record first, so that a record which
cannot be opened is one sentence and not a traceback."""

from __future__ import annotations

import sys
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from yamato_dx.acts.opening import open_record
from yamato_dx.errors import YamatoDxError
from yamato_dx.ui.http import CompressedAssets, PageFrame, SecurityHeaders, favicon_route
from yamato_dx.ui.served import page_titles, serve_record
from yamato_dx.ui.serving import lifespan, settings_from_environment
from yamato_dx.ui.trouble import show_trouble

settings = settings_from_environment()
try:
    record = open_record(settings.place)
except YamatoDxError as error:
    sys.stderr.write(f"{error}\n")
    sys.exit(error.exit_code)
serve_record(record, settings.on)

app = st.App(
    Path(__file__).parent / "yamato_dx" / "ui" / "shell.py",
    routes=[favicon_route()],
    middleware=[
        Middleware(SecurityHeaders),
        Middleware(PageFrame, titles=page_titles()),
        Middleware(CompressedAssets),
    ],
    lifespan=lifespan,
    on_script_error=show_trouble,
)
