"""The figures as lines of a table: milliseconds, U, statements, the floor and the aim beside."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.benchmark.browser import Timing

HEAD = (
    f"{'database':<11}{'size':>9}  {'what':<40}{'p50 ms':>9}{'p95 ms':>9}{'cpu ms':>8}{'SQL':>5}"
    f"{'U':>7}{'aim U':>7}{'cpu U':>7}{'floor ms':>10}{'floor U':>9}{'1 U ms':>8}"
)


@dataclass(frozen=True)
class Figure:
    """One measured page beside its floor and U, all three measured in turn."""

    database: str
    size: int
    what: str
    ours: Timing
    floor: Timing
    unit: Timing
    aim: float

    @property
    def in_units(self) -> float:
        """The median wait in U."""
        return self.ours.p50 / self.unit.p50

    @property
    def missed(self) -> bool:
        """Whether the median is beyond the aim."""
        return self.in_units > self.aim

    def __str__(self) -> str:
        """One line of the table; "!" marks a missed aim."""
        ours, unit = self.ours, self.unit
        return (
            f"{self.database:<11}{self.size:>9,}  {self.what:<40}{ours.p50:>9.2f}{ours.p95:>9.2f}"
            f"{ours.computed:>8.2f}{ours.statements:>5}{self.in_units:>7.1f}{self.aim:>7g}"
            f"{ours.computed / unit.computed:>7.1f}{self.floor.p50:>10.2f}"
            f"{self.floor.p50 / unit.p50:>9.1f}{unit.p50:>8.2f}{' !' if self.missed else ''}"
        )


@dataclass(frozen=True)
class Measure:
    """One measured piece of work beside its floor, in a unit of its own ("ms", "MB")."""

    database: str
    size: int
    what: str
    value: float
    floor: float
    unit: str
    aim: float | None = None

    @property
    def missed(self) -> bool:
        """Whether it is beyond the aim."""
        return self.aim is not None and self.value > self.aim

    def __str__(self) -> str:
        """One line; "!" marks a missed aim."""
        aim = f", aim {self.aim:g} {self.unit}" if self.aim else ""
        return (
            f"{self.database:<11}{self.size:>9,}  {self.what}: {self.value:,.0f} {self.unit}, "
            f"floor {self.floor:,.0f} {self.unit} ({self.value / self.floor:.1f} times){aim}"
            f"{' !' if self.missed else ''}"
        )


def growth(figures: Sequence[Figure]) -> list[str]:
    """How much each page grew from the smallest size to the largest: its wait in U, its work."""
    lines = []
    for database, what in dict.fromkeys((one.database, one.what) for one in figures):
        same = [one for one in figures if (one.database, one.what) == (database, what)]
        least, most = min(same, key=lambda one: one.size), max(same, key=lambda one: one.size)
        if least.size < most.size:
            wait = most.in_units / least.in_units
            work = most.ours.computed / least.ours.computed
            lines.append(
                f"{database:<11}{what:<40} {most.size:,} over {least.size:,}: wait {wait:.1f}, "
                f"processor {work:.1f} times{' !' if wait > 2 else ''}"
            )
    return lines
