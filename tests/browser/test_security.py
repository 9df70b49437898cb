"""What leaves the server beside the page, and what it refuses."""

from __future__ import annotations

import base64
import gzip
import hashlib
import http.client
import re
import subprocess
import sys
from collections.abc import Mapping

import brotli
import pytest
from streamlit import config as framework

from tests.browser.serving import ROOT, Server


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
    assert headers["referrer-policy"] == "same-origin"


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


@pytest.mark.parametrize(
    "strange",
    [
        {"Host": "evil.example"},  # a name that was made to point here (DNS rebinding)
        {"Origin": "http://evil.example"},  # a page elsewhere that calls us
    ],
)
def test_the_socket_is_refused_to_strangers(empty: Server, strange: dict[str, str]) -> None:
    own = {"Host": f"127.0.0.1:{empty.port}", "Origin": empty.address}
    assert handshake(empty, own | strange) in (400, 403)


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
