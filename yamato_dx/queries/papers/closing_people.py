"""What people said at the plan's end, as the 期末評価書 prints it."""

from __future__ import annotations

from yamato_dx import i18n
from yamato_dx.output.papers.closing import (
    EffectsOfInitiative,
    PrintedEffect,
    PrintedJudgement,
    PrintedOpinion,
)
from yamato_dx.output.papers.contents import Marked
from yamato_dx.queries.closing.people import EffectLine, JudgementWords, OpinionWords
from yamato_dx.queries.closing.story import ClosingStory


def printed_effects(story: ClosingStory, lang: str) -> tuple[EffectsOfInitiative, ...]:
    return tuple(
        EffectsOfInitiative(
            f"{initiative.initiative_no}　{initiative.name}",
            tuple(_effect(line, lang) for line in initiative.lines),
            _judgement(initiative.judgement, lang) if initiative.judgement else None,
        )
        for initiative in story.effects
    )


def _effect(line: EffectLine, lang: str) -> PrintedEffect:
    """One that was looked into has evidence: without, nobody said that it may be published."""
    is_withheld = line.found != "unchecked" and not line.evidence
    return PrintedEffect(
        line.promised,
        Marked("", line.words, line.tone),
        line.evidence,
        i18n.text("papers.closing.withheld", lang) if is_withheld else "",
    )


def printed_judgements(story: ClosingStory, lang: str) -> tuple[PrintedJudgement, ...]:
    """Those of initiatives that promised effects stand with these."""
    beside = {effects.judgement.key for effects in story.effects if effects.judgement}
    return tuple(
        _judgement(judgement, lang) for judgement in story.judgements if judgement.key not in beside
    )


def _judgement(judgement: JudgementWords, lang: str) -> PrintedJudgement:
    between = i18n.text("closing.numbers", lang)
    by = between.join(word for word in (judgement.section, judgement.day) if word)
    return PrintedJudgement(
        judgement.subject or i18n.text("closing.whole_plan", lang), by, judgement.words
    )


def printed_opinions(story: ClosingStory, lang: str) -> tuple[PrintedOpinion, ...]:
    return tuple(_opinion(opinion, lang) for opinion in story.opinions)


def _opinion(opinion: OpinionWords, lang: str) -> PrintedOpinion:
    between = i18n.text("frame.list", lang)
    due = i18n.text("closing.opinions.due", lang, day=opinion.due) if opinion.due else ""
    return PrintedOpinion(
        i18n.text("closing.opinions.name", lang, by=opinion.by, number=opinion.number),
        between.join(word for word in (opinion.day, opinion.subject) if word),
        opinion.words,
        opinion.answer,
        opinion.answered_by,
        between.join(word for word in (opinion.asked, due) if word),
    )
