"""What is filled in and pressed on which page: the one place where tests of the screens know the
names of fields and buttons. A test names a form; a field that was renamed fails here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from yamato_dx.i18n import LANGUAGES, catalogue
from yamato_dx.ui.frame.menu import PAGES


@dataclass(frozen=True)
class Part:
    """Of a page: ids of sentences in the catalogues, by names of ours."""

    page: str
    fields: Mapping[str, str] = field(default_factory=dict)
    buttons: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        assert self.page in PAGES, f"no page is called {self.page}"
        for lang in LANGUAGES:
            assert set(self._sentences()) <= catalogue(lang).keys()

    def _sentences(self) -> tuple[str, ...]:
        return (*self.fields.values(), *self.buttons.values())


@dataclass(frozen=True, kw_only=True)
class Form(Part):
    """`by`: the field for who signs; `button`: which ends it."""

    by: str
    button: str

    def _sentences(self) -> tuple[str, ...]:
        return (self.by, self.button, *super()._sentences())


SEND: Final = Form(
    "report",
    by="reports.sending.by",
    button="reports.sending.send",
    buttons={
        "csv": "reports.sending.template.csv",
        "xlsx": "reports.sending.template.xlsx",
        "drop": "frame.file.drop",
        "all_questions": "reports.sending.questions.all",
        "type": "reports.sending.typing.button",
    },
)
TYPING: Final = Part(
    "report",
    {
        "value": "reports.typing.field.value",
        "month": "reports.typing.field.month",
        "start_month": "reports.typing.field.start_month",
        "evidence": "reports.typing.field.evidence",
        "progress": "reports.typing.field.progress",
        "period": "reports.typing.field.period",
        "subject": "reports.typing.attachments.subject",
        "confirm": "reports.typing.confirm",
        "proxy": "reports.typing.proxy",
    },
    {
        "take_up": "reports.typing.draft.take_up",
        "begin_anew": "reports.typing.draft.begin_anew",
        "remove": "reports.typing.attachments.remove",
        "preview": "reports.typing.preview",
        "receipt": "reports.typing.receipt.save",
    },
)
FIRST_STEPS: Final = Part("overview", buttons={"load": "kpis.step.load.button"})
GLOSSARY: Final = Part("glossary", {"search": "glossary.search"})
HISTORY: Final = Part(
    "history",
    buttons={
        "attachment": "reports.history.attachments.save",
        "file": "reports.history.file",
        "backup": "reports.history.backup.button",
    },
)
WITHDRAW: Final = Form(
    "history",
    {"reason": "reports.history.withdraw.reason"},
    {"open": "reports.history.withdraw.open"},
    by="reports.history.withdraw.by",
    button="reports.history.withdraw.button",
)
CONFIRM: Final = Form(
    "history",
    {"approval_no": "steps.confirm.approval_no"},
    by="steps.confirm.by",
    button="steps.confirm.button",
)
CONFIRM_ALL: Final = Form(
    "history",
    {"approval_no": "steps.all.approval_no"},
    by="steps.all.by",
    button="steps.all.button",
)
RETURN: Final = Form(
    "history",
    {"reason": "steps.return.reason"},
    {"open": "steps.return.open"},
    by="steps.return.by",
    button="steps.return.button",
)
DECIDE: Final = Form(
    "decisions",
    {
        "decided_by": "decisions.answer.decided_by",
        "approval_no": "decisions.answer.approval_no",
    },
    by="decisions.answer.recorded_by",
    button="decisions.answer.button",
)
TAKE_BACK: Final = Form(
    "decisions",
    buttons={"open": "decisions.back.open"},
    by="decisions.answer.recorded_by",
    button="decisions.back.button",
)
SUPPLEMENT: Final = Form(
    "supplements",
    {
        "source": "plan.supplements.source",
        "text": "plan.supplements.text.text",
        "term": "plan.supplements.footnote.term",
        "definition": "plan.supplements.footnote.definition",
        "organisation": "plan.supplements.organisation.text",
    },
    by="plan.supplements.by",
    button="plan.supplements.save",
)
COMPONENTS: Final = Form(
    "initiatives",
    buttons={"open": "kpis.components.edit"},
    by="kpis.components.by",
    button="kpis.components.save",
)
CARD: Final = Form(
    "initiatives",
    {
        name: f"kpis.getting.{name}"
        for name in ("system", "screen", "condition", "person", "traps", "final")
    },
    {"open": "kpis.getting.edit"},
    by="kpis.components.by",
    button="kpis.getting.save",
)
COMMENT: Final = Form(
    "initiatives",
    {name: f"comments.field.{name}" for name in ("cause", "issue", "measure", "self_assessment")},
    {"missing": "comments.open.missing", "there": "comments.open.there"},
    by="comments.by",
    button="comments.save",
)
MONEY: Final = Form(
    "initiatives",
    {"accept": "resources.accept"},
    {"open": "resources.open"},
    by="resources.by",
    button="resources.save",
)
HAPPENING: Final = Form(
    "initiatives",
    {"words": "happenings.words", "back_by": "happenings.back.by"},
    {"open": "happenings.open", "back": "happenings.back"},
    by="happenings.by",
    button="happenings.save",
)
REGISTER: Final = Form("sections", by="register.by", button="register.save")
LINKS: Final = Form(
    "plan",
    buttons={"open": "plan.page.links.open"},
    by="plan.page.by",
    button="plan.page.links.save",
)
HOLDERS: Final = Form(
    "plan",
    {"name": "plan.page.holders.name"},
    {"open": "plan.page.holders.open"},
    by="plan.page.by",
    button="plan.page.holders.save",
)
LOAD: Final = Form("planning", by="plan.loading.by", button="plan.loading.load.button")
EXTEND: Final = Form(
    "planning",
    {
        "last_year": "plan.extension.last_year",
        "decided_by": "plan.extension.decided_by",
        "approval_no": "plan.extension.approval_no",
        "reason": "plan.extension.reason",
    },
    {
        "open": "plan.extension.open",
        "reopen": "plan.extension.reopen",
        "back": "plan.extension.back.button",
    },
    by="plan.extension.by",
    button="plan.extension.button",
)
POPULATION: Final = Part(
    "population",
    buttons={"open": "population.own.open", "form": "population.own.form.download"},
)
DOWNLOAD: Final = Part("data", buttons={"table": "frame.download.table"})
ROUND_OPEN: Final = Form("rounds", by="rounds.by", button="rounds.open.button")
ROUND_REMIND: Final = Form("rounds", by="rounds.by", button="rounds.reminding.record_all")
ROUND_CONFIRM: Final = Form(
    "rounds",
    {"approval_no": "steps.all.approval_no"},
    by="steps.all.by",
    button="rounds.confirm.button",
)
ROUND_DEADLINE: Final = Form(
    "rounds",
    {"reason": "rounds.deadline.reason"},
    {"open": "rounds.deadline.open"},
    by="rounds.by",
    button="rounds.deadline.button",
)
ROUND_CLOSE: Final = Form(
    "rounds",
    buttons={"open": "rounds.closing.open"},
    by="rounds.by",
    button="rounds.closing.button",
)
READING: Final = Part(
    "report",
    {
        "where": "readings.where",
        "what": "readings.what",
        "year": "readings.which_year",
        "kpi": "readings.which_kpi",
    },
    {"apply": "readings.apply", "take_back": "readings.take_back", "forget": "readings.forget"},
)
CLOSING_ENTRY: Final = Form("closing", by="closing.by", button="closing.save")
CLOSE: Final = Form(
    "closing",
    {"approval_no": "closing.close.approval_no"},
    by="closing.by",
    button="closing.close.button",
)
REOPEN: Final = Form(
    "closing",
    {"reason": "closing.reopen.reason"},
    by="closing.by",
    button="closing.reopen.button",
)
MEETING_MAKE: Final = Form(
    "meetings",
    {"added": "meetings.prepare.added"},
    by="meetings.by",
    button="meetings.prepare.button",
)
MEETING_POINTS: Final = Form(
    "meetings",
    {"title": "meetings.point.title"},
    {"correct": "meetings.point.correct", "new": "meetings.point.new"},
    by="meetings.by",
    button="meetings.point.button",
)
FOLLOW_UPS: Final = Form(
    "meetings",
    {"words": "meetings.follow_ups.words"},
    by="meetings.by",
    button="meetings.follow_ups.button",
)
MEETING_TAKE_BACK: Final = Form(
    "meetings",
    buttons={"open": "meetings.taking_back.open"},
    by="meetings.by",
    button="meetings.taking_back.button",
)
