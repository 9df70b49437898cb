"""A plan at its end, as tests of several rooms need it."""

from __future__ import annotations

from datetime import date
from typing import Final

from tests.queries.conftest import CLERK
from yamato_dx.acts.closing.entering import (
    enter_carry_over,
    enter_effects,
    enter_judgement,
    enter_opinion,
)
from yamato_dx.entries.review.closing import CarryOver, Effect, Judgement, Opinion
from yamato_dx.queries.closing.entered import ON_PLAN
from yamato_dx.store.record import Record

CERTIFICATES: Final = "convenience_store_certificates"
DAY: Final = date(2026, 6, 15)


def filled(record: Record) -> None:
    """One thing of each kind."""
    enter_effects(record, {(1, 1): Effect("found", "29.5 → 22.3分")}, CLERK)
    enter_judgement(record, ON_PLAN, Judgement("窓口は速くなった。", "企画課"), CLERK)
    opinion = Opinion("町議会", DAY, "経費は", asked="情報課", due=date(2026, 12, 1))
    enter_opinion(record, opinion, CLERK)
    carried = {
        CERTIFICATES: CarryOver("expanded", "利用が伸びた", "R8-3 申請を含む件数"),
        "online_consultation_rooms": CarryOver("completed", "3か所そろった"),
        "paperless_rate": CarryOver("merged", "紙で測る", "R8-5 紙の枚数"),
    }
    enter_carry_over(record, carried, CLERK)
