"""What is looked at for whoever runs the server: a table, one entry per thing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Final, Literal, NamedTuple

from cryptography import x509

from yamato_dx.acts.nightly import LATE_DAYS, last_backup_on
from yamato_dx.acts.running.facts import Holding, Phrase, Situation, status_file
from yamato_dx.i18n import TOKYO
from yamato_dx.store.file import backups
from yamato_dx.store.file.witness import Witness

CheckState = Literal["good", "attention", "bad"]
GB: Final = 1024**3
# Another backup, an upload and what DuckDB puts aside still find room.
LITTLE_ROOM: Final = GB // 5
ENOUGH_ROOM: Final = GB
NEAR: Final = 0.8
SOON: Final = timedelta(days=30)


class CheckResult(NamedTuple):
    """How it stands with one thing, in words; `advice`: what to do, None where nothing is."""

    state: CheckState
    value: Phrase
    advice: Phrase | None = None


class Check(NamedTuple):
    """`name`: «status.name.<name>» says it. `ask`: None where there is nothing to look at."""

    name: str
    ask: Callable[[Situation], CheckResult | None]


def _result(state: CheckState, message_id: str, **values: object) -> CheckResult:
    """What to do about what is not good has the id of the value, and «.do» behind it."""
    advice = None if state == "good" else Phrase(f"{message_id}.do", values)
    return CheckResult(state, Phrase(message_id, values), advice)


def _server(situation: Situation) -> CheckResult:
    server, running = situation.server, situation.running
    if running:
        seconds = max(0, int((situation.now - running.told_at).total_seconds()))
        value = {"process": running.process_id, "seconds": seconds}
        return _result("good", "status.server.runs", **value)
    if server is None:
        file = status_file(situation.record_path)
        if file.exists():  # of another account, or of another release
            return _result("bad", "status.server.unreadable", file=file)
        return _result("attention", "status.server.never")
    at = server.told_at.astimezone(TOKYO).strftime("%Y-%m-%d %H:%M")
    if server.is_stopped:
        return _result("attention", "status.server.stopped", at=at)
    return _result("bad", "status.server.silent", at=at)


def _disk(situation: Situation) -> CheckResult:
    path = situation.record_path
    try:
        free = shutil.disk_usage(path.parent).free
        needed = path.stat().st_size if path.exists() else 0
    except OSError:
        return _result("bad", "status.disk.unreadable", path=path.parent)
    state: CheckState = "good"
    if free < needed + LITTLE_ROOM:
        state = "bad"
    elif free < 3 * needed + ENOUGH_ROOM:
        state = "attention"
    value = f"{free / GB:,.1f}"
    return _result(state, "status.disk.free", free=value, path=path.parent)


def _held(name: str, holding: Holding | None) -> CheckResult | None:
    if holding is None:
        return None
    state: CheckState = "bad" if holding.held >= holding.limit else "good"
    if state == "good" and holding.held >= NEAR * holding.limit:
        state = "attention"
    return _result(state, f"status.held.{name}", count=holding.held, limit=holding.limit)


def _sessions(situation: Situation) -> CheckResult | None:
    running = situation.running
    return _held("sessions", running.usage.sessions) if running else None


def _open_files(situation: Situation) -> CheckResult | None:
    running = situation.running
    return _held("open_files", running.usage.open_files) if running else None


def _uploads(situation: Situation) -> CheckResult | None:
    """In MB: smaller ones do not matter to anybody."""
    if not situation.running:
        return None
    count, limit = (each // 1024**2 for each in situation.running.usage.uploads)
    return _held("uploads", Holding(count, limit))


def _backup(situation: Situation) -> CheckResult:
    failure = situation.running.backup_failure if situation.running else None
    path = situation.record_path
    folder = backups.backups_of(path)
    last = last_backup_on(folder, path.stem)
    if last is None:
        return CheckResult("bad", Phrase("status.backup.none", {}), failure or Phrase(BACKUP, {}))
    days = (situation.now.astimezone(TOKYO).date() - last).days
    value = Phrase("status.backup.last", {"day": last.isoformat(), "folder": str(folder)})
    if failure or days >= LATE_DAYS:
        return CheckResult("bad", value, failure or Phrase(BACKUP, {}))
    return CheckResult("good", value)


BACKUP: Final = "status.backup.do"


def _copy(situation: Situation) -> CheckResult:
    """In memory of the server alone: a share that is gone keeps who asks it waiting."""
    server = situation.server
    if server is None or server.copy_folder is None:
        return _result("attention", "status.copy.nowhere")
    days = (
        (situation.now.astimezone(TOKYO).date() - server.copied_on).days
        if server.copied_on
        else None
    )
    folder = {"folder": server.copy_folder}
    if server.copied_on is None and server.copy_failure is None:
        return _result("attention", "status.copy.first", **folder)
    if days is None or days >= LATE_DAYS or server.copy_failure:
        day = server.copied_on.isoformat() if server.copied_on else "–"
        late = Phrase("status.copy.late", {"day": day, **folder})
        return CheckResult(
            "bad", late, server.copy_failure or Phrase("status.copy.late.do", folder)
        )
    if server.is_copy_on_same_disk:
        return _result("attention", "status.copy.same_disk", **folder)
    assert server.copied_on, "else it is late"
    return _result("good", "status.copy.last", day=server.copied_on.isoformat(), **folder)


def _files(situation: Situation) -> CheckResult:
    """Made by the program they are for its account alone; those of before stay as they were."""
    path = situation.record_path
    own = (path, Witness(path).path, *backups.backups_of(path).glob("*.duckdb"))
    for file in own:
        with suppress(OSError):  # that are not there
            if _is_readable_to_others(file):
                return _result("attention", "status.files.readable", file=file)
    return _result("good", "status.files.private")


def _is_readable_to_others(file: Path) -> bool:
    """By its mode, and those of the folders on the way to it; on Windows no mode says so. Raises
    OSError."""
    is_reached = all(folder.stat().st_mode & 0o011 for folder in file.absolute().parents)
    return os.name != "nt" and is_reached and bool(file.stat().st_mode & 0o044)


def _clock(situation: Situation) -> CheckResult:
    shown = situation.now.astimezone(TOKYO).strftime("%Y-%m-%d %H:%M")
    value = Phrase("status.clock", {"now": shown})
    doubt = situation.running.clock if situation.running else None
    return CheckResult("bad", value, doubt) if doubt else CheckResult("good", value)


def _witness(situation: Situation) -> CheckResult:
    running = situation.running
    if running and running.is_lost:
        return _result("bad", "status.witness.lost")
    seen = Witness(situation.record_path).read()
    if seen is None:
        return _result("attention", "status.witness.none")
    if not os.path.lexists(situation.record_path):
        return _result("bad", "status.witness.alone", path=situation.record_path)
    return _result("good", "status.witness.acts", count=seen.act_count)


def _mirror(situation: Situation) -> CheckResult | None:
    running = situation.running
    if running is None or not running.is_shared:
        return None
    if running.behind_seconds is None:
        return _result("good", "status.mirror.newest")
    return _result("bad", "status.mirror.behind", count=max(1, round(running.behind_seconds / 60)))


def _trail(situation: Situation) -> CheckResult | None:
    running = situation.running
    chain = running.chain if running else None
    if chain and chain.broken_no:
        day = chain.looked_on.isoformat()
        return _result("bad", "status.trail.broken", number=chain.broken_no, day=day)
    if running and running.trail_failure:
        return CheckResult("bad", Phrase("status.trail.waits", {}), running.trail_failure)
    if chain is None:
        return None
    counts = {"rows": chain.row_count, "heads": chain.head_count}
    return _result("good", "status.trail.whole", day=chain.looked_on.isoformat(), **counts)


def _accounts(situation: Situation) -> CheckResult | None:
    count = situation.running.unused_accounts if situation.running else None
    if count is None:
        return None
    if count:
        return _result("attention", "status.accounts.unused", count=count)
    return _result("good", "status.accounts.used")


def _encryption(situation: Situation) -> CheckResult | None:
    running = situation.running
    if running is None:
        return None
    if running.is_plain:
        return _result("attention", "status.tls.plain")
    if running.certificate is None:
        return CheckResult("good", Phrase("status.tls.here", {}))
    try:
        read = Path(running.certificate).read_bytes()
        ends = x509.load_pem_x509_certificates(read)[0].not_valid_after_utc
    except (OSError, ValueError, IndexError):
        return _result("bad", "status.tls.unreadable", file=running.certificate)
    state: CheckState = "good" if ends - situation.now > SOON else "attention"
    day = ends.astimezone(TOKYO).date().isoformat()
    state = "bad" if ends <= situation.now else state
    return _result(state, "status.tls.until", day=day, file=running.certificate)


# In the order in which they are shown.
CHECKS: Final[Sequence[Check]] = (
    Check("server", _server),
    Check("witness", _witness),
    Check("mirror", _mirror),
    Check("trail", _trail),
    Check("backup", _backup),
    Check("copy", _copy),
    Check("disk", _disk),
    Check("files", _files),
    Check("clock", _clock),
    Check("encryption", _encryption),
    Check("accounts", _accounts),
    Check("sessions", _sessions),
    Check("uploads", _uploads),
    Check("open_files", _open_files),
)
