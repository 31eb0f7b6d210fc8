"""Document to PDF: LibreOffice workers, pictures, ready-made PDFs, and a cache of what was made before.

`convert` is the door; a `Job` goes in, a `Converted` comes out, in the same order. A document that cannot become
PDF gives a `Converted` with a `fault` and never stops the others.
"""

from annexa.convert.job import Converted, Job, Options
from annexa.convert.run import convert, engine_versions, made_before

__all__ = ["Converted", "Job", "Options", "convert", "engine_versions", "made_before"]
