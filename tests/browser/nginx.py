"""Finds the nginx of the tests; else installs it from the system's packages; else says how.

Run by `make test` before the tests, as `chromium.py` is.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

# Where packages put it and the path of an account that is not root does not look.
PLACES = ("/usr/sbin/nginx", "/usr/local/sbin/nginx", "/opt/homebrew/bin/nginx")
INSTALLERS = (
    ("apt-get", ("apt-get", "install", "-y", "-qq", "--no-install-recommends", "nginx-light")),
    ("dnf", ("dnf", "install", "-y", "-q", "nginx")),
    ("apk", ("apk", "add", "--quiet", "nginx")),
)
ADVICE = (
    "No nginx was found, and this machine's package manager could not install one. Install it "
    "(Debian: apt-get install nginx), then run the tests again."
)


def find_nginx() -> str | None:
    found = shutil.which("nginx")
    return found or next((place for place in PLACES if Path(place).exists()), None)


def install_nginx() -> None:
    """Asks the first package manager that is there. Debian's would start it at once: a policy of
    this one call keeps it from that."""
    for manager, command in INSTALLERS:
        if shutil.which(manager):
            if manager == "apt-get":
                subprocess.run(["apt-get", "update", "-qq"], check=False)
            environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
            subprocess.run(command, check=False, env=environment)
            return


def main() -> int:
    if not find_nginx():
        install_nginx()
    found = find_nginx()
    sys.stderr.write(f"nginx of the tests: {found}\n" if found else f"{ADVICE}\n")
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
