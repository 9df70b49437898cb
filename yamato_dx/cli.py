"""The command line: the same questions and acts as the screens.

Exit 0 done, 1 refused (nothing changed), 2 used wrongly, 3 the record cannot be opened.
Answers go to stdout, sentences to stderr.
"""

from __future__ import annotations

import argparse
import gc
import math
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from yamato_dx.errors import UsageError, YamatoDxError
from yamato_dx.fiscal_year import parse_day
from yamato_dx.i18n import LANGUAGES, TOKYO, parse_moment

Arguments = argparse.Namespace
Parser = argparse.ArgumentParser
# Adds a command with the options that it shares with others.
Adding = Callable[..., Parser]

EXPORTS: Final = ("assessment", "actuals", "targets", "work-items", "population")
FORMATS: Final = ("json", "table")
HEADINGS: Final = ("words", "code")
LAST_PORT: Final = 65535


def main(words: Sequence[str]) -> int:
    arguments = _parser().parse_args(words)
    try:
        _read_options(arguments)
        return _run(arguments)
    except YamatoDxError as error:
        sys.stderr.write(f"{error.sentence(arguments.lang)}\n")
        return error.exit_code


def _run(arguments: Arguments) -> int:
    """Each side is imported where it is asked for: the server needs no command, and starts a
    tenth sooner without them; the commands need no web framework."""
    if arguments.command == "serve":
        return _serve(arguments)
    from yamato_dx.cli_commands import COMMANDS

    return COMMANDS[arguments.command](arguments)


def _serve(arguments: Arguments) -> int:
    # Of all that the start makes a hundredth is garbage: `lifespan` turns collection on again.
    gc.disable()
    # Read when Arrow is imported. Its own allocator keeps 12 MB that nothing uses any more.
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    from yamato_dx.acts.opening import Place
    from yamato_dx.ui.serving import Settings, serve

    place = Place(
        arguments.plan,
        arguments.database,
        is_sample=arguments.sample,
        is_clock_right=arguments.clock_is_right,
    )
    settings = Settings(place, arguments.on, arguments.lang, tuple(arguments.allow_host))
    serve(settings, arguments.host, arguments.port)
    return 0


def _read_options(arguments: Arguments) -> None:
    """Read what was written behind the options. Not while the command line is taken apart: only
    afterwards is it known in which language to say what is wrong."""
    for name, read in READERS.items():
        written = getattr(arguments, name, None)
        if isinstance(written, str):
            setattr(arguments, name, read(written))


def _day(written: str) -> date:
    day = parse_day(written)
    if not isinstance(day, date):
        raise UsageError("cli.not_a_day", written=written)
    return day


def _moment(written: str) -> datetime:
    """A moment, or a day as `--on` takes it, meaning its end."""
    day = parse_day(written)
    moment = parse_moment(day.isoformat() if isinstance(day, date) else written)
    try:
        if moment is not None:
            # The first and last moments of the calendar have none in other zones.
            return moment.astimezone(UTC).astimezone(TOKYO)
    except OverflowError:
        pass
    raise UsageError("cli.not_a_moment", written=written)


def _number(written: str) -> float:
    try:
        number = float(written)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise UsageError("cli.not_a_number", written=written)
    return number


def _port(written: str) -> int:
    port = int(written) if written.isdecimal() else -1
    if not 0 <= port <= LAST_PORT:
        raise UsageError("cli.not_a_port", written=written)
    return port


def _supposition(written: str) -> tuple[str, str]:
    question_id, separator, candidate_id = written.partition("=")
    if not (question_id and separator and candidate_id):
        raise UsageError("store.decision.not_an_answer", written=written)
    return question_id, candidate_id


# Option → how what was written behind it is read. Raises UsageError.
READERS: Final[Mapping[str, Callable[[str], object]]] = {
    "on": _day,
    "decided_on": _day,
    "as_of": _moment,
    "number": _number,
    "port": _port,
    "suppose": _supposition,
}


