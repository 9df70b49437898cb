"""A page with one bar chart, as the framework draws it."""

import streamlit as st

st.bar_chart({"R4": 12400, "R5": 11780, "R6": 10912, "R7": 9796})
