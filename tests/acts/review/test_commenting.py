"""Words and files of a figure: kept as received, bounded, never over another's words."""

from __future__ import annotations

from hashlib import sha256

import pytest

from tests.store.cases import CLERK, send, values
from yamato_dx.acts.audit.reading import received_file
from yamato_dx.acts.review.commenting import comment
from yamato_dx.entries.review.comments import COMMENT, AttachedFile, Comment
from yamato_dx.errors import Refused
from yamato_dx.intake.files.attachment import MAX_COUNT
from yamato_dx.intake.files.limits import FILE_BYTES
from yamato_dx.queries.entries import standing
from yamato_dx.store.promise.refusals import Stale
from yamato_dx.store.record import Record

KEY = "kpi:c:2025"
WORDS = Comment(cause="端末の更新")
TABLE = b"1,2\r\n"


def held(record: Record) -> Comment:
    return standing(record, COMMENT, "dx")[KEY].value


def say(record: Record, words: Comment = WORDS, **told: object) -> int:
    return comment(record, KEY, words, actor=CLERK, plan_id="dx", **told)


def test_files_are_kept_as_received_under_their_own_names(record: Record) -> None:
    say(record, files=[("C:\\a\\件数.csv", TABLE), ("写真.jpg", b"\xff\xd8")])
    first, second = held(record).files
    assert (first.file_name, second.file_name) == ("件数.csv", "写真.jpg")
    assert first.sha256 == sha256(TABLE).hexdigest()
    assert received_file(record, first.sha256, actor=CLERK) == TABLE


def test_a_new_version_keeps_takes_out_and_adds(record: Record) -> None:
    say(record, files=[("a.csv", TABLE), ("b.csv", b"2")])
    first, _ = held(record).files
    say(record, Comment(cause="別の要因", files=(first,)), files=[("c.csv", b"3")])
    assert [file.file_name for file in held(record).files] == ["a.csv", "c.csv"]
    say(record, Comment(cause="別の要因", files=(first,)), files=[("a.csv", TABLE)])
    assert held(record).files == (first,)


def test_a_file_that_never_was_there_is_not_brought_by_its_hash(record: Record) -> None:
    """Whoever may read the text may open its files: another's must not come in so."""
    send(record, values(a=1.0), data=b"another section's")
    theirs = sha256(b"another section's").hexdigest()
    say(record, files=[("a.csv", TABLE)])
    (own,) = held(record).files
    for file in (AttachedFile("a.csv", theirs), AttachedFile("other.csv", own.sha256)):
        with pytest.raises(Refused, match=file.file_name):
            say(record, Comment(cause="端末", files=(file,)))
    say(record, Comment(cause="端末"))
    say(record, Comment(cause="端末", files=(own,)))  # of an earlier version
    assert held(record).files == (own,)


def test_what_nobody_sees_says_nothing(record: Record) -> None:
    say(record, Comment(cause=" 端末の更新\n", issue="　", measure="\u200b"))
    assert held(record) == WORDS


def test_words_without_any_are_taken_back(record: Record) -> None:
    say(record)
    say(record, Comment())
    assert standing(record, COMMENT, "dx") == {}


@pytest.mark.parametrize(
    ("kept", "files"),
    [
        (0, [("a.csv", b"")]),
        (MAX_COUNT, [("a.csv", b"1")]),
        (0, [(f"{number}.csv", b"1") for number in range(MAX_COUNT + 1)]),
        (0, [("a.csv", b"1" * (FILE_BYTES + 1))]),
    ],
)
def test_what_is_too_much_is_refused_whole(
    record: Record, kept: int, files: list[tuple[str, bytes]]
) -> None:
    attached = tuple(AttachedFile(f"{number}", f"{number:064}") for number in range(kept))
    before = record.head()
    with pytest.raises(Refused):
        say(record, Comment(cause="端末", files=attached), files=files)
    assert record.head() == before


def test_nobody_writes_over_words_that_were_not_seen(record: Record) -> None:
    seen = say(record)
    say(record, Comment(cause="別の要因"))
    with pytest.raises(Stale):
        say(record, Comment(cause="三つ目"), expected_revision=seen)
    assert held(record).cause == "別の要因"
