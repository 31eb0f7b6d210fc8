"""Excel workbooks of today (xlsx)."""
