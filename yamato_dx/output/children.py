"""What is made in a process of its own, which may fail, hang or take all memory without harm to the
server."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from yamato_dx.errors import YamatoDxError
from yamato_dx.root import ROOT


def made_by(module: str, request: dict[str, Any], *, seconds: int, failure: str) -> bytes:
    """The answer of `python -m module` to `request`. Raises YamatoDxError with the sentence
    `failure` where there is none within `seconds`."""
    try:
        # The module is one of ours, the request goes in as text.
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", module],
            input=json.dumps(request, ensure_ascii=False).encode(),
            capture_output=True,
            timeout=seconds,
            cwd=ROOT,
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        raise YamatoDxError(failure) from error
    return done.stdout
