"""Foreign files are opened in a process of their own, which may end badly without harm."""

import subprocess
import sys

from tracker.config import ROOT
from tracker.documents.rules import FileRefused, check_size, safe_name
from tracker.intake.pasted import NAME
from tracker.intake.rules.kinds import refusal
from tracker.intake.rules.raw import RawFile, too_large
from tracker.intake.transport import unpacked
from tracker.intake.worker import READ, REFUSED, unreadable

ROOM = 200 * 1024 * 1024
"""Bytes that reading may take beyond the program itself (a file of 1,000 rows takes a tenth)."""
SECONDS = 10
"""Of the processor; a file of 1,000 rows takes half of one."""
WAIT = 30
"""Seconds by the clock, on a machine that has other things to do as well."""
LARGEST_ANSWER = 32 * 1024 * 1024
_HEAD = 64


def read_file(name: str, content: bytes) -> RawFile:
    """The raw values of an uploaded .docx or .xlsx.

    Raises FileRefused, whose message is Vietnamese and says what to do, for everything else.
    """
    shown = safe_name(name)
    check_size(shown, len(content))
    if words := refusal(shown, content[:_HEAD]):
        raise FileRefused(words)
    return _asked(shown.rpartition(".")[2].lower(), shown, content)


def read_pasted(text: str) -> RawFile:
    """The raw values of a pasted table. Raises FileRefused (Vietnamese)."""
    return _asked("pasted", NAME, text.encode("utf-8", "replace"))


def _asked(kind: str, name: str, content: bytes) -> RawFile:
    command = [
        sys.executable, "-W", "ignore", "-m", "tracker.intake.worker",
        kind, str(ROOM), str(SECONDS), name,
    ]  # fmt: skip
    try:
        done = subprocess.run(  # noqa: S603 - our own program, the name is one argument
            command, input=content, capture_output=True, timeout=WAIT, check=False,
            cwd=ROOT, env={"LANG": "C.UTF-8", "PYTHONUTF8": "1"},
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise FileRefused(too_large(name)) from error
    return _told(name, done.stdout)


def _told(name: str, answer: bytes) -> RawFile:
    if answer.startswith(REFUSED):
        raise FileRefused(answer.removeprefix(REFUSED).decode("utf-8", "replace"))
    if not answer.startswith(READ):  # ended by a limit, or by a fault of the library
        raise FileRefused(unreadable(name))
    if len(answer) > LARGEST_ANSWER:
        raise FileRefused(too_large(name))
    try:
        return unpacked(answer.removeprefix(READ))
    except (ValueError, KeyError, TypeError) as error:
        raise FileRefused(unreadable(name)) from error
