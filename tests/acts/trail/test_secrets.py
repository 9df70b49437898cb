"""Whatever somebody types or holds to come in, none of it stands in the trail or the log."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.acts.access.acting import AT_SERVER, ELSEWHERE, PASSWORD, access_at, town_over
from yamato_dx.acts.access.accounts import reset_account
from yamato_dx.acts.access.sessions import SignInRefused, end_session
from yamato_dx.acts.access.signing_in import set_password, sign_in


def test_no_secret_comes_near_the_trail(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with access_at(tmp_path) as access:
        town = town_over(access)
        link = reset_account(access, "sato", actor=AT_SERVER)
        set_password(access, link.token, "another good pass phrase", ELSEWHERE)
        begun = town.begun("honda")
        for name, password in (("honda", "a wrong pass phrase"), (PASSWORD, "honda")):
            with pytest.raises(SignInRefused):
                sign_in(access, name, password, ELSEWHERE)
        end_session(access, begun.session)
        town.clock.move(minutes=1)
        access.trail.note()
        rows = [dict(row.columns) for row in access.trail.rows()]
    written = json.dumps(rows, ensure_ascii=False) + caplog.text
    assert "honda" in written
    assert [row["detail"] for row in rows if row["event"] == "visits"] == ['{"sign_in": 2}']
    secrets = (link.token, begun.token, PASSWORD, "pass phrase", begun.session.token_hash)
    assert [secret for secret in secrets if secret in written] == []
