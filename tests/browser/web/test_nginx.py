"""Behind nginx, as docs/running.md has it: a page's socket and an upload, over TLS."""

from __future__ import annotations

import http.client
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin, Subprotocol

from benchmarks.visits.upload import upload_over
from benchmarks.visits.visitor import LARGEST_MESSAGE, Visitor, run_visits
from tests.browser.nginx import ADVICE, find_nginx
from tests.browser.serving import free_port, served
from tests.docs.reading import blocks
from yamato_dx.acts.running.facts import read_facts
from yamato_dx.root import ROOT
from yamato_dx.web.tls.making import MadeCertificate, make_certificate

NAME: Final = "dx.example.lg.jp"
START_SECONDS: Final = 20
MB: Final = 1024 * 1024


@dataclass(frozen=True)
class Proxy:
    """`port`: with TLS. `plain`: without, which only leads on."""

    port: int
    plain: int
    made: MadeCertificate
    database: Path

    @property
    def host(self) -> str:
        return f"{NAME}:{self.port}"

    @property
    def trusting(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.made.authority))

    def connection(self) -> http.client.HTTPSConnection:
        """To this machine, as the name would lead to it."""
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        connection = http.client.HTTPSConnection(NAME, self.port, timeout=60)
        connection.sock = self.trusting.wrap_socket(plain, server_hostname=NAME)
        return connection


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    folder = tmp_path_factory.mktemp("nginx")
    made = make_certificate([NAME], folder / "tls", 30)
    port, plain = free_port(), free_port()
    told = ("--allow-host", f"{NAME}:{port}", "--trusted-network")  # nobody is asked to sign in
    with served(folder / "record.duckdb", *told) as server:
        proxy = Proxy(port, plain, made, server.database)
        program = find_nginx()
        assert program, ADVICE
        (folder / "nginx.conf").write_text(configured(proxy, server.port, folder), "utf-8")
        command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf")]
        with (folder / "nginx.log").open("wb") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log)
            try:
                until_open(proxy, process, folder / "nginx.log")
                yield proxy
            finally:
                process.terminate()
                process.wait(20)


def configured(proxy: Proxy, server: int, folder: Path) -> str:
    """The documented file, with the ports and certificates of this test, as one process."""
    (found,) = (
        block for block in blocks(ROOT / "docs" / "running.md") if block.language == "nginx"
    )
    told = found.text
    for written, here in {
        "listen 443 ssl": f"listen 127.0.0.1:{proxy.port} ssl",
        "listen 80": f"listen 127.0.0.1:{proxy.plain}",
        "/etc/nginx/tls/dx.crt": str(proxy.made.certificate),
        "/etc/nginx/tls/dx.key": str(proxy.made.key),
        "127.0.0.1:8501": f"127.0.0.1:{server}",
    }.items():
        assert written in told, f"docs/running.md no longer says «{written}»"
        told = told.replace(written, here)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    return (
        f"daemon off; master_process off; pid {folder}/pid; error_log stderr warn;\n"
        f"events {{}}\nhttp {{ access_log off; {temporary} {told} }}\n"
    )


def until_open(proxy: Proxy, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text("utf-8")
        try:
            with closing(proxy.connection()):
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(log.read_text("utf-8"))


def test_a_page_comes_with_its_name_pinned(proxy: Proxy) -> None:
    with closing(proxy.connection()) as connection:
        connection.request("GET", "/history", headers={"Host": proxy.host})
        answer = connection.getresponse()
        assert (answer.status, answer.headers.get_all("Strict-Transport-Security")) == (
            200,
            ["max-age=31536000"],
        )
        assert "報告" in answer.read().decode()


def test_without_tls_it_only_leads_on(proxy: Proxy) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", proxy.plain, timeout=20)) as connection:
        connection.request("GET", "/history?lang=en", headers={"Host": NAME})
        answer = connection.getresponse()
        assert answer.status == 301
        assert answer.headers["Location"] == f"https://{NAME}/history?lang=en"


async def drawn_and_sent(proxy: Proxy) -> tuple[int, str]:
    async with connect(
        f"wss://{proxy.host}/_stcore/stream",
        host="127.0.0.1",
        ssl=proxy.trusting,
        origin=Origin(f"https://{proxy.host}"),
        subprotocols=[Subprotocol("streamlit")],
        max_size=LARGEST_MESSAGE,
        compression=None,
    ) as socket_:
        visitor = Visitor(socket_, "report")
        await visitor.rerun()
        with closing(proxy.connection()) as connection:
            status, words = upload_over(connection, visitor.session_id, b"1" * 60 * MB)
        await visitor.rerun()  # the socket is still the page's
        return status, words


def test_a_page_is_drawn_over_its_socket_and_takes_a_file(proxy: Proxy) -> None:
    assert run_visits(drawn_and_sent(proxy))[0] == 204


async def refused(proxy: Proxy) -> int:
    with pytest.raises(InvalidStatus) as answer:
        async with connect(
            f"wss://{proxy.host}/_stcore/stream",
            host="127.0.0.1",
            ssl=proxy.trusting,
            origin=Origin("https://elsewhere.example"),
        ):
            raise AssertionError("a page of another site has a socket of ours")
    return answer.value.response.status_code


def test_a_page_of_another_site_gets_no_socket(proxy: Proxy) -> None:
    assert run_visits(refused(proxy)) == 403


def test_the_server_says_how_it_stands_while_it_holds_the_record(proxy: Proxy) -> None:
    facts = read_facts(proxy.database)
    assert facts
    assert not facts.is_stopped
    assert facts.usage.sessions.limit > 0
