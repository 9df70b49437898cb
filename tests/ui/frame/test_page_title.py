"""The browser's tab says what a loaded plan is called: as text, whatever it holds."""

from __future__ import annotations

from yamato_dx.web.http import page_frame


def test_a_title_is_text_never_markup() -> None:
    page = page_frame("ja", r"</title><script>alert(1)</script>\1 & 計画", "")
    assert "<script>alert" not in page
    assert r"&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;\1 &amp; 計画</title>" in page
