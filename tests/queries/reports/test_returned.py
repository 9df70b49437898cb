"""A file with mistakes goes back with reasons, is mended and sent as it is."""

from __future__ import annotations

import csv

import pytest

from tests.queries.conftest import previewed
from tests.reports import REFUSED_ROWS, mistakes_csv
from yamato_dx.i18n import LANGUAGES, text
from yamato_dx.queries.reports.given_back.file import is_given_back, returned_name, with_reasons
from yamato_dx.store.record import Record

WIDE = "実績一覧,,\nKPI番号,令和5年度実績,令和6年度実績\n9-1,48,八十一\n4,312,640\n"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_row_has_its_reason_beside_it(record: Record, lang: str) -> None:
    preview = previewed(record, mistakes_csv())
    given_back = with_reasons(preview, lang).decode("utf-8-sig")
    records = list(csv.reader(given_back.splitlines()))
    assert records[0][-1] == text("intake.template.to_mend", lang)
    told = {row_no: record[-1] for row_no, record in enumerate(records, start=1) if record[-1]}
    assert list(told) == [1, *REFUSED_ROWS]  # a blank cell is no fault
    for row_no, problem in zip(REFUSED_ROWS, preview.obstacles, strict=True):
        assert problem.sentence(lang) in told[row_no]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("content", "wrong", "right"),
    [
        ("年度,KPI番号,実績値\nR6,9-1,八十一\nR6,4,640\n", "八十一", "81"),
        (WIDE, "八十一", "81"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_the_mended_file_is_read_without_a_word_on_the_column(
    record: Record, lang: str, encoding: str, *, content: str, wrong: str, right: str
) -> None:
    given_back = with_reasons(previewed(record, content.encode(encoding)), lang)
    still_wrong = previewed(record, given_back)
    assert [problem.code for problem in still_wrong.problems] == [
        problem.code for problem in previewed(record, content.encode(encoding)).problems
    ]
    mended = given_back.decode(encoding).replace(f",{wrong},", f",{right},")
    preview = previewed(record, mended.encode(encoding))
    assert preview.problems == ()
    assert preview.is_sendable
    # Given back once more, the column is written anew.
    assert with_reasons(still_wrong, lang) == given_back


def test_what_cannot_be_given_back(record: Record) -> None:
    assert not is_given_back(previewed(record, b"%PDF-1.7"))
    assert not is_given_back(previewed(record, "年度,KPI番号,実績値\nR6,4,640\n".encode()))


def test_its_name_says_what_it_is(record: Record) -> None:
    assert returned_name(previewed(record, mistakes_csv()), "ja") == "実績_理由付き.csv"
