"""Rows of the reports room, written straight into the database."""

from datetime import date

from tracker.db import write_transaction
from tracker.extensions import db
from tracker.reports.models.letterheads import ReportLetterhead


def make_letterhead(unit_id, **changes):
    """What a unit's papers print since 2024; returns its id."""
    values = {
        "unit_id": unit_id, "superior": "UBND tỉnh Minh Hòa", "issuer": "Sở Tư pháp",
        "symbol": "STP", "place": "Minh Hòa", "authority": "KT. GIÁM ĐỐC",
        "post": "PHÓ GIÁM ĐỐC", "recipients": "Các sở\nLưu: VT", "valid_from": date(2024, 1, 1),
        "source": "Kiểm thử",
    }  # fmt: skip
    with write_transaction():
        row = ReportLetterhead(**(values | changes))
        db.session.add(row)
        db.session.flush()
        return row.id
