"""A town, fictitious, with two plans at once that share figures."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Final

from yamato_dx.acts.actor import Actor
from yamato_dx.acts.opening import Place, open_record
from yamato_dx.acts.planning import Proposal, load, offer_at, propose
from yamato_dx.root import ROOT
from yamato_dx.store.record import Record

TOWNS: Final = ROOT / "tests" / "towns"
ON: Final = date(2027, 6, 15)
SMART, STRATEGY = "minato_smart_city", "minato_strategy"
CLERK: Final = Actor.at_server("企画係")


def same_kpis(proposal: Proposal) -> frozenset[str]:
    """All that wait for somebody to say that they are the figures known."""
    return frozenset(offered.kpi.kpi_id for offered in proposal.waiting)


@contextmanager
def opened_with_both(path: Path) -> Iterator[Record]:
    with open_record(Place(TOWNS / "minato", path)) as record:
        proposal = propose(record, offer_at(TOWNS / "minato_strategy"), ON)
        assert (proposal.faults, proposal.is_another) == ((), True)
        load(record, proposal, CLERK, same_kpis=same_kpis(proposal))
        yield record
