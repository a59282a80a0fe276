"""What a compiler decides about lines for heads and leadership (pure)."""

DROPPED = "Không phát hành: "
"""How the reason of a line begins that a compiler held back for good."""
LONGEST = 200


def reason_problem(reason: str) -> str:
    """Why lines cannot be dropped with this reason; empty when they can."""
    if not reason:
        return "Hãy nhập lý do không phát hành."
    return f"Dài quá {LONGEST} ký tự." if len(reason) > LONGEST else ""
