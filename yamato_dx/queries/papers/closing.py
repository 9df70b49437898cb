"""期末評価書: what the council and the office that plans on read of the whole period."""

from __future__ import annotations

from typing import Final

from yamato_dx import i18n
from yamato_dx.kept_answers import kept
from yamato_dx.output.images.ways import way_svg
from yamato_dx.output.papers.closing import (
    CarriedOver,
    ClosingCount,
    ClosingGroup,
    ClosingKpi,
    ClosingPaper,
    ClosingRow,
    YearOfKpi,
)
from yamato_dx.output.papers.contents import Marked, Picture
from yamato_dx.queries.assessed import View
from yamato_dx.queries.closing.lines import ClosingLine, LineGroup, ResultCount
from yamato_dx.queries.closing.story import ClosingStory, closing_story
from yamato_dx.queries.closing.years import YearOutcome
from yamato_dx.queries.papers.closing_people import (
    printed_effects,
    printed_judgements,
    printed_opinions,
)
from yamato_dx.queries.papers.definitions import definitions, terms_of
from yamato_dx.queries.papers.meeting import printed
from yamato_dx.queries.papers.provenance import paper_foot, paper_head
from yamato_dx.queries.papers.wish import PaperWish
from yamato_dx.store.record import Record

# Headings that the paper shares with the page, by what stands under them.
SHARED: Final = {
    "start": "closing.head.start",
    "promised": "closing.head.promised",
    "reached": "closing.head.reached",
    "way": "closing.head.way",
    "verdict": "closing.head.verdict",
    "treatment": "closing.head.treatment",
    "judged": "closing.judged",
    "unjudged": "closing.unjudged",
    "effects": "closing.effects.title",
    "judgements": "closing.judgements.title",
    "no_judgements": "closing.judgements.none",
    "opinions": "closing.opinions.title",
    "no_opinions": "closing.opinions.none",
    "answer": "closing.opinions.answer",
    "unanswered": "closing.opinions.unanswered",
    "undecided": "closing.undecided",
}
OWN: Final = (
    "results",
    "method",
    "years",
    "years_note",
    "grounds",
    "promised_effect",
    "effect_found",
    "effect_evidence",
    "no_effects",
    "opinion",
    "carried",
    "successor",
    "reason",
    "baseline",
    "missing",
    "nothing_missing",
    "left_out",
    "nothing_left_out",
    "definitions",
)


def closing_paper(record: Record, view: View, wish: PaperWish) -> ClosingPaper:
    """Of the plan in sight as papers for others have it: of a closed plan as it was closed. A mark
    that was taken back by now counts no more."""
    story = closing_story(record, view, wish.lang, for_others=True)
    return _paper(record, story, wish, view.revision)


@kept(16)
def _paper(record: Record, story: ClosingStory, wish: PaperWish, seen: int) -> ClosingPaper:
    """`seen`: up to which revision there are figures that came later."""
    lang, answer = wish.lang, story.answer
    state = _state(story, wish)
    is_draft = not state
    return ClosingPaper(
        head=paper_head(
            record,
            story.view,
            wish,
            title=_say("title", lang, title=story.title),
            subtitle=_say("subtitle", lang, period=story.period),
        ),
        foot=paper_foot(
            record, story.view, lang, notes=(_say("legend", lang),), answer=answer, trail=wish.trail
        ),
        draft_mark=_say("draft_mark", lang) if is_draft else "",
        draft=_say("draft", lang) if is_draft else "",
        state=f"{state} {_say('later_seen', lang, revision=seen)}" if wish.with_later else state,
        headline=story.headline,
        judged=tuple(map(_count, story.judged)),
        unjudged=tuple(map(_count, story.unjudged)),
        method=_method(story, lang),
        year=story.common_year,
        groups=tuple(_group(group, wish) for group in story.groups),
        years=tuple(i18n.fiscal_year(year, lang, "short") for year in story.plan.fiscal_years),
        kpis=tuple(map(_kpi, story.lines)),
        effects_note=_effects_note(story, lang),
        effects=printed_effects(story, lang),
        judgements=printed_judgements(story, lang),
        opinions=printed_opinions(story, lang),
        carried=tuple(_carried(line, lang) for line in story.lines),
        missing=tuple(line.words for line in story.missing),
        left_out=story.left_out,
        definitions=definitions(answer, lang),
        terms=terms_of(lang),
        labels={name: i18n.text(message_id, lang) for name, message_id in SHARED.items()}
        | {name: _say(f"label.{name}", lang) for name in OWN},
    )


