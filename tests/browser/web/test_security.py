"""What leaves the server beside the page, and what it refuses."""

from __future__ import annotations

import base64
import gzip
import hashlib
import http.client
import json
import re
import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli
import pytest
from streamlit import config as framework

from tests.browser.serving import Server, served
from yamato_dx.root import ROOT


def get(
    server: Server, path: str, method: str = "GET", headers: Mapping[str, str] | None = None
) -> tuple[int, dict[str, str], bytes]:
    """Status, headers (small letters) and body, as they stand on the wire."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    try:
        connection.request(method, path, headers=dict(headers or {}))
        answer = connection.getresponse()
        named = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, named, answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize("path", ["/", "/report", "/_stcore/health", "/static/none.js", "/nowhere"])
def test_every_answer_carries_the_headers(empty: Server, path: str) -> None:
    _, headers, _ = get(empty, path)
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "object-src 'none'" in policy
    assert "unsafe-eval" not in policy
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "unsafe-inline" not in scripts
    assert "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert "base-uri 'none'" in policy
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/script-health-check",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/interact",
        "/static/none.js",
        "/.git/config",
        "/.streamlit/config.toml",
        "/app.py",
    ],
)
def test_nothing_is_told_that_nobody_asks_for(empty: Server, path: str) -> None:
    status, _, body = get(empty, path)
    assert status == 404
    assert b"import" not in body.replace(b"!important", b"")
    assert b"openapi" not in body


@pytest.mark.parametrize("method", ["TRACE", "POST", "PATCH", "DELETE", "PROPFIND"])
@pytest.mark.parametrize("path", ["/", "/report", "/_stcore/health", "/media/none", "/favicon.svg"])
def test_other_methods_are_no_way_in(empty: Server, method: str, path: str) -> None:
    assert get(empty, path, method)[0] == (404 if path == "/media/none" else 405)


def test_no_window_elsewhere_may_send_the_page_messages(empty: Server) -> None:
    told = json.loads(get(empty, "/_stcore/host-config")[2])
    assert told["allowedOrigins"] == []
    assert not told["useExternalAuthToken"]


def test_the_policy_names_the_one_inline_script_by_its_hash(empty: Server) -> None:
    _, headers, body = get(empty, "/")
    scripts = re.findall(r"<script>(.*?)</script>", body.decode(), re.DOTALL)
    assert scripts
    for script in scripts:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in headers["content-security-policy"]


@pytest.mark.parametrize(
    ("path", "lang"), [("/", "ja"), ("/data?lang=en", "en"), ("/?lang=%3Cscript%3E", "ja")]
)
def test_the_page_names_its_language(empty: Server, path: str, lang: str) -> None:
    _, _, body = get(empty, path)
    assert f'<html lang="{lang}">' in body.decode()


def test_the_bundle_goes_out_compressed_and_is_kept(empty: Server) -> None:
    page = get(empty, "/")[2].decode()
    script = re.search(r'src="\./(static/js/index\.[^"]+)"', page)
    assert script, "the page loads its script"
    path = f"/{script[1]}"
    plain = get(empty, path, headers={"Accept-Encoding": "identity"})[2]
    for encoding, unpack in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        status, headers, body = get(empty, path, headers={"Accept-Encoding": encoding})
        assert (status, headers["content-encoding"]) == (200, encoding)
        assert "immutable" in headers["cache-control"]
        assert len(body) < len(plain) / 2
        assert unpack(body) == plain


HANDSHAKE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Protocol": "streamlit",
}


def test_the_socket_opens_for_its_own_host(empty: Server) -> None:
    own = {"Host": f"127.0.0.1:{empty.port}", "Origin": empty.address}
    assert handshake(empty, own) == 101


STRANGERS = [
    ({"Host": "evil.example"}, 421),  # a name that was made to point here (DNS rebinding)
    ({"Host": "evil.example:{port}"}, 421),
    ({"Host": "127.0.0.1:1"}, 421),  # our address, another server's port
    ({"Host": "127.0.0.1"}, 421),
    ({"Host": "localhost.evil.example:{port}"}, 421),
    ({"Host": ""}, 421),
    ({"Origin": "http://evil.example"}, 403),  # a page elsewhere that calls us
    ({"Origin": "http://evil.example:{port}"}, 403),
    ({"Origin": "http://127.0.0.1:1"}, 403),  # another server on this machine
    ({"Origin": "http://localhost:{port}"}, 403),  # ours, but not the address that is called
    ({"Origin": "null"}, 403),
    ({"Origin": ""}, 403),
]
PLACES = [
    ("GET", "/"),
    ("GET", "/report?lang=en"),
    ("GET", "/favicon.svg"),
    ("GET", "/static/none.js"),
    ("GET", "/_stcore/health"),
    ("GET", "/_stcore/metrics"),
    ("GET", "/_stcore/host-config"),
    ("PUT", "/_stcore/upload_file/a/b"),
    ("OPTIONS", "/_stcore/upload_file/a/b"),
    ("POST", "/_stcore/agent/mcp"),
]


def told(server: Server, strange: Mapping[str, str]) -> dict[str, str]:
    return {name: value.format(port=server.port) for name, value in strange.items()}


@pytest.mark.parametrize(("strange", "_status"), STRANGERS)
def test_the_socket_is_refused_to_strangers(
    empty: Server, strange: dict[str, str], _status: int
) -> None:
    own = {"Host": f"127.0.0.1:{empty.port}", "Origin": empty.address}
    assert handshake(empty, own | told(empty, strange)) == 403


@pytest.mark.parametrize(("method", "path"), PLACES)
def test_every_place_is_refused_to_strangers_in_a_sentence(
    empty: Server, method: str, path: str
) -> None:
    for strange, status in STRANGERS:
        answered, headers, body = get(empty, path, method, told(empty, strange))
        assert (answered, headers["x-content-type-options"]) == (status, "nosniff"), strange
        sentence = body.decode()
        assert ("not answered" in sentence or "at this address" in sentence) is ("lang=en" in path)
        assert "evil" not in sentence


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])
def test_the_own_names_are_answered(empty: Server, name: str) -> None:
    host = f"{name}:{empty.port}"
    own = {"Host": host, "Origin": f"http://{host}"}
    assert get(empty, "/_stcore/health", headers=own)[0] == 200
    # The framework looks at socket origins again. It has nothing to ask.
    assert handshake(empty, own) == 101


def test_a_foreign_socket_keeps_nobody_waiting(empty: Server) -> None:
    """The framework would look for its public address, where no resolver answers, for 20 s."""
    foreign = {"Host": f"127.0.0.1:{empty.port}", "Origin": "http://evil.example"}
    with ThreadPoolExecutor(8) as threads:
        strangers = [threads.submit(handshake, empty, foreign) for _ in range(8)]
        began = time.monotonic()
        assert get(empty, "/_stcore/health")[0] == 200
        assert time.monotonic() - began < 1
        assert [one.result() for one in strangers] == [403] * 8
        assert time.monotonic() - began < 5


def test_allowed_names_are_answered_at_their_ports(tmp_path: Path) -> None:
    names = [
        f"--allow-host={name}"
        for name in ("dx.example.lg.jp", "Other.example:8443", "127.0.0.1:9000")
    ]
    with served(tmp_path / "record.duckdb", "--trusted-network", *names) as server:
        for host, status in (
            ("dx.example.lg.jp", 200),
            ("DX.example.lg.jp:443", 200),
            (f"dx.example.lg.jp:{server.port}", 200),
            ("dx.example.lg.jp:8443", 421),
            ("other.example:8443", 200),
            ("other.example", 421),
            ("evil.example", 421),
            ("127.0.0.1:9000", 200),  # a tunnel
            (f"127.0.0.1:{server.port}", 200),
        ):
            own = {"Host": host, "Origin": f"https://{host}"}
            assert get(server, "/", headers=own)[0] == status, host
            assert handshake(server, own) == (101 if status == 200 else 403), host
        # A browser leaves out the usual port of its scheme, a proxy may write it.
        for host, origin, status in (
            ("dx.example.lg.jp:443", "https://dx.example.lg.jp", 101),
            ("dx.example.lg.jp", "https://dx.example.lg.jp:443", 101),
            ("dx.example.lg.jp:80", "http://dx.example.lg.jp", 101),
            ("dx.example.lg.jp:80", "https://dx.example.lg.jp", 403),
            ("dx.example.lg.jp:443", "http://dx.example.lg.jp", 403),
            ("dx.example.lg.jp:443", "https://evil.example:443", 403),
        ):
            assert handshake(server, {"Host": host, "Origin": origin}) == status, (host, origin)
    log = (tmp_path / "record.log").read_text(encoding="utf-8")
    assert "handshake" not in log, "a refused socket is no fault of the server"


def handshake(server: Server, headers: Mapping[str, str]) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    try:
        connection.putrequest("GET", "/_stcore/stream", skip_host=True)
        for name, value in {**headers, **HANDSHAKE}.items():
            connection.putheader(name, value)
        connection.endheaders()
        return connection.getresponse().status
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("server.maxUploadSize", 64),
        ("server.enableAgentApi", False),
        ("server.enableStaticServing", False),
        ("server.address", "127.0.0.1"),
        ("browser.gatherUsageStats", False),
        ("client.showErrorDetails", "none"),
        ("client.disableDataExport", True),
    ],
)
def test_the_settings_that_are_served(option: str, value: object) -> None:
    framework.get_config_options(force_reparse=True)
    assert framework.get_option(option) == value


def test_the_agent_api_is_off(empty: Server) -> None:
    for path in ("interact", "mcp"):
        for method in ("GET", "POST"):
            assert get(empty, f"/_stcore/agent/{path}", method)[0] >= 400
    assert b"service-desc" not in get(empty, "/")[2]


def test_the_command_line_is_told_that_the_record_is_served(empty: Server) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "yamato_dx", "--database", str(empty.database), "assess"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (told.returncode, told.stdout) == (3, "")
    assert len(told.stderr.strip().splitlines()) == 1
    assert "Traceback" not in told.stderr
