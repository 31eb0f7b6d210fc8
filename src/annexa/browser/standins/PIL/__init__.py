"""Stands in for Pillow in a browser: see `Image` and `ImageChops`."""

from .Image import UnidentifiedImageError as UnidentifiedImageError

__version__ = "0"  # pypdf asks
