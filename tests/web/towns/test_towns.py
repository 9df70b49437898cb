"""Towns of one machine: what their file says, what a proxy is told, and their processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest

from tests.browser.serving import free_port
from yamato_dx.cli.parser import main
from yamato_dx.errors import UsageError
from yamato_dx.root import ROOT
from yamato_dx.web.towns.reading import read_towns

TWO = """
options = ["--proxy", "127.0.0.1"]

[[town]]
host = "Yamato.example.jp"
port = 8601
plan = "plans/yamato"
database = "records/yamato.duckdb"

[[town]]
host = "minato.example.jp"
port = 8602
database = "postgresql://db.example.jp/dx?schema=minato"
options = ["--sign-in"]
"""


def listed(folder: Path, written: str) -> Path:
    path = folder / "towns.toml"
    path.write_text(written, "utf-8")
    return path


def test_each_town_is_a_process_of_its_own(tmp_path: Path) -> None:
    yamato, minato = read_towns(listed(tmp_path, TWO))
    beside = [str(tmp_path / "plans" / "yamato"), str(tmp_path / "records" / "yamato.duckdb")]
    assert yamato.command[3:] == [
        *("--plan", beside[0], "--database", beside[1], "serve", "--port", "8601"),
        *("--allow-host", "yamato.example.jp", "--proxy", "127.0.0.1"),
    ]
    assert minato.database == "postgresql://db.example.jp/dx?schema=minato"
    assert minato.options == ("--proxy", "127.0.0.1", "--sign-in")


WRONG = [
    ("not TOML", "[[town]", "cli.towns.not_toml"),
    ("no town", "", "cli.towns.no_towns"),
    ("what is nothing of the file", TWO.replace("options", "option", 1), "cli.towns.no_towns"),
    ("a town without a port", TWO.replace("port = 8602\n", ""), "cli.towns.missing"),
    ("a port as text", TWO.replace("8602", '"8602"'), "cli.towns.not_of_type"),
    ("an option that is no text", TWO.replace('"--sign-in"', "1"), "cli.towns.not_of_type"),
    ("options that are no list", TWO.replace('["--sign-in"]', "true"), "cli.towns.not_of_type"),
    ("an unknown key", TWO.replace("plan =", "plans ="), "cli.towns.unknown_key"),
    ("one port for two", TWO.replace("8602", "8601"), "cli.towns.shared"),
    ("one host for two", TWO.replace("minato.", "YAMATO."), "cli.towns.shared"),
    (
        "one record for two",
        TWO.replace("postgresql://db.example.jp/dx?schema=minato", "records/yamato.duckdb"),
        "cli.towns.shared",
    ),
    ("a path in the host", TWO.replace("minato.example.jp", "a.jp/minato"), "cli.not_a_host"),
    ("a port in the host", TWO.replace("minato.example.jp", "a.jp:80"), "cli.not_a_host"),
    ("no such port", TWO.replace("8602", "70000"), "cli.not_a_port"),
]


@pytest.mark.parametrize(("_what", "written", "message_id"), WRONG, ids=[one[0] for one in WRONG])
def test_what_is_wrong_is_named(tmp_path: Path, _what: str, written: str, message_id: str) -> None:
    with pytest.raises(UsageError) as refused:
        read_towns(listed(tmp_path, written))
    assert refused.value.message_id == message_id
    assert refused.value.sentence("ja") != refused.value.sentence("en")


@pytest.mark.parametrize("proxy", ["nginx", "caddy", "iis"])
def test_a_proxy_is_told_each_host_and_its_process(
    tmp_path: Path, proxy: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "--all", str(listed(tmp_path, TWO)), "--print", proxy]) == 0
    told = capsys.readouterr().out
    assert told.index("yamato.example.jp") < told.index("127.0.0.1:8601")
    assert told.index("127.0.0.1:8601") < told.index("minato.example.jp")
    assert "127.0.0.1:8602" in told
    assert "{{" not in told


def test_what_to_print_needs_towns(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--print", "nginx"]) == 2
    assert "--all" in capsys.readouterr().err


def answer(port: int, host: str) -> int:
    request = urllib.request.Request(f"http://127.0.0.1:{port}/", headers={"Host": host})
    try:
        with urllib.request.urlopen(request, timeout=5) as answered:
            return int(answered.status)
    except urllib.error.HTTPError as refused:
        return refused.code


@pytest.mark.waits
def test_towns_are_served_apart_started_again_and_ended_together(tmp_path: Path) -> None:
    first, second, third = free_port(), free_port(), free_port()
    path = listed(
        tmp_path,
        "\n".join(
            f'[[town]]\nhost = "{name}.example.jp"\nport = {port}\ndatabase = "{name}.duckdb"\n'
            f"options = {options}"
            for name, port, options in [
                ("a", first, "[]"),
                ("b", second, "[]"),
                ("wrong", third, '["--no-such-option"]'),
            ]
        ),
    )
    with (tmp_path / "log").open("w") as log:
        serving = subprocess.Popen(
            [sys.executable, "-m", "yamato_dx", "serve", "--all", str(path)], cwd=ROOT, stderr=log
        )
    try:
        wait_for(first, "a.example.jp")
        wait_for(second, "b.example.jp")
        # The host name of another town is none of this one's.
        assert answer(first, "b.example.jp") == 421
        children = children_of(serving.pid)
        assert len(children) == 2
        os.kill(children[0], signal.SIGKILL)
        wait_for_another(serving.pid, children)
        wait_for(first, "a.example.jp")
        wait_for(second, "b.example.jp")
        children = children_of(serving.pid)
    finally:
        serving.terminate()
        assert serving.wait(40) == 0
    assert not [child for child in children if Path(f"/proc/{child}/cmdline").exists()]
    told = (tmp_path / "log").read_text("utf-8")
    assert "[wrong.example.jp] 指定に誤りがあるため" in told
    assert "[a.example.jp] 終了しました" in told or "[b.example.jp] 終了しました" in told


def wait_for(port: int, host: str) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        with suppress(OSError):
            if answer(port, host) == 200:
                return
        time.sleep(0.3)
    raise AssertionError(f"{host} does not answer")


def wait_for_another(parent: int, before: list[int]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if set(children_of(parent)) - set(before):
            return
        time.sleep(0.2)
    raise AssertionError("no process was started again")


def children_of(parent: int) -> list[int]:
    """On Linux; in the order of their numbers."""
    tasks = Path(f"/proc/{parent}/task").glob("*/children")
    return sorted(int(child) for task in tasks for child in task.read_text().split())
