"""PowerPoint slides of today (pptx)."""
