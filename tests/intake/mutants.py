"""Files changed at random: `python -m tests.intake.mutants a.docx 50000` reads so many of them.

They are read in the memory that the process for foreign files has, and understood. The verdict is
printed: how many were read, how many refused, and what must be none: other endings, cells that are
nowhere in what was read, more than five seconds, too much memory. `--seed` goes the same way again.
"""

import argparse
import io
import sys
import time
import traceback
import zipfile
from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from lxml import etree

from tests.intake.appendices import KH196, grid
from tests.intake.building import Grid, docx, xlsx
from tests.intake.comparing import reading
from tracker.documents.rules import FileRefused
from tracker.intake.sandbox import ROOM
from tracker.intake.transport import unpacked
from tracker.intake.worker import READ, REFUSED, answer, limit_memory

TABLE = Grid(grid(KH196).rows[:9])
PASSAGES = ("V. Tổ chức thực hiện", "1. Sở Nội vụ chủ trì, báo cáo hằng quý.", "Nơi nhận:")
GOOD = {"a.docx": docx("PHỤ LỤC", TABLE, *PASSAGES), "a.xlsx": xlsx(TABLE)}
MOST_SECONDS = 5
_PIECES = (b"<w:tbl>", b'"', b"9" * 9, b"&#0;", b"</w:tr>", b"<w:vMerge/>", b"\xff\xfe", b"UP")
_VALUES = (
    "", "0", "-1", "7", "63", "99999999999", "1e9", "abc", "continue", "restart", "true", "s", "d",
    "b", "str", "inlineStr", "A1:XFD1048576", "B2:A1", "ZZZ0", "C3", "45931", "II",
)  # fmt: skip
_TEXTS = (
    "", "9" * 50, "a" * 25_000, "=1+1", "1.1.1.1.1.1.1.1", "XVIIII", "- ; - ; ,,, và và",
    "((((((", "\u202e\u0301\u0301", "Quý IV/9999", "ngày 31/02/2025", "Sở Sở Sở, Sở", "\t\n\t",
    "TT", "Cơ quan chủ trì", "Nhiệm vụ", "Ghi chú", "1e999", "(1)", "a)", "Sở Nội vụ\n- \n;",
)  # fmt: skip


def mutants(content, count, seed):
    """The file with bytes changed, cut out or doubled, or with its elements mixed up."""
    with zipfile.ZipFile(io.BytesIO(content)) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    for number in range(count):
        yield _mutant(content, parts, Random(f"{seed}/{number}"))


def _mutant(content, parts, random):
    if random.random() < 0.1:
        return _changed(content, random)
    names = [one for one in parts if one.endswith(".xml")]
    name = random.choices(names, [len(parts[one]) ** 0.5 for one in names])[0]
    change = _changed if random.random() < 0.2 else _mixed
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for other, text in parts.items():
            made.writestr(other, change(text, random) if other == name else text)
    return out.getvalue()


def _changed(content, random):
    """Bytes changed anywhere; most of these files are broken."""
    made = bytearray(content)
    for _ in range(random.choice((1, 1, 2, 5, 20))):
        at = random.randrange(len(made))
        length = random.choice((1, 1, 2, 8, 60))
        piece = made[at : at + length]
        made[at : at + length] = random.choice(
            (random.randbytes(len(piece)), b"", bytes(piece) * 2, random.choice(_PIECES))
        )
    return bytes(made)


def _mixed(content, random):
    """Elements, attributes and texts changed, so that the part can still be parsed."""
    root = etree.fromstring(content)
    for _ in range(random.choice((1, 2, 4, 12))):
        elements = list(root.iter())
        random.choice(_CHANGES)(random.choice(elements), random.choice(elements), random)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _gone(one, other, random):
    if one.getparent() is not None:
        one.getparent().remove(one)


def _copied(one, other, random):
    if one.getparent() is not None:
        other.insert(random.randrange(len(other) + 1), deepcopy(one))


def _renamed(one, other, random):
    one.tag = other.tag


def _reworded(one, other, random):
    one.text = random.choice((other.text, *_TEXTS))


def _valued(one, other, random):
    names = list(one.attrib) or list(other.attrib)
    if names:
        one.set(random.choice(names), random.choice(_VALUES))


def _bared(one, other, random):
    if one.attrib:
        del one.attrib[random.choice(list(one.attrib))]


_CHANGES = (_gone, _copied, _renamed, _reworded, _reworded, _valued, _valued, _bared)


@dataclass
class Verdict:
    """How the files of one kind ended."""

    name: str
    counted: Counter = field(default_factory=Counter)
    longest: float = 0
    faults: list[str] = field(default_factory=list)

    def read(self, content, mark=""):
        """Read and understand one file, and keep how it ended."""
        began = time.process_time()
        try:
            ending = self._ending(content)
        except Exception:  # noqa: BLE001 - what must not happen is counted
            ending = "uncaught"
            self.faults.append(f"{mark}: {traceback.format_exc(limit=-3)}")
        took = time.process_time() - began
        self.longest = max(self.longest, took)
        self.counted[ending] += 1
        self.counted["over 5 s"] += took > MOST_SECONDS
        return ending

    def _ending(self, content):
        told = answer(self.name.rpartition(".")[2], self.name, content)
        if told.startswith(REFUSED):
            return "refused"
        raw = unpacked(told.removeprefix(READ))
        try:
            plan = reading(KH196, raw)
        except FileRefused:
            return "no plan"
        assert not plan.unaccounted, plan.unaccounted
        return "read"

    @property
    def passed(self):
        """Whether each was read or refused, in time."""
        return not self.faults and not self.counted["over 5 s"]

    def __str__(self):
        told = ", ".join(f"{self.counted[one]:,} {one}" for one in _TOLD)
        return f"{self.name}: {told} (longest {self.longest:.2f} s)"


_TOLD = ("read", "no plan", "refused", "uncaught", "over 5 s")


def main(name, count, seed):
    """Read so many changed files of one kind and print the verdict; 1 where it is bad."""
    limit_memory(ROOM)
    verdict, before = Verdict(name), held()
    for number, changed in enumerate(mutants(GOOD[name], count, seed)):
        verdict.read(changed, f"seed {seed}, file {number}")
    more = held() - before
    sys.stdout.write(f"{verdict}, seed {seed}, at most {more:.0f} MB more\n")
    sys.stderr.write("\n".join(verdict.faults[:3]))
    return int(not verdict.passed or more > ROOM / 2**20)


def held():
    """The most memory that this process has held, in MB."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(one for one in lines if one.startswith("VmHWM:")).split()[1]) / 1024


def arguments():
    parser = argparse.ArgumentParser(prog="python -m tests.intake.mutants", description=__doc__)
    parser.add_argument("name", choices=GOOD)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", default=time.time_ns())
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main(**vars(arguments())))
