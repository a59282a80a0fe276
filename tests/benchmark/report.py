"""The figures as lines of a table: milliseconds, U, statements, the floor and the aim beside."""

from dataclasses import dataclass

HEAD = (
    f"{'database':<11}{'size':>9}  {'what':<40}{'p50 ms':>9}{'p95 ms':>9}{'U':>7}{'SQL':>5}"
    f"{'floor ms':>10}{'floor U':>9}{'aim U':>7}{'1 U ms':>8}"
)


@dataclass(frozen=True)
class Figure:
    """One measured thing; `unit` is U of the same run in milliseconds."""

    database: str
    size: int
    what: str
    p50: float
    p95: float
    unit: float
    statements: int | None = None
    floor: float | None = None
    aim: float | None = None

    @property
    def in_units(self) -> float:
        """The median in U."""
        return self.p50 / self.unit

    @property
    def missed(self) -> bool:
        """Whether the median is beyond the aim."""
        return self.aim is not None and self.in_units > self.aim

    def __str__(self) -> str:
        """One line of the table; "!" marks a missed aim."""
        floor = ("", "") if self.floor is None else _both(self.floor, self.unit)
        return (
            f"{self.database:<11}{self.size:>9,}  {self.what:<40}{self.p50:>9.2f}{self.p95:>9.2f}"
            f"{self.in_units:>7.1f}{'' if self.statements is None else self.statements:>5}"
            f"{floor[0]:>10}{floor[1]:>9}{'' if self.aim is None else f'{self.aim:g}':>7}"
            f"{self.unit:>8.2f}{' !' if self.missed else ''}"
        )


def _both(floor: float, unit: float) -> tuple[str, str]:
    return f"{floor:.2f}", f"{floor / unit:.1f}"


def growth(figures: list[Figure]) -> list[str]:
    """How much each page grew from the smallest size to the largest, in U."""
    lines = []
    for database, what in dict.fromkeys((one.database, one.what) for one in figures):
        same = [one for one in figures if (one.database, one.what) == (database, what)]
        least, most = min(same, key=lambda one: one.size), max(same, key=lambda one: one.size)
        if least.size < most.size:
            times = most.in_units / least.in_units
            lines.append(
                f"{database:<11}{what:<40} {most.size:,} over {least.size:,}: {times:.1f} times"
                f"{' !' if times > 2 else ''}"
            )
    return lines
