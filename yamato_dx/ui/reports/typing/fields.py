"""The fields of «実績の報告»: one element of the page for many of them, drawn by a script of ours.

The framework takes 0.12 to 0.2 ms for each field that it draws; a page of eighty would be twenty
times as dear as an empty one. See docs/decisions.md 49.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, Final

from markupsafe import Markup
from streamlit.components.v2 import component
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest
from streamlit.components.v2.types import ComponentRenderer

from yamato_dx.root import ROOT
from yamato_dx.ui.reports.typing import state as typing_state

if TYPE_CHECKING:
    from yamato_dx.ui.frame.screen import Screen
    from yamato_dx.ui.reports.typing.desk import Desk
    from yamato_dx.ui.reports.typing.rows import DeskPart

SCRIPT: Final = "typing.js"
NOTHING: Final[Mapping[str, str]] = {}


@cache
def _mount() -> ComponentRenderer:
    """The script is a file of this server, as all that the security policy lets a page run.

    The framework serves a component's files where a manifest names their folder; it looks for
    manifests in installed packages alone, which this program is not.
    """
    folder = ROOT / "yamato_dx" / "ui" / "assets"
    manifest = ComponentManifest("yamato_dx", "", [ComponentConfig("typing", folder.name)])
    get_bidi_component_manager().register_from_manifest(manifest, folder.parent)
    return component("yamato_dx.typing", js=SCRIPT, isolate_styles=False)


def draw_fields(
    page: Screen,
    desk: Desk,
    place: str,
    part: DeskPart,
    *,
    slots: Mapping[str, str] = NOTHING,
    wrong: Mapping[str, str] = NOTHING,
) -> None:
    """One part of the desk. `slots`: HTML of what is said of its cells, by the place that its
    own HTML has for it (`data-slot`). `wrong`: by cell, how grave what is said of it is."""
    key, cells = desk.widget(place), desk.cells
    told = {
        "key": key,
        "name": page.say(f"reports.typing.{place}"),
        "slots": slots,
        "wrong": wrong,
        "values": {name: cells.get(name, start) for name, start in part.starts.items()},
    }
    data = f'{{"html":{_quoted(part.html)},{json.dumps(told, ensure_ascii=False)[1:]}'
    typing_state.expect(key, part.starts)
    hear = partial(typing_state.hear, page, desk, place, key)
    _mount()(key=key, data=data.encode(), on_cells_change=hear)


@lru_cache(maxsize=64)
def _quoted(html: Markup) -> str:
    return json.dumps(html, ensure_ascii=False)
