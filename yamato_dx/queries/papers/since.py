"""What is different since the last meeting, and what of it still waits."""

from __future__ import annotations

from collections.abc import Iterator

from yamato_dx import i18n
from yamato_dx.entries.review.meetings import FOLLOW_UP, MEETING_POINT, Meeting
from yamato_dx.output.papers.meeting import SheetChange
from yamato_dx.queries.assessed import Assessed, View, assessed, verdict_changes
from yamato_dx.queries.changes.since import Marks, figures_since
from yamato_dx.queries.entries import standing
from yamato_dx.queries.figure_states import change_sentence, figure_states
from yamato_dx.queries.meetings.held import last_made, meetings_of
from yamato_dx.queries.papers.provenance import moment_of
from yamato_dx.queries.papers.wish import PaperWish
from yamato_dx.queries.schedule.items import counts, schedule
from yamato_dx.queries.snapshots.snapshots import view_of_snapshot
from yamato_dx.queries.words import VerdictChange, change_words
from yamato_dx.store.record import Record


def last_meeting(record: Record, view: View, wish: PaperWish) -> Meeting | None:
    """The one before the wished one; of none wished, the newest that the view knows."""
    plan_id = assessed(record, view).plan.plan_id
    own = wish.meeting.meeting_id if wish.meeting else ""
    found = last_made(record, view, plan_id, but=own)
    return found.meeting if found else None


def since_title(last: Meeting | None, lang: str) -> str:
    if last is None:
        return i18n.text("papers.since.title_first", lang)
    return i18n.text("papers.since.title", lang, meeting=last.title)


def changed_verdicts(
    record: Record, view: View, wish: PaperWish, last: Meeting
) -> tuple[VerdictChange, ...]:
    """Of the year in sight, those that the last meeting saw otherwise."""
    answer = assessed(record, view)
    then = assessed(record, view_of_snapshot(last.snapshot, answer.plan.plan_id))
    changes = verdict_changes(then.frame, answer.frame)
    of_year = changes[changes["fiscal_year"] == wish.fiscal_year]
    differs = of_year["verdict_before"].fillna("") != of_year["verdict_after"].fillna("")
    return tuple(change_words(of_year[differs], answer.plan, wish.lang))


def was_words(record: Record, view: View, wish: PaperWish, last: Meeting | None) -> dict[str, str]:
    """● 前回 未達成, by the number of a KPI: of the year in sight, where the verdict is another."""
    changes = changed_verdicts(record, view, wish, last) if last else ()
    return {
        change.kpi_no: i18n.text("papers.was", wish.lang, verdict=change.before.words)
        for change in changes
    }


def marks_since(record: Record, view: View, last: Meeting | None, lang: str) -> Marks:
    """Of all figures that are different since, by KPI and year."""
    if last is None:
        return {}
    plan_id = assessed(record, view).plan.plan_id
    return figures_since(record, view_of_snapshot(last.snapshot, plan_id), view, lang)


def since_last(
    record: Record, view: View, wish: PaperWish, last: Meeting | None
) -> tuple[SheetChange, ...]:
    """Changed verdicts and figures where there was a meeting before; work that is overdue and
    instructions that are open in any case. What there is none of is left out."""
    answer, found = assessed(record, view), []
    if last:
        found = [
            _change("verdicts", _verdict_lines(record, view, wish, last), wish.lang),
            _change("figures", tuple(_figure_lines(record, answer, last, wish)), wish.lang),
        ]
    found += [_overdue(record, view, wish.lang), _open_points(record, view, wish)]
    return tuple(change for change in found if change.lines)


def _change(name: str, lines: tuple[str, ...], lang: str) -> SheetChange:
    return SheetChange(i18n.text(f"papers.since.{name}", lang, count=len(lines)), lines)


def _verdict_lines(record: Record, view: View, wish: PaperWish, last: Meeting) -> tuple[str, ...]:
    return tuple(
        i18n.text(
            "papers.since.verdict",
            wish.lang,
            number=change.kpi_no,
            name=change.kpi_name,
            before=change.before.words,
            after=change.after.words,
        )
        for change in changed_verdicts(record, view, wish, last)
    )


def _figure_lines(
    record: Record, answer: Assessed, last: Meeting, wish: PaperWish
) -> Iterator[str]:
    """Corrected or made final since."""
    then = moment_of(record, view_of_snapshot(last.snapshot, answer.plan.plan_id))
    states = figure_states(answer)
    for row in answer.rows:
        state = states.get((str(row["kpi_id"]), int(row["fiscal_year"])))
        if state and state.changed_at is not None and state.changed_at > then:
            kpi = answer.plan.kpi(row["kpi_id"])
            yield i18n.text(
                "papers.since.figure",
                wish.lang,
                number=kpi.kpi_no,
                year=i18n.fiscal_year(row["fiscal_year"], wish.lang, "short"),
                sentence=change_sentence(state, row, kpi, wish.lang),
            )


def _overdue(record: Record, view: View, lang: str) -> SheetChange:
    items = schedule(record, view, lang).work_items
    late = tuple(
        i18n.text(
            "papers.since.work_item",
            lang,
            number=line.initiative_no or i18n.MISSING,
            name=line.name,
            owner=line.owner or i18n.text("queries.owner.open", lang),
        )
        for line in items
        if line.standing == "overdue"
    )
    total = counts(items, view.on).total
    return SheetChange(i18n.text("papers.since.overdue", lang, count=len(late), total=total), late)


def _open_points(record: Record, view: View, wish: PaperWish) -> SheetChange:
    """Decided or instructed, and not told to be done."""
    plan_id = assessed(record, view).plan.plan_id
    own = {held.meeting_id for held in meetings_of(record, view.revision, plan_id)}
    told = standing(record, FOLLOW_UP, plan_id, view.revision)
    points = standing(record, MEETING_POINT, plan_id, view.revision)
    lines = tuple(
        i18n.text(
            "papers.since.point",
            wish.lang,
            words=entry.value.words,
            owner=entry.value.owner or i18n.MISSING,
            due=entry.value.due.isoformat() if entry.value.due else i18n.MISSING,
        )
        for key, entry in points.items()
        if MEETING_POINT.parts_of(key)[0] in own
        and entry.value.outcome != "continued"
        and (key not in told or told[key].value.state == "open")
    )
    return _change("points", lines, wish.lang)