def _say(what: str, lang: str, **values: object) -> str:
    return i18n.text(f"papers.closing.{what}", lang, **values)


def _state(story: ClosingStory, wish: PaperWish) -> str:
    """By whom it was closed, or is closed by the act that is about to keep the paper; «» of a
    draft."""
    if wish.ending:
        by, approval_no = wish.ending.by, wish.ending.approval_no
        day = i18n.day(story.view.on, wish.lang)
    elif story.is_closed and story.closed:
        day, by, approval_no = story.closed.day, story.closed.by, story.closed.approval_no
    else:
        return ""
    kind = "approved" if approval_no else "by"
    return i18n.text(f"closing.closed.{kind}", wish.lang, day=day, by=by, approval_no=approval_no)


def _count(count: ResultCount) -> ClosingCount:
    return ClosingCount(Marked(count.mark, count.word, count.tone), count.count, count.kpi_nos)


def _method(story: ClosingStory, lang: str) -> tuple[str, ...]:
    """By which rule the whole period is judged, what is counted and how, what is not taken."""
    bands = dict.fromkeys(line.open_band for line in story.lines if line.open_band)
    return (
        i18n.text(
            "closing.lead.method", lang, methods=i18n.text("frame.list", lang).join(story.methods)
        ),
        *(_say("band", lang, band=band) for band in bands),
        _say("counting", lang),
        i18n.text("publishing.only_confirmed", lang),
        _say("only_released", lang),
    )


def _group(group: LineGroup, wish: PaperWish) -> ClosingGroup:
    tones = {line.tone for line in group.lines}
    return ClosingGroup(
        group.title,
        tones.pop() if len(tones) == 1 else "",
        group.note,
        tuple(_row(line, wish) for line in group.lines),
    )


def _row(line: ClosingLine, wish: PaperWish) -> ClosingRow:
    lang = wish.lang
    begins_at = (
        i18n.text("closing.begins_at", lang, value=line.new_baseline.words)
        if line.treatment and line.goes_on and line.new_baseline
        else ""
    )
    return ClosingRow(
        kpi_no=line.kpi_no,
        name=line.name,
        note=line.note,
        start=printed(line.start, lang),
        promised=printed(line.promised, lang),
        reached=printed(line.reached, lang),
        way=_way(line, lang),
        verdict=_marked(line),
        below=line.below,
        treatment=line.treatment,
        begins_at=line.successor or begins_at,
        later=line.later if wish.with_later else (),
    )


def _way(line: ClosingLine, lang: str) -> Picture | None:
    way = line.way
    if way is None:
        return None
    done, promised = round(way.reached * 100), round(way.promised * 100)
    words = i18n.text("closing.way", lang, done=done, promised=promised)
    return Picture(
        way_svg(way.left, way.length, way.promised, line.tone),
        _say("way_alt", lang, name=line.name, words=words),
    )


def _marked(line: ClosingLine) -> Marked:
    return Marked(line.mark, line.verdict, line.tone)


def _kpi(line: ClosingLine) -> ClosingKpi:
    notes = (*line.versions, line.promised_end)
    return ClosingKpi(
        kpi_no=line.kpi_no,
        name=line.name,
        verdict=_marked(line),
        rule=line.rule,
        evidence=line.evidence,
        owner=line.owner,
        notes=tuple(note for note in notes if note),
        years=tuple(map(_year, line.years)),
    )


def _year(year: YearOutcome) -> YearOfKpi:
    """What the verdict says already, or is none, is not said again."""
    verdict = year.verdict
    told = (i18n.MISSING, verdict.words)
    target, actual = ("" if words in told else words for words in (year.target, year.actual))
    words = f"{verdict.words} {verdict.why}".strip()
    return YearOfKpi(target, actual, Marked(verdict.mark, words, verdict.tone), year.counts)


def _effects_note(story: ClosingStory, lang: str) -> str:
    counts = story.effect_counts
    return i18n.text("closing.effects.note", lang, count=sum(counts.values()), **counts)


def _carried(line: ClosingLine, lang: str) -> CarriedOver:
    """The next plan begins from the last figure of what was decided to go on."""
    last = line.new_baseline
    withheld = _say("withheld", lang) if line.treatment and not line.reason else ""
    return CarriedOver(
        kpi_no=line.kpi_no,
        name=line.name,
        verdict=_marked(line),
        treatment=line.treatment,
        successor=line.successor,
        reason=line.reason or withheld,
        baseline=last.words if last and line.treatment and line.goes_on else i18n.MISSING,
    )
