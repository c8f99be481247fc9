"""Answers, rollups and opening as the demo company grows to a hundred million order lines."""
