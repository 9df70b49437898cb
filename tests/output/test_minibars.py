import pytest

from yamato_dx.output.charts.minibars import HEADROOM, HEIGHT, WIDTH, ZERO_HEIGHT, mini_bars

NAN = float("nan")
FULL = HEIGHT - HEADROOM


@pytest.mark.parametrize(
    ("value", "height"),
    [
        (NAN, None),  # missing: a gap, never a 0
        (None, None),
        (0.0, ZERO_HEIGHT),  # a real 0 is seen
        (0.01, ZERO_HEIGHT),  # and nothing is smaller than it
        (100.0, FULL),
        (50.0, FULL / 2),
        (-20.0, None),
    ],
)
def test_the_height_of_a_bar(value: float | None, height: float | None) -> None:
    bar = mini_bars([value, 100.0], [None, None], 1)[0]
    assert bar.height == (None if height is None else pytest.approx(height))


def test_a_target_above_all_values_sets_the_scale() -> None:
    bars = mini_bars([10.0, None], [20.0, NAN], None)
    assert bars[0].tick == pytest.approx(FULL)
    assert bars[0].height == pytest.approx(FULL / 2)
    assert bars[1].tick is None


def test_years_share_the_width_and_one_is_chosen() -> None:
    bars = mini_bars([1.0] * 4, [None] * 4, 3)
    assert [bar.left for bar in bars] == [4.5, 25.5, 46.5, 67.5]
    assert [bar.is_chosen for bar in bars] == [False, False, False, True]
    assert bars[0].tick_left == 1.5
    assert bars[-1].tick_left + 18 <= WIDTH


@pytest.mark.parametrize("values", [[], [NAN], [-1.0, -2.0], [0.0]])
def test_nothing_to_scale_is_no_fault(values: list[float]) -> None:
    assert len(mini_bars(values, [None] * len(values), None)) == len(values)
