"""StructParent numbers of a source, moved past those that the bundle uses already."""

from pikepdf import Object, Pdf, Stream


def move(holder: Object, key: str, base: int, known: set[int]) -> int:
    """Moves one number, or takes it away where the tree does not know it; returns the old one, or -1."""
    number = holder[key]
    if isinstance(number, int) and number in known:
        if base:
            holder[key] = number + base
        return number
    del holder[key]
    return -1


def move_in_streams(pdf: Pdf, base: int, known: set[int]) -> None:
    """The same for forms, which have numbers too: seldom, so the file is searched only when some are missing."""
    for each in pdf.objects:
        if isinstance(each, Stream):
            for key in ("/StructParents", "/StructParent"):
                if key in each:
                    move(each, key, base, known)
