"""Target in force, attainment, progress, verdict, evidence. Pure: frames in, frames out."""

from yamato_dx.assessment.columns import ASSESSMENT_COLUMNS
from yamato_dx.assessment.reading.readings import READING_COLUMNS, readings
from yamato_dx.assessment.rules.shapes import SHAPES
from yamato_dx.assessment.verdict import assess
from yamato_dx.assessment.words.rationale import evidence
from yamato_dx.assessment.words.sentences import next_act, resident_sentence

__all__ = [
    "ASSESSMENT_COLUMNS",
    "READING_COLUMNS",
    "SHAPES",
    "assess",
    "evidence",
    "next_act",
    "readings",
    "resident_sentence",
]
