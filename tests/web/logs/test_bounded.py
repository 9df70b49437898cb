"""A thing that happens again and again is told only so often; a limit that is near, once."""

from __future__ import annotations

import logging

import pytest

from yamato_dx.web.logs.bounded import ALL, EACH, SECONDS, BoundedLog
from yamato_dx.web.near_limit import NearLimit


class Clock:
    now = 0.0


def entry(message: str, name: str = "framework", value: object = 0) -> logging.LogRecord:
    return logging.LogRecord(name, logging.WARNING, "file.py", 1, message, (value,), None)


def test_the_first_of_a_kind_are_told_and_the_next_hour_says_how_many_were_not(
    caplog: pytest.LogCaptureFixture,
) -> None:
    clock = Clock()
    log = BoundedLog("en", lambda: clock.now)
    told = [log.filter(entry("port %s is odd", value=value)) for value in range(500)]
    assert sum(told) == EACH
    assert log.filter(entry("something else %s"))
    clock.now += SECONDS
    assert log.filter(entry("port %s is odd"))
    assert [one.getMessage() for one in caplog.records] == [
        f"{500 - EACH} more entries like it were left out of the log (port %s is odd)."
    ]


def test_kinds_without_number_end_too() -> None:
    log = BoundedLog("ja")
    assert sum(log.filter(entry(f"message {number} %s")) for number in range(10_000)) == ALL
    assert len(log._seen) <= ALL


def test_every_handler_is_held(capsys: pytest.CaptureFixture[str]) -> None:
    handler = logging.StreamHandler()
    logger = logging.getLogger("framework.of.this.test")
    logger.addHandler(handler)
    logger.propagate = False
    log = BoundedLog("ja")
    try:
        for _ in range(3):
            log.take_hold()
        for _ in range(50):
            logger.warning("again")
        assert capsys.readouterr().err.count("again") == EACH
    finally:
        logger.removeHandler(handler)
        for name in (None, *logging.root.manager.loggerDict):
            for one in logging.getLogger(name).handlers:
                one.removeFilter(log)
        if logging.lastResort:
            logging.lastResort.removeFilter(log)


def test_a_near_limit_is_told_once_until_it_was_far(caplog: pytest.LogCaptureFixture) -> None:
    near = NearLimit("ja")
    for count in (79, 80, 100, 70, 90, 49, 80):
        near.look("sessions", count, 100)
    assert [one.getMessage()[:12] for one in caplog.records] == [
        "画面を開いている人が80",
        "画面を開いている人が80",
    ]
