"""What `make test` leaves to `make soak`."""

import os

import pytest

SOAKING = os.environ.get("HYPOTHESIS_PROFILE") == "soak"


def on_postgresql(database_kind, *, too=False):
    """Leave to the soak what PostgreSQL answers by the same statements as SQLite, unless `too`."""
    if database_kind != "sqlite" and not too and not SOAKING:
        pytest.skip("run on SQLite; on PostgreSQL under make soak")
