"""Serves one floor with the settings of our own start, and nothing of ours around it.

python -m benchmarks.floors.serve NAME --port N [--framework-socket] [--record FILE]
"""

from __future__ import annotations

import argparse
import socket
from pathlib import Path

import streamlit as st
import uvicorn

FOLDER = Path(__file__).parent


def listen(port: int, *, is_framework_socket: bool) -> socket.socket:
    """With TCP_NODELAY as our own start has it, or as the framework's start makes its socket."""
    if is_framework_socket:
        listening = socket.socket(socket.AF_INET)
    else:
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("127.0.0.1", port))
    listening.listen(2048)
    listening.settimeout(0)
    return listening


def import_and_open(record: Path) -> object:
    """What no dashboard of this kind can start without."""
    import altair  # noqa: F401
    import duckdb
    import pandas  # noqa: F401

    return duckdb.connect(str(record))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--framework-socket", action="store_true")
    parser.add_argument("--record", type=Path)
    wanted = parser.parse_args()
    connection = import_and_open(wanted.record) if wanted.record else None
    config = uvicorn.Config(
        st.App(FOLDER / f"{wanted.name}.py"),
        ws="websockets-sansio",
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=5,
    )
    listening = listen(wanted.port, is_framework_socket=wanted.framework_socket)
    uvicorn.Server(config).run(sockets=[listening])
    del connection


if __name__ == "__main__":
    main()