def _parser() -> Parser:
    parser = Parser(prog="python -m yamato_dx", description=__doc__)
    parser.add_argument("--plan", type=Path, metavar="DIR", help="a plan's folder")
    parser.add_argument("--database", type=Path, metavar="FILE", help="the record")
    parser.add_argument(
        "--clock-is-right",
        action="store_true",
        help="though the newest record lies more than 400 days back",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    shared = _shared_options()

    def command(name: str, *options: str, of: Any = commands, prefix: str = "") -> Parser:
        added: Parser = of.add_parser(name, parents=[shared[one] for one in ("answer", *options)])
        added.set_defaults(command=f"{prefix}{name}")
        return added

    serve = command("serve", "on")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", default="8501", metavar="N")
    serve.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="answer at this name too; may be repeated",
    )
    serve.add_argument("--sample", action="store_true", help="fictitious data, separate record")
    _add_reports(command)
    _add_questions(command)
    command("backup", "file")
    command("restore", "file", "by")
    of_record = commands.add_parser("record").add_subparsers(required=True, metavar="VERB")
    command("accept", "by", "reason", of=of_record, prefix="record ")
    verbs = commands.add_parser("plan").add_subparsers(required=True, metavar="VERB")
    _add_plan(partial(command, of=verbs, prefix="plan "))
    return parser


def _add_reports(command: Adding) -> None:
    importing = command("import", "on", "by", "file")
    importing.add_argument("--dry-run", action="store_true")
    importing.add_argument("--answers", type=Path, metavar="FILE.json", help="readings chosen")
    importing.add_argument(
        "--confirm", nargs="+", default=(), metavar="all|ID", help="unlikely figures that are right"
    )
    exporting = command("export", "on", "as_of")
    exporting.add_argument("table", choices=EXPORTS)
    exporting.add_argument("file", type=Path, metavar="FILE")
    exporting.add_argument(
        "--headings", choices=HEADINGS, default="words", help="over the columns of CSV and xlsx"
    )
    command("batches", "as_of")
    withdrawing = command("withdraw", "by", "reason", "at")
    withdrawing.add_argument("batch_id", metavar="ID")


def _add_questions(command: Adding) -> None:
    command("assess", "on", "as_of", "scope").add_argument(
        "--suppose", metavar="QUESTION=ANSWER", help="nothing is stored"
    )
    command("open-questions", "on", "as_of")
    deciding = command("decide", "scope", "reason", "at")
    deciding.add_argument("question_id", metavar="QUESTION")
    deciding.add_argument("answer", metavar="ANSWER")
    deciding.add_argument("--by", required=True, metavar="WHO", help="who decided")
    deciding.add_argument("--decided-on", metavar="DATE", help="today if not told")
    deciding.add_argument("--approval-no", metavar="NUMBER")


def _add_plan(command: Adding) -> None:
    command("check").add_argument("source", type=Path, metavar="DIR|FILE.xlsx")
    loading = command("load", "on", "by")
    loading.add_argument("source", type=Path, metavar="DIR|FILE.xlsx")
    loading.add_argument("--dry-run", action="store_true", help="only show the difference")
    command("export", "on").add_argument("file", type=Path, metavar="FILE.xlsx")
    command("template").add_argument("file", type=Path, metavar="FILE.xlsx")


def _shared_options() -> dict[str, Parser]:
    """What several commands take, each said once."""
    names = ("answer", "on", "as_of", "at", "by", "file", "reason", "scope")
    options = {name: Parser(add_help=False) for name in names}
    options["answer"].add_argument("--format", choices=FORMATS, default="json")
    options["answer"].add_argument("--lang", choices=LANGUAGES, default="ja")
    options["on"].add_argument("--on", metavar="DATE", help="the day of the verdicts")
    options["as_of"].add_argument("--as-of", metavar="MOMENT", help="the record as it stood then")
    options["at"].add_argument(
        "--at",
        type=int,
        metavar="REVISION",
        help="refuse where another changed the same since this revision",
    )
    options["by"].add_argument(
        "--by", metavar="WHO", help="who acts; the account's name if not told"
    )
    options["file"].add_argument("file", type=Path, metavar="FILE")
    options["reason"].add_argument("--reason")
    options["scope"].add_argument(
        "--years", nargs="+", metavar="YEAR", help="fiscal years of the answer"
    )
    options["scope"].add_argument("--number", help="the total that fixed_total sets")
    return options
