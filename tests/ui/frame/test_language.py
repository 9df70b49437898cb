from __future__ import annotations

import pytest

from yamato_dx.ui.frame.language import address


@pytest.mark.parametrize(
    ("path", "lang", "query", "link"),
    [
        ("/data", "ja", {}, "/data"),
        ("/data", "en", {}, "/data?lang=en"),
        ("/overview", "ja", {}, "/"),  # the page that opens has no address of its own
        ("/overview", "en", {"year": 2024}, "/?year=2024&lang=en"),
        ("/history", "ja", {"batch": "R8-0001", "as_of": None}, "/history?batch=R8-0001"),
        ("/data", "ja", {"section": "a&b=c"}, "/data?section=a%26b%3Dc"),
    ],
)
def test_address(path: str, lang: str, query: dict[str, object], link: str) -> None:
    assert address(path, lang, **query) == link
