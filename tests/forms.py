"""What is filled in on which page, and the button that ends it: the one place where tests of the
screens know the names of fields. A test names a form; a field that was renamed fails here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from yamato_dx.i18n import LANGUAGES, text
from yamato_dx.ui.frame.menu import PAGES, UNLISTED


@dataclass(frozen=True)
class Form:
    """Ids of sentences in the catalogues: `by`, the field for who signs; `button`, which ends it;
    `fields`, the others, by names of ours."""

    page: str
    by: str
    button: str
    fields: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        assert self.page in (*PAGES, *UNLISTED), f"no page is called {self.page}"
        for sentence in (self.by, self.button, *self.fields.values()):
            for lang in LANGUAGES:
                assert text(sentence, lang)


SEND: Final = Form("report", "reports.sending.by", "reports.sending.send")
WITHDRAW: Final = Form(
    "history",
    "reports.history.withdraw.by",
    "reports.history.withdraw.button",
    {"reason": "reports.history.withdraw.reason"},
)
DECIDE: Final = Form(
    "decisions",
    "decisions.answer.recorded_by",
    "decisions.answer.button",
    {
        "decided_by": "decisions.answer.decided_by",
        "approval_no": "decisions.answer.approval_no",
    },
)
TAKE_BACK: Final = Form("decisions", "decisions.answer.recorded_by", "decisions.back.button")
SUPPLEMENT: Final = Form(
    "supplements",
    "plan.supplements.by",
    "plan.supplements.save",
    {"source": "plan.supplements.source"},
)
COMPONENTS: Final = Form("initiatives", "kpis.components.by", "kpis.components.save")
REGISTER: Final = Form("sections", "register.by", "register.save")
LINKS: Final = Form("plan", "plan.page.by", "plan.page.links.save")
HOLDERS: Final = Form("plan", "plan.page.by", "plan.page.holders.save")
LOAD: Final = Form("planning", "plan.loading.by", "plan.loading.load.button")
