"""Plan documents that earlier releases recorded, as this release would have written them.

Their candidates have no `sets`: what these releases meant by a candidate was known by its id, and
stands in `data/earlier_releases/` now; a published average was named by the candidate itself.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from yamato_dx.root import DATA

MEANT: Final = DATA / "earlier_releases" / "candidate_sets.json"

JsonObject = Mapping[str, Any]


def as_written_now(document: JsonObject) -> JsonObject:
    """The document of a plan with what each candidate sets; one of this release as it is."""
    questions = [_question(question) for question in document.get("open_questions", ())]
    return {**document, "open_questions": questions}


def _question(question: JsonObject) -> JsonObject:
    if all("sets" in candidate for candidate in question["candidates"]):
        return question
    meant = _meant().get(question["question_id"], {})
    candidates = [_candidate(candidate, meant) for candidate in question["candidates"]]
    return {**question, "candidates": candidates}


def _candidate(candidate: JsonObject, meant: JsonObject) -> JsonObject:
    average = candidate.get("benchmark_id")
    sets = {"benchmark_id": average} if average else meant.get(candidate["candidate_id"])
    return {**candidate, "sets": sets}


@cache
def _meant() -> Mapping[str, JsonObject]:
    """What a candidate set, by question and candidate."""
    meant: Mapping[str, JsonObject] = json.loads(MEANT.read_text(encoding="utf-8"))
    return meant
