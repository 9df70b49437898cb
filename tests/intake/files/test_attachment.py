"""What a report may bring beside its values: names made harmless, numbers and sizes bounded."""

from __future__ import annotations

import pytest

from yamato_dx.errors import Refused
from yamato_dx.intake.files.attachment import (
    MAX_COUNT,
    NAME_LENGTH,
    NAMELESS,
    clean_name,
    require_attachable,
)
from yamato_dx.intake.files.limits import FILE_BYTES


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("令和7年度 集計①㈱髙﨑.xlsx", "令和7年度 集計①㈱髙﨑.xlsx"),  # as told
        ("葛󠄀.pdf", "葛󠄀.pdf"),  # a variant of a character of a name (異体字)
        ("\ue000課.pdf", "\ue000課.pdf"),  # 外字 that the town made for itself
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\山田\\実績.csv", "実績.csv"),  # what an old browser sends
        ("a/b\\c.txt", "c.txt"),
        ("実績\r\nX-Header: 1\x00.pdf", "実績X-Header: 1.pdf"),
        ("請求書\u202efdp.exe", "請求書fdp.exe"),  # drawn as 請求書exe.pdf
        ("\ufeff\u200b実績.pdf", "実績.pdf"),
        ("  実績.pdf \n", "実績.pdf"),
        ('a"b;c.pdf', 'a"b;c.pdf'),  # the header of a download quotes it
        ("", NAMELESS),
        ("..", NAMELESS),
        ("folder/", NAMELESS),
        ("\x01\x02", NAMELESS),
        ("\ud800.pdf", ".pdf"),  # half a character cannot be stored
    ],
)
def test_a_name_is_kept_as_told_without_path_and_unseen_signs(told: str, kept: str) -> None:
    assert clean_name(told) == kept


@pytest.mark.parametrize(
    ("told", "ending"),
    [
        ("実" * 300 + ".pdf", ".pdf"),
        ("x" * 300, "x"),
        ("." + "x" * 300, "x"),
        ("a." + "x" * 300, "x"),  # no ending that anything opens
    ],
)
def test_a_name_that_no_file_can_have_is_cut_before_its_ending(told: str, ending: str) -> None:
    assert len(clean_name(told)) == NAME_LENGTH
    assert clean_name(told).endswith(ending)


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ([("a", 1), ("b", 0)], "empty"),
        ([("a", 1)] * (MAX_COUNT + 1), "too_many"),
        ([("a", FILE_BYTES + 1)], "too_large"),
        ([("a", FILE_BYTES), ("b", 1)], "too_large"),  # together
    ],
)
def test_what_cannot_be_attached_is_told_by_its_name(
    files: list[tuple[str, int]], code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        require_attachable(files)
    assert refusal.value.message_id == f"intake.attachment.{code}"
    assert f"「{files[-1][0]}」" in str(refusal.value)


@pytest.mark.parametrize("files", [[], [("a", 1)] * MAX_COUNT, [("a", FILE_BYTES)]])
def test_as_many_and_as_large_as_allowed(files: list[tuple[str, int]]) -> None:
    require_attachable(files)
