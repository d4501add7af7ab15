"""Finds the browser of the end-to-end tests: an installed one, else, as root on Debian, the package."""

import os
import shutil
import subprocess

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
INSTALL_SECONDS = 300

# No sandbox as root; nothing that looks up the maker's hosts, and no name that could be looked up.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)


class BrowserMissing(Exception):
    """Says in one line what to install."""


def browser_path() -> str:
    """Path of a Chromium or Chrome; installs Debian's package when root and none is there."""
    if found := _installed():
        return found
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _install()
        if found := _installed():
            return found
    raise BrowserMissing(
        "the end-to-end tests need Chromium: install the package `chromium` or Google Chrome"
    )


def _installed() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def _install() -> None:
    for command in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
        subprocess.run(
            ["apt-get", "-qq", *command],
            check=False,
            timeout=INSTALL_SECONDS,
            stdout=subprocess.DEVNULL,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        )
