from __future__ import annotations

import pytest

from tests.pages.rights.readers import SignIn, caller
from yamato_dx.acts.actor import SignedIn
from yamato_dx.ui.frame import chrome, screen


@pytest.fixture
def sign_in(monkeypatch: pytest.MonkeyPatch) -> SignIn:
    def signed(by: SignedIn) -> None:
        for module in (screen, chrome):
            monkeypatch.setattr(module, "caller_here", lambda: caller(by))

    return signed
