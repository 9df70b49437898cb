"""The moment that the address asks for, `as_of`; one that is none leaves the address."""

from __future__ import annotations

from typing import Final

import streamlit as st

from yamato_dx.i18n import parse_moment
from yamato_dx.ui.frame.arrival import arrival_number

KEY: Final = "as_of"
REFUSED: Final = "as_of.refused"
# As much as a person needs to know it again.
SHOWN: Final = 40


def asked_moment() -> str | None:
    """As written. What is no moment is taken out of the address, which then means now."""
    written = st.query_params.get(KEY)
    if written is None:
        return None
    st.session_state.pop(REFUSED, None)
    if parse_moment(written) is not None:
        return str(written)
    del st.query_params[KEY]
    st.session_state[REFUSED] = (arrival_number(), str(written)[:SHOWN])
    return None


def refused_moment() -> str | None:
    """What was taken out of the address of this page, for as long as the reader stays on it."""
    arrival, written = st.session_state.get(REFUSED, (None, None))
    return written if arrival == arrival_number() else None
