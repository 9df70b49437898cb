"""Streamlit: shell, frame of a page, filters, caches."""
