from dataclasses import replace

import pytest

from yamato_dx.output.context import ExportContext


@pytest.mark.parametrize(
    ("lang", "rows", "said"),
    [("ja", 1, "1件"), ("en", 1, "1 row"), ("en", 40, "40 rows")],
)
def test_the_number_of_rows_is_said(
    lang: str, rows: int, said: str, context: ExportContext
) -> None:
    assert said in [value for _, value in replace(context, lang=lang, rows_count=rows).items()]


def test_no_filter_is_said_and_what_is_empty_is_left_out(context: ExportContext) -> None:
    items = dict(replace(context, filter_words=(), link="").items())
    assert items["抽出条件"] == "絞り込みなし"
    assert "この画面を開くリンク" not in items


@pytest.mark.parametrize(("is_sample", "begins"), [(True, "見本データ"), (False, "")])
def test_fictitious_data_is_named(is_sample: bool, begins: str, context: ExportContext) -> None:
    sentence = replace(context, is_sample=is_sample).sample_sentence
    assert sentence.startswith(begins)
    assert bool(sentence) is is_sample
