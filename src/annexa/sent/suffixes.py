"""The letters behind the number of an inserted page: 57A is the first page that was put behind 57."""

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def suffixes_of(first: str, pages: int) -> tuple[str, list[str]]:
    """The number that inserted pages stand behind, and their labels: 57A and three pages give 57 and 57A, 57B, 57C."""
    number = plain(first)
    start = suffix_number(letters(first))
    return number, [f"{number}{suffix(start + step)}" for step in range(pages)]


def plain(label: str) -> str:
    """The number alone: 57 of 57A."""
    return label.rstrip(_LETTERS)


def letters(label: str) -> str:
    """The letters alone: A of 57A, nothing of 57."""
    return label[len(plain(label)) :]


def suffix(number: int) -> str:
    """1 is A, 26 is Z, 27 is AA, 28 is AB: as spreadsheets count, so that no two are the same."""
    out = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        out = chr(ord("A") + rest) + out
    return out


def suffix_number(text: str) -> int:
    """The other way round; 0 for none."""
    value = 0
    for letter in text:
        value = value * 26 + ord(letter) - ord("A") + 1
    return value


def suffix_order(label: str) -> tuple[int, int]:
    """Sorts labels as pages stand: 57, 57A … 57Z, 57AA, 58."""
    return int(plain(label)), suffix_number(letters(label))
