"""The papers as issued, and further on: each stage is laid out once per kind of database."""

import pytest

from tests.conftest import load_papers
from tests.handover.steps import hand_over_in_march, open_both


def _opened():
    load_papers()
    open_both()


def _merged():
    load_papers()
    hand_over_in_march()
    open_both()


STAGES = {"loaded": load_papers, "opened": _opened, "merged": _merged}


@pytest.fixture
def opened_app(on_stage):
    """The papers as issued, 2025 and 2026 opened, no hand-over."""
    yield from on_stage("opened", _opened)


@pytest.fixture
def merged_app(on_stage):
    """The hand-over of 01/3/2025 applied, then 2025 and 2026 opened."""
    yield from on_stage("merged", _merged)
