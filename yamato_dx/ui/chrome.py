"""Brand at the left of the menu, languages at its right, and the strip over fictitious data."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from yamato_dx import i18n
from yamato_dx.ui.language import address
from yamato_dx.ui.served import plan_today, served
from yamato_dx.ui.templates import render


def draw_chrome(lang: str) -> DeltaGenerator:
    """Draws all but the languages; where those belong."""
    record = served().record
    plan = plan_today()
    with st.container(key="brand"):
        first, last = (
            i18n.fiscal_year(year, lang, "short") for year in (plan.first_year, plan.last_year)
        )
        version = i18n.text(
            "ui.brand.version", lang, version=plan.plan_version, first=first, last=last
        )
        st.html(render("chrome_brand", lang, title=plan.title.in_language(lang), version=version))
    languages = st.container(key="language")
    if record.is_sample:
        municipality = plan.municipality.name.in_language(lang)
        with st.container(key="sample"):
            st.html(render("chrome_sample", lang, municipality=municipality))
    return languages


def draw_languages(lang: str, page_name: str) -> None:
    st.html(render("chrome_language", lang, languages=_languages(lang, page_name)))


def _languages(lang: str, page_name: str) -> list[dict[str, object]]:
    kept = {key: value for key, value in st.query_params.items() if key != "lang"}
    return [
        {
            "code": code,
            "name": i18n.text(f"ui.language.{code}", lang),
            "is_current": code == lang,
            "link": address(f"/{page_name}", code, **kept),
        }
        for code in i18n.LANGUAGES
    ]
