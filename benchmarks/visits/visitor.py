"""A visitor without a browser: what one browser sends to a Streamlit server, over its websocket."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from collections.abc import AsyncIterator, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.BidiComponent_pb2 import BidiComponent
from streamlit.proto.ButtonGroup_pb2 import ButtonGroup
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Selectbox_pb2 import Selectbox
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

LARGEST_MESSAGE: Final = 64 * 1024 * 1024
LONGEST_RERUN: Final = 60.0  # seconds

T = TypeVar("T")


def run_visits(visits: Coroutine[Any, Any, T]) -> T:
    """In a thread of its own: the caller's may have an event loop already (a test's browser)."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, visits).result()


@dataclass
class Visitor:
    """One open page. Choices, address and kept messages are remembered as a browser does."""

    connection: ClientConnection
    page: str
    query: str = ""
    page_hash: str = ""
    boxes: dict[str, Selectbox] = field(default_factory=dict)
    chosen: dict[str, str] = field(default_factory=dict)  # selection box → option
    pressed: dict[str, list[str]] = field(default_factory=dict)  # row of buttons → options
    forms: dict[str, BidiComponent] = field(default_factory=dict)  # by id, each with many fields
    parts: dict[str, str] = field(default_factory=dict)  # form → the part of the page it runs alone
    turn: int = 0  # of telling cells
    session_id: str = ""
    typed: dict[str, dict[str, str]] = field(default_factory=dict)  # form → field → words
    kept: dict[str, ForwardMsg] = field(default_factory=dict)  # by hash: need not come again
    brought: list[bytes] = field(default_factory=list)  # by the last run, message by message
    bytes_received: int = 0
    elements: int = 0  # that the last run drew, anew or by naming a kept one
    elements_at_first: int = 0

    async def rerun(self, part: str = "") -> None:
        """Run the page again, as it stands, or one part of it; returns when the server says that
        it is drawn."""
        message = BackMsg()
        state = message.rerun_script
        state.query_string = self.query
        state.page_script_hash = self.page_hash
        state.fragment_id = part
        state.page_name = "" if self.page_hash else self.page
        state.cached_message_hashes.extend(self.kept)
        state.context_info.timezone = "Asia/Tokyo"
        state.context_info.locale = "ja-JP"
        state.context_info.url = f"http://127.0.0.1/{self.page}"
        for widget_id, option in self.chosen.items():
            widget = state.widget_states.widgets.add()
            widget.id, widget.string_value = widget_id, option
        for widget_id, options in self.pressed.items():
            widget = state.widget_states.widgets.add()
            widget.id = widget_id
            widget.string_array_value.data.extend(options)
        for widget_id, cells in self.typed.items():
            widget = state.widget_states.widgets.add()
            widget.id, widget.json_value = (
                widget_id,
                json.dumps({"cells": {"turn": self.turn, "told": cells}}),
            )
        await self.connection.send(message.SerializeToString())
        self.elements = 0
        self.brought.clear()
        await asyncio.wait_for(self._until_drawn(), LONGEST_RERUN)
        if part:
            return
        # Half an answer in half the time would look like speed.
        self.elements_at_first = self.elements_at_first or self.elements
        assert self.elements > self.elements_at_first // 2, f"{self.page} was cut short"

    async def type(self, name: str, words: str) -> None:
        """Leave the text field `name` with `words` in it."""
        found = [one for one in self.forms.values() if f'name=\\"{name}\\"'.encode() in one.bytes]
        assert found, f"no text field {name} on {self.page}"
        form = found[-1].id
        self.typed.setdefault(form, {})[name] = words
        self.turn += 1
        await self.rerun(self.parts[form])
        told = json.dumps({name: words}, ensure_ascii=False)[1:-1]
        assert told.encode() in self.forms[form].bytes, f"{self.page} did not keep {name}"

    async def choose(self, key: str, place: int) -> None:
        """Pick the option at `place` (counted round) in the selection box `key`."""
        box = self.box(key)
        self.chosen[box.id] = box.options[place % len(box.options)]
        await self.rerun()

    def box(self, key: str) -> Selectbox:
        found = [box for name, box in self.boxes.items() if name.endswith(f"-{key}")]
        assert found, f"no selection box {key} on {self.page}, only {sorted(self.boxes)}"
        return found[-1]

    async def _until_drawn(self) -> None:
        while True:
            data = await self.connection.recv()
            assert isinstance(data, bytes), "the protocol is binary"
            self.bytes_received += len(data)
            self.brought.append(data)
            message = ForwardMsg.FromString(data)
            if self._take(message):
                return

    def _take(self, message: ForwardMsg) -> bool:
        """Note what a message says; whether it ends the rerun."""
        kind = message.WhichOneof("type")
        if message.metadata.cacheable:
            self.kept[message.hash] = message
        if kind == "new_session":
            self.session_id = message.new_session.initialize.session_id
        if kind == "navigation":
            self.page_hash = message.navigation.page_script_hash
        elif kind in ("delta", "ref_hash"):
            self.elements += 1
        if kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "delta":
            self._take_element(message)
        elif kind == "ref_hash":
            self._take_element(self.kept[message.ref_hash])
        assert kind != "page_not_found", f"there is no page {self.page}"
        return kind == "script_finished" and message.script_finished in (
            ForwardMsg.FINISHED_SUCCESSFULLY,
            ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
        )

    def _take_element(self, message: ForwardMsg) -> None:
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise RuntimeError(f"{self.page} failed: {element.exception.message}")
        if kind == "selectbox":
            self._take_box(element.selectbox)
        elif kind == "bidi_component":
            self.forms[element.bidi_component.id] = element.bidi_component
            self.parts[element.bidi_component.id] = message.delta.fragment_id
        elif kind == "button_group":
            self._take_buttons(element.button_group)

    def _take_box(self, box: Selectbox) -> None:
        self.boxes[box.id] = box
        default = box.options[box.default] if box.HasField("default") else ""
        told = box.raw_value if box.set_value else self.chosen.get(box.id)
        self.chosen[box.id] = told or default

    def _take_buttons(self, buttons: ButtonGroup) -> None:
        default = [buttons.options[place].content for place in buttons.default]
        told = list(buttons.raw_values) if buttons.set_value else self.pressed.get(buttons.id)
        self.pressed[buttons.id] = told or default


def leave(visitor: Visitor) -> None:
    """As a browser whose machine is switched off by its owner: reset, without a goodbye."""
    leaving = visitor.connection.transport.get_extra_info("socket")
    leaving.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    visitor.connection.transport.abort()


@asynccontextmanager
async def visiting(port: int, page: str = "", query: str = "") -> AsyncIterator[Visitor]:
    """A visitor whose page has been drawn once."""
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    async with connect(
        address, subprotocols=[Subprotocol("streamlit")], max_size=LARGEST_MESSAGE, compression=None
    ) as connection:
        visitor = Visitor(connection, page, query)
        await visitor.rerun()
        yield visitor
