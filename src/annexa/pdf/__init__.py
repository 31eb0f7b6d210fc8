"""PDFs opened, cleaned, merged, tagged, stamped and saved; nothing here knows what a bundle is."""
