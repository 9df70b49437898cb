"""The command line: the same questions and acts as the screens.

Exit 0 done, 1 refused (nothing changed), 2 used wrongly, 3 the record cannot be opened.
Answers go to stdout, sentences to stderr.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from yamato_dx.cli.access.verbs import add_account_verbs
from yamato_dx.cli.audit.options import add_audit_verbs, add_file_verbs
from yamato_dx.cli.options import Arguments, read_options
from yamato_dx.cli.serving.options import add_serve_options, add_tls_verbs
from yamato_dx.errors import YamatoDxError
from yamato_dx.i18n import LANGUAGES

Parser = argparse.ArgumentParser
# Adds a command with the options that it shares with others.
Adding = Callable[..., Parser]

EXPORTS: Final = ("assessment", "actuals", "targets", "work-items", "population")
FORMATS: Final = ("json", "table")
SHEET_SIZES: Final = ("a3", "a4")
ROUND_KINDS: Final = ("interim", "year_end")
EFFECTS: Final = ("found", "not_found", "unchecked")
SUBJECTS: Final = "initiative:1 or kpi:9-1; the whole plan if not told"
MONEY_UNITS: Final = ("yen", "thousand_yen")
SETTLED: Final = ("forecast", "final")
OUTCOMES: Final = ("decided", "instructed", "continued")
FOLLOW_UP_STATES: Final = ("done", "dropped", "open")
PUBLIC_PAPERS: Final = ("residents", "results", "facts", "handover")
HEADINGS: Final = ("words", "code")


def main(words: Sequence[str]) -> int:
    arguments = _parser().parse_args(words)
    try:
        read_options(arguments)
        return _run(arguments)
    except YamatoDxError as error:
        sys.stderr.write(f"{error.sentence(arguments.lang)}\n")
        return error.exit_code


def _run(arguments: Arguments) -> int:
    """Each side is imported where it is asked for: the server needs no command, the commands need
    no web framework."""
    if arguments.command == "serve":
        from yamato_dx.cli.serving.start import start

        return start(arguments)
    from yamato_dx.cli.commands import COMMANDS

    return COMMANDS[arguments.command](arguments)


def _parser() -> Parser:
    parser = Parser(prog="python -m yamato_dx", description=__doc__)
    _add_record_options(parser)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    shared = _shared_options()

    def command(name: str, *options: str, of: Any = commands, prefix: str = "") -> Parser:
        added: Parser = of.add_parser(
            name, parents=[shared[option] for option in ("answer", "lang", *options)]
        )
        added.set_defaults(command=f"{prefix}{name}")
        return added

    add_serve_options(command("serve", "on"))
    _add_reports(command)
    _add_questions(command)
    command("backup", "file").add_argument(
        "--backup-folder", type=Path, metavar="DIR", help="it is copied there, too"
    )
    command("restore", "file", "by")
    command("status")
    explaining = commands.add_parser("problems", parents=[shared["lang"]])
    explaining.set_defaults(command="problems")
    explaining.add_argument("code", nargs="?", metavar="CODE", help="only this one")
    for noun, add_verbs in _VERBS.items():
        verbs = commands.add_parser(noun).add_subparsers(required=True, metavar="VERB")
        add_verbs(partial(command, of=verbs, prefix=f"{noun} "))
    papers = commands.add_parser("paper").add_subparsers(required=True, metavar="PAPER")
    _add_papers(partial(command, of=papers, prefix="paper "))
    return parser


def _add_record_options(parser: Parser) -> None:
    """Which record, told before the command."""
    parser.add_argument("--plan", type=Path, metavar="DIR", help="a plan's folder")
    parser.add_argument(
        "--database", metavar="FILE|URL", help="the record: a file, or postgresql://user@host/name"
    )
    parser.add_argument(
        "--mirrors",
        type=Path,
        metavar="DIR",
        help="of a database's mirrors; else var/mirrors",
    )
    parser.add_argument(
        "--clock-is-right",
        action="store_true",
        help="though the newest record lies more than 400 days back",
    )


def _add_reports(command: Adding) -> None:
    importing = command("import", "on", "by", "file", "plan_id")
    importing.add_argument("--dry-run", action="store_true")
    importing.add_argument("--answers", type=Path, metavar="FILE.json", help="readings chosen")
    importing.add_argument(
        "--confirm", nargs="+", default=(), metavar="all|ID", help="unlikely figures that are right"
    )
    importing.add_argument("--answers-to", metavar="ID", help="the returned report it answers")
    importing.add_argument("--round", metavar="ID", help="the round that it answers")
    importing.add_argument(
        "--correction-reason", metavar="WHY", help="of confirmed figures that change"
    )
    importing.add_argument(
        "--own-reason",
        action="append",
        default=[],
        metavar="KPI:YEAR=WHY",
        help="of these confirmed figures, in its place; may be repeated",
    )
    importing.add_argument(
        "--reading",
        action="append",
        default=[],
        metavar="PLACE=SAYS",
        help="what a row (4), column (D) or cell is: header, unread, year:R6, months:R6, "
        "role:actual, label:kpi_no, kpi:9-1; may be repeated",
    )
    importing.add_argument(
        "--forget", action="store_true", help="how files of this form were said to be read"
    )
    importing.add_argument(
        "--good-rows",
        action="store_true",
        help="without the rows that are refused or wait for an answer",
    )
    importing.add_argument(
        "--with-reasons",
        type=Path,
        metavar="FILE",
        help="write the same file with why rows are not taken beside them",
    )
    exporting = command("export", "on", "as_of", "plan_id")
    exporting.add_argument("table", choices=EXPORTS)
    exporting.add_argument("file", type=Path, metavar="FILE")
    exporting.add_argument(
        "--headings", choices=HEADINGS, default="words", help="over the columns of CSV and xlsx"
    )
    command("batches", "as_of")
    command("neglect", "on", "as_of", "plan_id")
    withdrawing = command("withdraw", "by", "reason", "at")
    withdrawing.add_argument("batch_id", metavar="ID")


def _add_steps(command: Adding) -> None:
    """What the plan office does with reports that came."""
    confirming = command("confirm", "by", "at")
    confirming.add_argument("batch_ids", nargs="*", metavar="ID")
    confirming.add_argument("--all", action="store_true", help="all without open questions")
    confirming.add_argument("--approval-no", metavar="NUMBER")
    returning = command("return", "by", "at")
    returning.add_argument("batch_id", metavar="ID")
    returning.add_argument("--reason", required=True)


def _add_questions(command: Adding) -> None:
    command("assess", "on", "as_of", "scope", "plan_id").add_argument(
        "--suppose", metavar="QUESTION=ANSWER", help="nothing is stored"
    )
    command("open-questions", "on", "as_of", "plan_id")
    deciding = command("decide", "scope", "reason", "at", "plan_id")
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
    loading.add_argument(
        "--same-kpi",
        nargs="+",
        default=(),
        metavar="all|ID",
        help="KPIs that are the figures known by their ids",
    )
    command("export", "on", "plan_id").add_argument("file", type=Path, metavar="FILE.xlsx")
    extending = command("extend", "at", "plan_id")
    extending.add_argument("--until", required=True, metavar="YEAR", help="its last year by then")
    extending.add_argument("--by", required=True, metavar="WHO", help="who decided")
    extending.add_argument("--decided-on", metavar="DATE", help="today if not told")
    extending.add_argument("--approval-no", required=True, metavar="NUMBER")
    extending.add_argument("--reason", required=True)
    extending.add_argument(
        "--target",
        action="append",
        default=[],
        metavar="KPI:YEAR=VALUE",
        help="of a year that comes in; may be repeated",
    )
    command("unextend", "by", "at", "plan_id")
    command("take-back", "by").add_argument("plan_id", metavar="ID")
    beginning = command("next", "on")
    beginning.add_argument("file", type=Path, metavar="FILE.xlsx")
    beginning.add_argument("--from-plan", metavar="ID", help="of several plans in the record")
    beginning.add_argument("--first-year", required=True, metavar="YEAR")
    beginning.add_argument("--last-year", required=True, metavar="YEAR")
    beginning.add_argument("--plan-id", required=True, metavar="ID", help="of the next plan")
    command("starter").add_argument("file", type=Path, metavar="FILE.xlsx")
    command("template").add_argument("file", type=Path, metavar="FILE.xlsx")


def _add_rounds(command: Adding) -> None:
    opening = command("open", "on", "by")
    opening.add_argument("--kind", choices=ROUND_KINDS, required=True)
    opening.add_argument("--year", required=True, metavar="YEAR", help="the fiscal year asked for")
    opening.add_argument("--due", required=True, metavar="DATE", help="to be answered by then")
    opening.add_argument("--title", help="else made of the year")
    opening.add_argument(
        "--plans", nargs="+", default=[], metavar="ID", help="of several plans in the record these"
    )
    command("board", "on", "as_of", "round")
    forms = command("forms", "on", "file", "round", "site")
    forms.add_argument("--letter", type=Path, metavar="FILE.txt", help="the letter as changed")
    reminding = command("remind", "on", "by", "round", "section", "site")
    reminding.add_argument("--file", type=Path, metavar="FILE.txt", help="all texts in one file")
    reminding.add_argument("--dry-run", action="store_true", help="the texts, nothing recorded")
    moving = command("deadline", "on", "by", "at", "round", "section")
    moving.add_argument("--due", required=True, metavar="DATE")
    moving.add_argument("--reason", required=True)
    command("close", "on", "by", "round")


def _add_closing(command: Adding) -> None:
    for name in ("show", "missing"):
        command(name, "on", "as_of", "plan_id")
    entering = ("by", "at", "plan_id")
    effect = command("effect", *entering)
    effect.add_argument("initiative_no", metavar="INITIATIVE")
    effect.add_argument("effect_no", metavar="EFFECT", help="from 1, as the plan lists them")
    effect.add_argument("found", choices=EFFECTS)
    effect.add_argument("--evidence", metavar="TEXT", help="what was looked at")
    judgement = command("judgement", *entering, "section")
    judgement.add_argument("--words", required=True, metavar="TEXT")
    judgement.add_argument("--about", metavar="SUBJECT", help=SUBJECTS)
    opinion = command("opinion", *entering)
    opinion.add_argument("--opinion-no", metavar="N", help="of one that is there; else a new one")
    opinion.add_argument("--opinion-by", metavar="WHO", help="whose opinion it is")
    for name in ("words", "answer", "answered-by", "asked"):
        opinion.add_argument(f"--{name}", metavar="TEXT")
    for name in ("said-on", "due"):
        opinion.add_argument(f"--{name}", metavar="DATE")
    opinion.add_argument("--about", metavar="SUBJECT", help=SUBJECTS)
    carrying = command("carry", *entering)
    carrying.add_argument("kpi", metavar="KPI", help="its number or id")
    carrying.add_argument("--treatment", required=True, metavar="CODE")
    carrying.add_argument("--reason", required=True, metavar="TEXT")
    carrying.add_argument("--successor", metavar="TEXT", help="what follows it")
    closing = command("close", "on", *entering)
    closing.add_argument("--approval-no", metavar="TEXT")
    command("reopen", "on", *entering).add_argument("--reason", required=True, metavar="TEXT")


def _add_meetings(command: Adding) -> None:
    command("list", "on")
    agenda = command("agenda", "on", "plan_id")
    making = command("make", "on", "by", "plan_id")
    for looking in (agenda, making):
        looking.add_argument("--year", metavar="YEAR", help="the fiscal year to look at")
    making.add_argument("--date", required=True, metavar="DATE", help="held on")
    making.add_argument("--title", help="else made of the year and the plan")
    making.add_argument("--leave-out", nargs="+", default=[], metavar="N", help="of the agenda")
    making.add_argument("--add", nargs="+", default=[], metavar="WORDS", help="to the agenda")
    showing = command("show", "on")
    showing.add_argument("meeting_id", metavar="ID")
    showing.add_argument("--text", action="store_true", help="the minutes as text")
    saying = command("point", "on", "by", "at")
    saying.add_argument("meeting_id", metavar="ID")
    saying.add_argument("--point", metavar="N", help="a new one, with --title, if not told")
    saying.add_argument("--outcome", choices=OUTCOMES, required=True)
    saying.add_argument("--words", required=True)
    saying.add_argument("--owner")
    saying.add_argument("--due", metavar="DATE")
    saying.add_argument("--title", help="what a point that is on no agenda is about")
    telling = command("follow-up", "on", "by", "at", "plan_id")
    telling.add_argument("key", nargs="?", metavar="ID:N", help="all are listed if not told")
    telling.add_argument("--state", choices=FOLLOW_UP_STATES)
    telling.add_argument("--words")
    command("take-back", "on", "by").add_argument("meeting_id", metavar="ID")


def _add_papers(command: Adding) -> None:
    """One command for each paper; the ending of the file says what is written."""
    of_moment = ("on", "as_of", "plan_id", "file", "of_meeting")
    command("meeting", *of_moment).add_argument(
        "--paper", choices=SHEET_SIZES, default="a3", help="the size of the sheet"
    )
    command("report", *of_moment)
    command("closing", "on", "as_of", "plan_id", "file").add_argument(
        "--with-later", action="store_true", help="with what came after closing, made anew"
    )
    for name in PUBLIC_PAPERS:
        paper = command(name, "on", "as_of", "plan_id", "file")
        paper.add_argument("--about", metavar="NUMBER|SECTION", help="of facts and a handover")
        paper.add_argument("--year", metavar="YEAR", help="of results; the last that is over")
        paper.add_argument("--draft", action="store_true", help="before it is published")


def _add_publishing(command: Adding) -> None:
    command("now", "on", "by", "at").add_argument("--approval-no", metavar="NUMBER")
    command("take-back", "on", "by", "at", "reason")
    command("show", "on", "as_of", "plan_id")
    command("texts", "on", "as_of", "plan_id")
    for verb in ("release", "unrelease"):
        marking = command(verb, "on", "by", "at", "plan_id")
        marking.add_argument("text", metavar="TEXT", help="as `publish texts` names it")


def _add_comments(command: Adding) -> None:
    """要因・課題・今後の対応 of a KPI, or of an initiative, in a year."""
    listing = command("list", "on", "as_of", "plan_id")
    listing.add_argument("--year", metavar="YEAR", help="of this fiscal year alone")
    listing.add_argument(
        "--missing", action="store_true", help="only what is asked for and not there"
    )
    entering = command("enter", "on", "by", "at", "plan_id")
    for verb in (command("show", "on", "as_of", "plan_id"), entering):
        verb.add_argument("subject", metavar="KPI|initiative:N", help="by its number or id")
        verb.add_argument("--year", required=True, metavar="YEAR", help="the fiscal year")
    for name in ("cause", "issue", "measure", "person", "self-assessment", "self-grade"):
        entering.add_argument(f"--{name}", metavar="WORDS", help="stays as it is if not told")
    entering.add_argument("--due", metavar="DATE", help="until when the measure is taken")
    entering.add_argument(
        "--attach",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="comes to the files that are there; may be repeated",
    )


def _add_resources(command: Adding) -> None:
    """予算・決算 and hours of an initiative in a year."""
    listing = command("list", "on", "as_of", "plan_id")
    listing.add_argument("--initiative-no", metavar="N", help="of this initiative alone")
    listing.add_argument("--year", metavar="YEAR", help="of this fiscal year alone")
    entering = command("enter", "on", "by", "at", "plan_id")
    entering.add_argument("initiative_no", metavar="INITIATIVE")
    entering.add_argument("--year", required=True, metavar="YEAR", help="the fiscal year")
    entering.add_argument(
        "--file", type=Path, metavar="FILE", help="its rows take the place of all lines"
    )
    entering.add_argument("--unit", choices=MONEY_UNITS, help="where the file declares none")
    entering.add_argument(
        "--status", choices=SETTLED, help="of what was settled, where the file does not say"
    )
    entering.add_argument(
        "--accept-difference",
        action="store_true",
        help="sources that miss what was settled are right so",
    )
    for name, what in (("spent", "worked"), ("saved", "saved")):
        entering.add_argument(f"--{name}", metavar="HOURS", help=f"hours {what} in the year")
    entering.add_argument("--source", metavar="WORDS", help="of the hours")
    entering.add_argument("--dry-run", action="store_true", help="only show what would be entered")


def _add_record(command: Adding) -> None:
    command("accept", "by", "reason")
    moving = command("move", "by")
    for end in ("from", "to"):
        moving.add_argument(f"{end}_place", metavar=end.upper(), help="a file, or postgresql://…")


# By their noun, what adds its verbs.
_VERBS: Final[Mapping[str, Callable[[Adding], None]]] = {
    "record": _add_record,
    "report": _add_steps,
    "plan": _add_plan,
    "round": _add_rounds,
    "closing": _add_closing,
    "meeting": _add_meetings,
    "publish": _add_publishing,
    "comment": _add_comments,
    "resources": _add_resources,
    "audit": add_audit_verbs,
    "file": add_file_verbs,
    "tls": add_tls_verbs,
    "account": add_account_verbs,
}


def _shared_options() -> dict[str, Parser]:
    """What several commands take, each said once."""
    shared = ("answer", "lang", "on", "as_of", "at", "by", "file", "reason", "scope", "plan_id")
    names = (*shared, "round", "section", "site", "of_meeting")
    options = {name: Parser(add_help=False) for name in names}
    options["answer"].add_argument("--format", choices=FORMATS, default="json")
    options["lang"].add_argument("--lang", choices=LANGUAGES, default="ja")
    options["on"].add_argument("--on", metavar="DATE", help="the day of the verdicts")
    options["as_of"].add_argument("--as-of", metavar="MOMENT", help="the record as it stood then")
    options["at"].add_argument(
        "--at",
        metavar="REVISION",
        help="refuse where another changed the same since this revision",
    )
    options["by"].add_argument(
        "--by", metavar="WHO", help="who acts; the account's name if not told"
    )
    options["plan_id"].add_argument(
        "--plan-id", metavar="ID", help="of several plans in the record this one"
    )
    options["file"].add_argument("file", type=Path, metavar="FILE")
    options["reason"].add_argument("--reason")
    options["scope"].add_argument(
        "--years", nargs="+", metavar="YEAR", help="fiscal years of the answer"
    )
    options["round"].add_argument("--round", metavar="ID", help="the open one if not told")
    options["section"].add_argument("--section", metavar="ID|NAME", help="of this one alone")
    options["site"].add_argument(
        "--site", metavar="ADDRESS", help="of the dashboard, for links: http://dx.example:8501"
    )
    options["of_meeting"].add_argument(
        "--meeting", metavar="ID", help="as that meeting saw it; a paper it kept is the kept file"
    )
    options["of_meeting"].add_argument(
        "--year", metavar="YEAR", help="the fiscal year looked at; else the one in sight"
    )
    options["scope"].add_argument(
        "--number", help="what the answer asks for: a total, or a share such as 0.9"
    )
    return options
