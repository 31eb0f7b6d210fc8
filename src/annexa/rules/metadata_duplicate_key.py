"""A field stands twice in a metadata file.

Why it matters: Programs keep one of the two without a word, and not all keep the same one.

Fails when: The same field name stands twice in one group of fields.

To put right:
- Metadata: Delete the one that is wrong. To name a second document, start a new entry of the list with a hyphen.

Passes: Two entries below `documents:`, each with its own hyphen and `file:`.

Fails: One entry below `documents:` with two lines `file:`.
"""

from annexa.model.findings import Level

ID = "metadata-duplicate-key"
LEVEL = Level.ERROR
ABOUT = "metadata"
WAIVABLE = False
