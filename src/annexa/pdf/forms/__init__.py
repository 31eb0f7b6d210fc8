"""Form fields, drawn on their pages as their reader saw them."""
