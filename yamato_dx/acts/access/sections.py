"""Which sections there are, as the server last knew: the command line cannot ask the record while
it is open there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Final

from yamato_dx.acts.access.opened import Access
from yamato_dx.errors import Refused
from yamato_dx.store.access.accounts import setting_of, write_setting

SETTING: Final = "sections"


def remember_sections(access: Access, names: Mapping[str, str]) -> None:
    """By their ids. Raises AccessUnavailable."""
    document = json.dumps(dict(names), ensure_ascii=False, sort_keys=True)
    if setting_of(access.database, SETTING) == document:
        return
    with access.database.writing() as writer:
        write_setting(writer, SETTING, document)


def known_sections(access: Access) -> dict[str, str]:
    """Names by their ids; empty where no server told any."""
    return dict(json.loads(setting_of(access.database, SETTING) or "{}"))


def section_ids(access: Access, written: Iterable[str]) -> tuple[str, ...]:
    """Of sections told by id or name. Raises Refused with those that there are."""
    known = known_sections(access)
    ids = {name: section_id for section_id, name in known.items()}
    chosen: list[str] = []
    for section in written:
        if known and section not in known and section not in ids:
            raise Refused("access.section.unknown", written=section, known=", ".join(ids))
        chosen.append(section if section in known else ids.get(section, section))
    return tuple(dict.fromkeys(chosen))
