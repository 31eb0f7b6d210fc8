"""Letters of columns, as spreadsheets name them."""


def column_name(number: int) -> str:
    """1 is A, 27 is AA."""
    name = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_number(name: str) -> int:
    """A is 1, AA is 27."""
    value = 0
    for letter in name:
        value = value * 26 + ord(letter) - 64
    return value
