"""What makes a PDF readable aloud: its structure tree, walked, judged, mended and hung into another."""
