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
    "--disable-gpu", "--disable-background-networking", "--no-first-run", "--in-process-gpu",
    "--renderer-process-limit=1", "--disable-site-isolation-trials",
    "--enable-features=NetworkServiceInProcess2",
]  # fmt: skip
"""Fewer processes and threads: a page costs about half of the processor time."""
PLAIN = "--disable-remote-fonts"
"""The system's letters, which are wider and cheaper."""
UNDRAWN = "--disable-threaded-compositing"
"""Pages are laid out and never drawn, for another third less; nothing can be clicked then."""


def find_chromium(which=shutil.which):
    """The path of the browser; fails, and says what to install, without one."""
    found = next(filter(None, map(which, PROGRAMS)), None)
    if not found:
        pytest.fail(MISSING, pytrace=False)
    return found


@contextmanager
def launched():
    """A running browser, with plain letters."""
    with sync_playwright() as playwright, launched_by(playwright.chromium, PLAIN) as browser:
        yield browser


@contextmanager
def launched_by(kind, *more):
    """A running browser of Playwright's `kind`, with more switches."""
    switches = [*SWITCHES, *more, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    browser = kind.launch(executable_path=find_chromium(), args=switches)
    yield browser
    browser.close()
