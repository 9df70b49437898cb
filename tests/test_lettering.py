from __future__ import annotations

import pytest

from yamato_dx.lettering import unmarked


@pytest.mark.parametrize(
    ("received", "label"),
    [
        ("[確認はこちら](http://evil.example)", "\\[確認はこちら\\](http\\://evil.example)"),
        ("![](http://evil.example/x.png)", "\\!\\[\\](http\\://evil.example/x.png)"),
        ("*640*", "\\*640\\*"),
        ("R6_実績_最終.xlsx", "R6\\_実績\\_最終.xlsx"),
        (":red[640]", "\\:red\\[640\\]"),
        ("<b>640</b>", "\\<b\\>640\\</b\\>"),
        ("9,796.5時間（49.6%）", "9,796.5時間（49.6%）"),
        ("\\*", "\\\\\\*"),
    ],
)
def test_a_label_says_what_was_received_and_links_nowhere(received: str, label: str) -> None:
    assert unmarked(received) == label
