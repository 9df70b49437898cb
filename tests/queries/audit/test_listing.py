"""Rows of the trail in the words of people: names in the place of our ids."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.acts.access.acting import access_over
from tests.acts.trail import test_following as following
from tests.entered import enter
from tests.rounds import DUE, OFFICE, opened, register
from tests.store.cases import CLERK
from yamato_dx.acts.access.links import make_section_link, revoke_section_link
from yamato_dx.acts.access.sessions import begin_link_session
from yamato_dx.queries.audit.listing import TrailLine, asked_of, trail_lines
from yamato_dx.store.access.places import access_path
from yamato_dx.store.access.sqlite_file import AccessFile
from yamato_dx.store.access.trail_chain import TrailEntry, TrailEvent
from yamato_dx.store.record import Record


def of_links(record: Record, lang: str) -> list[TrailLine]:
    assert record.trail
    found = trail_lines(record, record.trail.asked(asked_of(), most=9), lang)
    return [line for line in found if line.event in ("account", "sign_in")]


WORDS = {
    "ja": (
        "担当課へのリンクの発行（住民課、令和7年度の照会）",
        "住民課（担当課へのリンク）",
        "担当課へのリンクの取消し（住民課、令和7年度の照会）",
        "担当課へのリンクの発行（s77、2019-1）",
    ),
    "en": (
        "Link for a section issued (Residents, Year-end round for FY2025)",
        "Residents (by a section’s link)",
        "Link for a section revoked (Residents, Year-end round for FY2025)",
        "Link for a section issued (s77, 2019-1)",
    ),
}


@pytest.mark.parametrize("lang", WORDS)
def test_a_link_is_called_by_its_section_and_round(record: Record, lang: str) -> None:
    register(record)
    opened(record)
    with access_over(AccessFile(access_path(record.path))) as access:
        made = make_section_link(access, "2025-1", "s01", due=DUE, actor=OFFICE)
        begin_link_session(access, made.link)
        revoke_section_link(access, made.link.link_id, actor=OFFICE)
        make_section_link(access, "2019-1", "s77", due=DUE, actor=OFFICE)
    unknown, revoked, came, given = of_links(record, lang)
    assert (given.what, came.who, revoked.what, unknown.what) == WORDS[lang]


@pytest.mark.parametrize(
    ("event", "act", "subject", "detail", "words"),
    [
        (
            "account",
            "account_added",
            "mado",
            {"role": "section"},
            "アカウントの追加（mado、担当課）",
        ),
        ("account", "second_factor_required", None, {"roles": []}, "認証アプリを求める権限の変更"),
        ("refusal", "read_draft", "report.s01.2025", {}, "権限がないため拒否：下書きの閲覧"),
        ("refusal", "withdraw", "R7-001", {}, "権限がないため拒否：報告の取消しと差替え（R7-001）"),
    ],
)
def test_a_row_says_what_it_was_about(
    tmp_path: Path,
    event: str,
    act: str,
    subject: str | None,
    detail: dict[str, Any],
    words: str,
) -> None:
    with following.opened(tmp_path) as record:
        enter(record, "section", {"s1": {"name_ja": "住民課"}}, CLERK)
        assert record.trail
        now = record.trail.clock()
        record.trail.note(TrailEntry(TrailEvent(event), act, CLERK, now, subject, detail=detail))
        row = record.trail.rows()
        assert trail_lines(record, list(row)[-1:], "ja")[0].what == words
