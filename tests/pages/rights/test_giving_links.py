"""事務局 gives a section a link, with the text that goes with it."""

from __future__ import annotations

from tests.acts.access.acting import access_over
from tests.pages.rights.readers import SignIn, account
from tests.pages.visiting import Visit
from tests.rounds import ON, held, opened, register
from yamato_dx.acts.actor import ActorRole
from yamato_dx.store.access.places import access_path
from yamato_dx.store.access.sqlite_file import AccessFile
from yamato_dx.store.record import Record
from yamato_dx.web.served import Served


def test_the_text_has_the_link_while_it_is_shown_and_no_record_keeps_it(
    record: Record, sign_in: SignIn
) -> None:
    register(record)
    opened(record)
    sign_in(account(ActorRole.OFFICE))
    served = Served(record, ON)
    with access_over(AccessFile(access_path(record.path))) as served._access:
        reader = Visit(served).open("rounds")
        assert not reader.shows("rounds.reminding.link_given")
        reader.press("rounds.link.make")
        reminder, link, letter = (code.value for code in reader.app.code)
        assert link in letter
        assert "#" not in reminder
        assert reader.shows("rounds.link.letter")
        assert reader.shows("rounds.reminding.link_given")
        assert "お渡ししたリンク（7月24日（金）まで使えます）" in reminder
        reader.press("rounds.reminding.record_all", count=2)
        (said,) = held(record).reminders_of("s01")
        assert "#" not in said.value.text
        (left,) = (code.value for code in reader.open("overview").open("rounds").app.code)
        assert left == reminder


def test_where_nothing_has_a_section_no_link_is_offered(record: Record, sign_in: SignIn) -> None:
    opened(record)
    sign_in(account(ActorRole.OFFICE))
    served = Served(record, ON)
    with access_over(AccessFile(access_path(record.path))) as served._access:
        reader = Visit(served).open("rounds")
        assert reader.shows("rounds.link.nobody")
        assert not reader.buttons("rounds.link.make")
