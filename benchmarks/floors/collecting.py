"""Our own start with the framework's collection after each rerun, which we turn off.

python -m benchmarks.floors.collecting [the arguments of `python -m yamato_dx`]
"""

from __future__ import annotations

import sys

from streamlit import config

from yamato_dx.cli.parser import main

if __name__ == "__main__":
    # An ASGI server ignores the framework's environment variables.
    config.set_option("runner.postScriptGC", value=True)
    sys.exit(main(sys.argv[1:]))
