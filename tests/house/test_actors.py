"""Who acts is said at one place of each face."""

from __future__ import annotations

import ast

from tests.house.source import python_files
from yamato_dx.root import ROOT

MADE_BY = {"Actor", "Actor.at_server", "Actor.from_network", "Actor.signed_in"}


def test_each_face_makes_its_actors_at_one_place() -> None:
    """What a right hangs on is told by the connection; nobody else says who is at the server."""
    made = [
        path.relative_to(ROOT).as_posix()
        for path in python_files("pages", "yamato_dx")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in MADE_BY
    ]
    assert made == [
        "yamato_dx/acts/access/noting.py",  # comes in, or is out again
        "yamato_dx/cli/plan.py",
        "yamato_dx/store/promise/actor.py",  # the program itself
        "yamato_dx/ui/frame/screen.py",  # signed in
        "yamato_dx/ui/frame/screen.py",  # at the server
        "yamato_dx/ui/frame/screen.py",  # at another machine
    ]


def test_files_leave_the_screens_by_one_button() -> None:
    """Which notes them: another would hand out what nobody hears of."""
    made = {
        path.relative_to(ROOT).as_posix()
        for path in python_files("pages", "yamato_dx")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "download_button"
    }
    assert made == {"yamato_dx/ui/frame/downloads.py"}
