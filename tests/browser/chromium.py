"""The distribution's Chromium, driven by Playwright.

Its headless shell does the same pages for little more than half of the processor time; the whole
browser serves where the shell is not installed.
"""

import os
import shutil
from contextlib import contextmanager

import pytest
from playwright.sync_api import sync_playwright

MISSING = "The browser tests need the distribution's Chromium: apt-get install chromium"
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser")
SWITCHES = [
    "--disable-gpu", "--disable-background-networking", "--no-first-run",
    "--disable-remote-fonts", "--in-process-gpu", "--renderer-process-limit=1",
    "--disable-site-isolation-trials",
]  # fmt: skip
"""With the second line, which no test can tell, a page costs 0.18 instead of 0.32 processor s."""


def find_chromium(which=shutil.which):
    """The path of the browser; fails, and says what to install, without one."""
    found = next(filter(None, map(which, PROGRAMS)), None)
    if not found:
        pytest.fail(MISSING, pytrace=False)
    return found


@contextmanager
def launched():
    """A running browser."""
    path = find_chromium()
    switches = [*SWITCHES, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=switches)
        yield browser
        browser.close()
