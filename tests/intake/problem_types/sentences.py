"""Writes the sentences that `test_raised` holds."""

from __future__ import annotations

from tests.intake.problem_types.test_raised import SENTENCES, sentences
from yamato_dx.i18n import LANGUAGES

if __name__ == "__main__":
    for lang in LANGUAGES:
        (SENTENCES / f"sentences.{lang}.txt").write_text(sentences(lang), "utf-8")
