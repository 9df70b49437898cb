"""Finds the browser of the tests; else installs it from the system's packages; else says how.

Run by `make test` before the tests. A missing browser stops the run with a sentence:
browser tests are never skipped in silence.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
WINDOWS_PATHS = (
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
MAC_PATHS = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",)
INSTALLERS = (
    ("apt-get", ("apt-get", "install", "-y", "-qq", "chromium", "fonts-noto-cjk")),
    ("dnf", ("dnf", "install", "-y", "-q", "chromium", "google-noto-sans-cjk-fonts")),
    ("apk", ("apk", "add", "--quiet", "chromium", "font-noto-cjk")),
)
ADVICE = (
    "No Chromium, Chrome or Edge was found, and this machine's package manager could not "
    "install one. Install Chromium (Debian: apt-get install chromium; Windows and macOS: "
    "Chrome or Edge), then run the tests again."
)


def find_browser() -> str | None:
    """Path of a Chromium-based browser, if one is there."""
    named = (shutil.which(name) for name in NAMES)
    placed = (path for path in (*WINDOWS_PATHS, *MAC_PATHS) if Path(path).exists())
    return next((path for path in (*named, *placed) if path), None)


def install_browser() -> None:
    """Asks the first package manager that is there; its own words go to the screen."""
    for manager, command in INSTALLERS:
        if shutil.which(manager):
            if manager == "apt-get":
                subprocess.run(["apt-get", "update", "-qq"], check=False)
            environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
            subprocess.run(command, check=False, env=environment)
            return


def main() -> int:
    if not find_browser():
        install_browser()
    found = find_browser()
    sys.stderr.write(f"browser of the tests: {found}\n" if found else f"{ADVICE}\n")
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
