"""The papers as issued, and further on: each stage is laid out once per kind of database."""

import pytest

from tests.conftest import load_papers
from tests.handover.steps import hand_over_in_march, open_both

LOADED = ("loaded", load_papers)


def _merged():
    hand_over_in_march()
    open_both()


STAGES = {"loaded": (load_papers,), "opened": (open_both, LOADED), "merged": (_merged, LOADED)}
"""What is written for a stage, and the stage on which that goes on."""


@pytest.fixture
def opened_app(on_stage):
    """The papers as issued, 2025 and 2026 opened, no hand-over."""
    yield from on_stage("opened", *STAGES["opened"])


@pytest.fixture
def merged_app(on_stage):
    """The hand-over of 01/3/2025 applied, then 2025 and 2026 opened."""
    yield from on_stage("merged", *STAGES["merged"])
