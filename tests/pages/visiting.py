"""One reader of the pages without a browser: the framework's own AppTest runs the dashboard on
what it is given.

What is typed into a grid or into the fields of «実績の報告» is told to the run as a browser tells
it; AppTest itself has no way to edit the one and does not know the other.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from tests.pages.markup import Element, read_html
from yamato_dx.i18n import text
from yamato_dx.store.record import Record
from yamato_dx.ui.frame.menu import PAGES
from yamato_dx.ui.reports.typing import fields
from yamato_dx.web.served import Served

PAGE_NAMES: Final = PAGES
ADDRESS: Final = "http://127.0.0.1:8501"
SECONDS: Final = 60.0
# Every due date of the plan has passed.
ON: Final = date(2026, 6, 15)


@cache
def components() -> BidiComponentManager:
    """One for all visits, as of a server: what «実績の報告» registers there, it registers once."""
    fields._mount.cache_clear()
    manager = BidiComponentManager()
    manager.discover_and_register_components(start_file_watching=False)
    return manager


def script(served: object) -> None:
    """Run by AppTest as a file of its own: it knows nothing of this module."""
    from yamato_dx.ui.dashboard import draw_dashboard

    draw_dashboard(served)


class Visit:
    """Stands for a browser's tab: one session, one page at a time."""

    def __init__(self, served: Served, lang: str = "ja") -> None:
        self.lang = lang
        self.app = AppTest.from_function(script, args=(served,), default_timeout=SECONDS)
        self.app._bidi_component_manager = components()
        # What AppTest knows no widget for: by its id, as the browser would say it with each run.
        self._told: dict[str, WidgetState] = {}
        self._turn = 0

    @classmethod
    def of(cls, record: Record, lang: str = "ja", on: date = ON) -> Visit:
        return cls(Served(record, on), lang)

    # --- going about ---

    def open(self, name: str = PAGES[0], **query: object) -> Visit:
        """By its address, as by a link; the session stays."""
        assert name in PAGE_NAMES, f"no page is called {name}"
        language = {} if self.lang == "ja" else {"lang": self.lang}
        self.app.query_params = {key: str(value) for key, value in query.items()} | language
        self.app.context["url"] = f"{ADDRESS}/{name}"
        self.app._page_hash = calc_hash(name)
        self._told.clear()
        return self._ran(WidgetStates())

    def run(self) -> Visit:
        """Once more, with what was filled in, pressed and told meanwhile."""
        states = self.app._tree.get_widget_states()
        states.widgets.extend(self._told.values())
        return self._ran(states)

    def _ran(self, states: WidgetStates) -> Visit:
        self.app._run(states)
        assert [exception.message for exception in self.app.exception] == []
        return self

    @property
    def page_name(self) -> str:
        """Where the reader is."""
        return str(self.app.session_state["arrival.page"])

    @property
    def query(self) -> dict[str, str]:
        return {key: value for key, value in self.app.query_params.items() if key != "lang"}

    def say(self, message_id: str, **values: object) -> str:
        return text(message_id, self.lang, **values)

    # --- what is on the page ---

    @property
    def html(self) -> Element:
        """All that is drawn as HTML, in the order of the page."""
        parts = [str(element.proto.body) for element in self.app.get("html")]
        return read_html("".join([*parts, *(part["html"] for part in self.desk_parts())]))

    def desk_parts(self) -> list[dict[str, Any]]:
        """What the script of «実績の報告» is given to draw: html, name, slots, values."""
        return [json.loads(element.proto.bytes) for element in self.app.get("bidi_component")]

    @property
    def heading(self) -> str:
        (heading,) = self.html.all("h1")
        return heading.words()

    def words(self) -> str:
        return self.html.words()

    def shows(self, message_id: str, **values: object) -> bool:
        return " ".join(self.say(message_id, **values).split()) in " ".join(self.words().split())

    def table(self, message_id: str, **values: object) -> list[list[str]]:
        """The cells of each row of the body of the table that has this caption."""
        caption = self.say(message_id, **values)
        tables = self.tables
        assert caption in tables, f"no table «{caption}» among {sorted(tables)}"
        return [
            [cell.words() for cell in row if cell.tag in ("td", "th")]
            for body in tables[caption].all("tbody")
            for row in body.all("tr")
        ]

    @property
    def tables(self) -> dict[str, Element]:
        """By caption, or, where there is none, by label."""
        return {
            "".join(caption.words() for caption in table.all("caption"))
            or table.attributes.get("aria-label", ""): table
            for table in self.html.all("table")
        }

    def charts(self) -> list[str]:
        """What each chart says of itself."""
        return [str(chart.proto.alt) for chart in self.app.get("vega_lite_chart")]

    # --- acting ---

    def field(self, message_id: str, **values: object) -> Any:
        """A field for words, by its label."""
        label = self.say(message_id, **values)
        fields = [*self.app.text_input, *self.app.text_area]
        (found,) = [field for field in fields if field.label == label]
        return found

    def fill(self, message_id: str, written: str, **values: object) -> Visit:
        self.field(message_id, **values).set_value(written)
        return self

    def tick(self, message_id: str, **values: object) -> Visit:
        label = self.say(message_id, **values)
        (box,) = [box for box in self.app.checkbox if box.label == label]
        box.check()
        return self

    def buttons(self, message_id: str, **values: object) -> list[Any]:
        label = self.say(message_id, **values)
        return [button for button in self.app.button if button.label == label]

    def press(self, message_id: str, **values: object) -> Visit:
        (button,) = self.buttons(message_id, **values)
        button.click()
        return self.run()

    def filter(self, key: str) -> Any:
        name = f"filter.{key}"
        boxes = [*self.app.selectbox, *self.app.button_group]
        (box,) = [box for box in boxes if box.key == name]
        return box

    def choose(self, key: str, code: str) -> Visit:
        """In a filter, by the code of the option."""
        self.filter(key).set_value(code)
        return self.run()

    def follow(self, message_id: str, **values: object) -> Visit:
        """A link of the page to another one, by its words."""
        words = self.say(message_id, **values)
        (address,) = {
            link.attributes["href"] for link in self.html.all("a") if words in link.words()
        }
        parts = urlsplit(address)
        query = {key: value for key, value in parse_qsl(parts.query) if key != "lang"}
        return self.open(parts.path.strip("/") or PAGES[0], **query)

    def unfold(self, message_id: str, **values: object) -> Visit:
        """Open a part that is drawn once it is."""
        label = self.say(message_id, **values)
        (box,) = [box for box in self.app.expander if box.label == label]
        return self.tell(box.proto.id, bool_value=True).run()

    def upload(self, content: bytes, name: str = "実績.csv") -> Visit:
        (box,) = self.app.file_uploader
        box.set_value((name, content, "application/octet-stream"))
        return self.run()

    def edit(self, place: int, **edits: object) -> Visit:
        """In a grid of the page: `edited_rows`, `added_rows`, `deleted_rows`."""
        edited = {"edited_rows": {}, "added_rows": [], "deleted_rows": []} | edits
        return self.tell(self.app.dataframe[place].proto.id, string_value=json.dumps(edited))

    def type(self, place: int, cells: Mapping[str, str]) -> Visit:
        """Into one part of «実績の報告», by the names of its cells."""
        self._turn += 1
        said = {"cells": {"turn": self._turn, "told": dict(cells)}}
        part = self.app.get("bidi_component")[place]
        return self.tell(part.proto.id, json_value=json.dumps(said)).run()

    def tell(self, widget_id: str, **state: Any) -> Visit:
        self._told[widget_id] = WidgetState(id=widget_id, **state)
        return self
