"""A chart on a page: drawn for a wide screen and for a phone."""

from __future__ import annotations

from operator import attrgetter

import streamlit as st

from yamato_dx.output.charts.kpi_chart import KpiChart

# A drawing is some 20 kB.
KEPT = 128


@st.cache_resource(
    max_entries=KEPT, show_spinner=False, hash_funcs={KpiChart: attrgetter("digest")}
)
def draw_chart_pair(wide: KpiChart, phone: KpiChart) -> None:
    """The server does not know the screen's width: a phone's drawing is sent along, and of two
    charts that follow each other the stylesheet shows the one that fits. Made into messages once,
    then sent as they are."""
    for chart in (wide, phone):
        st.vega_lite_chart(spec=chart.spec_with_rows, theme=None, width="stretch", alt=chart.alt)
