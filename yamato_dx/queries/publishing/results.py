"""主要な施策の成果: per initiative what was promised, reached, why, what next, and its money."""

from __future__ import annotations

from collections.abc import Iterator

from yamato_dx import i18n
from yamato_dx.entries.review.comments import COMMENT, Comment
from yamato_dx.entries.review.publications import RELEASE
from yamato_dx.entries.review.resources import BUDGET_LINE, BudgetLine
from yamato_dx.entries.review.subjects import of_initiative, of_kpi, yearly
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.output.papers.results import (
    AMOUNTS,
    MoneyLine,
    ResultInitiative,
    ResultLine,
    ResultsPaper,
)
from yamato_dx.output.papers.typesetting import PUBLIC_BASE, typeset
from yamato_dx.output.workbooks.results import results_xlsx
from yamato_dx.plan.model.types import Initiative
from yamato_dx.queries.assessed import View
from yamato_dx.queries.entries import standing
from yamato_dx.queries.publishing.public_plan import PublicKpi, PublicPlan, public_plan
from yamato_dx.queries.publishing.words import (
    foot_lines,
    left_out_lines,
    made_at,
    marked,
    notices,
)
from yamato_dx.store.record import Record

HEADS = ("kpi", "target", "actual", "change", "verdict", "cause", "measure")
MONEY_HEADS = ("project", "account", "item", "unit", *AMOUNTS)
# What a 決算額 that is not final leaves open.
_SETTLED = frozenset(AMOUNTS) - {"budget"}
COMMENTS = ("cause", "issue", "measure")


def results_workbook(
    record: Record,
    view: View,
    lang: str,
    *,
    fiscal_year: FiscalYear | None = None,
    is_draft: bool = False,
) -> bytes:
    """xlsx. Raises Refused where nothing is public."""
    public = public_plan(record, view, lang, fiscal_year=fiscal_year, is_draft=is_draft)
    return results_xlsx(results_of(record, public, lang), made_at(public))


def results_pdf(
    record: Record,
    view: View,
    lang: str,
    *,
    fiscal_year: FiscalYear | None = None,
    is_draft: bool = False,
) -> bytes:
    """A4 across. Raises Refused where nothing is public."""
    public = public_plan(record, view, lang, fiscal_year=fiscal_year, is_draft=is_draft)
    return typeset(
        "results", results_of(record, public, lang), made_at=made_at(public), base=PUBLIC_BASE
    )


def results_of(record: Record, public: PublicPlan, lang: str) -> ResultsPaper:
    money = _money(record, public)
    year = i18n.fiscal_year(public.fiscal_year, lang)
    return ResultsPaper(
        lang=lang,
        title=i18n.text("results.title", lang, year=year),
        subtitle=i18n.text(
            "results.subtitle",
            lang,
            municipality=public.plan.municipality.name.in_language(lang),
            plan=public.plan.title.in_language(lang),
        ),
        notices=notices(public, lang),
        heads=tuple(i18n.text(f"results.column.{name}", lang) for name in HEADS),
        money_heads=tuple(i18n.text(f"results.money.{name}", lang) for name in MONEY_HEADS),
        no_money=i18n.text("results.no_money", lang),
        initiatives=tuple(
            _initiative(public, initiative, money.get(initiative.initiative_no, ()), lang)
            for initiative in public.plan.initiatives
        ),
        left_out_title=i18n.text("results.left_out", lang),
        left_out=(
            *left_out_lines(public, lang),
            *_money_left_out(money, lang),
            *_texts_left_out(record, public, lang),
        ),
        foot=foot_lines(public, lang),
    )


def _initiative(
    public: PublicPlan, initiative: Initiative, money: tuple[BudgetLine, ...], lang: str
) -> ResultInitiative:
    number = initiative.initiative_no
    key = yearly(of_initiative(number), public.fiscal_year)
    comment = public.texts.get(RELEASE.key(COMMENT.name, key))
    return ResultInitiative(
        name=i18n.text(
            "results.initiative", lang, number=number, name=initiative.name.in_language(lang)
        ),
        lines=tuple(_line(line, lang) for line in public.of(number)),
        told=_told(comment, lang),
        money=tuple(_money_line(line, lang) for line in money),
    )


def _line(line: PublicKpi, lang: str) -> ResultLine:
    comment = line.comment or Comment()
    later = line.left_out is not None and line.left_out.has_earlier
    note = i18n.text("results.later", lang) if later else ""
    return ResultLine(
        name=f"{line.kpi.kpi_no} {line.kpi.short_name.in_language(lang)}",
        target=line.target,
        actual=f"{line.actual}{note}",
        change=line.change,
        verdict=marked(line.verdict),
        tone=line.verdict.tone,
        cause="\n".join(words for words in (comment.cause, comment.issue) if words),
        measure=comment.measure,
    )


def _told(comment: Comment | None, lang: str) -> tuple[tuple[str, str], ...]:
    said = ((name, getattr(comment, name, "")) for name in COMMENTS)
    return tuple((i18n.text(f"results.told.{name}", lang), words) for name, words in said if words)


def _money(record: Record, public: PublicPlan) -> dict[int, tuple[BudgetLine, ...]]:
    """By initiative, in the order of their numbers."""
    found: dict[int, list[tuple[str, BudgetLine]]] = {}
    held = standing(record, BUDGET_LINE, public.plan.plan_id, public.view.revision)
    for key, entry in held.items():
        initiative_no, year, number = BUDGET_LINE.parts_of(key)
        if int(year) == public.fiscal_year.start_year:
            found.setdefault(int(initiative_no), []).append((number.zfill(6), entry.value))
    return {
        number: tuple(line for _, line in sorted(lines, key=lambda pair: pair[0]))
        for number, lines in found.items()
    }


def _money_line(line: BudgetLine, lang: str) -> MoneyLine:
    amounts = tuple(None if _is_open(line, name) else getattr(line, name) for name in AMOUNTS)
    return MoneyLine(
        project=line.project,
        account=line.account,
        item=line.item,
        unit=i18n.text(f"results.unit.{line.unit}", lang),
        amounts=amounts,
        shown=tuple(i18n.number(amount, 0, lang) for amount in amounts),
        note="" if line.is_balanced else i18n.text("results.not_balanced", lang),
    )


def _is_open(line: BudgetLine, name: str) -> bool:
    return line.settled_status != "final" and name in _SETTLED


def _money_left_out(money: dict[int, tuple[BudgetLine, ...]], lang: str) -> Iterator[str]:
    for lines in money.values():
        for line in lines:
            if line.settled_status != "final":
                yield i18n.text("results.left_out.money", lang, project=line.project)


def _texts_left_out(record: Record, public: PublicPlan, lang: str) -> Iterator[str]:
    """Of which figures something is written that nobody has released."""
    written = standing(record, COMMENT, public.plan.plan_id, public.view.revision)
    for line in public.kpis:
        key = yearly(of_kpi(line.kpi.kpi_id), public.fiscal_year)
        if key in written and line.comment is None:
            name = f"{line.kpi.kpi_no} {line.kpi.short_name.in_language(lang)}"
            yield i18n.text("results.left_out.text", lang, name=name)
    for initiative in public.plan.initiatives:
        key = yearly(of_initiative(initiative.initiative_no), public.fiscal_year)
        if key in written and RELEASE.key(COMMENT.name, key) not in public.texts:
            name = initiative.name.in_language(lang)
            yield i18n.text("results.left_out.text", lang, name=name)
