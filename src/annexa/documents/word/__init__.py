"""Word documents of today (docx)."""
