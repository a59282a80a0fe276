"""The distribution's Chromium, driven by Playwright."""

import os
import shutil
from contextlib import contextmanager

import pytest
from playwright.sync_api import sync_playwright

MISSING = "The browser tests need the distribution's Chromium: apt-get install chromium"
SWITCHES = ["--disable-gpu", "--disable-background-networking", "--no-first-run"]


def find_chromium(which=shutil.which):
    """The path of the browser; fails, and says what to install, without one."""
    found = which("chromium") or which("chromium-browser")
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
