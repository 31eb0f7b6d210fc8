"""PDF files, as what they say and show."""
