"""Verdicts that stand beside the one that counts: by the plan's other versions, where they aimed
at something else in a year; at the end that the plan promised before it was extended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from yamato_dx import i18n
from yamato_dx.assessment.rules.order import JUDGED
from yamato_dx.assessment.words import wording
from yamato_dx.assessment.words.figures import spoken
from yamato_dx.fiscal_year import FiscalYear
from yamato_dx.kept_answers import kept
from yamato_dx.plan.model.types import Kpi, Plan
from yamato_dx.queries.assessed import Assessed
from yamato_dx.queries.words import held_verdict, short_verdict, verdict_of
from yamato_dx.rows import Row

# Municipality, KPI, start year.
KpiYear = tuple[str, str, int]


@dataclass(frozen=True, eq=False)
class VersionVerdict:
    """`row`: of the assessment by that version, `now`: of the one that counts; `kpi`, `kpi_now`:
    as each of the two versions has it."""

    version: str
    kpi: Kpi
    row: Row
    version_now: str
    kpi_now: Kpi
    now: Row

    @property
    def differs(self) -> bool:
        return str(self.row["verdict"]) != str(self.now["verdict"])


@kept(32)
def by_other_versions(answer: Assessed) -> Mapping[KpiYear, tuple[VersionVerdict, ...]]:
    """By KPI and year of the plan: the verdicts by each other version in effect that aimed at
    something else in that year, oldest first. Where both only wait for a figure there is none."""
    found: dict[KpiYear, tuple[VersionVerdict, ...]] = {}
    now = {_key(row): row for row in answer.rows}
    for version in answer.plans:
        is_other = version.plan_version != answer.plan.plan_version
        if not is_other or version.effective_from > answer.on:
            continue
        other = answer.by(version)
        aims = _differing(other, answer)
        for row in other.rows:
            key = _key(row)
            if key[1:] not in aims or key not in now or _only_waits(row, now[key]):
                continue
            verdict = VersionVerdict(
                version.plan_version,
                other.plan.kpi(key[1]),
                row,
                answer.plan.plan_version,
                answer.plan.kpi(key[1]),
                now[key],
            )
            found[key] = (*found.get(key, ()), verdict)
    return found


def version_words(verdict: VersionVerdict, lang: str) -> str:
    """第1.0版の目標（50,000人以上）では×未達成."""
    return _by_version(verdict.version, verdict.row, verdict.kpi, lang)


def side_by_side(answer: Assessed, kpi: Kpi, lang: str) -> dict[int, str]:
    """By start year, a sentence for each year of the KPI that its versions judge by different
    aims."""
    code = answer.plan.municipality.municipality_code
    found = by_other_versions(answer)
    keys = [(code, kpi.kpi_id, year.start_year) for year in answer.plan.fiscal_years]
    return {key[2]: _sentence(found[key], lang) for key in keys if key in found}


def promised_rows(answer: Assessed) -> dict[tuple[str, str], Row]:
    """By municipality and KPI, the row of the last year that the plan promised; nothing where it
    was not extended."""
    if answer.promised is None:
        return {}
    last = answer.promised.last_year.start_year
    return {
        (str(row["municipality_code"]), str(row["kpi_id"])): row
        for row in answer.rows
        if row["fiscal_year"] == last
    }


@dataclass(frozen=True)
class PromisedEnd:
    """What came of the KPI by the end that the plan promised: in a few words where the page says
    once which year that is, and whole."""

    short: str
    words: str


def promised_end(answer: Assessed, kpi_id: str, year: int, lang: str) -> PromisedEnd | None:
    """None in earlier years, and of a plan that was not extended."""
    found = promised_rows(answer).get((answer.plan.municipality.municipality_code, kpi_id))
    if found is None or year < found["fiscal_year"]:
        return None
    verdict = verdict_of(found, lang)
    short = short_verdict(verdict.code, lang)
    return PromisedEnd(
        i18n.text("kpis.promised_end.short", lang, verdict=f"{verdict.mark}{short}"),
        i18n.text(
            "kpis.promised_end",
            lang,
            year=i18n.fiscal_year(found["fiscal_year"], lang, "short"),
            verdict=held_verdict(found, lang),
        ),
    )


def _key(row: Row) -> KpiYear:
    return str(row["municipality_code"]), str(row["kpi_id"]), int(row["fiscal_year"])


def _differing(other: Assessed, answer: Assessed) -> set[tuple[str, int]]:
    """KPIs and years of both texts in which they aim at different things."""
    years = set(_text(other).fiscal_years) & set(_text(answer).fiscal_years)
    before = {kpi.kpi_id: kpi for kpi in other.plan.kpis}
    return {
        (kpi.kpi_id, year.start_year)
        for kpi in answer.plan.kpis
        if kpi.kpi_id in before
        for year in years
        if _aim(before[kpi.kpi_id], year) != _aim(kpi, year)
    }


def _text(answer: Assessed) -> Plan:
    return answer.promised or answer.plan


def _aim(kpi: Kpi, year: FiscalYear) -> tuple[object, ...] | None:
    targets = [target for target in kpi.targets if target.fiscal_year == year]
    if not targets:
        return None
    return kpi.shape, targets[0].target_value, kpi.band, kpi.total


def _only_waits(row: Row, now: Row) -> bool:
    verdict = str(row["verdict"])
    return verdict == str(now["verdict"]) and verdict not in JUDGED


def _sentence(verdicts: tuple[VersionVerdict, ...], lang: str) -> str:
    last = verdicts[-1]
    by_version = [version_words(verdict, lang) for verdict in verdicts]
    by_version.append(_by_version(last.version_now, last.now, last.kpi_now, lang))
    return i18n.text(
        "kpis.by_version",
        lang,
        year=i18n.fiscal_year(last.now["fiscal_year"], lang, "short"),
        verdicts=i18n.text("queries.list", lang).join(by_version),
        version=last.version_now,
    )


def _by_version(version: str, row: Row, kpi: Kpi, lang: str) -> str:
    if row["verdict"] == "no_target":
        return i18n.text("kpis.by_version.no_target", lang, version=version)
    return i18n.text(
        "kpis.by_version.verdict",
        lang,
        version=version,
        target=spoken(wording.target_figure(row, kpi, lang), lang),
        verdict=held_verdict(row, lang),
    )
