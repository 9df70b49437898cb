"""One record in the place of another, its logs too, so that a kill at any moment leaves one whole.

Two names cannot be changed at once. So one rename decides: from then on the new record is the
record, and whoever opens it finishes what a killed program did not.
"""

from __future__ import annotations

from pathlib import Path

from yamato_dx.store import copying


def replace(finished: Path, target: Path) -> None:
    """Put `finished`, which has no log, at `target`. Raises OSError."""
    copying.sync(finished)
    finished.replace(_decided(target))
    copying.sync(target.parent)
    finish(target)


def finish(target: Path) -> None:
    """What was decided and not done: the old logs go, for they belong to no file any more. Raises
    OSError."""
    decided = _decided(target)
    if not decided.exists():
        return
    for log in copying.logs_of(target):
        log.unlink(missing_ok=True)
    copying.sync(target.parent)
    decided.replace(target)
    copying.sync(target.parent)


def is_decided(target: Path) -> bool:
    """Whether a record waits to be put at `target`."""
    return _decided(target).exists()


def _decided(target: Path) -> Path:
    return target.with_name(f"{target.name}.restored")
