"""What a face (screen, command line) may show to a person.

YamatoDxError              one sentence in the reader's language, no traceback
├── UsageError             a command or argument that does not exist (exit 2)
├── Refused                bad input; nothing was changed (exit 1)
└── RecordUnavailable      in use, unreadable, newer, of another municipality (exit 3)
"""

from __future__ import annotations

from yamato_dx.i18n import text


class YamatoDxError(Exception):
    """Carries a message id and its values, so that each face says it in its reader's language."""

    exit_code = 1

    def __init__(self, message_id: str, **values: object) -> None:
        super().__init__(message_id)
        self.message_id = message_id
        self.values = values

    def sentence(self, lang: str) -> str:
        return text(self.message_id, lang, **self.values)

    def __str__(self) -> str:
        return self.sentence("ja")


class UsageError(YamatoDxError):
    exit_code = 2


class Refused(YamatoDxError):
    exit_code = 1


class RecordUnavailable(YamatoDxError):
    exit_code = 3
