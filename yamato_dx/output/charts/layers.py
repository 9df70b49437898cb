"""What charts are drawn from, in the words of Vega-Lite: layers of marks, and what a mark follows.

Plain values, not a library's objects: one that knows the whole language takes 26 MB and a tenth
of a second of every server. The tests hold each layout against the language's schema.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

# The version that the page's framework and the image's child process draw.
SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v6.4.1.json"

Layer = dict[str, Any]
Channel = Mapping[str, Any]

# One row, for a mark that is there once, however many rows the chart has.
ONE: Final = ({"mark": "key"},)


def layer(
    mark: str,
    look: Mapping[str, Any],
    *,
    rows: Sequence[Mapping[str, Any]] = (),
    only: object = None,
    **channels: Channel,
) -> Layer:
    """A mark for each of the chart's rows, or of `rows`; `only`: those that pass this filter."""
    return {
        **({"data": {"values": list(rows)}} if rows else {}),
        **({"transform": [{"filter": only}]} if only else {}),
        "mark": {"type": mark, **look},
        "encoding": channels,
    }


def field(name: str, kind: str, **look: Any) -> Channel:
    """What a row says; `kind` is quantitative, ordinal or nominal."""
    return {"field": name, "type": kind, **look}


def value(constant: object) -> Channel:
    """A colour, a text, pixels from the left or from above."""
    return {"value": constant}


def along_width(formula: str) -> Channel:
    """Pixels from the left, from what `width` is."""
    return value({"expr": formula})


def datum(figure: float) -> Channel:
    """A figure on the scale that is no row's."""
    return {"datum": figure}


def where(tests: Mapping[str, object], otherwise: object) -> Channel:
    """The value of the first test that a row passes."""
    conditions = [{"test": test, "value": one} for test, one in tests.items()]
    return {"condition": conditions if len(conditions) > 1 else conditions[0], "value": otherwise}
