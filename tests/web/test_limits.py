"""How many visitors a machine can bear, by the number of files that it may open."""

from __future__ import annotations

import subprocess
import sys

import pytest

from yamato_dx.errors import UsageError
from yamato_dx.root import ROOT
from yamato_dx.web import limits
from yamato_dx.web.limits import ENOUGH_FILES, Limits, fewer_files, limits_here, limits_within


def test_the_usual_limits_need_no_more_than_is_asked_for() -> None:
    assert Limits().open_files <= ENOUGH_FILES


@pytest.mark.parametrize("open_files", [200, 256, 512, 1024, 2048, Limits().open_files])
def test_fewer_files_bear_fewer_visitors(open_files: int) -> None:
    found = limits_within(open_files)
    assert found.open_files <= open_files
    assert found.open_files > open_files - 8  # nothing is given away
    assert found.upload_bytes == Limits().upload_bytes


def test_the_soft_limit_is_raised_and_too_low_a_hard_one_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for open_files, sessions in ((None, 500), (1 << 20, 500), (1024, 146)):
        monkeypatch.setattr(limits, "raise_open_files", lambda told=open_files: told)
        assert limits_here().sessions == sessions
    assert fewer_files(Limits(), "ja") == ""
    assert "146" in fewer_files(limits_here(), "ja")
    monkeypatch.setattr(limits, "raise_open_files", lambda: 150)
    with pytest.raises(UsageError) as told:
        limits_here()
    assert "150" in told.value.sentence("en")


RAISED = "from yamato_dx.web.limits import raise_open_files; print(raise_open_files())"
LOWERED = "import resource as r; r.setrlimit(r.RLIMIT_NOFILE, ({soft}, {hard})); "


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no such limit")
@pytest.mark.parametrize(
    ("soft", "hard", "raised"), [(256, 3000, 3000), (256, 4096, 4096), (300, 300, 300)]
)
def test_the_soft_limit_goes_up_to_the_hard_one(soft: int, hard: int, raised: int) -> None:
    code = LOWERED.format(soft=soft, hard=hard) + RAISED
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == str(raised)
