"""Rollups of a workspace whose rows are on a server: built there, printed as statements, taken away."""
