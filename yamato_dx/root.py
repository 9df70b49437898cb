"""Where the program lies: the folder that holds `app.py`, `pages/` and `data/`."""

from __future__ import annotations

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
DATA: Final = ROOT / "data"
