"""Files changed at random: `python -m tests.intake.mutants a.docx 50000` reads so many of them.

They are read in the memory that the process for foreign files has, and understood; it prints how
many were read and how many refused, and ends badly at the first that did neither.
"""

import io
import sys
import time
import zipfile
from random import Random

from tests.intake.appendices import KH196, grid
from tests.intake.building import Grid, docx, xlsx
from tests.intake.comparing import reading
from tracker.documents.rules import FileRefused
from tracker.intake.sandbox import ROOM
from tracker.intake.transport import unpacked
from tracker.intake.worker import READ, REFUSED, answer, hold

TABLE = Grid(grid(KH196).rows[:14])
GOOD = {"a.docx": docx("PHỤ LỤC", TABLE, "V. Tổ chức thực hiện"), "a.xlsx": xlsx(TABLE)}
MOST_SECONDS = 5
_PIECES = (b"<w:tbl>", b'"', b"9" * 9, b"&#0;", b"</w:tr>", b"<w:vMerge/>", b"\xff\xfe", b"UP")


def mutants(content, count, seed):
    """The file with bytes changed, cut out or doubled, in its packed form and inside its parts."""
    random = Random(seed)
    with zipfile.ZipFile(io.BytesIO(content)) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    for _ in range(count):
        if random.random() < 0.3:
            yield _changed(content, random)
            continue
        name = random.choice([one for one in parts if one.endswith(".xml")])
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as made:
            for other, text in parts.items():
                made.writestr(other, _changed(text, random) if other == name else text)
        yield out.getvalue()


def _changed(content, random):
    made = bytearray(content)
    for _ in range(random.choice((1, 1, 2, 5, 20))):
        at = random.randrange(len(made))
        length = random.choice((1, 1, 2, 8, 60))
        piece = made[at : at + length]
        made[at : at + length] = random.choice(
            (random.randbytes(len(piece)), b"", bytes(piece) * 2, random.choice(_PIECES))
        )
    return bytes(made)


def sound(name, content):
    """Whether a file was read; else it was refused in words. Either within MOST_SECONDS."""
    began = time.perf_counter()
    ending = answer(name.rpartition(".")[2], name, content)
    assert ending.startswith((READ, REFUSED)), ending[:100]
    is_read = ending.startswith(READ)
    try:
        if is_read:
            plan = reading(KH196, unpacked(ending.removeprefix(READ)))
            assert not plan.unaccounted
    except FileRefused:
        pass
    assert time.perf_counter() - began < MOST_SECONDS
    return is_read


def main(name, count):
    """Read so many changed files of one kind."""
    hold(ROOM, 3_600)
    counted = {True: 0, False: 0}
    for changed in mutants(GOOD[name], int(count), seed=time.time_ns()):
        counted[sound(name, changed)] += 1
    sys.stdout.write(f"{counted[True]} {counted[False]}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
