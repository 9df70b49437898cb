"""What a page drew as HTML, as a tree that tests can ask: headings, tables by caption, links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

VOID: Final = frozenset({"br", "hr", "img", "input", "col", "meta", "link", "wbr", "source"})
# These begin a line of their own for whoever reads; other tags stand within one.
LINES: Final = frozenset(
    {"p", "div", "li", "dt", "dd", "tr", "h1", "h2", "h3", "br", "summary", "details", "table"}
)


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    @property
    def classes(self) -> frozenset[str]:
        return frozenset(self.attributes.get("class", "").split())

    def __iter__(self) -> Iterator[Element]:
        """Itself and all that is in it, in the order of the page."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child

    def all(self, tag: str, class_name: str = "") -> list[Element]:
        return [
            element
            for element in self
            if element.tag == tag and (not class_name or class_name in element.classes)
        ]

    def words(self) -> str:
        """As read: lines as a browser breaks them, without what is told only when asked for."""
        folded = (" ".join(line.split()) for line in "".join(self._pieces()).splitlines())
        return "\n".join(line for line in folded if line)

    def _pieces(self) -> Iterator[str]:
        if "ydx-meaning" in self.classes:
            return
        is_line = self.tag in LINES
        if is_line:
            yield "\n"
        for child in self.children:
            if isinstance(child, str):
                yield child.replace("\n", " ")
            else:
                yield from child._pieces()
        if is_line:
            yield "\n"


class _Reading(HTMLParser):
    """Fails where a tag is closed that is not open: a browser would mend it in its own way."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Element("body", {})
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self._open[-1].tag == tag, f"</{tag}> closes <{self._open[-1].tag}>"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def read_html(html: str) -> Element:
    reading = _Reading()
    reading.feed(html)
    reading.close()
    assert reading._open == [reading.root], "a tag is never closed"
    return reading.root
