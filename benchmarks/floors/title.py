"""A page with one title."""

import streamlit as st

st.title("10 KPI")
