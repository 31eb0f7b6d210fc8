"""Words of a page and their boxes, put together from its letters."""

from annexa.verify.facts import Box, Word


def rounded(box: Box) -> Box:
    """To a tenth of a point."""
    return Box(*(round(number, 1) for number in box))


def around(one: Box, other: Box) -> Box:
    """The box around both."""
    return Box(
        min(one.left, other.left),
        min(one.bottom, other.bottom),
        max(one.right, other.right),
        max(one.top, other.top),
    )


def apart(word: Box, letter: Box) -> bool:
    """Whether a letter begins a new word: on another line, or beyond a gap."""
    height = max(word.height, letter.height, 1.0)
    if letter.middle < word.bottom - height / 2 or letter.middle > word.top + height / 2:
        return True
    return letter.left - word.right > height * 1.2 or letter.right < word.left - height


def joined(pieces: list[Word]) -> list[Word]:
    """Pieces on one line with less than a word's gap between them, put together: "Page" and "12"."""
    out: list[Word] = []
    for piece in sorted(pieces, key=lambda word: (round(word.box.middle / 4), word.box.left)):
        last = out[-1] if out else None
        if (
            last is not None
            and abs(last.box.middle - piece.box.middle) < 3
            and -2 < piece.box.left - last.box.right < 7
        ):
            out[-1] = Word(text=f"{last.text} {piece.text}"[:120], box=around(last.box, piece.box))
        else:
            out.append(piece)
    return out
