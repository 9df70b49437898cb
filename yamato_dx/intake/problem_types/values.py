"""What is written in the cell of a value."""

from __future__ import annotations

from typing import Final

from yamato_dx.intake.problem_types.tables import of_cell, of_value
from yamato_dx.problem_types import ProblemSection

VALUE: Final = ProblemSection(
    "value",
    (
        of_value("blank", "note", "4", ("", "640")),
        of_value("not_yet_known", "refuse", "4", ("集計中", "公表待ち")),
        of_value("none_unclear", "refuse", "4", ("なし", "0")),
        of_value("not_started_unclear", "ask", "4", ("未着手", "0")),
        of_value("suppressed", "refuse", "4", ("***", "640")),
        of_value("spreadsheet_error", "refuse", "4", ("#DIV/0!", "640")),
        of_value("not_a_number", "refuse", "4", ("多数", "640")),
        of_value("about_number", "refuse", "4", ("約640", "640")),
        of_value("range_not_value", "refuse", "4", ("600～640", "640")),
        of_value("correction", "refuse", "4", ("610→640", "640")),
        of_cell(
            "marked", "refuse", {"実績値": "640※", "備考": ""}, {"実績値": "640", "備考": "※本庁分"}
        ),
        of_cell(
            "state_mark",
            "refuse",
            {"実績値": "640（速報）", "状態": ""},
            {"実績値": "640", "状態": "速報"},
        ),
        of_value("kanji_number", "refuse", "4", ("六百四十", "640")),
        of_value("kanji_multiple", "refuse", "4", ("6百件", "600件")),
        of_value("tenths", "refuse", "6", ("4割7分", "47%")),
        of_value("scientific", "refuse", "4", ("6.4E+02", "640")),
        of_value("looks_like_date", "refuse", "2", ("3月20日", "3/20")),
        of_value("leading_zero", "ask", "4", ("0640", "640")),
        of_value("too_many_digits", "refuse", "4", ("6400000000000000", "640")),
        of_value("sign_unclear", "ask", "4", ("ー640", "640")),
        of_value("separator_misplaced", "refuse", "4", ("6,40", "640")),
        of_value("bracket_unclosed", "refuse", "8", ("1回（182/190人", "1回（182/190人）")),
        of_value("clock_unclear", "ask", "1", ("22:30", "22分30秒")),
        of_value("point_or_comma", "ask", "5", ("9.796", "9,796")),
        of_value("below_minimum", "refuse", "4", ("-640", "640")),
        of_value("above_maximum", "refuse", "6", ("147%", "47%")),
    ),
)
