"""What `publish …` of the command line does: publish, take back, release texts, write papers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Final

from yamato_dx.acts.opening import open_record
from yamato_dx.acts.publishing.publication import publish, take_publication_back
from yamato_dx.acts.publishing.releases import release_text, unrelease_texts
from yamato_dx.acts.trail.exports import HandedOut
from yamato_dx.cli import answers
from yamato_dx.cli.options import Arguments
from yamato_dx.cli.plan import actor_of, command_title, hand_out, place_of, plan_of, told
from yamato_dx.entries.kind import SEPARATOR
from yamato_dx.queries.assessed import View, plan_at, plan_id_at, view_of
from yamato_dx.queries.publishing.figures import left_out
from yamato_dx.queries.publishing.papers import PUBLIC_PAPERS, PublicPaperWish, make_paper
from yamato_dx.queries.publishing.published import MadePublic, publications, published
from yamato_dx.queries.publishing.texts import peoples_texts
from yamato_dx.store.record import Record


def _now(arguments: Arguments) -> int:
    with told(open_record(place_of(arguments)), arguments) as record:
        publish(
            record,
            view_of(record, on=arguments.on),
            actor_of(arguments),
            approval_no=arguments.approval_no or "",
            expected_revision=arguments.at,
        )
        answers.write(_state(record, view_of(record, on=arguments.on)), arguments.format)
    return 0


def _take_back(arguments: Arguments) -> int:
    with told(open_record(place_of(arguments)), arguments) as record:
        take_publication_back(
            record,
            view_of(record, on=arguments.on),
            actor_of(arguments),
            reason=arguments.reason or "",
            expected_revision=arguments.at,
        )
        answers.write(_state(record, view_of(record, on=arguments.on)), arguments.format)
    return 0


def _show(arguments: Arguments) -> int:
    with told(open_record(place_of(arguments)), arguments) as record:
        answers.write(_state(record, _view(record, arguments)), arguments.format)
    return 0


def _texts(arguments: Arguments) -> int:
    with told(open_record(place_of(arguments)), arguments) as record:
        found = peoples_texts(record, _view(record, arguments), arguments.lang)
    lines = [
        {
            "text": text.release_key,
            "about": text.about,
            "words": text.words,
            "by": text.by,
            "revision": text.revision,
            "state": text.state,
        }
        for text in found
    ]
    answers.write(lines, arguments.format)
    return 0


def _release(arguments: Arguments) -> int:
    """The version that `--at` names, else the one that stands."""
    kind, _, key = arguments.text.partition(SEPARATOR)
    with told(open_record(place_of(arguments)), arguments) as record:
        view = _view(record, arguments)
        standing = {
            text.release_key: text.revision for text in peoples_texts(record, view, arguments.lang)
        }
        seen = standing.get(arguments.text, 0) if arguments.at is None else arguments.at
        revision = release_text(
            record,
            (kind, key),
            seen,
            actor_of(arguments),
            plan_id=plan_id_at(record, view),
        )
    answers.write({"text": arguments.text, "revision": revision}, arguments.format)
    return 0


def _unrelease(arguments: Arguments) -> int:
    with told(open_record(place_of(arguments)), arguments) as record:
        plan_id = plan_id_at(record, _view(record, arguments))
        revision = unrelease_texts(record, [arguments.text], actor_of(arguments), plan_id=plan_id)
    answers.write({"text": arguments.text, "revision": revision}, arguments.format)
    return 0


def _paper(kind: str, arguments: Arguments) -> int:
    wish = PublicPaperWish(
        arguments.lang, arguments.about or "", arguments.year, is_draft=arguments.draft
    )
    with told(open_record(place_of(arguments)), arguments) as record:
        view = _view(record, arguments)
        ending = arguments.file.suffix.lower()
        content = make_paper(record, view, (kind, ending), wish)
        out = HandedOut(command_title(arguments), arguments.file.name, view, kpi_ids=None)
        hand_out(record, arguments, content, out)
    answers.write({"file": str(arguments.file), "bytes": len(content)}, arguments.format)
    return 0


def _view(record: Record, arguments: Arguments) -> View:
    as_of = vars(arguments).get("as_of")  # which what is done now does not take
    found = view_of(record, on=arguments.on, as_of=as_of)
    return replace(found, plan_id=plan_of(record, arguments.plan_id))


def _state(record: Record, view: View) -> dict[str, Any]:
    """What is public at `view`, what a publication would leave out, and all there were."""
    found = published(record, view.revision)
    plan = plan_at(record, view)
    return {
        "public": _publication(found) if found else None,
        "left_out": [
            {
                "kpi_no": plan.kpi(out.kpi_id).kpi_no,
                "fiscal_year": out.fiscal_year,
                "because": list(out.because),
                "has_earlier": out.has_earlier,
            }
            for out in left_out(record, view)
        ],
        "history": [_publication(each) for each in publications(record, view.revision)],
    }


def _publication(found: MadePublic) -> dict[str, Any]:
    moment = found.moment
    return {
        "number": moment.number,
        "on": moment.on.isoformat(),
        "revision": moment.snapshot.revision if moment.snapshot else None,
        "plan_ids": [plan.plan_id for plan in moment.snapshot.plans] if moment.snapshot else [],
        "approval_no": moment.approval_no or None,
        "reason": moment.reason or None,
        "by": found.by,
    }


PUBLISH_COMMANDS: Final[Mapping[str, Callable[[Arguments], int]]] = {
    "publish now": _now,
    "publish take-back": _take_back,
    "publish show": _show,
    "publish texts": _texts,
    "publish release": _release,
    "publish unrelease": _unrelease,
    **{f"paper {kind}": partial(_paper, kind) for kind in PUBLIC_PAPERS},
}
