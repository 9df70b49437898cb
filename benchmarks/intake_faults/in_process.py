"""Workbooks read in this process: starting a child for each of thousands of files would take all
the time, and what they hold is ours. Some are read by the real child all the same."""

from __future__ import annotations

import gc
import importlib
import io
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final
from unittest.mock import patch

_OURS: Final = "yamato_dx.intake.files."


@contextmanager
def children_in_process() -> Iterator[None]:
    """`python -m` of a reader of files runs here, without its limits; all others as they do."""
    run = subprocess.run

    def run_here(words: Sequence[str], **options: Any) -> Any:
        is_ours = list(words[1:2]) == ["-m"] and words[2].startswith(_OURS)
        if not is_ours:
            return run(words, **options)
        return _answer(words, options["input"])

    with patch.object(subprocess, "run", run_here):
        yield


def _answer(words: Sequence[str], data: bytes) -> subprocess.CompletedProcess[bytes]:
    module = importlib.import_module(words[2])
    output = io.BytesIO()
    printed = io.TextIOWrapper(output, encoding="utf-8", write_through=True)
    with (
        patch.object(module, "limit_resources", lambda: None),
        patch.object(sys, "argv", list(words[2:])),
        patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(data))),
        patch.object(sys, "stdout", printed),
    ):
        code = 0
        try:
            module.main()
        except Exception:  # noqa: BLE001 - a child that dies tells nothing else
            code = 1
        finally:
            gc.enable()
    return subprocess.CompletedProcess(words, code, output.getvalue(), b"")
