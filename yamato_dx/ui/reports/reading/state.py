"""What this visit says of the rows and columns of the files that it chose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from yamato_dx.acts.remembering.readings import forget_readings, remember_readings
from yamato_dx.queries.reports.preview import Correction, Corrections
from yamato_dx.queries.reports.remembered import WHOLE_TOWN, to_keep
from yamato_dx.queries.rights.subjects import EVERYTHING
from yamato_dx.ui.frame.filters import FilterChoice
from yamato_dx.ui.frame.forms import done
from yamato_dx.ui.register.own_sections import is_of_sections, own_sections, section_options

if TYPE_CHECKING:
    from yamato_dx.queries.reports.preview import Preview
    from yamato_dx.ui.frame.screen import Screen

# A correction as it is kept between two runs: sheet, place, what it says.
Said = tuple[str, str, str]
_SAID: Final = "report.said"


def said_of(file_id: str) -> tuple[Said, ...] | None:
    """None: nothing in this visit; what is remembered holds."""
    kept: dict[str, tuple[Said, ...]] = st.session_state.get(_SAID, {})
    return kept.get(file_id)


def corrections_of(file_id: str) -> Corrections | None:
    said = said_of(file_id)
    return None if said is None else Corrections(tuple(Correction(*one) for one in said))


def say_of(file_id: str, corrections: Corrections) -> None:
    """In the place of all that was said of the file before."""
    kept = st.session_state.setdefault(_SAID, {})
    kept[file_id] = tuple((one.sheet, one.place, one.says) for one in corrections.of_file)


def add(file_id: str, corrections: Corrections, new: Correction) -> None:
    """One kind of thing is said of a place once."""
    others = tuple(
        one
        for one in corrections.of_file
        if (one.sheet, one.place, one.kind) != (new.sheet, new.place, new.kind)
    )
    say_of(file_id, Corrections((*others, new)))


def take_back(file_id: str, corrections: Corrections, old: Correction) -> None:
    say_of(file_id, Corrections(tuple(one for one in corrections.of_file if one != old)))


def put_away() -> None:
    """What was said of files that are sent."""
    st.session_state.pop(_SAID, None)


def section_choice(page: Screen) -> FilterChoice | None:
    """Whose files they are; None where no sections are entered."""
    options = section_options(page)
    if set(options) == {EVERYTHING}:
        return None
    return FilterChoice("section", page.say("reports.typing.section"), options)


def chosen_section(page: Screen) -> str:
    choice = section_choice(page)
    return WHOLE_TOWN if choice is None or choice.code == EVERYTHING else choice.code


def sending_section(page: Screen) -> str | None:
    """The name of the section whose file a reader sends who is of some; of others, not known."""
    names = {section.section_id: section.name.ja for section in own_sections(page)}
    return names.get(chosen_section(page)) if is_of_sections(page) else None


def keep(page: Screen, preview: Preview, name: str) -> None:
    """What was said of a file that is sent, for the next one of its form."""
    readings = to_keep(preview.reading, preview.file_name, chosen_section(page))
    if readings:
        actor = page.actor(name)
        done(page, page.name, lambda: remember_readings(page.record, readings, actor=actor))


def forget(page: Screen, file_id: str, keys: tuple[str, ...]) -> None:
    """The file is read as any other; what it was said to be is kept no more."""
    actor = page.actor()
    done(page, page.name, lambda: forget_readings(page.record, keys, actor=actor))
    say_of(file_id, Corrections())
