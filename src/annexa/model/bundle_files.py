"""Names of what lies in the folder of a built bundle, beside the files that its manifest lists."""

from typing import Final

PACKAGE: Final = "package"
"""The folder with the package, inside the bundle's: a bundle built anew takes an outdated package with it."""
VERIFICATION: Final = "verification.json"
OLD: Final = "OLD.txt"
"""The note in what a later build left over (`annexa.bundle.old`): about the bundle, and no part of it."""
