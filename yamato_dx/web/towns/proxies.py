"""What a proxy in front of the towns is told: which host name leads to which process."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from yamato_dx.web.towns.reading import ServedTown

CONFIGURATIONS: Final = Path(__file__).parent / "configurations"


def configuration(proxy: str, towns: Sequence[ServedTown]) -> str:
    """Whole, for one of those in `configurations/`. Host names were looked at before: nothing in
    them means anything to any of these."""
    environment = Environment(  # noqa: S701
        loader=FileSystemLoader(CONFIGURATIONS),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(f"{proxy}.conf").render(towns=towns)
