"""What a process of its own takes to open a file of a plan, and to do the least with it."""

import io
import subprocess
import sys
import zipfile
from typing import NamedTuple

from tracker.config import ROOT
from tracker.intake.sandbox import ROOM, SECONDS

PARTS = {"docx": "word/document.xml", "xlsx": "xl/worksheets/sheet1.xml"}
_MEASURED = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdin=sys.stdin, stdout=subprocess.DEVNULL, check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""
"""Run by a small process, since a child's memory counts from what its parent holds."""
_LEAST = """
import io, sys, zipfile
from lxml import etree
etree.fromstring(zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read())).read(sys.argv[1]))
"""


class Cost(NamedTuple):
    """Milliseconds of the processor and MB, of a whole process from its start to its end."""

    milliseconds: float
    megabytes: float


def reading(kind: str, content: bytes) -> Cost:
    """Of the process that opens foreign files."""
    limits = str(ROOM), str(SECONDS * 10)
    return _cost(content, "-m", "tracker.intake.worker", kind, *limits, f"a.{kind}")


def least(kind: str, content: bytes) -> Cost:
    """Of a process that only unzips and parses the table."""
    return _cost(content, "-c", _LEAST, PARTS[kind])


def _cost(content: bytes, *program: str) -> Cost:
    command = [sys.executable, "-c", _MEASURED, sys.executable, "-W", "ignore", *program]
    done = subprocess.run(command, input=content, capture_output=True, check=True, cwd=ROOT)
    seconds, megabytes = map(float, done.stdout.split())
    return Cost(seconds * 1000, megabytes)


def parse(kind: str, content: bytes) -> object:
    """The part with the table, parsed; lxml is loaded here, as the program loads it when needed."""
    from lxml import etree  # noqa: PLC0415

    with zipfile.ZipFile(io.BytesIO(content)) as whole:
        return etree.fromstring(whole.read(PARTS[kind]))
