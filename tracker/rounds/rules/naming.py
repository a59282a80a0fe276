"""What rounds are called: the code in addresses and files, the words on screen and paper."""

import re

from tracker.rounds.rules.windows import RoundKind

_CODE = re.compile(
    r"(?P<year>[12][0-9]{3})-(?P<kind>Q[1-4]|H[12]|9M|Y|DX|CD)(?P<ordinal>[0-9]{2,3})?"
)


def round_code(year: int, kind: RoundKind, ordinal: int = 0) -> str:
    """`2025-H1`, `2025-Q3`, `2025-Y`; an ad-hoc round counts within its year: `2025-DX01`."""
    return f"{year}-{kind.value}" + ("" if kind.is_periodic else f"{ordinal:02d}")


def ordinal_of(code: str) -> int:
    """Which ad-hoc round of its kind and year a code names; 0 for a periodic one.

    Raises ValueError for what is no code.
    """
    match = _CODE.fullmatch(code)
    if match is None:
        raise ValueError(f"not a code of a round: {code!r}")
    return int(match["ordinal"] or 0)


def periodic_title(year: int, kind: RoundKind) -> str:
    """What a periodic round is called: "Quý I năm 2025", "6 tháng đầu năm 2025", "Năm 2025"."""
    if kind is RoundKind.YEAR:
        return f"Năm {year}"
    ends_in_year = kind.label.endswith("năm")
    return f"{kind.label} {year}" if ends_in_year else f"{kind.label} năm {year}"
