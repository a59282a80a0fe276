"""A believable history of the first half of 2025, for demonstrations only."""
