"""The words for what a plan chooses from: codes in its files, the reader's own in a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from yamato_dx.i18n import LANGUAGES, text
from yamato_dx.lettering import nfkc
from yamato_dx.plan.model.declared import Declared

FLAGS: Final = ("true", "false")


def choices_of(form: Declared) -> tuple[str, ...]:
    """The codes that a field chooses from, none where it takes what is typed."""
    return FLAGS if form.kind == "flag" else form.choices


def word_of(code: str, lang: str) -> str:
    """«以上» for at_least; in English the code itself."""
    return text(f"plan.loading.word.{code}", lang)


def in_words(written: str, form: Declared, lang: str) -> str:
    """A value as it stands in a workbook of the language."""
    return word_of(written, lang) if written and choices_of(form) else written


def code_of(raw: str, choices: tuple[str, ...]) -> str:
    """The code that is written as itself or as its word in any language. Raises ValueError."""
    code = _codes(choices).get(_folded(raw))
    if code is None:
        raise ValueError(raw)
    return code


@cache
def _codes(choices: tuple[str, ...]) -> Mapping[str, str]:
    return {
        _folded(word): code
        for code in choices
        for word in (*(word_of(code, lang) for lang in LANGUAGES), code)
    }


def _folded(word: str) -> str:
    return nfkc(word).casefold()
