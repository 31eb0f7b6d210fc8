"""What several rules share: dates, titles, acronyms, identifiers, places. No rule lives here."""
