"""What the text of a cell says, in any spreadsheet."""


def number(value: str | None) -> int | None:
    """The whole number, or None where it is none."""
    try:
        return int(value) if value else None
    except ValueError:
        return None


def is_number(text: str) -> bool:
    """Whether a text is one, as Python reads it."""
    try:
        float(text)
    except ValueError:
        return False
    return True


def looks_like_header(rows: list[list[str]]) -> bool:
    """A first row of words only, above a row that holds a number."""
    if len(rows) < 2 or not rows[0] or any(not text or is_number(text) for text in rows[0]):
        return False
    return len(rows[0]) >= len(rows[1]) and any(is_number(text) for text in rows[1])
