"""What a paper of the plan's end that leaves the house does not take, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from yamato_dx import i18n
from yamato_dx.entries.review.closing import CARRY_OVER, EFFECT, JUDGEMENT, OPINION
from yamato_dx.plan.model.types import Plan
from yamato_dx.queries.closing.entered import ON_PLAN
from yamato_dx.queries.closing.people import subject_name
from yamato_dx.queries.closing.sight import ClosingSight
from yamato_dx.queries.publishing.words import left_out_line


def left_out_words(sight: ClosingSight, lang: str) -> tuple[str, ...]:
    """Figures one by one with the reason, then texts by kind with what each is about."""
    plan = sight.answer.plan
    figures = (left_out_line(plan, out, lang) for out in sight.withheld)
    return (*figures, *_texts(plan, sight.texts or {}, lang))


def _texts(plan: Plan, texts: Mapping[str, Sequence[str]], lang: str) -> Iterator[str]:
    for kind, keys in texts.items():
        if keys:
            named = dict.fromkeys(_ABOUT[kind](key, plan, lang) for key in keys)
            about = i18n.text("frame.list", lang).join(named)
            yield i18n.text(f"closing.left_out.{kind}", lang, about=about, count=len(keys))


def _effect(key: str, _plan: Plan, lang: str) -> str:
    initiative_no, number = EFFECT.parts_of(key)
    return i18n.text("closing.left_out.effect_name", lang, initiative=initiative_no, number=number)


def _judgement(key: str, plan: Plan, lang: str) -> str:
    is_whole = key == ON_PLAN
    return i18n.text("closing.whole_plan", lang) if is_whole else subject_name(key, plan, lang)


def _opinion(key: str, _plan: Plan, lang: str) -> str:
    return i18n.text("closing.left_out.opinion_name", lang, number=key)


def _carry_over(kpi_id: str, plan: Plan, lang: str) -> str:
    return subject_name(f"kpi:{kpi_id}", plan, lang)


_ABOUT: Final[Mapping[str, Callable[[str, Plan, str], str]]] = {
    EFFECT.name: _effect,
    JUDGEMENT.name: _judgement,
    OPINION.name: _opinion,
    CARRY_OVER.name: _carry_over,
}
