"""A file sent as a browser sends it from a file box, whole or cut off in the middle."""

from __future__ import annotations

import http.client
import uuid
from contextlib import closing
from typing import Final

BOUNDARY: Final = "a-line-that-is-in-no-file"
LONGEST: Final = 60.0  # seconds


def upload(port: int, session_id: str, data: bytes) -> tuple[int, str]:
    """Status and words of the answer."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST)) as connection:
        return upload_over(connection, session_id, data)


def upload_over(
    connection: http.client.HTTPConnection, session_id: str, data: bytes
) -> tuple[int, str]:
    """The same over a connection that is there, to whomever it leads."""
    body = _body(data)
    _begin(connection, session_id, len(body))
    connection.send(body)
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def upload_half(port: int, session_id: str, data: bytes) -> http.client.HTTPConnection:
    """The connection on which the other half never comes."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST)
    body = _body(data)
    _begin(connection, session_id, len(body))
    connection.send(body[: len(body) // 2])
    return connection


def _body(data: bytes) -> bytes:
    head = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="f.csv"; filename="f.csv"\r\n'
        "Content-Type: text/csv\r\n\r\n"
    )
    return head.encode() + data + f"\r\n--{BOUNDARY}--\r\n".encode()


def _begin(connection: http.client.HTTPConnection, session_id: str, length: int) -> None:
    token = _token(connection)
    connection.putrequest("PUT", f"/_stcore/upload_file/{session_id}/{uuid.uuid4()}")
    for name, value in {
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
        "Content-Length": str(length),
        "Cookie": f"_streamlit_xsrf={token}",
        "X-Xsrftoken": token,
    }.items():
        connection.putheader(name, value)
    connection.endheaders()


def _token(connection: http.client.HTTPConnection) -> str:
    """What the framework hands out with its first answers, against forged requests."""
    connection.request("GET", "/_stcore/health")
    answer = connection.getresponse()
    answer.read()
    cookies = answer.headers.get_all("Set-Cookie") or []
    found = [one.split(";")[0].partition("=")[2] for one in cookies if "_streamlit_xsrf" in one]
    assert found, f"no token in {cookies}"
    return found[0]
