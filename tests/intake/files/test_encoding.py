"""UTF-8, UTF-16 and CP932 are read; everything else is named, and nothing is replaced."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yamato_dx.intake.files.encoding import Decoded, decode
from yamato_dx.intake.problem import Problem
from yamato_dx.root import ROOT

JP = ROOT.parent / "shared" / "badinput" / "jp"
TEXT = "年度,備考\r\n令和6年度,㈱髙﨑 ①～③\r\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode("utf-8"), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (b"\xef\xbb\xbf" + TEXT.encode("utf-8-sig"), "utf-8-sig"),  # the mark twice
        (TEXT.encode("cp932"), "cp932"),  # NEC and IBM characters
        (TEXT.encode("utf-16"), "utf-16"),  # «Unicode テキスト» of Excel
        (TEXT.encode("utf-16-le"), "utf-16"),  # without its mark
        (TEXT.encode("utf-16-be"), "utf-16"),
        (b"a,b\r\n1,2\r\n", "utf-8"),
    ],
)
def test_readable_encodings(data: bytes, encoding: str) -> None:
    decoded = decode(data)
    assert isinstance(decoded, Decoded)
    assert decoded.encoding == encoding
    assert "年度" not in TEXT or decoded.utf8.decode().startswith(("年度", "a,b"))


@pytest.mark.parametrize(
    ("data", "code", "row"),
    [
        (TEXT.encode("utf-16")[:-1], "encoding_broken", 3),  # cut within a pair
        ((TEXT + "a\x00b").encode("utf-16"), "nul_bytes", 3),
        (TEXT.encode("utf-16") + b"\x00\xd8\x0a\x00", "encoding_broken", 3),  # half a sign
        ("年度".encode("iso2022_jp"), "encoding_iso2022", None),
        (b"a,b\r\n1,\x002\r\n", "nul_bytes", 2),
        (TEXT.encode("utf-8") + "見本".encode("cp932"), "encoding_mixed", 3),
        ("年度\r\n窓口件数\r\n".encode("cp932") + "実績の例\r\n".encode(), "encoding_mixed", 3),
        (TEXT.encode("utf-8")[:-3], "encoding_mixed", 2),  # cut within a character
        (TEXT.encode("cp932") + b"\x8a", "encoding_broken", 3),
        ("ﾃｽ".encode("cp932"), "encoding_unclear", None),  # valid in both, Japanese in one
    ],
)
def test_other_encodings_are_named(data: bytes, code: str, row: int | None) -> None:
    problem = decode(data)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.row) == (code, row)


def test_collection_of_encodings_is_read_as_expected_or_refused() -> None:
    if not JP.exists():
        pytest.skip("the shared collection of awkward input is not beside the repository")
    for name, expected in json.loads((JP / "expected.json").read_text("utf-8")).items():
        decoded = decode((JP / name).read_bytes())
        if name.startswith(
            (
                *("enc_cp932", "enc_utf-8", "enc_utf-16", "excel_unicode"),
                *("strict", "utf8_bom", "utf8_nfd", "cp932_0x"),
            )
        ):
            assert isinstance(decoded, Decoded), name
            if "text" in expected:
                assert decoded.utf8.decode() == expected["text"], name
        else:
            assert isinstance(decoded, Problem) or decoded.encoding == "cp932", name


JAPANESE = st.text(st.characters(codec="cp932", exclude_characters="\x00\x1b¢£¬‖−〜"), max_size=40)


@given(JAPANESE)
def test_cp932_is_read_exactly_or_refused(text: str) -> None:
    data = ("年度,備考\r\n" + text).encode("cp932")
    decoded = decode(data)
    if isinstance(decoded, Decoded):
        assert decoded.utf8.decode() == data.decode("cp932")


@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\x1b"), max_size=40)
)
def test_utf8_is_read_exactly(text: str) -> None:
    decoded = decode(("年度," + text).encode())
    assert isinstance(decoded, Decoded)
    assert decoded.utf8.decode() == "年度," + text
