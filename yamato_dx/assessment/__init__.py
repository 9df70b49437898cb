"""Target in force, attainment, progress, verdict, evidence. Pure: frames in, frames out."""

from yamato_dx.assessment.columns import ASSESSMENT_COLUMNS
from yamato_dx.assessment.rationale import evidence
from yamato_dx.assessment.reading import READING_COLUMNS, readings
from yamato_dx.assessment.sentences import next_act, resident_sentence
from yamato_dx.assessment.shapes import SHAPES
from yamato_dx.assessment.verdict import assess

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
