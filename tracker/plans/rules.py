"""Words and decisions of plans: kinds, standing, what an edit may be refused for."""

import re
from collections.abc import Collection

from tracker.text import Labelled, fold

CODE_LENGTH = 40


class PlanKind(Labelled):
    """What sort of paper gives the work."""

    PROGRAMME = "programme", "Đề án"
    ANNUAL = "annual", "Kế hoạch năm"
    DEPARTMENT = "department", "Kế hoạch của cơ quan"
    PROPOSAL = "proposal", "Nội dung đề xuất"
    ASSIGNMENT = "assignment", "Văn bản giao nhiệm vụ"


class Standing(Labelled):
    """Whether a plan gives work, or only proposes it."""

    ISSUED = "issued", "Đã ban hành, giao việc"
    PROPOSED = "proposed", "Đề xuất, chưa giao việc"


class AmendKind(Labelled):
    """What an amending paper does to a plan."""

    AMEND = "amend", "Sửa đổi, bổ sung"
    REPLACE = "replace", "Thay thế"


def code_of(words: str, taken: Collection[str], length: int = CODE_LENGTH) -> str:
    """A code in ASCII made of a number or a title, told apart from the codes that are taken.

    "196/KH-UBND 2025" gives "196-KH-UBND-2025".
    """
    plain = re.sub(r"[^a-z0-9]+", "-", fold(words)).strip("-").upper()
    base = plain[:length].strip("-") or "VB"
    code, number = base, 1
    while code in taken:
        number += 1
        code = f"{base[: length - 4].strip('-')}-{number}"
    return code
