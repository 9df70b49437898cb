"""A box with four years, two charts and two tables, as the framework draws them: what the heaviest
page of ours shows, without a record, rules, words or languages."""

import altair as alt
import pandas as pd
import streamlit as st

YEARS = {"令和4年度": 2022, "令和5年度": 2023, "令和6年度": 2024, "令和7年度": 2025}
KPIS = {
    "受講者数": ([None, 50, 75, 100], [None, 48, 81, 96]),
    "公開件数": ([None, 15, 20, 25], [None, 15, 19, 27]),
}


def chart(frame: pd.DataFrame, year: int) -> alt.LayerChart:
    base = alt.Chart(frame).encode(x=alt.X("year:O", title=None))
    shade = alt.condition(alt.datum.year == year, alt.value("#0017C1"), alt.value("#8A96BF"))
    bars = base.mark_bar(size=44).encode(y=alt.Y("actual:Q", title=None), color=shade)
    ticks = base.mark_tick(thickness=2, size=56, color="black").encode(y="target:Q")
    figures = base.mark_text(dy=14, color="white").encode(y="actual:Q", text="actual:Q")
    targets = base.mark_text(dy=-24).encode(y="target:Q", text="target:Q")
    gaps = base.mark_text(dy=-10).encode(y="target:Q", text="gap:Q")
    return (bars + ticks + figures + targets + gaps).properties(height=300)


chosen = YEARS[st.selectbox("年度", list(YEARS), index=3, key="filter-year")]
for column, (name, (targets, actuals)) in zip(st.columns(2), KPIS.items(), strict=True):
    frame = pd.DataFrame({"year": list(YEARS.values()), "target": targets, "actual": actuals})
    frame["gap"] = frame["actual"] - frame["target"]
    frame["change"] = frame["actual"].diff()
    frame["attainment"] = frame["actual"] / frame["target"]
    with column:
        st.subheader(f"{name} {chosen}")
        st.altair_chart(chart(frame, chosen))
        st.table(frame[frame["year"] <= chosen])
