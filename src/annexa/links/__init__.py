"""Verdicts on hyperlinks: what an address alone tells, and what its server answers."""
