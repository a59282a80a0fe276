"""Task tracker for a province: plans, obligations, updates, overdue lists."""
