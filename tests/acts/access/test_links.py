"""Links: for a password once, for a section's report until its round is over."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.acts.access.acting import (
    AT_SERVER,
    CLERK,
    DUE,
    ELSEWHERE,
    HERE,
    PASSWORD,
    Town,
    access_at,
    first_link,
    session_of,
    town_over,
)
from yamato_dx.acts.access.accounts import reset_account
from yamato_dx.acts.access.links import (
    LinkRefused,
    MadeLink,
    link_of,
    make_section_link,
    revoke_section_link,
    section_links_of,
)
from yamato_dx.acts.access.opened import Access
from yamato_dx.acts.access.passwords import PasswordRefused
from yamato_dx.acts.access.sessions import (
    SignInRefused,
    actor_of_session,
    begin_link_session,
    end_other_sessions,
    sessions_beside,
)
from yamato_dx.acts.access.signing_in import (
    account_of_link,
    change_password,
    set_password,
    sign_in,
)
from yamato_dx.acts.access.slowing import Slowed
from yamato_dx.acts.actor import ActorRole, KnownBy
from yamato_dx.errors import Refused
from yamato_dx.store.access.links import LinkKind

OTHER = "ume kasa densha tamago"


def section_link(town: Town) -> MadeLink:
    return make_section_link(town.access, "2025-1", "s01", due=DUE, actor=AT_SERVER)


def test_a_first_password_is_set_once(access: Access) -> None:
    made = first_link(access)
    assert made.address("https://dx.example/") == f"https://dx.example/sign-in/first#{made.token}"
    assert account_of_link(access, made.token, HERE).login_name == "honda"
    assert account_of_link(access, made.token, HERE).login_name == "honda"  # looking uses nothing
    with pytest.raises(PasswordRefused):
        set_password(access, made.token, "short", HERE)
    assert set_password(access, made.token, PASSWORD, HERE).needed == "nothing"
    with pytest.raises(LinkRefused):
        set_password(access, made.token, OTHER, ELSEWHERE)
    assert sign_in(access, "honda", PASSWORD, HERE)


def test_a_link_that_was_told_wrongly_opens_nothing(town: Town) -> None:
    made = section_link(town)
    for token in ("", made.token[1:], made.token + "=", made.link.link_id):
        with pytest.raises(LinkRefused):
            link_of(town.access, LinkKind.SECTION, token, HERE)
    with pytest.raises(LinkRefused):  # for something else
        set_password(town.access, made.token, PASSWORD, HERE)


def test_a_password_link_holds_for_a_day(access: Access) -> None:
    made = first_link(access)
    town = Town(access)
    town.clock.move(hours=23.9)
    assert account_of_link(access, made.token, HERE)
    town.clock.move(hours=0.1)
    with pytest.raises(LinkRefused):
        set_password(access, made.token, PASSWORD, HERE)


def test_a_reset_ends_the_old_password_its_sessions_and_earlier_links(town: Town) -> None:
    access = town.access
    token = town.begun("sato").token
    earlier = reset_account(access, "sato", actor=AT_SERVER)
    made = reset_account(access, "sato", actor=AT_SERVER)
    assert session_of(access, token) is None
    with pytest.raises(SignInRefused):
        sign_in(access, "sato", PASSWORD, HERE)
    with pytest.raises(LinkRefused):
        set_password(access, earlier.token, OTHER, HERE)
    set_password(access, made.token, OTHER, HERE)
    assert sign_in(access, "sato", OTHER, HERE)


def test_a_section_comes_in_by_its_link_to_its_round_alone(town: Town) -> None:
    access = town.access
    made = section_link(town)
    assert made.address() == f"/sign-in/link#{made.token}"
    link = link_of(access, LinkKind.SECTION, made.token, HERE)
    begun = begin_link_session(access, link)
    session = session_of(access, begun.token)
    assert session == begun.session
    actor = actor_of_session(begun.session)
    assert (actor.role, actor.known_by, actor.name) == (ActorRole.SECTION, KnownBy.LINK, "")
    assert (actor.sections, actor.round_key) == (("s01",), "2025-1")
    # Another of the section opens it as well, and knows nothing of the first.
    other = begin_link_session(access, link_of(access, LinkKind.SECTION, made.token, ELSEWHERE))
    assert sessions_beside(access, begun.session) == []
    assert end_other_sessions(access, begun.session) == 0
    assert session_of(access, other.token)
    with pytest.raises(Refused, match="パスワードはありません"):
        change_password(access, begun.session, PASSWORD, OTHER)


def test_it_holds_until_the_days_after_the_deadline_are_over(town: Town) -> None:
    access, clock = town.access, town.clock
    made = section_link(town)
    assert made.link.expires_at == datetime(2026, 6, 12, 15, tzinfo=UTC)  # 13 June in Tokyo
    clock.now = datetime(2026, 6, 12, 14, 30, tzinfo=UTC)
    begun = begin_link_session(access, link_of(access, LinkKind.SECTION, made.token, HERE))
    assert session_of(access, begun.token)
    clock.move(minutes=30)
    assert session_of(access, begun.token) is None
    with pytest.raises(LinkRefused):
        link_of(access, LinkKind.SECTION, made.token, HERE)
    with pytest.raises(SignInRefused):
        begin_link_session(access, made.link)
    with pytest.raises(Refused, match="最終日を過ぎている"):
        make_section_link(access, "2025-1", "s01", due=date(2026, 5, 29), actor=AT_SERVER)


def test_revoked_who_came_by_it_is_out(town: Town) -> None:
    access = town.access
    made, other = section_link(town), section_link(town)
    begun, beside = (begin_link_session(access, one.link) for one in (made, other))
    revoke_section_link(access, made.link.link_id, actor=AT_SERVER)
    assert session_of(access, begun.token) is None
    assert session_of(access, beside.token)
    with pytest.raises(LinkRefused):
        link_of(access, LinkKind.SECTION, made.token, HERE)
    good = {line.link.link_id: line.is_good for line in section_links_of(access, actor=AT_SERVER)}
    assert good == {made.link.link_id: False, other.link.link_id: True}
    assert section_links_of(access, actor=AT_SERVER, round_key="2024-1") == []
    for link_id in ("", first_link(access, "new", CLERK).link.link_id):
        with pytest.raises(Refused, match="そのリンクはありません"):
            revoke_section_link(access, link_id, actor=AT_SERVER)


def test_who_tries_many_links_waits(town: Town) -> None:
    for _ in range(20):
        with pytest.raises(LinkRefused):
            link_of(town.access, LinkKind.SECTION, "guess", ELSEWHERE)
    with pytest.raises(Slowed):
        link_of(town.access, LinkKind.SECTION, "guess", ELSEWHERE)
    # Nobody guesses one that is good.
    assert link_of(town.access, LinkKind.SECTION, section_link(town).token, ELSEWHERE)


def test_no_link_stands_in_the_file(tmp_path: Path) -> None:
    town = town_over(access_at(tmp_path))
    made = section_link(town)
    town.access.close()
    for file in tmp_path.iterdir():
        assert made.token.encode() not in file.read_bytes()
