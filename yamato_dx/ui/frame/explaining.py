"""Terms and words that explain themselves in place: marked once in a block, told where they stand.

No script of ours opens an explanation: a button names the `popover` that the browser then shows,
above everything and cut off by nothing. It closes by Escape, by the button, or by a press
elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from markupsafe import Markup, escape

from yamato_dx.i18n import text
from yamato_dx.kept_answers import kept
from yamato_dx.queries.assessed import View
from yamato_dx.queries.glossary.explanations import Dictionary, dictionary, dictionary_of, pieces
from yamato_dx.queries.glossary.terms import Term
from yamato_dx.store.record import Record
from yamato_dx.ui.frame.language import address
from yamato_dx.ui.frame.templates import KEPT, Block, Html, fill, macro


@kept(KEPT)
def explained(block: Block, at: tuple[Record, View] | None, as_of: str | None = None) -> Html:
    """HTML of a block and, with it, what it marks by `explain` and `word`, as explained in the
    record `at` that moment; nothing is before there is one. Its links keep `as_of`."""

    def link(anchor: str) -> str:
        plan_id = at[1].plan_id if at else ""
        return address("/glossary", block.lang, plan=plan_id, as_of=as_of, term=anchor)

    # Blocks of one page differ: else they would be one block.
    number = hash(block) & 0xFFFFFFFF
    known = partial(dictionary, *at, block.lang) if at else partial(dictionary_of, (), {})
    told = Explained(known, number, link)
    html = fill(
        block.template, block.lang, {**block.make(), "explain": told.text, "word": told.word}
    )
    return Html(html + told.meanings(text("glossary.explain.more", block.lang)))


class Explained:
    """What one block explains. `block`: its number within the page; `link`: to a term on
    «用語・出典», by its anchor."""

    def __init__(
        self, known: Callable[[], Dictionary], block: int, link: Callable[[str], str]
    ) -> None:
        self._known = known
        self._block = block
        self._link = link
        self._met: dict[str, Term] = {}

    def text(self, running: str) -> Markup:
        """A running text of the plan; each term in it that the block has not met yet is marked."""
        return Markup("").join(
            self._marked(piece.words, piece.term) if piece.term else piece.words
            for piece in pieces(self._known(), running)
        )

    def word(self, label: str, code: str) -> Markup:
        """A label that stands for the program's word `code`: marked where the word is written in
        it, else as a whole; plain where there is no code."""
        if not code:
            return escape(label)
        term = self._known().words[code]
        start = label.lower().find(term.term.lower())
        if start < 0:
            return self._marked(label, term)
        end = start + len(term.term)
        return Markup("").join((label[:start], self._marked(label[start:end], term), label[end:]))

    def meanings(self, more: str) -> Markup:
        """What was marked, told; hidden until asked for. `more`: the words of the link."""
        if not self._met:
            return Markup("")
        told = [(self._id(term), term, self._link(term.anchor)) for term in self._met.values()]
        return macro("explanation", "meanings")(told, more)

    def _marked(self, words: str, term: Term) -> Markup:
        if term.anchor in self._met:
            return escape(words)
        self._met[term.anchor] = term
        return macro("explanation", "mark")(self._id(term), words)

    def _id(self, term: Term) -> str:
        return f"meaning-{self._block}-{term.anchor}"
