"""The little of PIL.ImageChops that `annexa.documents` uses."""

from collections.abc import Callable

from .Image import Image


def difference(one: Image, two: Image) -> Image:
    """How far each level of one lies from that of the other."""
    return _combined(one, two, lambda a, b: a - b if a > b else b - a)


def lighter(one: Image, two: Image) -> Image:
    """The lighter of both levels."""
    return _combined(one, two, max)


def _combined(one: Image, two: Image, each: Callable[[int, int], int]) -> Image:
    return Image(one.mode, one.size, lambda box: bytes(map(each, one.sample(box), two.sample(box))))
