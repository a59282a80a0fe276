"""Periods, working-day arithmetic and the grammar of Vietnamese deadline phrases (pure)."""
