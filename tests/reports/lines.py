"""Rows of the number form for pure tests, with as few words as possible."""

from decimal import Decimal

from tracker.reports.rules.indicators import (
    Amount,
    IndicatorKind,
    IndicatorLine,
    IndicatorOrigin,
)


def line(kind="flow", origin="sum", **changes):
    """A row that counts dossiers, or the share of those received online."""
    values = {
        "id": 1, "code": "CT3.11", "field_id": 1, "field": "TTHC", "field_name": "Cải cách TTHC",
        "number": "3.11", "name": "Hồ sơ tiếp nhận", "measure": "hồ sơ",
        "kind": IndicatorKind(kind), "numerator_label": "Hồ sơ trực tuyến",
        "denominator_label": "Hồ sơ tiếp nhận", "share": kind == "ratio", "counted": True,
        "origin": IndicatorOrigin(origin), "position": 1, "note": "", "source": "",
        "valid_from": None, "valid_to": None, "version": 1,
    }  # fmt: skip
    return IndicatorLine(**values | changes)


def amount(numerator=None, denominator=None):
    """A figure from plain numbers."""
    parts = (numerator, denominator)
    return Amount(*(None if one is None else Decimal(str(one)) for one in parts))
