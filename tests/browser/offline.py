"""`python -m yamato_dx` on a machine that reaches nobody, as in an office's closed network: what
looks for the outside is written down and answered by nothing for 20 seconds."""

from __future__ import annotations

import socket
import sys
import time
from typing import Any, Final, NoReturn

from streamlit import net_util

from yamato_dx.cli.parser import main

OUTBOUND: Final = "OUTBOUND CALL"
SILENCE: Final = 20.0  # seconds until a resolver that nobody answers gives up
HERE: Final = (None, "", "127.0.0.1", "::1", "localhost")

_getaddrinfo = socket.getaddrinfo


def _no_answer(asked: str) -> NoReturn:
    sys.stderr.write(f"{OUTBOUND}: {asked}\n")
    sys.stderr.flush()
    time.sleep(SILENCE)
    raise socket.gaierror(socket.EAI_AGAIN, f"nobody answers about {asked}")


def _looked_up(host: Any, *told: Any, **named: Any) -> Any:
    shown = host.decode() if isinstance(host, bytes) else host
    return _getaddrinfo(host, *told, **named) if shown in HERE else _no_answer(shown)


if __name__ == "__main__":
    net_util.get_external_ip = lambda: _no_answer("the public address")
    net_util.get_internal_ip = lambda: _no_answer("the local address")
    socket.getaddrinfo = _looked_up
    sys.exit(main(sys.argv[1:]))
