"""Ratios in percent: half up, and never as the target or the band that they fall short of."""

from __future__ import annotations

import pytest

from yamato_dx.assessment.words.ratios import attainment_words, coverage_words, progress_words

NAN = float("nan")


@pytest.mark.parametrize(
    ("ratio", "band", "words"),
    [
        (1.0, 0.8, "100.0%"),
        (0.9205, 0.8, "92.1%"),  # half up, as an office rounds
        (0.0, 0.8, "0.0%"),
        (NAN, 0.8, "–"),  # missing is not 0
        (24.999 / 25, 0.8, "99.996%"),  # おおむね達成
        (39.99999 / 50, 0.8, "79.99998%"),  # 未達成
        (0.8, 0.8, "80.0%"),
        (0.89996, 0.9, "89.996%"),  # a band of the plan's own
        (0.79998, float("inf"), "80.0%"),  # decided: no おおむね達成
        (1.0004, 0.8, "100.0%"),
        ((1 - 9921 / 12400) / 0.2, 0.8, "99.96%"),
    ],
)
def test_attainment(ratio: float, band: float, words: str) -> None:
    assert attainment_words({"attainment_ratio": ratio, "band": band}, "ja") == words


@pytest.mark.parametrize(
    ("ratio", "words"),
    [
        (0.6, "60.0%"),
        ((12400 - 9921) / (12400 - 9920), "99.96%"),  # the goal is one hour away
        (-0.25, "−25.0%"),
        (NAN, "–"),
    ],
)
def test_progress(ratio: float, words: str) -> None:
    assert progress_words({"progress_ratio": ratio}, "ja") == words


@pytest.mark.parametrize(
    ("attended", "eligible", "words"),
    [
        (182.0, 190.0, "95.8%"),
        (4999.0, 5000.0, "99.98%"),  # not everybody
        (188.0, 188.0, "100.0%"),
        (NAN, 188.0, "–"),
        (0.0, 0.0, "–"),
    ],
)
def test_coverage(attended: float, eligible: float, words: str) -> None:
    assert coverage_words({"numerator": attended, "denominator": eligible}, "ja") == words
