"""What is written behind an option and cannot be read: one sentence in the reader's language,
exit 2, nothing done."""

from __future__ import annotations

import errno
import socket
from contextlib import closing

import pytest

from tests.cli.conftest import Office
from yamato_dx.errors import UsageError
from yamato_dx.web import serving

UNREAD = [
    (["serve", "--port", "70000"], "70000", "65535"),
    (["serve", "--port", "-1"], "-1", "65535"),
    (["serve", "--port", "abc"], "abc", "65535"),
    (["serve", "--port", "8501.0"], "8501.0", "65535"),
    (["serve", "--port", "1" * 5000], "1111", "65535"),  # more digits than Python reads
    (["serve", "--host", "nowhere.example"], "nowhere.example", "--allow-host"),
    (["serve", "--host", "0.0.0.0"], "0.0.0.0", "--allow-host"),
    (["serve", "--host", "::"], "::", "--allow-host"),
    (["serve", "--host", "192.0.2.7"], "192.0.2.7", "--tls-cert"),
    (["serve", "--trusted-network", "--host", "dx.example"], "dx.example", "--allow-host"),
    (["serve", "--trusted-network", "--host", "0.0.0.0"], "0.0.0.0", "--allow-host"),
    (["serve", "--trusted-network", "--host", "::"], "::", "--allow-host"),
    (["serve", "--host", ""], "--host", "--allow-host"),
    (["serve", "--allow-host", "http://dx.example/"], "http://dx.example/", "--allow-host"),
    (["serve", "--allow-host", "*"], "*", "--allow-host"),
    (["serve", "--on", "令和8年5月"], "令和8年5月", "2026-05-11"),  # a month is no day
    (["assess", "--on", "2026-02-30"], "2026-02-30", "2026-05-11"),
    (["assess", "--on", "yesterday"], "yesterday", "2026-05-11"),
    (["assess", "--as-of", "yesterday"], "yesterday", "2026-05-11T14:00"),
    (["assess", "--as-of", "2026-05-11T25:00"], "2026-05-11T25:00", "2026-05-11T14:00"),
    (["assess", "--as-of", "9999-12-31T23:00Z"], "9999-12-31T23:00Z", "2026-05-11T14:00"),
    (["assess", "--suppose", "nearly_met_band"], "nearly_met_band", "="),
    (["assess", "--suppose", "a=b", "--number", "many"], "many", "12.5"),
    (["assess", "--suppose", "a=b", "--number", "nan"], "nan", "12.5"),
    (["import", "x.csv", "--on", "5/11"], "5/11", "2026-05-11"),
    (["export", "targets", "x.csv", "--on", "R8"], "R8", "2026-05-11"),
    (["batches", "--as-of", "R8"], "R8", "2026-05-11T14:00"),
    (["plan", "export", "x.xlsx", "--on", "R8"], "R8", "2026-05-11"),
    (["decide", "a", "b", "--by", "c", "--decided-on", "R8"], "R8", "2026-05-11"),
    (["decide", "a", "b", "--by", "c", "--at", "-1"], "-1", "revision"),
    (["withdraw", "R8-0001", "--at", "latest"], "latest", "revision"),
    (["withdraw", "R8-0001", "--at", "9" * 5000], "9999", "revision"),
]


@pytest.mark.parametrize(("words", "quoted", "advice"), UNREAD)
def test_what_cannot_be_read_is_told(
    office: Office, words: list[str], quoted: str, advice: str
) -> None:
    japanese, english = (office.run(*words, "--lang", lang) for lang in ("ja", "en"))
    for answer in (japanese, english):
        assert (answer.code, answer.out) == (2, "")
        (sentence,) = answer.err.strip().splitlines()
        assert quoted in sentence
        assert advice in sentence or "QUESTION" in sentence or "未決定事項" in sentence
    assert japanese.err != english.err
    assert not office.database.exists()


NO_TEXT = [
    ["--database", "a\0b", "assess"],
    ["--plan", "a\0b", "assess"],
    ["import", "a\0b.csv"],
    ["export", "actuals", "a\0b.csv"],
    ["backup", "a\0b"],
    ["plan", "export", "a\0b.xlsx"],
    ["plan", "template", "a\0b.xlsx"],
    # Bytes of a command line that are no UTF-8, as Python hands them on.
    ["--database", "a\udcff", "batches"],
    ["import", "a\udcff.csv"],
    ["backup", "a\udcff"],
    ["withdraw", "R8-\udcff", "--by", "b"],
    ["decide", "nearly_met_band", "no_band", "--by", "b\udcff"],
    ["decide", "nearly_met_band", "no_band", "--by", "b", "--years", "R7", "R\udcff"],
]


@pytest.mark.parametrize("words", NO_TEXT, ids=ascii)
def test_what_is_no_text_is_told_before_anything_is_opened(
    office: Office, words: list[str]
) -> None:
    answer = office.run(*words, "--lang", "en")
    assert (answer.code, answer.out) == (2, "")
    (sentence,) = answer.err.strip().splitlines()
    assert "\\0" in sentence or "\\udcff" in sentence
    assert not office.database.exists()


@pytest.mark.parametrize(
    "words",
    [["restore"], ["plan", "check"], ["import"], ["backup"], ["--plan"], ["--database"]],
    ids=" ".join,
)
def test_a_name_too_long_for_the_system_is_told(office: Office, words: list[str]) -> None:
    answer = office.run(*words, "x" * 5000, *(["assess"] if words[0].startswith("--") else []))
    assert (answer.code, answer.out) == (2, "")
    assert len(answer.err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "written", ["2026-05-11", "令和8年5月11日", "R8.5.11", "2026/5/11", "２０２６年５月１１日"]
)
def test_a_day_is_read_as_offices_write_it(filled: Office, written: str) -> None:
    told = filled.run("assess", "--on", "2026-05-11").json
    assert filled.run("assess", "--on", written).json == told
    assert filled.run("assess", "--on", "2026-05-11", "--as-of", written).code == 0


def test_as_of_a_day_is_its_end(filled: Office) -> None:
    """In Tokyo, whichever way the day is written."""
    (whole, short) = (
        filled.run("assess", "--as-of", written).json
        for written in ("2026-05-11T23:59:59.999999+09:00", "令和8年5月11日")
    )
    assert whole == short


@pytest.mark.parametrize(
    ("code", "message_id"),
    [
        (errno.EADDRINUSE, "cli.port_taken"),
        (errno.EACCES, "cli.port_not_permitted"),  # below 1024, not as root
        (errno.EADDRNOTAVAIL, "cli.port_not_opened"),  # ::1 where there is no IPv6
    ],
)
def test_a_port_that_cannot_be_opened(
    monkeypatch: pytest.MonkeyPatch, code: int, message_id: str
) -> None:
    def refused(_socket: socket.socket, _address: object) -> None:
        raise OSError(code, "as the system says it")

    class Refusing(socket.socket):
        bind = refused

    monkeypatch.setattr(serving.socket, "socket", Refusing)
    with pytest.raises(UsageError) as told:
        serving.listen("127.0.0.1", 80)
    assert told.value.message_id == message_id
    assert "80" in told.value.sentence("ja")


def test_a_port_in_use_is_told(office: Office) -> None:
    with closing(serving.listen("127.0.0.1", 0)) as holder:
        port = holder.getsockname()[1]
        answer = office.run("serve", "--port", str(port), "--lang", "en")
        assert answer.code == 2
        assert f"Port {port}" in answer.err
