"""What our own pages are set in: the font that comes with annexa, and fonts of the system for the letters it lacks.

`prepared` is the door: data for a template goes in; data that can be set, and the fonts that it takes, come out.
"""

from annexa.tools.lettering.characters import Prepared, prepared, unshown

__all__ = ["Prepared", "prepared", "unshown"]
